import { ApiError } from '../errors.ts';

/** The amount, if it can be told exactly: totals beyond 2^53 are refused, not rounded. */
export function safe(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new ApiError('invalid_request', 'The lines cost more than can be counted.');
  return amount;
}

/** Sum of amounts, each exact and the sum too. */
export const sum = (amounts: Iterable<number>): number => {
  let total = 0;
  for (const amount of amounts) total = safe(total + amount);
  return total;
};

/** Price of a number of units. */
export const lineTotal = (unitMinor: number, quantity: number): number => safe(unitMinor * quantity);

/** `numerator ÷ denominator`, both at least 0, rounded half away from zero. In big integers: products may exceed 2^53. */
export const quotient = (numerator: bigint, denominator: bigint): number =>
  safe(Number((2n * numerator + denominator) / (2n * denominator)));

/** `amount × numerator ÷ denominator`, rounded half away from zero. */
export const share = (amount: number, numerator: number, denominator: number): number =>
  quotient(BigInt(amount) * BigInt(numerator), BigInt(denominator));

/**
 * Splits an amount by weights, to the last unit: each part is its exact share rounded down, and what is left goes one unit
 * each to the largest remainders, the first of equals first (the method of largest remainders, after Hamilton). Without
 * any weight everything stays 0. No part exceeds its weight when the amount does not exceed the sum of weights.
 */
export function allocate(amount: number, weights: readonly (number | bigint)[]): number[] {
  const all = weights.map(BigInt);
  const total = all.reduce((a, b) => a + b, 0n);
  if (total === 0n || amount === 0) return all.map(() => 0);
  const exact = all.map((weight) => BigInt(amount) * weight);
  const parts = exact.map((value) => Number(value / total));
  const left = amount - parts.reduce((a, b) => a + b, 0);
  if (left === 0) return parts;
  const rests = exact.map((value) => value % total);
  const order = all
    .map((_, at) => at)
    .sort((a, b) => {
      const [mine = 0n, other = 0n] = [rests[a], rests[b]];
      return mine === other ? a - b : mine > other ? -1 : 1;
    });
  for (const at of order.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1;
  return parts;
}
