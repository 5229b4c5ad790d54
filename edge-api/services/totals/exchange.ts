import { minorDigits } from '../../contract/minor-digits.ts';
import type { PresentmentCurrency } from '../../repositories/selling-rules.ts';
import { quotient, safe } from './integers.ts';

/** How amounts of a store's currency become those a shopper pays in. All are minor units. */
export interface Exchange {
  readonly currency: string;
  /** Null for the store's own currency. */
  readonly rate: string | null;
  /** An amount as it is: a fee, a threshold, a fixed discount. */
  amount(minor: number): number;
  /** A unit price, with the merchant's wish for how prices end. 0 stays 0. */
  price(minor: number): number;
}

/** Amounts that stay as they are. */
export const sameCurrency = (currency: string): Exchange => ({
  currency,
  rate: null,
  amount: (minor) => minor,
  price: (minor) => minor,
});

/** The nearest amount that is `ending` above a multiple of `step`, halves upwards; never 0 or less. */
function nearest(minor: number, step: number, ending: number): number {
  const multiple = Math.floor((2 * (minor - ending) + step) / (2 * step));
  const amount = multiple * step + ending;
  return amount > 0 ? amount : ending || step;
}

/**
 * Amounts of `base` in another currency: `minor × rate × 10^(digits there − digits here)`, rounded half away from zero, in
 * big integers.
 */
export function exchangeOf(base: string, { currency, rate, roundTo, ending }: PresentmentCurrency): Exchange {
  const [whole = '0', decimals = ''] = rate.split('.');
  const shift = minorDigits(currency) - minorDigits(base) - decimals.length;
  const numerator = BigInt(whole + decimals) * 10n ** BigInt(Math.max(0, shift));
  const denominator = 10n ** BigInt(Math.max(0, -shift));
  const amount = (minor: number) => quotient(BigInt(minor) * numerator, denominator);
  return {
    currency,
    rate,
    amount,
    price: (minor) => (minor === 0 ? 0 : safe(nearest(amount(minor), roundTo, ending))),
  };
}
