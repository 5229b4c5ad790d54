import type { Variant } from '../../edge-api/contract/products.ts';
import type { Text } from '../internal/strings.ts';
import type { english } from './product.strings.ts';

/** How few units are worth a word. */
const FEW = 5;

/** Whether a variant can be had, in words; `low` when few are left, `off` when it cannot be bought. */
export interface Stock {
  readonly kind: '' | 'low' | 'off';
  readonly words: string;
}

/** The stock of what is chosen; without a variant that combination is not made. */
export function stockOf(variant: Variant | undefined, text: Text<keyof typeof english>): Stock {
  if (!variant) return { kind: 'off', words: text('notMade') };
  const { available, quantityAvailable: left } = variant;
  if (!available) return { kind: 'off', words: text('soldOut') };
  if (left === null || left > FEW) return { kind: '', words: text('inStock') };
  return left > 0 ? { kind: 'low', words: text('left', { count: left }) } : { kind: '', words: text('backOrder') };
}
