import { minorDigits } from '../contract/minor-digits.ts';
import type { Money } from '../contract/money.ts';

/**
 * An amount as readers of `locale` (BCP 47) write it. A whole one has as many digits as its currency usually has, such
 * as "1999 Ft"; any other shows all its minor ones, so that what is read is what is paid.
 */
export function formatMoney({ amountMinor, currency }: Money, locale: string): string {
  const digits = minorDigits(currency);
  const units = 10 ** digits;
  const exact = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    ...(amountMinor % units === 0 ? {} : exact),
  });
  return format.format(amountMinor / units);
}
