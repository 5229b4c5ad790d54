import { addressForm } from '../contract/addresses.ts';
import type { CheckoutDraft, CheckoutDraftFields } from '../contract/checkout-drafts.ts';
import { demandToken, type HostedContext } from '../middleware/hosted.ts';
import { countriesIn } from '../pages/countries.ts';
import { checkoutPage, type CheckoutView } from '../pages/hosted/checkout.ts';
import {
  addressOf,
  fieldsOf,
  labelsOf,
  likelyCountry,
  type Problems,
  problemsOf,
  readFields,
  savedIn,
  SHIPPING,
} from '../pages/hosted/entry.ts';
import { resumePage } from '../pages/hosted/resume.ts';
import { ApiError } from '../services/errors.ts';
import { pricedCart } from './hosted-cart.ts';
import { goTo, type HostedParts, hostedDoor, hostedRouter, show } from './hosted-support.ts';

/** How long a reminder's link waits for its button. */
const LINK_KEPT_MS = 3_600_000;
const LINK = /^[\w-]{16,200}$/;

/** The checkout a browser has under way, as the edge keeps it; null when there is none, or it is over. */
export async function keptDraft(c: HostedContext): Promise<CheckoutDraft | null> {
  const { hosted, services } = c.var;
  const kept = hosted.cookies.get('checkout');
  if (!kept) return null;
  try {
    const { draft } = await services.checkoutDrafts.change(kept.id, { token: kept.token }, pagesOf(c));
    return draft.status === 'open' || draft.status === 'abandoned' ? draft : null;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'checkout_not_found') return null;
    throw error;
  }
}

/** Mails lead back to this host. */
const pagesOf = (c: HostedContext) => ({ mayLeadTo: (origin: string) => origin === c.var.origin, plain: true });

/** Keeps what was entered, in the checkout under way or in a new one. `consent` left out stays as it was. */
export async function keepDraft(
  c: HostedContext,
  fields: CheckoutDraftFields,
  consent?: { text: string } | null,
): Promise<CheckoutDraft> {
  const { hosted, services, origin } = c.var;
  const lines = (hosted.cart?.cart.lines ?? []).map(({ variantId, quantity, options }) => ({
    variantId,
    quantity,
    options,
  }));
  const change = {
    fields,
    locale: hosted.visit.locale,
    page: `${origin}/checkout`,
    ...(JSON.stringify(lines).length < 20_000 && lines.length <= 200 && { lines }),
    ...(hosted.cart && { cart: hosted.cart.secret }),
    ...(consent !== undefined && { consent }),
  };
  const kept = hosted.cookies.get('checkout');
  const current = kept && (await keptDraft(c));
  if (kept && current) {
    const { draft } = await services.checkoutDrafts.change(kept.id, { token: kept.token, ...change }, pagesOf(c));
    hosted.cookies.set('checkout', kept.id, kept.token, draft.expiresAt);
    return draft;
  }
  const { draft, token } = await services.checkoutDrafts.start(change, pagesOf(c));
  hosted.cookies.set('checkout', draft.checkoutId, token, draft.expiresAt);
  return draft;
}

/** The saved address that a form names, as fields; nothing where it names none of this customer's. */
async function savedFields({ var: { hosted, services } }: HostedContext): Promise<CheckoutDraftFields> {
  const id = hosted.form.get('saved');
  const customerId = id ? await hosted.customerId() : null;
  const saved = id && customerId ? await services.customers.address(customerId, id.slice(0, 64)) : null;
  return saved ? fieldsOf(saved.address) : {};
}

async function viewOf(c: HostedContext, draft: CheckoutDraft | null, checked: boolean): Promise<CheckoutView> {
  const { hosted, services } = c.var;
  const { store, locale } = hosted.visit;
  const customerId = await hosted.customerId();
  const addresses = customerId ? await services.customers.addresses(customerId) : [];
  const countries = countriesIn(locale, store.shipsTo);
  const fields = { ...draft?.fields };
  fields.country ||= likelyCountry(countries, [...hosted.wishes, store.locale]);
  fields.billingCountry ||= fields.country;
  const form = (country: string | undefined) => addressForm(country || 'ZZ', locale);
  const shipping = { kind: 'shipping', form: form(fields.country), countries } as const;
  const billing = { kind: 'billing', form: form(fields.billingCountry), countries: countriesIn(locale) } as const;
  const problems: Problems = checked ? problemsOf(fields, store.shipsTo) : new Map();
  // What is wrong with an address is shown at its fields.
  const wrong = SHIPPING.some((name) => problems.has(name));
  return {
    fields,
    problems,
    saved: { addresses, chosen: wrong ? '' : savedIn(addresses, draft?.fields ?? {}, store.shipsTo) },
    labels: labelsOf(shipping.form, billing.form),
    shipping,
    billing,
    reminder: { offered: store.checkout.recoveryMails, agreed: draft?.consent ?? false },
    quote: (await pricedCart(c)).quote,
  };
}

/**
 * Takes the link of a mail out of the address: no bookmark, history, referrer or counter of visits keeps it. It opens
 * nothing yet, for scanners of mail open links too; the button of the page that follows does.
 */
function keepLink(c: HostedContext, link: string, nowMs: number): Response {
  // What a browser keeps is an id and a secret; a link has no id.
  if (LINK.test(link)) c.var.hosted.cookies.set('link', crypto.randomUUID(), link, nowMs + LINK_KEPT_MS);
  c.header('referrer-policy', 'no-referrer');
  return goTo(c, '/checkout?resume');
}

/** Opens a checkout by the link of a mail, and puts what it was about into the cart if that is empty. */
async function resume(c: HostedContext): Promise<Response> {
  const { hosted, services, origin } = c.var;
  try {
    const recoveryToken = hosted.cookies.get('link')?.token ?? '';
    hosted.cookies.drop('link');
    const { draft, token } = await services.checkoutDrafts.recover({ recoveryToken });
    hosted.cookies.set('checkout', draft.checkoutId, token, draft.expiresAt);
    let { cart } = hosted;
    if (!cart?.cart.lines.length)
      for (const { variantId, quantity } of draft.lines) {
        const deed = { kind: 'add', variantId, quantity, entryId: '' } as const;
        const { cartId, token, expiresAt } = await hosted.carts.change(cart, deed, origin);
        hosted.cookies.set('cart', cartId, token, expiresAt);
        cart = await hosted.carts.read({ cartId, token });
      }
    return goTo(c, '/checkout');
  } catch (error) {
    if (error instanceof ApiError && error.code === 'checkout_not_found') return goTo(c, '/cart');
    throw error;
  }
}

/** The first step of the checkout: who orders, and where it goes. What is entered is kept on the edge. */
export function hostedCheckoutRoutes(parts: HostedParts) {
  const door = hostedDoor(parts);
  return hostedRouter(parts)
    .get('/checkout', door, async (c) => {
      const { hosted } = c.var;
      const link = c.req.query('vitrine_checkout');
      if (link !== undefined) return keepLink(c, link, parts.surroundings.now());
      if (c.req.query('resume') !== undefined && hosted.cookies.get('link')) return show(c, resumePage(hosted.visit));
      if (!hosted.cart?.cart.lines.length) return goTo(c, '/cart');
      const checked = c.req.query('check') !== undefined;
      return show(c, checkoutPage(hosted.visit, await viewOf(c, await keptDraft(c), checked)));
    })
    .post('/checkout', door, async (c) => {
      const { hosted } = c.var;
      const { form, visit } = hosted;
      if (form.get('do') === 'resume') return resume(c);
      if (!hosted.cart?.cart.lines.length) return goTo(c, '/cart');
      demandToken(hosted);
      const entered = { ...readFields(form), ...(await savedFields(c)) };
      const offered = visit.store.checkout.recoveryMails;
      const agreed = form.get('reminder') === 'yes' ? { text: visit.say('reminder') } : null;
      const draft = await keepDraft(c, entered, offered ? agreed : undefined);
      const asked = form.get('do');
      // The form of another country comes with what was typed, at the place where the country was chosen.
      if (asked === 'shipping-country' || asked === 'billing-country') return goTo(c, `/checkout#${asked}`);
      const { fields } = draft;
      if (problemsOf(fields, visit.store.shipsTo).size > 0) return goTo(c, '/checkout?check');
      // From here on the address is kept as its country writes it.
      const { postcode } = addressOf(fields, 'shipping');
      await keepDraft(c, { postcode });
      return goTo(c, '/checkout/review');
    });
}
