import type { Variant } from '../../edge-api/contract/products.ts';
import type { Text } from '../internal/strings.ts';
import type { english } from './product.strings.ts';

/** Whether a variant can be had, in words; `low` when few are left, `later` when it is sent later, `off` when it cannot be bought. */
export interface Stock {
  readonly kind: '' | 'low' | 'later' | 'off';
  readonly words: string;
}

/** A day as its readers write it, with the year where it is another than now; undefined for one that has passed. */
export function dayInWords(day: string, locale: string, now = new Date()): string | undefined {
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => `${part}`.padStart(2, '0'))
    .join('-');
  if (!(day > today)) return undefined;
  const thisYear = day.startsWith(`${now.getFullYear()}-`);
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', timeZone: 'UTC' };
  if (!thisYear) options.year = 'numeric';
  try {
    return new Intl.DateTimeFormat(locale, options).format(new Date(day));
  } catch {
    return day;
  }
}

/** The stock of what is chosen; without a variant that combination is not made. */
export function stockOf(variant: Variant | undefined, text: Text<keyof typeof english>, locale: string): Stock {
  if (!variant) return { kind: 'off', words: text('notMade') };
  const { available, backOrdered, backInStockOn, lowStock, quantityAvailable: left } = variant;
  const date = backInStockOn && dayInWords(backInStockOn, locale);
  if (!available) return { kind: 'off', words: date ? text('backOn', { date }) : text('soldOut') };
  if (backOrdered) return { kind: 'later', words: date ? text('shipsFrom', { date }) : text('shipsLater') };
  if (lowStock && left !== null) return { kind: 'low', words: text('left', { count: left }) };
  return { kind: '', words: text('inStock') };
}
