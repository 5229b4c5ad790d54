import type { QuotedLine } from '../contract/quotes.ts';
import { demandToken, type HostedContext } from '../middleware/hosted.ts';
import { type CartNews, cartPage, type PricedCart } from '../pages/hosted/cart.ts';
import { ApiError, productNotFound } from '../services/errors.ts';
import type { CartDeed } from '../services/plain-cart.ts';
import { goTo, type HostedParts, hostedDoor, hostedRouter, show } from './hosted-support.ts';

/** Most lines of one cart that are priced. */
const MOST_LINES = 200;
const EMPTY = { lines: [], saved: [], note: '', codes: [], count: 0 };

/** The cart of the visitor with what it costs, as far as that is known before an address is. */
export async function pricedCart(c: HostedContext): Promise<PricedCart> {
  const { hosted, services } = c.var;
  const cart = hosted.cart?.cart ?? EMPTY;
  const customerId = await hosted.customerId();
  const lines = cart.lines.slice(0, MOST_LINES);
  const quote = await services.quotes.quote({ lines: [...lines], discountCodes: [...cart.codes] }, { customerId });
  const asked = cart.saved.slice(0, MOST_LINES);
  const known = asked.length ? (await services.quotes.quote({ lines: [...asked] })).lines : [];
  const byKey = new Map<string, QuotedLine>(known.map((line) => [line.key, line]));
  return { cart, quote, saved: cart.saved.map(({ key }) => byKey.get(key) ?? null) };
}

/** What a form asks for; null for nothing that we know. */
function deedOf(form: URLSearchParams): CartDeed | null {
  const key = form.get('key') ?? '';
  const text = form.get('text') ?? '';
  const quantity = Number(form.get('quantity') ?? 1);
  switch (form.get('do')) {
    case 'add':
      return { kind: 'add', variantId: form.get('variant') ?? '', quantity, entryId: form.get('entry') ?? '' };
    case 'set':
      return { kind: 'set', key, quantity };
    case 'remove':
      return { kind: 'set', key, quantity: 0 };
    case 'later':
      return { kind: 'later', key, on: true };
    case 'back':
      return { kind: 'later', key, on: false };
    case 'note':
      return { kind: 'note', text };
    case 'code':
      return text.trim() === '' ? null : { kind: 'code', text, on: true };
    case 'uncode':
      return { kind: 'code', text, on: false };
    default:
      return null;
  }
}

/** Codes that are none go when the next one is entered. */
async function withoutUnknown(c: HostedContext, deed: CartDeed): Promise<CartDeed> {
  const held = c.var.hosted.cart?.cart.codes ?? [];
  if (deed.kind !== 'code' || !deed.on || held.length === 0) return deed;
  const { rejectedCodes } = (await pricedCart(c)).quote;
  const unknown = rejectedCodes.flatMap(({ code, reason }) => (reason === 'unknown' ? code.toUpperCase() : []));
  return { ...deed, instead: held.filter((code) => unknown.includes(code.toUpperCase())) };
}

/** Where a deed leads to, with the news of it. */
function wayAfter({ var: { hosted } }: HostedContext, deed: CartDeed): string {
  if (deed.kind === 'code' && hosted.form.get('to') === 'review') return '/checkout/review';
  if (deed.kind === 'add') return '/cart?added';
  if (deed.kind !== 'set' || deed.quantity > 0) return '/cart';
  const line = hosted.cart?.cart.lines.find(({ key }) => key === deed.key);
  if (!line) return '/cart';
  return `/cart?${new URLSearchParams({ removed: line.key, units: `${line.quantity}` })}`;
}

function newsOf(c: HostedContext): CartNews {
  const removed = c.req.query('removed');
  const units = Number(c.req.query('units'));
  if (removed && removed.length < 3000 && Number.isInteger(units) && units > 0)
    return { kind: 'removed', key: removed, units };
  for (const kind of ['added', 'stock', 'full'] as const) if (c.req.query(kind) !== undefined) return { kind };
  return null;
}

/** The cart of a browser that need not run scripts: read it, and change it by forms. */
export function hostedCartRoutes(parts: HostedParts) {
  const door = hostedDoor(parts);
  return hostedRouter(parts)
    .get('/cart', door, async (c) => show(c, cartPage(c.var.hosted.visit, await pricedCart(c), newsOf(c))))
    .post('/cart', door, async (c) => {
      const { hosted, services, origin } = c.var;
      const deed = deedOf(hosted.form);
      if (!deed) return goTo(c, '/cart');
      // A page from before there was a cart may still add to it: the browser has said that it is a page of ours.
      if (deed.kind !== 'add') demandToken(hosted);
      else {
        const { lines } = await services.quotes.quote({
          lines: [{ variantId: deed.variantId.slice(0, 64) || '-', quantity: 1, options: {} }],
        });
        if (lines[0]?.problem?.code === 'variant_gone') throw productNotFound(deed.variantId.slice(0, 64));
      }
      if (!hosted.cart && deed.kind !== 'add') return goTo(c, '/cart');
      try {
        const session = await hosted.carts.change(hosted.cart, await withoutUnknown(c, deed), origin);
        hosted.cookies.set('cart', session.cartId, session.token, session.expiresAt);
      } catch (error) {
        if (error instanceof ApiError && error.code === 'cart_full') return goTo(c, '/cart?full');
        // A number that is none, or too large: the cart shows what it holds.
        if (error instanceof ApiError && error.code === 'invalid_request') return goTo(c, '/cart');
        throw error;
      }
      return goTo(c, wayAfter(c, deed));
    });
}
