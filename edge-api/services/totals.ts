import type { StoreSettings } from '../repositories/settings.ts';
import { ApiError } from './errors.ts';

/** What a line adds to the totals. */
export interface LineAmount {
  readonly unitMinor: number;
  readonly quantity: number;
  readonly taxable: boolean;
  readonly requiresShipping: boolean;
}

/** The rules of a store by which totals are made. */
export type TotalsRules = Pick<StoreSettings, 'shipping' | 'tax'>;

/** A delivery method at the price it has for these lines. */
export interface PricedMethod {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly priceMinor: number;
}

/** Totals in minor units. `total = subtotal − discount + shipping (+ tax, unless it is included)`. */
export interface TotalAmounts {
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  /** Null until a delivery method is known. */
  readonly shippingMinor: number | null;
  readonly taxMinor: number;
  readonly taxIncluded: boolean;
  readonly totalMinor: number;
  readonly methods: readonly PricedMethod[];
  /** The method asked for, if it serves this destination. */
  readonly method: PricedMethod | null;
  readonly needsShipping: boolean;
  readonly freeShippingRemainingMinor: number | null;
}

function safe(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new ApiError('invalid_request', 'The lines cost more than can be counted.');
  return amount;
}

/** Price of a number of units. */
export const lineTotal = (unitMinor: number, quantity: number): number => safe(unitMinor * quantity);

/** `amount × numerator ÷ denominator` for an amount of at least 0, halves rounded away from zero. In big integers: the product may exceed 2^53. */
function share(amount: number, numerator: number, denominator: number): number {
  const n = BigInt(amount) * BigInt(numerator);
  const d = BigInt(denominator);
  return Number((2n * n + d) / (2n * d));
}

/**
 * The rate of a destination, in basis points. A country without a rate of its own has that of `*`, or none. While the
 * destination is unknown, prices that contain tax contain that of `*` or of the first rate, the store's home.
 */
export function taxRateBps(tax: TotalsRules['tax'], country: string | undefined): number {
  const rate = (code: string) => tax.rates.find((rate) => rate.country === code)?.rateBps;
  if (country !== undefined) return rate(country) ?? rate('*') ?? 0;
  return rate('*') ?? (tax.includedInPrices ? (tax.rates[0]?.rateBps ?? 0) : 0);
}

const least = (...values: (number | null)[]): number | null =>
  values.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null);

/**
 * Adds up lines by a store's rules, in integers only. Tax is worked out once for each rate on the sum it applies to
 * (taxable lines and, with any of them, their delivery) and rounded half away from zero.
 */
export function computeTotals(
  lines: readonly LineAmount[],
  rules: TotalsRules,
  wish: { country?: string | undefined; deliveryMethodId?: string | undefined },
): TotalAmounts {
  const sum = (some: readonly LineAmount[]) =>
    some.reduce((total, line) => safe(total + lineTotal(line.unitMinor, line.quantity)), 0);
  const subtotalMinor = sum(lines);
  const taxable = lines.filter((line) => line.taxable);
  const needsShipping = lines.some((line) => line.requiresShipping);

  const serves = (countries: readonly string[]) =>
    wish.country === undefined || countries.length === 0 || countries.includes(wish.country);
  const offered = needsShipping ? rules.shipping.methods.filter(({ countries }) => serves(countries)) : [];
  const methods = offered.map(({ id, title, description, priceMinor, freeFromMinor }) => {
    const freeFrom = least(freeFromMinor, rules.shipping.freeFromMinor);
    return { id, title, description, priceMinor: freeFrom !== null && subtotalMinor >= freeFrom ? 0 : priceMinor };
  });
  const method = methods.find(({ id }) => id === wish.deliveryMethodId) ?? null;
  const nothingToShip = lines.length > 0 && !needsShipping;
  const shippingMinor = nothingToShip ? 0 : (method?.priceMinor ?? null);
  const threshold = offered.length
    ? least(rules.shipping.freeFromMinor, ...offered.map(({ freeFromMinor }) => freeFromMinor))
    : null;

  const rateBps = taxRateBps(rules.tax, wish.country);
  const taxBase = taxable.length ? safe(sum(taxable) + (shippingMinor ?? 0)) : 0;
  const taxIncluded = rules.tax.includedInPrices;
  const taxMinor = safe(taxIncluded ? share(taxBase, rateBps, 10_000 + rateBps) : share(taxBase, rateBps, 10_000));

  return {
    subtotalMinor,
    discountMinor: 0,
    shippingMinor,
    taxMinor,
    taxIncluded,
    totalMinor: safe(subtotalMinor + (shippingMinor ?? 0) + (taxIncluded ? 0 : taxMinor)),
    methods,
    method,
    needsShipping,
    freeShippingRemainingMinor: threshold === null ? null : Math.max(0, threshold - subtotalMinor),
  };
}
