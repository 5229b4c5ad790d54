import type { StoreSettings } from '../repositories/settings.ts';
import type { AppliedDiscount } from '../contract/quotes.ts';
import { allocate, lineTotal, safe, share } from './totals/integers.ts';

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

/** A discount in effect, in minor units. */
export interface DiscountAmount {
  readonly discountId: string;
  /** Row of the code that brought it; null for one that applies by itself. */
  readonly codeId: string | null;
  readonly code: string | null;
  readonly title: string;
  readonly kind: AppliedDiscount['kind'];
  readonly amountMinor: number;
}

/** One tax, in minor units. `rateBps` may have two decimals. */
export interface TaxAmount {
  readonly title: string;
  readonly rateBps: number;
  readonly amountMinor: number;
  readonly included: boolean;
}

/** What is made of one line, in minor units. */
export interface LineTotals {
  readonly unitMinor: number;
  readonly totalMinor: number;
  readonly discountMinor: number;
  /** Contained in `totalMinor − discountMinor`, or on top. */
  readonly taxMinor: number;
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
  /** One for each line that was given, in their order. */
  readonly lines: readonly LineTotals[];
  /** Their sum is `discountMinor`. */
  readonly discounts: readonly DiscountAmount[];
  /** Their sum is `taxMinor`. */
  readonly taxes: readonly TaxAmount[];
  /** The part of `taxMinor` that is on delivery; the rest is on the lines. */
  readonly shippingTaxMinor: number;
  readonly methods: readonly PricedMethod[];
  /** The method asked for, if it serves this destination. */
  readonly method: PricedMethod | null;
  readonly needsShipping: boolean;
  readonly freeShippingRemainingMinor: number | null;
}

export { lineTotal };

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

  const weights = lines.map((line) => (line.taxable ? lineTotal(line.unitMinor, line.quantity) : 0));
  const taxParts = allocate(taxMinor, [...weights, taxable.length ? (shippingMinor ?? 0) : 0]);
  return {
    lines: lines.map(({ unitMinor, quantity }, at) => ({
      unitMinor,
      totalMinor: lineTotal(unitMinor, quantity),
      discountMinor: 0,
      taxMinor: taxParts[at] ?? 0,
    })),
    discounts: [],
    taxes: taxMinor ? [{ title: '', rateBps, amountMinor: taxMinor, included: taxIncluded }] : [],
    shippingTaxMinor: taxParts.at(-1) ?? 0,
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
