import type { TaxRate, TaxRules } from '../../repositories/selling-rules.ts';
import { inArea, type Destination } from './destinations.ts';
import { allocate, quotient, share, sum } from './integers.ts';

/** A whole in the parts rates are counted in: millionths. */
const WHOLE = 1_000_000n;

/** A rate in millionths. Rates have two decimals of a hundredth of a percent, so this is exact. */
const millionths = ({ rateBps }: TaxRate): bigint => BigInt(Math.round(rateBps * 100));

/** One tax, in minor units. `rateBps` may have two decimals. */
export interface TaxAmount {
  readonly title: string;
  readonly rateBps: number;
  readonly amountMinor: number;
  readonly included: boolean;
}

/** What is taxed by these rates together. */
interface Entry {
  readonly baseMinor: number;
  readonly rates: readonly TaxRate[];
}

const codeKey = (code: string): string => code.trim().toUpperCase();

/** Where prices are at home: as set, or the country of the first rate. */
function homeOf({ home, rates }: TaxRules): Destination {
  if (home) return home;
  const first = rates[0]?.country;
  return { country: first === '*' ? undefined : first };
}

/** Exact first: a postcode, then a region, then a country. */
const exactness = ({ postcodes, regions }: TaxRate): number => (postcodes.length ? 2 : 0) + (regions.length ? 1 : 0);

/**
 * The rates on goods with a tax code at a destination. Countries that no rate names have those of `*`. While the country is
 * unknown it is everywhere's, or home's where prices contain tax.
 */
export function ratesAt(tax: TaxRules, to: Destination, taxCode: string): readonly TaxRate[] {
  let at = to;
  if (at.country !== undefined && tax.taxedAsHome.includes(at.country)) at = homeOf(tax);
  const of = (country: string | undefined) => tax.rates.filter((rate) => rate.country === country);
  let here = at.country === undefined ? of('*') : of(at.country);
  if (here.length === 0 && at.country !== undefined) here = of('*');
  if (here.length === 0 && to.country === undefined && tax.includedInPrices) {
    at = homeOf(tax);
    here = of(at.country);
  }
  const own = here.filter((rate) => rate.taxCode !== '' && codeKey(rate.taxCode) === codeKey(taxCode));
  const fitting = (own.length ? own : here.filter((rate) => rate.taxCode === '')).filter((r) => inArea(r, at, false));
  const best = new Map<string, TaxRate>();
  for (const rate of fitting) {
    const rival = best.get(rate.title);
    if (!rival || exactness(rate) > exactness(rival)) best.set(rate.title, rate);
  }
  return [...best.values()];
}

const together = (rates: readonly TaxRate[]): bigint => rates.reduce((all, rate) => all + millionths(rate), 0n);

/**
 * A price that contains home's tax as it is at the destination: home's tax leaves it and the destination's comes in, rounded
 * once. As it was where the store keeps its prices, or its prices contain none.
 */
export function priceAbroad(tax: TaxRules, to: Destination): (minor: number, taxCode: string) => number {
  if (!tax.includedInPrices || tax.abroad === 'keep' || to.country === undefined) return (minor) => minor;
  const [atHome, abroad] = [ratesOf(tax, homeOf(tax)), ratesOf(tax, to)];
  return (minor, taxCode) => {
    const here = WHOLE + together(atHome(taxCode));
    const there = WHOLE + together(abroad(taxCode));
    return share(minor, Number(there), Number(here));
  };
}

/** A taxable or untaxed line after all discounts. */
export interface TaxedLine {
  readonly baseMinor: number;
  readonly taxable: boolean;
  readonly taxCode: string;
}

/** The rates on goods with a tax code, at one destination. */
type RatesOf = (taxCode: string) => readonly TaxRate[];

/** `ratesAt` that looks each tax code up once. */
function ratesOf(tax: TaxRules, to: Destination): RatesOf {
  const known = new Map<string, readonly TaxRate[]>();
  return (taxCode) => {
    const rates = known.get(taxCode) ?? ratesAt(tax, to, taxCode);
    known.set(taxCode, rates);
    return rates;
  };
}

/** Delivery in parts, each taxed by its own rates. */
function deliveryEntries(tax: TaxRules, rates: RatesOf, lines: readonly TaxedLine[], shippingMinor: number): Entry[] {
  const onDelivery = (code: string) => rates(code).filter((rate) => rate.shipping);
  if (shippingMinor === 0 || tax.shipping === 'none') return [];
  if (tax.shipping === 'standard') return [{ baseMinor: shippingMinor, rates: onDelivery('') }];
  const groups = new Map<string | null, number[]>();
  for (const { baseMinor, taxable, taxCode } of lines) {
    const key = taxable ? codeKey(taxCode) : null;
    if (key === null && tax.shipping === 'goods') continue;
    groups.set(key, [...(groups.get(key) ?? []), baseMinor]);
  }
  const keys = [...groups.keys()];
  const weights = [...groups.values()].map(sum);
  // Goods that cost nothing still go somewhere: their delivery is the first one's.
  if (sum(weights) === 0 && weights.length) weights[0] = 1;
  const parts = allocate(shippingMinor, weights);
  return keys.map((key, at) => ({ baseMinor: parts[at] ?? 0, rates: key === null ? [] : onDelivery(key) }));
}

/** What tax comes to: each rate's amount, and its part of each line and of delivery. */
export interface TaxTotals {
  readonly taxes: readonly TaxAmount[];
  readonly lines: readonly number[];
  readonly shipping: number;
}

/** Tax on lines and delivery after all discounts. Rounded half away from zero, once for each rate or on each line. */
export function taxOf(tax: TaxRules, to: Destination, lines: readonly TaxedLine[], shippingMinor: number): TaxTotals {
  const rates = ratesOf(tax, to);
  const entries: Entry[] = [
    ...lines.map(({ baseMinor, taxable, taxCode }) => ({ baseMinor, rates: taxable ? rates(taxCode) : [] })),
    ...deliveryEntries(tax, rates, lines, shippingMinor),
  ];
  const included = tax.includedInPrices;
  const wholes = entries.map(({ rates }) => (included ? WHOLE + together(rates) : WHOLE));
  const common = [...new Set(wholes)].reduce((product, whole) => product * whole, 1n);
  const each = entries.map(() => 0);
  const taxes: TaxAmount[] = [];
  for (const rate of tax.rates.filter((one) => entries.some(({ rates }) => rates.includes(one)))) {
    const exact = entries.map(({ baseMinor, rates }, at) =>
      rates.includes(rate) ? (BigInt(baseMinor) * millionths(rate) * common) / (wholes[at] ?? WHOLE) : 0n,
    );
    // What prices contain is never more than the prices.
    const left = (at: number) => (included ? (entries[at]?.baseMinor ?? 0) - (each[at] ?? 0) : Infinity);
    const parts =
      tax.rounding === 'line'
        ? exact.map((value, at) => Math.min(quotient(value, common), left(at)))
        : allocate(
            Math.min(
              quotient(
                exact.reduce((a, b) => a + b, 0n),
                common,
              ),
              sumLeft(exact, left),
            ),
            exact,
          );
    parts.forEach((part, at) => (each[at] = (each[at] ?? 0) + part));
    const amountMinor = sum(parts);
    if (amountMinor > 0) taxes.push({ title: rate.title, rateBps: rate.rateBps, amountMinor, included });
  }
  return { taxes, lines: each.slice(0, lines.length), shipping: sum(each.slice(lines.length)) };
}

const sumLeft = (exact: readonly bigint[], left: (at: number) => number): number =>
  exact.reduce((total, value, at) => (value > 0n ? total + Math.max(0, left(at)) : total), 0);
