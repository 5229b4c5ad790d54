import type { CheckoutDraft, CheckoutDraftFields } from '../contract/checkout-drafts.ts';
import { codeKey } from '../contract/discounts.ts';
import { type Order, PlaceOrder } from '../contract/orders.ts';
import type { Quote } from '../contract/quotes.ts';
import { demandToken, type HostedContext } from '../middleware/hosted.ts';
import { countriesIn } from '../pages/countries.ts';
import { addressOf, problemsOf } from '../pages/hosted/entry.ts';
import { shownAddress } from '../pages/address-parts.ts';
import { type ReviewNews, reviewPage, type ReviewView } from '../pages/hosted/review.ts';
import { ApiError } from '../services/errors.ts';
import { sha256 } from '../services/secrets.ts';
import { keepDraft, keptDraft } from './hosted-checkout.ts';
import { afterPlacing } from './hosted-order.ts';
import { goTo, type HostedParts, hostedDoor, hostedRouter, show } from './hosted-support.ts';

const KEY = /^plain-[0-9a-f]{64}$/;

/** What an order of this checkout is recognised by: only who holds the checkout's secret knows it. */
async function orderKey(c: HostedContext): Promise<string> {
  const kept = c.var.hosted.cookies.get('checkout');
  return `plain-${await sha256(`${kept?.id} ${kept?.token}`)}`;
}

/** What the lines of the cart were when a page was shown. */
async function linesMark({ var: { hosted } }: HostedContext): Promise<string> {
  const lines = hosted.cart?.cart.lines ?? [];
  return (await sha256(JSON.stringify(lines.map(({ key, quantity }) => [key, quantity])))).slice(0, 24);
}

/** The lines, codes and place that are priced and ordered alike. */
function askedFor({ var: { hosted } }: HostedContext, fields: CheckoutDraftFields) {
  const cart = hosted.cart?.cart;
  const lines = (cart?.lines ?? []).map(({ variantId, quantity, options }) => ({ variantId, quantity, options }));
  return { lines, discountCodes: [...(cart?.codes ?? [])], place: addressOf(fields, 'shipping') };
}

/**
 * What the order costs with what is chosen, or with the first way to deliver and to pay where nothing is. Asked without the
 * e-mail that was typed: prices would tell whether somebody's has used a discount.
 */
async function priced(c: HostedContext, fields: CheckoutDraftFields) {
  const { hosted, services } = c.var;
  const { lines, discountCodes, place } = askedFor(c, fields);
  const { country, region, postcode } = place;
  const shopper = { customerId: await hosted.customerId() };
  const ask = (deliveryMethodId: string | undefined) =>
    services.quotes.quote({ lines, country, region, postcode, discountCodes, deliveryMethodId }, shopper);
  const first = await ask(fields.deliveryMethodId || undefined);
  const offered = first.deliveryMethods;
  const delivery = offered.find(({ id }) => id === fields.deliveryMethodId)?.id ?? offered[0]?.id ?? '';
  const quote: Quote = delivery === (first.deliveryMethodId ?? '') ? first : await ask(delivery || undefined);
  const ways = quote.paymentMethods;
  const payment = ways.find(({ id }) => id === fields.paymentMethodId)?.id ?? ways[0]?.id ?? '';
  return { quote, delivery, payment };
}

function newsOf(c: HostedContext): ReviewNews {
  const [amount, currency] = (c.req.query('was') ?? '').split(' ');
  if (amount && /^\d{1,15}$/.test(amount) && /^[A-Z]{3}$/.test(currency ?? ''))
    return { kind: 'price', before: { amountMinor: Number(amount), currency: currency! } };
  for (const kind of ['lines', 'used_up', 'stock', 'delivery', 'payment', 'closed', 'orders'] as const)
    if (c.req.query(kind) !== undefined) return { kind };
  return null;
}

type Refused = Pick<ReviewView, 'quote' | 'news'>;

async function viewOf(c: HostedContext, { fields }: CheckoutDraft, refused?: Refused): Promise<ReviewView> {
  const { locale, store } = c.var.hosted.visit;
  const address = addressOf(fields, 'shipping');
  const countries = countriesIn(locale, store.shipsTo);
  // What was noted in the cart goes on here, until the shopper writes something else.
  const note = fields.note ?? c.var.hosted.cart?.cart.note ?? '';
  return {
    ...(await priced(c, fields)),
    fields: { ...fields, note },
    address: shownAddress(address, locale),
    billing: fields.billing === 'other' ? shownAddress(addressOf(fields, 'billing'), locale) : null,
    countryName: countries.find(({ code }) => code === address.country)?.name ?? address.country,
    key: await orderKey(c),
    linesMark: await linesMark(c),
    marketing: c.req.query('news') !== undefined || c.var.hosted.form.get('marketing') === 'yes',
    news: newsOf(c),
    ...refused,
  };
}

/** Where a refusal leads back to, with its reason; the page then shows what it costs now. */
const BACK: Partial<Record<string, string>> = {
  discount_used_up: 'used_up',
  not_enough_stock: 'stock',
  checkout_closed: 'closed',
  idempotency_key_reused: 'closed',
  limit_reached: 'orders',
  invalid_request: 'payment',
};

const again = (c: HostedContext, reason: string): Response => {
  const news = c.var.hosted.form.get('marketing') === 'yes' ? '&news' : '';
  return goTo(c, `/checkout/review?${reason}${news}`);
};

/** Takes the codes out of the cart that this order cannot have; otherwise the page would ask for them again and again. */
async function dropUsedUp(c: HostedContext, quote: Quote | undefined): Promise<void> {
  const { hosted, origin } = c.var;
  let { cart } = hosted;
  const gone = (quote?.rejectedCodes ?? []).flatMap(({ code, reason }) =>
    reason === 'used_up' ? [codeKey(code)] : [],
  );
  for (const text of hosted.cart?.cart.codes ?? []) {
    if (!cart || !gone.includes(codeKey(text))) continue;
    const { cartId, token, expiresAt } = await hosted.carts.change(cart, { kind: 'code', text, on: false }, origin);
    hosted.cookies.set('cart', cartId, token, expiresAt);
    cart = await hosted.carts.read({ cartId, token });
  }
}

/**
 * What comes after the price was another than that of the form. What takes off by itself, once a customer, is in every
 * quote that knows no e-mail: its page is shown at once, for asked anew it would show the old price again.
 */
async function afterPriceChange(c: HostedContext, draft: CheckoutDraft, now: Quote | undefined): Promise<Response> {
  const { hosted } = c.var;
  const was = hosted.form.get('total') ?? '';
  const textOf = ({ total }: Quote) => `${total.amountMinor} ${total.currency}`;
  const { quote } = await priced(c, draft.fields);
  if (!now || textOf(now) === was || textOf(quote) !== was) return again(c, `was=${encodeURIComponent(was)}`);
  const refused = { quote: now, news: { kind: 'price', before: quote.total } } as const;
  return show(c, reviewPage(hosted.visit, await viewOf(c, draft, refused)));
}

/** The order that the form asks for, checked as any request is; undefined when it is none. */
function orderOf(c: HostedContext, { fields, checkoutId }: CheckoutDraft, key: string): PlaceOrder | undefined {
  const { hosted } = c.var;
  const { form, cart, visit } = hosted;
  const { lines, discountCodes, place } = askedFor(c, fields);
  const [amount = '', currency = ''] = (form.get('total') ?? '').split(' ');
  const asked = PlaceOrder.safeParse({
    idempotencyKey: key,
    lines,
    discountCodes,
    email: fields.email?.trim(),
    phone: fields.phone ?? '',
    shippingAddress: place,
    ...(fields.billing === 'other' && { billingAddress: addressOf(fields, 'billing') }),
    deliveryMethodId: fields.deliveryMethodId ?? '',
    paymentMethodId: fields.paymentMethodId ?? '',
    note: fields.note ?? '',
    locale: visit.locale,
    consent: { marketing: form.get('marketing') === 'yes' },
    checkoutId,
    checkoutToken: hosted.cookies.get('checkout')?.token,
    expectedTotal: { amountMinor: /^\d{1,15}$/.test(amount) ? Number(amount) : -1, currency },
    ...(cart && { cart: cart.secret }),
  });
  return asked.data;
}

/** Places the order, or says where to go instead and why. */
async function place(c: HostedContext, draft: CheckoutDraft, key: string): Promise<Order | Response> {
  const { hosted, services, allowance, storeId } = c.var;
  const order = orderOf(c, draft, key);
  if (!order)
    return again(
      c,
      draft.fields.paymentMethodId ? `was=${encodeURIComponent(hosted.form.get('total') ?? '')}` : 'payment',
    );
  await allowance.take('orders-address', allowance.address);
  await allowance.take('orders-store', storeId);
  try {
    const placed = await services.checkouts.place(order, await hosted.customerId());
    c.var.defer(() => services.outbox.drain());
    return placed.order;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'price_changed') return afterPriceChange(c, draft, error.quote);
    if (error.code === 'discount_used_up') await dropUsedUp(c, error.quote);
    if (error.code === 'not_deliverable') return goTo(c, '/checkout?check');
    const reason = BACK[error.code];
    if (reason) return again(c, reason);
    throw error;
  }
}

/** Keeps what was chosen, and places the order if that was asked for. */
async function attempt(c: HostedContext, key: string): Promise<Order | Response> {
  const { hosted } = c.var;
  const { form, visit } = hosted;
  demandToken(hosted);
  if (!hosted.cart?.cart.lines.length) return goTo(c, '/cart');
  const current = await keptDraft(c);
  if (!current || problemsOf(current.fields, visit.store.shipsTo).size > 0) return goTo(c, '/checkout?check');
  const chosen = (name: string) => (form.get(name) ?? '').slice(0, 64);
  const draft = await keepDraft(c, {
    deliveryMethodId: chosen('deliveryMethodId'),
    paymentMethodId: chosen('paymentMethodId'),
    note: (form.get('note') ?? '').slice(0, 2000),
  });
  if (form.get('do') !== 'place') return again(c, 'updated');
  if (key !== (await orderKey(c)) || form.get('lines') !== (await linesMark(c))) return again(c, 'lines');
  return place(c, draft, key);
}

/** The second step of the checkout: delivery, payment, and the order itself. */
export function hostedReviewRoutes(parts: HostedParts) {
  const door = hostedDoor(parts);
  return hostedRouter(parts)
    .get('/checkout/review', door, async (c) => {
      const { hosted } = c.var;
      if (!hosted.cart?.cart.lines.length) return goTo(c, '/cart');
      const draft = await keptDraft(c);
      if (!draft || problemsOf(draft.fields, hosted.visit.store.shipsTo).size > 0) return goTo(c, '/checkout?check');
      return show(c, reviewPage(hosted.visit, await viewOf(c, draft)));
    })
    .post('/checkout/review', door, async (c) => {
      const key = c.var.hosted.form.get('key') ?? '';
      const order = async () => (KEY.test(key) ? (await c.var.services.checkouts.placed(key))?.order : undefined);
      // Sent once more, by a second click or from the way back: the order is there, and is shown.
      const before = await order();
      if (before) return afterPlacing(c, before);
      try {
        const outcome = await attempt(c, key);
        if (!(outcome instanceof Response)) return await afterPlacing(c, outcome);
        // A twin of this form may have ordered in the meantime, and emptied the cart.
        const twin = await order();
        return twin ? await afterPlacing(c, twin) : outcome;
      } catch (error) {
        const twin = error instanceof ApiError ? await order() : undefined;
        if (twin) return afterPlacing(c, twin);
        throw error;
      }
    });
}
