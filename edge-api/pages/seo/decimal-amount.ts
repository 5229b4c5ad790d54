import { minorDigits } from '../../contract/minor-digits.ts';
import type { Money } from '../../contract/money.ts';

/** An amount as machines read it: "19.99" of EUR, "1999" of JPY, "1.999" of KWD. By digits, without arithmetic that rounds. */
export function decimalAmount({ amountMinor, currency }: Money): string {
  const digits = minorDigits(currency);
  const sign = amountMinor < 0 ? '-' : '';
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
