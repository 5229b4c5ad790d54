import { minorDigits } from '../../edge-api/contract/minor-digits.ts';
import type { Money } from '../../edge-api/contract/money.ts';

/** By locale and currency: making a formatter takes longer than writing a hundred prices with it. */
const formatters = new Map<string, (amountMinor: number) => string>();

function makeFormatter(locale: string, currency: string): (amountMinor: number) => string {
  const options = { style: 'currency', currency } as const;
  let formatter: Intl.NumberFormat;
  try {
    formatter = new Intl.NumberFormat(locale, options);
  } catch {
    // A page may name a locale that no browser knows; prices must show all the same.
    formatter = new Intl.NumberFormat('en', options);
  }
  const units = 10 ** minorDigits(currency);
  return (amountMinor) => formatter.format(amountMinor / units);
}

/** Writes an amount as its readers do, such as "19,99 €". The currency decides how many digits are minor. */
export function formatMoney({ amountMinor, currency }: Money, locale: string): string {
  const key = `${locale} ${currency}`;
  let format = formatters.get(key);
  if (!format) formatters.set(key, (format = makeFormatter(locale, currency)));
  return format(amountMinor);
}
