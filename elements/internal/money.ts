import type { Money } from '../../edge-api/contract/money.ts';

const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    try {
      formatter = new Intl.NumberFormat(locale, { style: 'currency', currency });
    } catch {
      // A page may name a locale that no browser knows; prices must show all the same.
      formatter = new Intl.NumberFormat('en', { style: 'currency', currency });
    }
    formatters.set(key, formatter);
  }
  return formatter;
}

/** Writes an amount as its readers do, such as "19,99 €". The currency decides how many digits are minor. */
export function formatMoney({ amountMinor, currency }: Money, locale: string): string {
  const formatter = formatterOf(locale, currency);
  return formatter.format(amountMinor / 10 ** (formatter.resolvedOptions().maximumFractionDigits ?? 2));
}
