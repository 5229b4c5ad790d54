import type { ShippingRules, TaxRules } from '../repositories/selling-rules.ts';
import type { Destination } from './totals/destinations.ts';
import { chooseDiscounts, type DiscountAmount, type OfferedDiscount, type Rejection } from './totals/discounts.ts';
import { lineTotal, safe, sum } from './totals/integers.ts';
import type { DiscountableLine } from './totals/line-discounts.ts';
import { deliveryOf, type Parcel, type PricedMethod } from './totals/shipping.ts';
import { priceAbroad, taxOf, type TaxAmount } from './totals/tax.ts';

export { lineTotal };
export type { DiscountAmount, OfferedDiscount, PricedMethod, TaxAmount };

/** What a line adds to the totals. */
export interface LineAmount extends DiscountableLine {
  readonly taxable: boolean;
  readonly taxCode: string;
  readonly requiresShipping: boolean;
  /** Thousandths of a gram, of one unit. */
  readonly milligrams: number;
}

/** The rules by which totals are made, every amount in the currency of the lines. */
export interface TotalsRules {
  readonly shipping: ShippingRules;
  readonly tax: TaxRules;
}

/** Where an order goes, how, and with which discounts. */
export interface TotalsWish extends Destination {
  readonly deliveryMethodId?: string | undefined;
  readonly discounts?: readonly OfferedDiscount[] | undefined;
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
  /** Before discounts on delivery; null until a delivery method is known. */
  readonly shippingMinor: number | null;
  readonly taxMinor: number;
  readonly taxIncluded: boolean;
  readonly totalMinor: number;
  /** One for each line that was given, in their order. */
  readonly lines: readonly LineTotals[];
  /** Their sum is `discountMinor`. */
  readonly discounts: readonly DiscountAmount[];
  /** Why discounts that were offered have no effect, by id. */
  readonly rejected: ReadonlyMap<string, Rejection>;
  /** The part of `discountMinor` that is on delivery; the rest is on the lines. */
  readonly shippingDiscountMinor: number;
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

/** What is to be delivered of these lines. */
function parcelOf(lines: readonly LineAmount[]): Omit<Parcel, 'goodsMinor'> {
  const delivered = lines.filter((line) => line.requiresShipping);
  return {
    units: sum(delivered.map((line) => line.quantity)),
    milligrams: delivered.reduce((all, line) => all + BigInt(line.milligrams) * BigInt(line.quantity), 0n),
  };
}

/**
 * Adds up lines by a store's rules, in whole minor units and nothing but integers; docs/totals.md is its specification.
 * Throws `invalid_request` when an amount is beyond what can be counted.
 */
export function computeTotals(given: readonly LineAmount[], rules: TotalsRules, wish: TotalsWish): TotalAmounts {
  const abroad = priceAbroad(rules.tax, wish);
  const lines = given.map((line) => ({
    ...line,
    unitMinor: line.taxable ? abroad(line.unitMinor, line.taxCode) : line.unitMinor,
  }));
  const gross = lines.map((line) => lineTotal(line.unitMinor, line.quantity));
  const subtotalMinor = sum(gross);
  const needsShipping = lines.some((line) => line.requiresShipping);
  const parcel = parcelOf(lines);
  const delivery = (goodsMinor: number) =>
    needsShipping
      ? deliveryOf(rules.shipping, { ...parcel, goodsMinor }, wish)
      : { methods: [], freeRemainingMinor: null };
  const nothingToShip = lines.length > 0 && !needsShipping;
  const shippingAt = (goodsMinor: number): number | null => {
    if (nothingToShip) return 0;
    return delivery(goodsMinor).methods.find(({ id }) => id === wish.deliveryMethodId)?.priceMinor ?? null;
  };
  const cart = { lines, shippingAt, country: wish.country };
  const discounts = chooseDiscounts(wish.discounts ?? [], cart);
  const goods = gross.map((total, at) => total - (discounts.lines[at] ?? 0));
  const goodsMinor = sum(goods);
  const { methods, freeRemainingMinor } = delivery(goodsMinor);
  const method = methods.find(({ id }) => id === wish.deliveryMethodId) ?? null;
  const shippingMinor = nothingToShip ? 0 : (method?.priceMinor ?? null);
  const shippingDueMinor = (shippingMinor ?? 0) - discounts.shippingMinor;

  const tax = taxOf(
    rules.tax,
    wish,
    lines.map(({ taxable, taxCode }, at) => ({ baseMinor: goods[at] ?? 0, taxable, taxCode })),
    shippingDueMinor,
  );
  const taxMinor = sum(tax.taxes.map(({ amountMinor }) => amountMinor));
  const taxIncluded = rules.tax.includedInPrices;
  return {
    subtotalMinor,
    discountMinor: sum(discounts.applied.map(({ amountMinor }) => amountMinor)),
    shippingMinor,
    taxMinor,
    taxIncluded,
    totalMinor: safe(goodsMinor + shippingDueMinor + (taxIncluded ? 0 : taxMinor)),
    lines: lines.map(({ unitMinor }, at) => ({
      unitMinor,
      totalMinor: gross[at] ?? 0,
      discountMinor: discounts.lines[at] ?? 0,
      taxMinor: tax.lines[at] ?? 0,
    })),
    discounts: discounts.applied,
    rejected: discounts.rejected,
    shippingDiscountMinor: discounts.shippingMinor,
    taxes: tax.taxes,
    shippingTaxMinor: tax.shipping,
    methods,
    method,
    needsShipping,
    freeShippingRemainingMinor: freeRemainingMinor,
  };
}
