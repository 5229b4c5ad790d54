import { foldCart, type CartEntry, type FoldedCart } from '../edge-api/contract/cart-log.ts';
import { entryOf, type Intent } from '../elements/stores/cart/intent.ts';
import type { Deed } from './cart-torture-device.ts';

/** What a cart looks like, however its lines are ordered. */
export const shape = ({ lines, note }: Pick<FoldedCart, 'lines' | 'note'>): string =>
  JSON.stringify([lines.map(({ key, quantity }) => `${quantity} × ${key}`), note]);

/** Every cart that could have come of these deeds: those kept, with any of those nobody knows about. */
export function possible(deeds: readonly Deed[]): Set<string> {
  const kept = deeds.filter(({ kept }) => kept).map(({ entry }) => entry);
  const unknown = deeds.filter(({ kept }) => !kept).map(({ entry }) => entry);
  const carts = new Set<string>();
  for (let choice = 0; choice < 2 ** Math.min(10, unknown.length); choice++) {
    carts.add(shape(foldCart([...kept, ...unknown.filter((_, at) => choice & (1 << at))])));
  }
  return carts;
}

/** Entries that no tab told us of, but that a tab was about to make when it was closed. */
export function unheard(log: readonly CartEntry[], deeds: readonly Deed[], interrupted: readonly Intent[]): Deed[] {
  const known = new Set(deeds.map(({ entry }) => entry.id));
  const left = interrupted.map((intent) => contentOf(entryOf(intent)));
  return log.flatMap((entry) => {
    const at = known.has(entry.id) ? -1 : left.indexOf(contentOf(entry));
    if (at < 0) return [];
    left.splice(at, 1);
    return [{ entry, kept: false }];
  });
}

const contentOf = ({ kind, variantId, options, quantity, text }: Omit<CartEntry, 'id' | 'clock'>): string =>
  JSON.stringify([kind, variantId, options, quantity, text]);
