import { lineKey, MAX_QUANTITY } from '../contract/cart-log.ts';
import type { Quote, QuotedLine, QuoteProblem, RequestedLine, RequestQuote } from '../contract/quotes.ts';
import type { QuoteRepository, SoldVariant } from '../repositories/quotes.ts';
import type { StoreState } from '../repositories/state.ts';
import { invalidRequest } from './errors.ts';
import { shownImage } from './pictures.ts';
import { quantityAvailable } from './products.ts';
import { money } from './summary.ts';
import { computeTotals, type LineAmount, type LineTotals, type TotalAmounts } from './totals.ts';

/** A line with the variant it means, if that is on sale. */
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

function quotedLine(line: PricedLine, state: StoreState): QuotedLine {
  const { key, requested, variant, problem, unitMinor, totalMinor, discountMinor, taxMinor } = line;
  const { variantId, quantity, options } = requested;
  const compareAt = variant?.compareAtMinor ?? null;
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
    unitPrice: money(unitMinor, state),
    compareAtPrice: compareAt !== null && compareAt > unitMinor ? money(compareAt, state) : null,
    total: money(totalMinor, state),
    discount: money(discountMinor, state),
    discountedTotal: money(totalMinor - discountMinor, state),
    tax: money(taxMinor, state),
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

const lineAmount = ({ priceMinor, taxable, requiresShipping }: SoldVariant, quantity: number): LineAmount => ({
  unitMinor: priceMinor,
  quantity,
  taxable,
  requiresShipping,
});

/** Prices lines: from the store's rows and rules, and nothing the shopper sent but ids, quantities and the destination. */
export function priceLines(request: RequestQuote, state: StoreState, variants: readonly SoldVariant[]): Pricing {
  const byId = new Map(variants.map((variant) => [variant.id, variant]));
  const requested = merged(request.lines);
  // Stock is a variant's: two lines of it with different options share it.
  const wanted = new Map<string, number>();
  for (const { variantId, quantity } of requested.values())
    wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);

  const asked = [...requested].map(([key, line]) => ({ key, requested: line, variant: byId.get(line.variantId) }));
  const totals = computeTotals(
    asked.flatMap(({ requested: { quantity }, variant }) => (variant ? [lineAmount(variant, quantity)] : [])),
    state.settings,
    request,
  );
  const amounts = totals.lines[Symbol.iterator]();
  const lines = asked.map(({ key, requested: line, variant }): PricedLine => ({
    ...((variant && amounts.next().value) ?? NOTHING),
    key,
    requested: line,
    variant,
    problem: lineProblem(variant, wanted.get(line.variantId) ?? 0),
  }));
  const amount = (minor: number) => money(minor, state);
  const amountOrNull = (minor: number | null) => (minor === null ? null : amount(minor));
  const quote: Quote = {
    currency: state.currency,
    subtotal: amount(totals.subtotalMinor),
    discount: amount(totals.discountMinor),
    shipping: amountOrNull(totals.shippingMinor),
    tax: amount(totals.taxMinor),
    taxIncluded: totals.taxIncluded,
    total: amount(totals.totalMinor),
    lines: lines.map((line) => quotedLine(line, state)),
    discounts: totals.discounts.map(({ code, title, kind, amountMinor }) => ({
      code,
      title,
      kind,
      amount: amount(amountMinor),
    })),
    rejectedCodes: (request.discountCodes ?? []).map((code) => ({
      code,
      reason: 'unknown',
      message: 'This shop has no such code.',
    })),
    taxes: totals.taxes.map(({ title, rateBps, amountMinor, included }) => ({
      title,
      rateBps,
      amount: amount(amountMinor),
      included,
    })),
    paymentMethods: state.settings.paymentMethods.map(({ id, title, description, provider, mode }) => ({
      id,
      title,
      description,
      provider,
      mode,
    })),
    deliveryMethods: totals.methods.map(({ id, title, description, priceMinor }) => ({
      id,
      title,
      description,
      price: amount(priceMinor),
    })),
    deliveryMethodId: totals.method?.id ?? null,
    freeShippingRemaining: amountOrNull(totals.freeShippingRemainingMinor),
    problems: quoteProblems(lines, totals),
  };
  return { currency: state.currency, exchange: null, lines, totals, quote };
}

export function quoteService(quotes: QuoteRepository): QuoteService {
  async function price(request: RequestQuote) {
    const { state, variants } = await quotes.read(request.lines.map(({ variantId }) => variantId));
    return { state, pricing: priceLines(request, state, variants) };
  }
  return { price, quote: async (request) => (await price(request)).pricing.quote };
}
