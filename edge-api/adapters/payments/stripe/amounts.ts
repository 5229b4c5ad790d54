import { minorDigits } from '../../../contract/minor-digits.ts';
import { PaymentError } from '../port.ts';

/**
 * Decimals of a currency where Stripe counts otherwise than ISO 4217: króna have no cents, and Stripe still wants them, as
 * zeros; ariary are divided in five and counted whole. After docs.stripe.com/currencies.
 */
const DIGITS: Readonly<Record<string, number>> = { ISK: 2, MGA: 0 };

/** Stripe's pages count this one whole in one place and in hundredths in another: it is refused rather than charged a hundredfold. */
const UNCLEAR = new Set(['UGX']);

const refused = (currency: string, why: string) =>
  new PaymentError('misconfigured', `Stripe cannot take this amount in ${currency}: ${why}.`);

/** How much larger Stripe's number of the same amount is. */
const factor = (currency: string): number =>
  10 ** ((DIGITS[currency] ?? minorDigits(currency)) - minorDigits(currency));

/** An amount of ours as Stripe counts it. Throws where Stripe would refuse it, or would charge another. */
export function toStripe(amountMinor: number, currency: string): number {
  if (UNCLEAR.has(currency)) throw refused(currency, 'how it counts them is not certain');
  if (minorDigits(currency) > 3) throw refused(currency, 'it has four decimals');
  const amount = amountMinor * factor(currency);
  if (!Number.isSafeInteger(amount)) throw refused(currency, 'it counts whole units only');
  // Networks of cards know two decimals at most.
  if (minorDigits(currency) === 3 && amount % 10 !== 0) throw refused(currency, 'the third decimal has to be 0');
  return amount;
}

/** An amount of Stripe's as we count it; what is no whole number of ours stays a fraction, and equals nothing. */
export const fromStripe = (amount: number, currency: string): number => amount / factor(currency);
