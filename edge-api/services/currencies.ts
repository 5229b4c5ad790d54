import type { ProductFilters } from '../contract/filters.ts';
import type { StateRepository, StoreState } from '../repositories/state.ts';
import { ApiError } from './errors.ts';
import type { Versioned } from './summary.ts';
import { type Exchange, exchangeOf, sameCurrency } from './totals/exchange.ts';
import { share } from './totals/integers.ts';

/** How often an answer is made again because the store changed while it was. */
const TRIES = 3;

/** How a store's amounts become those of a currency a shopper has asked for, or stay as they are. Throws `currency_unknown`. */
export function exchangeFor(state: Pick<StoreState, 'currency' | 'settings'>, currency: string | undefined): Exchange {
  if (currency === undefined || currency === state.currency) return sameCurrency(state.currency);
  const rule = state.settings.currencies.find((one) => one.currency === currency);
  if (!rule) throw new ApiError('currency_unknown', `This shop does not sell in ${currency}.`);
  return exchangeOf(state.currency, rule);
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const amountOf = (value: unknown): number | undefined =>
  isFields(value) && typeof value['amountMinor'] === 'number' ? value['amountMinor'] : undefined;

/** What a measure costs, at the converted price of its variant: shoppers compare it with that. */
function unitPriceIn(exchange: Exchange, unitPrice: Fields, price: unknown): Fields {
  const [perUnit, before] = [amountOf(unitPrice['price']) ?? 0, amountOf(price) ?? 0];
  const after = exchange.price(before);
  const amountMinor = before > 0 ? share(perUnit, after, before) : exchange.amount(perUnit);
  return { ...unitPrice, price: { amountMinor, currency: exchange.currency } };
}

/** An answer of the catalogue with every amount, and the ends of the price facet, in another currency. */
export function presented<Body>(body: Body, exchange: Exchange): Body {
  const { currency } = exchange;
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert);
    if (!isFields(value)) return value;
    const amount = amountOf(value);
    if (amount !== undefined) return { ...value, amountMinor: exchange.price(amount), currency };
    const converted = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, convert(inner)]));
    if (isFields(value['unitPrice']))
      converted['unitPrice'] = unitPriceIn(exchange, value['unitPrice'], value['price']);
    if (value['kind'] === 'range' && value['name'] === 'price')
      for (const end of ['min', 'max']) if (typeof value[end] === 'number') converted[end] = exchange.price(value[end]);
    if (isFields(value['branding']) && typeof value['currency'] === 'string') converted['currency'] = currency;
    return converted;
  };
  // Only amounts and currencies change, each for one of its kind.
  return convert(body) as Body;
}

/** The smallest amount of the store's currency that is shown as at least this; prices keep their order in any currency. */
function atLeast(shownMinor: number, { price }: Exchange): number {
  let high = 1;
  while (high < 2 ** 40 && price(high) < shownMinor) high *= 2;
  let low = 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (price(middle) >= shownMinor) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Filters of a query whose prices are in the shopper's currency, in the store's. */
export function filtersIn<Query extends ProductFilters>(query: Query, exchange: Exchange | undefined): Query {
  if (!exchange || exchange.rate === null) return query;
  const min = query['filter.price.min'];
  const max = query['filter.price.max'];
  return {
    ...query,
    ...(min === undefined ? {} : { 'filter.price.min': atLeast(min, exchange) }),
    ...(max === undefined ? {} : { 'filter.price.max': Math.max(0, atLeast(max + 1, exchange) - 1) }),
  };
}

/**
 * Makes an answer in the currency asked for: `make` makes it in the store's own, and is told of the exchange for what it is
 * asked in prices. An answer whose store changed meanwhile is made again, so that no rate is kept under another's version.
 */
export type InCurrency = <Body>(
  currency: string | undefined,
  make: (exchange: Exchange | undefined) => Promise<Versioned<Body>>,
) => Promise<Versioned<Body>>;

export const inCurrencyOf =
  (states: StateRepository): InCurrency =>
  async (currency, make) => {
    if (currency === undefined) return make(undefined);
    for (let tries = 1; ; tries += 1) {
      const state = await states.get();
      const exchange = exchangeFor(state, currency);
      const answer = await make(exchange);
      if (exchange.rate === null) return answer;
      const settled = answer.version === state.catalogueVersion;
      if (!settled && tries < TRIES) continue;
      return {
        ...answer,
        provisional: answer.provisional === true || !settled,
        body: presented(answer.body, exchange),
      };
    }
  };
export type { Exchange };
