import { lineKey, MAX_QUANTITY } from '../contract/cart-log.ts';
import { codeKey } from '../contract/discounts.ts';
import type { Quote, QuotedLine, QuoteProblem, RequestedLine, RequestQuote } from '../contract/quotes.ts';
import type { ReadDiscount } from '../repositories/discounts-read.ts';
import type { QuoteRepository, SoldVariant } from '../repositories/quotes.ts';
import type { StoreState } from '../repositories/state.ts';
import { exchangeFor } from './currencies.ts';
import { invalidRequest } from './errors.ts';
import { offerOf } from './offered-discounts.ts';
import { shownImage } from './pictures.ts';
import { quantityAvailable } from './products.ts';
import { computeTotals, type LineAmount, type LineTotals, type TotalAmounts } from './totals.ts';
import type { Exchange } from './totals/exchange.ts';
import { shippingIn } from './totals/local-rules.ts';
import { priceAbroad } from './totals/tax.ts';

/** A line with the variant it means, if that is on sale. Amounts are in the currency of the pricing: no price of the variant's row is. */
export interface PricedLine extends LineTotals {
  readonly key: string;
  readonly requested: RequestedLine;
  readonly variant: SoldVariant | undefined;
  readonly problem: QuoteProblem | null;
}

/** Lines priced by the store's own rules, and the answer that says so. */
export interface Pricing {
  /** ISO 4217 code of every amount in it. */
  readonly currency: string;
  /** How the store's own currency became it; null where it is the store's own. `rate` is decimal text: its units for one of the store's. */
  readonly exchange: { readonly baseCurrency: string; readonly rate: string } | null;
  readonly lines: readonly PricedLine[];
  readonly totals: TotalAmounts;
  readonly quote: Quote;
}

/** Who asks, for discounts that are limited for each customer; nobody is known to be nobody. */
export interface Shopper {
  readonly customerId?: string | null | undefined;
  readonly email?: string | null | undefined;
}

export interface QuoteService {
  /** Throws `currency_unknown` for a currency the store does not sell in. */
  quote(request: RequestQuote, shopper?: Shopper): Promise<Quote>;
  price(request: RequestQuote, shopper?: Shopper): Promise<{ state: StoreState; pricing: Pricing }>;
}

/** Lines of the same variant and options become one. */
function merged(lines: readonly RequestedLine[]): Map<string, RequestedLine> {
  const byKey = new Map<string, RequestedLine>();
  for (const line of lines) {
    const key = lineKey(line.variantId, line.options);
    const quantity = (byKey.get(key)?.quantity ?? 0) + line.quantity;
    if (quantity > MAX_QUANTITY) throw invalidRequest('lines', `At most ${MAX_QUANTITY} units of one line.`);
    byKey.set(key, { ...line, quantity });
  }
  return byKey;
}

function lineProblem(variant: SoldVariant | undefined, wanted: number): QuoteProblem | null {
  if (!variant) return { code: 'variant_gone', message: 'This is no longer sold.' };
  const units = quantityAvailable(variant);
  if (units === null || wanted <= units) return null;
  return units === 0
    ? { code: 'out_of_stock', message: 'This is sold out.' }
    : { code: 'not_enough_stock', message: units === 1 ? 'Only 1 is left.' : `Only ${units} are left.` };
}

type ToMoney = (amountMinor: number) => Quote['total'];

function quotedLine(line: PricedLine, compareAtMinor: number | null, state: StoreState, money: ToMoney): QuotedLine {
  const { key, requested, variant, problem, unitMinor, totalMinor, discountMinor, taxMinor } = line;
  const { variantId, quantity, options } = requested;
  return {
    key,
    variantId,
    quantity,
    options,
    title: variant?.title ?? '',
    variantTitle: variant?.optionValues.join(' / ') ?? '',
    productHandle: variant?.productHandle ?? '',
    sku: variant?.sku || null,
    image: variant?.image ? shownImage(variant.image, state) : null,
    unitPrice: money(unitMinor),
    compareAtPrice: compareAtMinor !== null && compareAtMinor > unitMinor ? money(compareAtMinor) : null,
    total: money(totalMinor),
    discount: money(discountMinor),
    discountedTotal: money(totalMinor - discountMinor),
    tax: money(taxMinor),
    quantityAvailable: variant ? quantityAvailable(variant) : 0,
    problem,
  };
}

function quoteProblems(lines: readonly PricedLine[], totals: TotalAmounts): QuoteProblem[] {
  if (lines.length === 0) return [{ code: 'empty_cart', message: 'There is nothing to price.' }];
  if (totals.needsShipping && totals.methods.length === 0)
    return [{ code: 'not_shippable', message: 'This shop does not deliver there.' }];
  return [];
}

const NOTHING: LineTotals = { unitMinor: 0, totalMinor: 0, discountMinor: 0, taxMinor: 0 };

const lineAmount = (variant: SoldVariant, quantity: number, { price }: Exchange): LineAmount => ({
  unitMinor: price(variant.priceMinor),
  quantity,
  productId: variant.productId,
  variantId: variant.id,
  collectionIds: variant.collectionIds,
  taxable: variant.taxable,
  taxCode: variant.taxCode,
  requiresShipping: variant.requiresShipping,
  milligrams: Math.max(0, Math.round(variant.weightGrams * 1000)),
});

/** Whether payments can begin with a provider, at a store that keeps keys of these. */
export type ProviderReady = (provider: string, accounts: readonly string[]) => boolean;

/** Only what the merchant receives by hand. */
const BY_HAND: ProviderReady = (provider) => provider === 'manual';

/** The ways to pay that lead to money: one whose provider is not set up is not offered. */
const usableMethods = ({ settings }: StoreState, ready: (provider: string) => boolean): Quote['paymentMethods'] =>
  settings.paymentMethods
    .filter(({ provider }) => ready(provider))
    .map(({ id, title, description, provider, mode }) => ({ id, title, description, provider, mode }));

/** What a store's rows say about a request. */
export interface PricedBy {
  readonly state: StoreState;
  readonly variants: readonly SoldVariant[];
  readonly discounts: readonly ReadDiscount[];
  /** Providers the store keeps keys of. */
  readonly accounts: readonly string[];
  readonly ready: ProviderReady;
  readonly nowMs: number;
}

/** What the amounts of a quote are, in words of the contract. */
function amountsOf(totals: TotalAmounts, money: ToMoney) {
  const moneyOrNull = (minor: number | null) => (minor === null ? null : money(minor));
  return {
    subtotal: money(totals.subtotalMinor),
    discount: money(totals.discountMinor),
    shipping: moneyOrNull(totals.shippingMinor),
    tax: money(totals.taxMinor),
    taxIncluded: totals.taxIncluded,
    total: money(totals.totalMinor),
    discounts: totals.discounts.map(({ code, title, kind, amountMinor }) => ({
      code,
      title,
      kind,
      amount: money(amountMinor),
    })),
    taxes: totals.taxes.map(({ title, rateBps, amountMinor, included }) => ({
      title,
      rateBps,
      amount: money(amountMinor),
      included,
    })),
    deliveryMethods: totals.methods.map(({ priceMinor, ...method }) => ({ ...method, price: money(priceMinor) })),
    deliveryMethodId: totals.method?.id ?? null,
    freeShippingRemaining: moneyOrNull(totals.freeShippingRemainingMinor),
  };
}

/** Prices lines: from the store's rows and rules, and nothing the shopper sent but ids, quantities, codes and the destination. */
export function priceLines(request: RequestQuote, by: PricedBy): Pricing {
  const { state, variants, discounts, nowMs } = by;
  const { settings } = state;
  const exchange = exchangeFor(state, request.currency);
  const byId = new Map(variants.map((variant) => [variant.id, variant]));
  const requested = merged(request.lines);
  // Stock is a variant's: two lines of it with different options share it.
  const wanted = new Map<string, number>();
  for (const { variantId, quantity } of requested.values())
    wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);

  const asked = [...requested].map(([key, line]) => ({ key, requested: line, variant: byId.get(line.variantId) }));
  const offer = offerOf(request.discountCodes ?? [], discounts, exchange, nowMs);
  const totals = computeTotals(
    asked.flatMap(({ requested: { quantity }, variant }) => (variant ? [lineAmount(variant, quantity, exchange)] : [])),
    { shipping: shippingIn(exchange, settings.shipping), tax: settings.tax },
    { ...request, discounts: offer.offered },
  );
  const amounts = totals.lines[Symbol.iterator]();
  const lines = asked.map(({ key, requested: line, variant }): PricedLine => ({
    ...((variant && amounts.next().value) ?? NOTHING),
    key,
    requested: line,
    variant,
    problem: lineProblem(variant, wanted.get(line.variantId) ?? 0),
  }));

  const money: ToMoney = (amountMinor) => ({ amountMinor, currency: exchange.currency });
  const abroad = priceAbroad(settings.tax, request);
  const compareAt = ({ variant }: PricedLine) => {
    if (!variant || variant.compareAtMinor === null) return null;
    const minor = exchange.price(variant.compareAtMinor);
    return variant.taxable ? abroad(minor, variant.taxCode) : minor;
  };
  const quote: Quote = {
    currency: exchange.currency,
    ...amountsOf(totals, money),
    lines: lines.map((line) => quotedLine(line, compareAt(line), state, money)),
    rejectedCodes: offer.rejectedBy(totals),
    paymentMethods: usableMethods(state, (provider) => by.ready(provider, by.accounts)),
    problems: quoteProblems(lines, totals),
  };
  const { currency, rate } = exchange;
  return {
    currency,
    exchange: rate === null ? null : { baseCurrency: state.currency, rate },
    lines,
    totals,
    quote,
  };
}

export function quoteService(
  quotes: QuoteRepository,
  now: () => number = Date.now,
  ready: ProviderReady = BY_HAND,
): QuoteService {
  async function price(request: RequestQuote, { customerId = null, email = null }: Shopper = {}) {
    const ids = request.lines.map(({ variantId }) => variantId);
    const codeKeys = (request.discountCodes ?? []).map(codeKey);
    const read = await quotes.read(ids, { codeKeys, customerId, email: email?.toLowerCase() ?? null });
    return { state: read.state, pricing: priceLines(request, { ...read, ready, nowMs: now() }) };
  }
  return { price, quote: async (request, shopper) => (await price(request, shopper)).pricing.quote };
}
