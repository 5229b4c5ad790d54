import type { DiscountTargets } from '../../contract/discounts.ts';
import type { ShippingMethod, TaxRate } from '../../repositories/selling-rules.ts';
import type { LineAmount, OfferedDiscount, TotalsRules, TotalsWish } from '../totals.ts';

/**
 * Totals once more, as docs/totals.md tells them and as slowly as one would on paper: fractions, units one by one, every set
 * of discounts tried. It shares no code with what it is compared to.
 */

type Fraction = readonly [bigint, bigint];
const of = (n: number | bigint): Fraction => [BigInt(n), 1n];
const times = (a: Fraction, b: Fraction): Fraction => [a[0] * b[0], a[1] * b[1]];
const over = (a: Fraction, b: Fraction): Fraction => [a[0] * b[1], a[1] * b[0]];
const plus = (a: Fraction, b: Fraction): Fraction => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
const minus = (a: Fraction, b: Fraction): Fraction => plus(a, [-b[0], b[1]]);
const more = (a: Fraction, b: Fraction): boolean => a[0] * b[1] > b[0] * a[1];
const add = (some: readonly Fraction[]): Fraction => some.reduce(plus, of(0));
const total = (some: readonly number[]): number => some.reduce((a, b) => a + b, 0);
/** Half away from zero. */
const rounded = ([n, d]: Fraction): number => Number((n * 2n + d) / (d * 2n));
const percent = (bps: number): Fraction => [BigInt(Math.round(bps * 100)), 1_000_000n];

/** Gives each its whole part, then one unit at a time to whoever is furthest behind. */
function split(amount: number, weights: readonly Fraction[]): number[] {
  const all = add(weights);
  if (all[0] === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => times(of(amount), over(weight, all)));
  const parts = exact.map(([n, d]) => Number(n / d));
  while (total(parts) < amount) {
    let behind = 0;
    exact.forEach((share, at) => {
      if (more(minus(share, of(parts[at]!)), minus(exact[behind]!, of(parts[behind]!)))) behind = at;
    });
    parts[behind]! += 1;
  }
  return parts;
}

const upper = (text: string) => text.normalize('NFKC').trim().toUpperCase();
const regionOf = (text: string, country = '') => upper(text).replace(new RegExp(`^${country}-`), '');
const codeOf = (text: string) => upper(text).replaceAll(/[\s-]/g, '');
type Place = { country?: string | undefined; region?: string | undefined; postcode?: string | undefined };

function rateFits(rate: TaxRate, { country, region, postcode }: Place): boolean {
  const here = region === undefined ? undefined : regionOf(region, country);
  if (rate.regions.length && !rate.regions.some((one) => regionOf(one, country) === here)) return false;
  if (rate.exceptRegions.some((one) => regionOf(one, country) === here)) return false;
  return (
    !rate.postcodes.length ||
    rate.postcodes.some((one) => codeOf(postcode ?? '').startsWith(codeOf(one)) && postcode !== undefined)
  );
}

function rates({ tax }: TotalsRules, to: Place, taxCode: string): TaxRate[] {
  const first = tax.rates[0]?.country;
  const home: Place = tax.home ?? { country: first === '*' ? undefined : first };
  let place = to;
  if (to.country !== undefined && tax.taxedAsHome.includes(to.country)) place = home;
  let list = tax.rates.filter(({ country }) => country === (place.country ?? '*'));
  if (!list.length) list = tax.rates.filter(({ country }) => country === '*');
  if (!list.length && to.country === undefined && tax.includedInPrices) {
    place = home;
    list = tax.rates.filter(({ country }) => country === home.country);
  }
  const special = list.filter((rate) => rate.taxCode && upper(rate.taxCode) === upper(taxCode));
  const fitting = (special.length ? special : list.filter((rate) => !rate.taxCode)).filter((one) =>
    rateFits(one, place),
  );
  const weight = (rate: TaxRate) => Number(rate.postcodes.length > 0) * 2 + Number(rate.regions.length > 0);
  return fitting.filter(
    (rate, at) =>
      !fitting.some(
        (other, where) =>
          other.title === rate.title &&
          (weight(other) > weight(rate) || (weight(other) === weight(rate) && where < at)),
      ),
  );
}

const ratesSum = (some: readonly TaxRate[]) => add(some.map(({ rateBps }) => percent(rateBps)));

const among = ({ products, collections, variants }: DiscountTargets, line: LineAmount) =>
  (!products.length && !collections.length && !variants.length) ||
  products.includes(line.productId) ||
  variants.includes(line.variantId) ||
  collections.some((id) => line.collectionIds.includes(id));

/** Takes the cheapest units for which enough to buy stay; undefined when that many sets cannot be had. */
function takeSets(
  sets: number,
  { buy, get }: Extract<OfferedDiscount['rule']['value'], { type: 'buy_get' }>,
  lines: readonly LineAmount[],
): number[] | undefined {
  const units = lines.flatMap((line, at) => Array.from({ length: line.quantity }, () => ({ line, at })));
  units.sort((a, b) => a.line.unitMinor - b.line.unitMinor || a.at - b.at);
  const taken = lines.map(() => 0);
  let buyable = units.filter(({ line }) => among(buy.targets, line)).length;
  if (buyable < sets * buy.quantity) return undefined;
  for (const { line, at } of units) {
    if (total(taken) === sets * get.quantity) break;
    const also = among(buy.targets, line) ? 1 : 0;
    if (!among(get.targets, line) || buyable - also < sets * buy.quantity) continue;
    buyable -= also;
    taken[at]! += 1;
  }
  return total(taken) === sets * get.quantity ? taken : undefined;
}

function onLines({ rule: { value, targets } }: OfferedDiscount, lines: readonly LineAmount[]): number[] {
  const mine = lines.map((line) => (among(targets, line) ? line.unitMinor * line.quantity : 0));
  if (value.type === 'percentage') return mine.map((amount) => rounded(times(of(amount), percent(value.bps))));
  if (value.type === 'fixed' && value.each)
    return lines.map((line) =>
      among(targets, line) ? Math.min(value.amountMinor, line.unitMinor) * line.quantity : 0,
    );
  if (value.type === 'fixed') return split(Math.min(value.amountMinor, total(mine)), mine.map(of));
  for (let sets = value.times ?? 10_000; sets > 0; sets -= 1) {
    if (sets * value.get.quantity > total(lines.map((line) => line.quantity))) continue;
    const taken = takeSets(sets, value, lines);
    if (taken) return taken.map((units, at) => units * rounded(times(of(lines[at]!.unitMinor), percent(value.bps))));
  }
  return lines.map(() => 0);
}

function methodPrice(
  method: ShippingMethod,
  rules: TotalsRules,
  lines: readonly LineAmount[],
  goods: number,
  to: Place,
) {
  const reach = (list: readonly string[]) => !to.country || !list.length || list.includes(to.country);
  if (!reach(method.countries)) return null;
  const zone = rules.shipping.zones.find(({ id }) => id === method.zone);
  if (zone) {
    if (!reach(zone.countries)) return null;
    const region = to.region === undefined ? undefined : regionOf(to.region, to.country);
    const inList = (list: readonly string[]) => list.some((one) => regionOf(one, to.country) === region);
    const begins = (list: readonly string[]) => list.some((one) => codeOf(to.postcode ?? '').startsWith(codeOf(one)));
    if (region !== undefined && ((zone.regions.length && !inList(zone.regions)) || inList(zone.exceptRegions)))
      return null;
    if (
      to.postcode !== undefined &&
      ((zone.postcodes.length && !begins(zone.postcodes)) || begins(zone.exceptPostcodes))
    )
      return null;
  }
  const shipped = lines.filter((line) => line.requiresShipping);
  const mg = total(shipped.map((line) => line.milligrams * line.quantity));
  if (method.maxWeightGrams !== null && mg > method.maxWeightGrams * 1000) return null;
  let price: number | null = method.priceMinor;
  if (method.table) {
    price = null;
    for (const step of method.table.steps)
      if ((method.table.by === 'weight' ? mg / 1000 : goods) >= step.from) price = step.priceMinor;
  }
  if (price === null) return null;
  for (const free of [method.freeFromMinor, rules.shipping.freeFromMinor]) if (free !== null && goods >= free) return 0;
  return price + method.perItemMinor * total(shipped.map((line) => line.quantity));
}

/** What a set of discounts comes to. */
function tryOut(set: readonly OfferedDiscount[], lines: readonly LineAmount[], ship: (goods: number) => number | null) {
  const off = new Map(set.map((one) => [one.id, 0]));
  const left = lines.map((line) => line.unitMinor * line.quantity);
  const byLine = set.filter(({ kind }) => kind === 'line').map((one) => ({ one, amounts: onLines(one, lines) }));
  left.forEach((_, at) => {
    const best = Math.max(0, ...byLine.map(({ amounts }) => amounts[at]!));
    const winner = byLine
      .filter(({ amounts }) => amounts[at] === best)
      .sort((a, b) => (a.one.id < b.one.id ? -1 : 1))[0];
    if (!winner || best === 0) return;
    off.set(winner.one.id, off.get(winner.one.id)! + best);
    left[at]! -= best;
  });
  const turn = (kind: string) =>
    set
      .filter((one) => one.kind === kind)
      .sort((a, b) => {
        const late = (one: OfferedDiscount) => (one.rule.value.type === 'fixed' ? 1 : 0);
        return late(a) - late(b) || (a.id < b.id ? -1 : 1);
      });
  const cut = ({ rule: { value } }: OfferedDiscount, base: number) =>
    value.type === 'percentage'
      ? rounded(times(of(base), percent(value.bps)))
      : value.type === 'fixed'
        ? Math.min(base, value.amountMinor)
        : 0;
  for (const one of turn('order')) {
    const amount = cut(one, total(left));
    off.set(one.id, amount);
    split(amount, left.map(of)).forEach((part, at) => (left[at]! -= part));
  }
  const price = ship(total(left));
  let due = price ?? 0;
  for (const one of turn('shipping')) {
    const amount = cut(one, due);
    off.set(one.id, amount);
    due -= amount;
  }
  return { off, left, price, due, pay: total(left) + due };
}

function usable(one: OfferedDiscount, lines: readonly LineAmount[], ship: (goods: number) => number | null, to: Place) {
  const mine = lines.filter((line) => among(one.rule.targets, line));
  const worth = total(mine.map((line) => line.unitMinor * line.quantity));
  if (!mine.length || worth < (one.rule.minimum.subtotalMinor ?? 0)) return false;
  if (total(mine.map((line) => line.quantity)) < (one.rule.minimum.quantity ?? 0)) return false;
  if (one.kind !== 'shipping') return true;
  if (to.country && one.rule.countries.length && !one.rule.countries.includes(to.country)) return false;
  return !(ship(total(lines.map((line) => line.unitMinor * line.quantity))) === 0 && ship(0) === 0);
}

/** Every set of discounts that go together and to which none can be added. */
function* sets(all: readonly OfferedDiscount[]): Generator<OfferedDiscount[]> {
  const go = (a: OfferedDiscount, b: OfferedDiscount) => a.rule.combines[b.kind] && b.rule.combines[a.kind];
  for (let bits = 0; bits < 2 ** all.length; bits += 1) {
    const set = all.filter((_, at) => bits & (1 << at));
    if (set.some((a) => set.some((b) => a !== b && !go(a, b)))) continue;
    if (all.some((a) => !set.includes(a) && set.every((b) => go(a, b)))) continue;
    yield set;
  }
}

/** The same totals, as far as amounts go. */
export function referenceTotals(given: readonly LineAmount[], rules: TotalsRules, wish: TotalsWish) {
  const { tax } = rules;
  const first = tax.rates[0]?.country;
  const home: Place = tax.home ?? { country: first === '*' ? undefined : first };
  const strips = tax.includedInPrices && tax.abroad === 'strip' && wish.country !== undefined;
  const lines = given.map((line) => {
    if (!strips || !line.taxable) return line;
    const there = plus(of(1), ratesSum(rates(rules, wish, line.taxCode)));
    const here = plus(of(1), ratesSum(rates(rules, home, line.taxCode)));
    return { ...line, unitMinor: rounded(times(of(line.unitMinor), over(there, here))) };
  });
  const ships = lines.some((line) => line.requiresShipping);
  const chosen = rules.shipping.methods.find(({ id }) => id === wish.deliveryMethodId);
  const ship = (goods: number) =>
    lines.length && !ships ? 0 : ships && chosen ? methodPrice(chosen, rules, lines, goods, wish) : null;

  const candidates = (wish.discounts ?? []).filter((one) => usable(one, lines, ship, wish));
  const tried = [...sets(candidates)].map((set) => ({ set, ...tryOut(set, lines, ship) }));
  const names = ({ off }: (typeof tried)[number]) =>
    [...off]
      .filter(([, amount]) => amount > 0)
      .map(([id]) => id)
      .sort();
  tried.sort(
    (a, b) => a.pay - b.pay || names(a).length - names(b).length || (names(a).join() < names(b).join() ? -1 : 1),
  );
  const { off, left, price, due } = tried[0]!;

  // Tax: what each rate is on, then its sum, then its parts.
  const on: { base: number; rates: TaxRate[] }[] = lines.map((line, at) => ({
    base: left[at]!,
    rates: line.taxable ? rates(rules, wish, line.taxCode) : [],
  }));
  const onDelivery = (code: string) => rates(rules, wish, code).filter((rate) => rate.shipping);
  if (due > 0 && tax.shipping === 'standard') on.push({ base: due, rates: onDelivery('') });
  if (due > 0 && (tax.shipping === 'goods' || tax.shipping === 'proportional')) {
    const kinds = [...new Set(lines.map((line) => (line.taxable ? upper(line.taxCode) : null)))].filter(
      (kind) => kind !== null || tax.shipping === 'proportional',
    );
    const worth = kinds.map((kind) =>
      total(lines.map((line, at) => ((line.taxable ? upper(line.taxCode) : null) === kind ? left[at]! : 0))),
    );
    const parts = total(worth) ? split(due, worth.map(of)) : kinds.map((_, at) => (at === 0 ? due : 0));
    kinds.forEach((kind, at) => on.push({ base: parts[at]!, rates: kind === null ? [] : onDelivery(kind) }));
  }
  const taxed = on.map(() => 0);
  const taxes: { title: string; rateBps: number; amountMinor: number }[] = [];
  for (const rate of tax.rates) {
    const exact = on.map(({ base, rates: mine }) => {
      if (!mine.includes(rate)) return of(0);
      const part = times(of(base), percent(rate.rateBps));
      return tax.includedInPrices ? over(part, plus(of(1), ratesSum(mine))) : part;
    });
    const parts = tax.rounding === 'line' ? exact.map(rounded) : split(rounded(add(exact)), exact);
    parts.forEach((part, at) => (taxed[at]! += part));
    if (total(parts) > 0) taxes.push({ title: rate.title, rateBps: rate.rateBps, amountMinor: total(parts) });
  }
  const taxMinor = total(taxed);
  return {
    subtotalMinor: total(lines.map((line) => line.unitMinor * line.quantity)),
    discountMinor: total([...off.values()]),
    shippingMinor: price,
    taxMinor,
    totalMinor: total(left) + due + (tax.includedInPrices ? 0 : taxMinor),
    taxes,
    discounts: Object.fromEntries([...off].filter(([, amount]) => amount > 0)),
    lines: lines.map((line, at) => ({
      unitMinor: line.unitMinor,
      discountMinor: line.unitMinor * line.quantity - left[at]!,
      taxMinor: taxed[at]!,
    })),
  };
}
