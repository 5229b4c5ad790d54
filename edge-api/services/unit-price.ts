import type { UnitPrice } from '../contract/products.ts';
import { unitOf } from '../contract/measures.ts';

/** What a variant holds, and the measure its price is compared by. */
export interface Measured {
  readonly unitTotal: number;
  readonly unitTotalUnit: string;
  /** 0 stands for one of the unit. */
  readonly unitBase: number;
  /** Empty stands for the unit of the total. */
  readonly unitBaseUnit: string;
}

/** Measures have at most six decimals. */
const MILLIONTHS = 1_000_000;
const exact = (measure: number): bigint => BigInt(Math.round(measure * MILLIONTHS));

/**
 * What a measure of a variant costs, rounded half up to the smallest unit of the currency; null where nothing is compared,
 * where the two measures are of different kinds, and where it would round to nothing: a price of 0 would be untrue.
 */
export function unitPrice(
  priceMinor: number,
  { unitTotal, unitTotalUnit, unitBase, unitBaseUnit }: Measured,
  currency: string,
): UnitPrice | null {
  const quantity = unitBase || 1;
  const held = unitOf(unitTotalUnit);
  const base = unitOf(unitBaseUnit || unitTotalUnit);
  const total = exact(unitTotal) * held.parts;
  if (total <= 0n || held.kind !== base.kind || base.symbol === '') return null;
  const cost = BigInt(priceMinor) * exact(quantity) * base.parts;
  const amountMinor = Number((2n * cost + total) / (2n * total));
  if (!Number.isSafeInteger(amountMinor) || (amountMinor === 0 && priceMinor > 0)) return null;
  return { price: { amountMinor, currency }, quantity, unit: base.symbol };
}
