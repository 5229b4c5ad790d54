import type { ShippingMethod, ShippingRules } from '../../repositories/selling-rules.ts';
import { inArea, type Destination } from './destinations.ts';
import { safe } from './integers.ts';

/** A delivery method at the price it has for these lines. */
export interface PricedMethod {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly priceMinor: number;
}

/** What is to be delivered. */
export interface Parcel {
  /** Units that are delivered. */
  readonly units: number;
  /** Their weight in thousandths of a gram. */
  readonly milligrams: bigint;
  /** What all goods cost after discounts. */
  readonly goodsMinor: number;
}

/** What is not known of the destination yet speaks against no method. */
function serves({ zones }: ShippingRules, { countries, zone }: ShippingMethod, to: Destination): boolean {
  const reaches = (list: readonly string[]) =>
    to.country === undefined || list.length === 0 || list.includes(to.country);
  if (!reaches(countries)) return false;
  const area = zones.find(({ id }) => id === zone);
  return area === undefined || (reaches(area.countries) && inArea(area, to, true));
}

const freeFrom = (rules: ShippingRules, method: ShippingMethod): number | null => {
  const limits = [rules.freeFromMinor, method.freeFromMinor].filter((limit) => limit !== null);
  return limits.length ? Math.min(...limits) : null;
};

/** What a method costs before thresholds and discounts; null where it does not take the parcel. */
function listPrice({ table, priceMinor, perItemMinor, maxWeightGrams }: ShippingMethod, parcel: Parcel): number | null {
  if (maxWeightGrams !== null && parcel.milligrams > BigInt(maxWeightGrams) * 1000n) return null;
  let price: number | undefined = priceMinor;
  if (table) {
    const reached = (from: number) =>
      table.by === 'weight' ? parcel.milligrams >= BigInt(from) * 1000n : parcel.goodsMinor >= from;
    price = table.steps.findLast(({ from }) => reached(from))?.priceMinor;
  }
  return price === undefined ? null : safe(price + safe(perItemMinor * parcel.units));
}

/** The methods that serve a destination, in the merchant's order, and what is missing for the first free one; null where there is none. */
export function deliveryOf(
  rules: ShippingRules,
  parcel: Parcel,
  to: Destination,
): { methods: readonly PricedMethod[]; freeRemainingMinor: number | null } {
  const offered = rules.methods.flatMap((method) => {
    const price = serves(rules, method, to) ? listPrice(method, parcel) : null;
    return price === null ? [] : [{ method, price, free: freeFrom(rules, method) }];
  });
  const limits = offered.flatMap(({ free }) => (free === null ? [] : [free]));
  return {
    methods: offered.map(({ method: { id, title, description }, price, free }) => ({
      id,
      title,
      description,
      priceMinor: free !== null && parcel.goodsMinor >= free ? 0 : price,
    })),
    freeRemainingMinor: limits.length ? Math.max(0, Math.min(...limits) - parcel.goodsMinor) : null,
  };
}
