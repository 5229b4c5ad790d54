import { foldCart, lineKey, type CartEntry, type FoldedCart } from '../edge-api/contract/cart-log.ts';
import { entryOf } from '../elements/stores/cart/intent.ts';
import type { CartState } from '../elements/stores/cart-store.ts';
import type { Deed } from './cart-torture-device.ts';
import type { Doing } from './cart-torture-page.ts';

/** What a cart looks like, however its lines are ordered. */
export const shape = ({ lines, saved = [], note, codes = [] }: FoldedCart | CartState): string =>
  JSON.stringify([
    lines.map(({ key, quantity }) => `${quantity} × ${key}`),
    saved.map(({ key, quantity }) => `${quantity} × ${key}`),
    note,
    codes,
  ]);

/** Each way to pick one of each list. */
const picks = <T>(lists: readonly (readonly T[])[]): T[][] =>
  lists.reduce<T[][]>((ways, list) => ways.flatMap((way) => list.map((one) => [...way, one])), [[]]);

/**
 * Every cart that could have come of these deeds: those kept, with any of those nobody knows about. Of two edits of one
 * line by tabs that saw the same, one wins: they name the same word. Entries are told apart by their clocks otherwise, because an
 * entry that goes over to another cart gets another id.
 */
export function possible(deeds: readonly Deed[]): Set<string> {
  const kept = deeds.filter(({ kept }) => kept).map(({ entry }) => entry);
  const unknown = deeds.filter(({ kept }) => !kept).map(({ entry }) => entry);
  const carts = new Set<string>();
  for (let choice = 0; choice < 2 ** Math.min(10, unknown.length); choice++) {
    const happened = [...kept, ...unknown.filter((_, at) => choice & (1 << at))];
    const byId = new Map<string, Map<string, CartEntry>>();
    for (const entry of happened) {
      const name = entry.kind === 'add' && entry.text ? entry.text : entry.id;
      const same = byId.get(name) ?? new Map<string, CartEntry>();
      byId.set(name, same.set(entry.clock, entry));
    }
    const ways = picks([...byId.values()].map((same) => [...same.values()]));
    for (const way of ways) carts.add(shape(foldCart(way.map((entry) => ({ ...entry, id: entry.clock })))));
  }
  return carts;
}

/** Whether an entry may be what came of a doing. */
function cameOf(entry: CartEntry, doing: Doing): boolean {
  if (doing[0] !== 'edit') return contentOf(entry) === contentOf(entryOf(doing));
  const key = lineKey(entry.variantId, entry.options);
  return entry.kind === 'set' ? entry.quantity === 0 && key === doing[1] : key === editedKey(doing);
}

/** The key a line has after an edit. */
export const editedKey = ([, key, options]: ['edit', string, Record<string, string>]): string =>
  lineKey(key.split('?')[0]!, options);

/** Entries that no tab told us of, but that a tab was about to make when it was closed. */
export function unheard(log: readonly CartEntry[], deeds: readonly Deed[], interrupted: readonly Doing[]): Deed[] {
  const known = new Set(deeds.map(({ entry }) => entry.clock));
  const left = interrupted.flatMap((doing): Doing[] => (doing[0] === 'edit' ? [doing, doing] : [doing]));
  return log.flatMap((entry) => {
    const at = known.has(entry.clock) ? -1 : left.findIndex((doing) => cameOf(entry, doing));
    if (at < 0) return [];
    left.splice(at, 1);
    return [{ entry, kept: false }];
  });
}

const contentOf = ({ kind, variantId, options, quantity, text }: Omit<CartEntry, 'id' | 'clock'>): string =>
  JSON.stringify([kind, variantId, options, quantity, text]);
