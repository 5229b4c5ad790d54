import type { Context, MiddlewareHandler, Next } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { composeStore, type Surroundings, surroundingsOf } from '../compose.ts';
import type { Store } from '../contract/stores.ts';
import type { Visit } from '../pages/hosted/visit.ts';
import { chooseLocale, spokenOf, wordsOf } from '../pages/hosted/strings/index.ts';
import { cssAddress } from '../pages/hosted/styles.ts';
import { storeClosed } from '../pages/store-home.ts';
import { ApiError } from '../services/errors.ts';
import { type CartSecret, type KnownCart, plainCartService, type PlainCartService } from '../services/plain-cart.ts';
import { type Menu, NO_MENU, shownMenu } from '../services/menu.ts';
import { isClosed } from '../services/plans.ts';
import { sha256 } from '../services/secrets.ts';
import type { LiveSync } from '../sync/port.ts';
import type { UsageSink } from '../usage-counter.ts';
import { type ShoppingCookie, signedInHere, YEAR_S } from './account-pages.ts';
import { previewedTheme, type ThemeInUse } from './previewed-theme.ts';
import { countUsage } from './count-usage.ts';
import { deferredWork } from './deferred.ts';
import type { AppEnv } from './env.ts';
import { isShared, type KeptPages, type SharedRequest, sharedRequest } from './kept-pages.ts';
import type { RegisteredStore, StoreDirectory } from './open-store.ts';
import { isHttps } from './security-headers.ts';
import { rawBody } from './raw-body.ts';

/** What a page of a store's own host knows of its request. */
export interface Hosted {
  readonly visit: Visit;
  readonly carts: PlainCartService;
  /** The cart of plain forms; null before there is one. */
  readonly cart: KnownCart | null;
  /** Lets `<style>` elements of these hashes, as a policy names them, into the page. */
  readonly allowStyles: (hashes: readonly string[]) => void;
  /** What was posted; empty for a page that is read. */
  readonly form: URLSearchParams;
  readonly cookies: HostedCookies;
  /** Languages and countries the browser asks for, dearest first. */
  readonly wishes: readonly string[];
  /** Who is signed in on the store's own pages; null for a guest. */
  readonly customerId: () => Promise<string | null>;
}

export interface HostedEnv {
  Bindings: AppEnv['Bindings'];
  Variables: AppEnv['Variables'] & { hosted: Hosted; draws: boolean };
}
export type HostedContext = Context<HostedEnv>;

/** The cart; the checkout that is under way; a reminder's link until its button is pressed. Of this host alone, and out of reach of scripts. */
type CookieName = ShoppingCookie;
export interface HostedCookies {
  /** An id and the secret that goes with it. */
  get(name: CookieName): { readonly id: string; readonly token: string } | null;
  set(name: CookieName, id: string, token: string, expiresAt: number): void;
  drop(name: CookieName): void;
}

const MAX_FORM_BYTES = 64 * 1024;
/** Where shoppers pay: browsers look at a form's redirects too. */
export const PAYMENT_ORIGINS = ['https://checkout.stripe.com'];

function cookiesOf(c: HostedContext, handle: string, https: boolean, now: number): HostedCookies {
  // `__Host-`: no other host, not even a subdomain's, can put a cookie of its own in the place of this one.
  const named = (name: CookieName) => `${https ? '__Host-' : ''}vitrine_${name}_${handle}`;
  const options = { path: '/', httpOnly: true, secure: https, sameSite: 'Lax' } as const;
  /** What this answer sets: the request still has what was before. */
  const written = new Map<CookieName, { id: string; token: string } | null>();
  return {
    get(name) {
      const known = written.get(name);
      if (known !== undefined) return known;
      const [, id, token] = /^([0-9a-f-]{36})\.([\w~+/=.-]{16,200})$/.exec(getCookie(c, named(name)) ?? '') ?? [];
      return id && token ? { id, token } : null;
    },
    set(name, id, token, expiresAt) {
      written.set(name, { id, token });
      const maxAge = Math.max(0, Math.min(YEAR_S, Math.floor((expiresAt - now) / 1000)));
      setCookie(c, named(name), `${id}.${token}`, { ...options, maxAge });
    },
    drop(name) {
      written.set(name, null);
      setCookie(c, named(name), '', { ...options, maxAge: 0 });
    },
  };
}

/** What Stripe's form loads and talks to where it stands in our page: https://docs.stripe.com/security/guide#content-security-policy */
const STRIPE = {
  script: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frame: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  connect: ['https://api.stripe.com'],
};

/** Which scripts a page may run: ours, and Stripe's where cards are taken in the page. */
export interface PageScripts {
  readonly elements: boolean;
  readonly stripe: boolean;
}

/** Pages hold no inline code. Scripts run only where our elements may, and those only from here and from whom they pay with. */
function pagePolicy(
  origin: string,
  live: LiveSync | null,
  { elements, stripe }: PageScripts,
  styles: readonly string[] = [],
): string {
  const { apiUri, websocketUri } = live?.endpoints(origin) ?? {};
  const connect = ["'self'", ...[apiUri, websocketUri].flatMap((uri) => (uri ? [new URL(uri).origin] : []))];
  const { script, frame, connect: paying } = stripe ? STRIPE : { script: [], frame: [], connect: [] };
  const besides = [
    `frame-src ${['https://www.youtube-nocookie.com', 'https://player.vimeo.com', ...frame].join(' ')}`,
    `connect-src ${[...new Set([...connect, ...paying])].join(' ')}`,
  ];
  // Stripe's script hands plain texts to the browser where Trusted Types want typed ones. What Stripe offers against that is
  // a policy named `default` (https://github.com/stripe/stripe-js/issues/403): it would speak for all code of the page, ours
  // too, and for no more of Stripe's than the addresses of scripts. So there are none where cards are taken in the page, which
  // is on every page of such a store that our elements run on: the cart and its checkout open over any of them.
  const trusted = ["require-trusted-types-for 'script'", `trusted-types ${elements ? 'lit-html vitrine' : "'none'"}`];
  return [
    `default-src 'none'`,
    ...(elements ? [`script-src ${["'self'", ...script].join(' ')}`] : []),
    `style-src ${["'self'", ...styles].join(' ')}`,
    ...(elements ? besides : []),
    `img-src 'self' https: data:`,
    `media-src 'self' https:`,
    `font-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self' ${PAYMENT_ORIGINS.join(' ')}`,
    `frame-ancestors 'none'`,
    ...(elements && stripe ? [] : trusted),
  ].join('; ');
}

/** A posted form: small, and of the one kind that pages send. */
async function readForm(request: Request): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? ''))
    throw new ApiError('invalid_request', 'This is not a form.');
  const text = new TextDecoder().decode(await rawBody(request, MAX_FORM_BYTES));
  const form = new URLSearchParams();
  // A NUL ends a text early in a database, and half a character changes it.
  for (const [name, value] of new URLSearchParams(text)) form.append(name, value.replace(/[\0\p{Cs}]/gu, ''));
  return form;
}

/** Whether a page of this very host sent the form, as the browser says: a sibling's page is a stranger's. */
function isFromHere(c: HostedContext): boolean {
  const fetchSite = c.req.header('sec-fetch-site');
  if (fetchSite !== undefined) return fetchSite === 'same-origin';
  const said = c.req.header('origin') ?? '';
  return URL.canParse(said) && new URL(said).host === new URL(c.var.origin).host;
}

function wishesOf(c: HostedContext): string[] {
  const accepted = (c.req.header('accept-language') ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => part.split(';', 1)[0]!.trim());
  return [c.req.query('lang') ?? '', getCookie(c, 'vitrine_lang') ?? '', ...accepted].filter(Boolean);
}

function ownPath(url: string): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.delete('lang');
  return searchParams.size ? `${pathname}?${searchParams}` : pathname;
}

/** What a page can be drawn from before, or without, opening its store. */
export function bareVisit(c: HostedContext, { handle, name }: RegisteredStore): Visit {
  const branding = { accent: null, logo: null, font: null, radiusPx: null };
  const store: Store = {
    handle,
    name,
    currency: 'EUR',
    locale: 'en',
    branding,
    languages: [],
    features: { search: true, liveCart: false },
    paymentMethods: [],
    checkout: { recoveryMails: false, marketingConsent: false },
    shipsTo: [],
    currencies: [],
  };
  const locale = chooseLocale(wishesOf(c), ['en', 'de', 'ar'], 'en');
  const rest = {
    languages: [],
    path: '/',
    menu: NO_MENU,
    count: 0,
    formToken: '',
    elements: false,
    css: cssAddress(branding),
  };
  return { store, origin: c.var.origin, locale, say: wordsOf(locale), ...rest };
}

/** Scheme and host that a store's pages are known by, whichever of its hosts was asked. */
export function homeOf({ var: { site, origin } }: HostedContext): string {
  if (site.kind !== 'store' || site.movedTo === null) return origin;
  return `${new URL(origin).protocol}//${site.movedTo}${site.host.port}`;
}

async function visitOf(
  c: HostedContext,
  store: Store,
  cart: KnownCart | null,
  wishes: string[],
  theme: ThemeInUse | null,
  menu: Menu,
): Promise<Visit> {
  const languages = spokenOf(store.languages, store.locale);
  const locale = chooseLocale(wishes, store.languages, store.locale);
  return {
    store,
    origin: homeOf(c),
    locale,
    say: wordsOf(locale),
    languages,
    path: ownPath(c.req.url),
    draws: c.var.draws,
    menu,
    count: cart?.cart.count ?? 0,
    formToken: cart ? (await sha256(`form ${cart.secret.token}`)).slice(0, 40) : '',
    elements: cart === null,
    css: cssAddress(store.branding, theme?.mark),
    ownCss: theme?.hasOwn ? `/own.css?v=${theme.mark}` : null,
  };
}

/** Refuses a form whose token is not its cart's. */
export function demandToken({ form, visit }: Hosted): void {
  if (form.get('form_token') !== visit.formToken)
    throw new ApiError('origin_not_allowed', 'This form is not of this cart.');
}

/** What the door is built of. */
export interface HostedDoor {
  readonly stores: StoreDirectory;
  readonly surroundings: Surroundings;
  readonly usage: UsageSink | undefined;
  readonly publicUrl: string | null;
  /** Whether pictures that pages are shared with can be drawn. */
  readonly draws: boolean;
  /** Where whole pages are kept. */
  readonly pages: KeptPages;
}

/**
 * Opens the store whose host was asked for, for a page or a form of a browser that need not run scripts: reads its cookies,
 * chooses a language, lets only forms of this host in, and keeps what is personal from caches and referrers. A closed
 * store's pages say so.
 */
export function hostedDoor({
  stores,
  surroundings,
  usage,
  publicUrl,
  draws,
  pages,
}: HostedDoor): MiddlewareHandler<HostedEnv> {
  return async (c, next) => {
    const { site, allowance, requestId, origin } = c.var;
    if (site.kind !== 'store') throw new ApiError('not_found', 'There is nothing under this address.');
    const { store } = site;
    const posted = c.req.method === 'POST';
    const kind = posted ? 'writes' : 'reads';
    c.set('store', store);
    c.set('storeId', store.id);
    c.set('draws', draws);
    c.header('cache-control', 'no-store');
    c.header('vary', 'cookie, accept-language');
    // With none at all, browsers would not say where a form comes from.
    c.header('referrer-policy', 'same-origin');
    c.header('content-security-policy', pagePolicy(origin, surroundings.live, { elements: false, stripe: false }));
    await allowance.take(`${kind}-address`, allowance.address);
    await allowance.take(`${kind}-store`, store.id);
    if (isClosed(store, surroundings.now()))
      return c.html(await storeClosed(store.name), new ApiError('store_suspended', '').status);
    const counted = (next: Next) => (usage ? countUsage(usage)(c as unknown as Context<AppEnv>, next) : next());
    const plain = c as unknown as Context<AppEnv>;
    const sharedAt = (stamp: string) => sharedRequest(plain, pages, { store, stamp, now: surroundings.now() });
    const answeredFrom = async (shared: SharedRequest | null): Promise<boolean> => {
      const known = shared?.known();
      if (known) await counted(async () => void (c.res = known));
      return known !== undefined;
    };
    // A file's stamp is known without opening it; any other database is asked, once.
    const fileStamp = stores.stamp(store);
    let shared = fileStamp === undefined ? null : sharedAt(fileStamp);
    if (await answeredFrom(shared)) return undefined;
    if (posted && !isFromHere(c)) throw new ApiError('origin_not_allowed', 'This form is of another site.');
    const form = posted ? await readForm(c.req.raw) : new URLSearchParams();

    const lease = await stores.open(store);
    const about = { store: store.handle, requestId };
    const deferred = deferredWork((error) => surroundings.onTrouble('do what an answer left to do', error, about));
    c.set('defer', deferred.defer);
    try {
      const services = composeStore(store, lease.database, surroundingsOf(surroundings, about));
      c.set('services', services);
      if (fileStamp === undefined && isShared(plain, store)) {
        shared = sharedAt(await services.store.stamp());
        if (await answeredFrom(shared)) return undefined;
      }
      const https = isHttps(c.req.url, publicUrl, c.env?.caller) && origin.startsWith('https:');
      const cookies = cookiesOf(c, store.handle, https, surroundings.now());
      const carts = plainCartService(services.carts, surroundings.now);
      const kept = cookies.get('cart');
      const secret: CartSecret | null = kept && { cartId: kept.id, token: kept.token };
      const [{ body, stripeForm, menu }, cart, theme, ownMenu] = await Promise.all([
        services.store.get(),
        carts.read(secret),
        services.themes.mark(previewedTheme(c, store.handle, https)),
        services.menu.own(),
      ]);
      const wishes = wishesOf(c);
      const visit = await visitOf(c, body.store, cart, wishes, theme, shownMenu(menu, ownMenu));
      const scripts = { elements: visit.elements, stripe: stripeForm };
      const allowStyles = (hashes: readonly string[]) =>
        c.header('content-security-policy', pagePolicy(origin, surroundings.live, scripts, hashes));
      allowStyles([]);
      if (c.req.query('lang') === visit.locale)
        setCookie(c, 'vitrine_lang', visit.locale, { path: '/', maxAge: YEAR_S, sameSite: 'Lax', secure: https });
      const customerId = async () => (await signedInHere(c, origin, services, store))?.customerId ?? null;
      c.set('hosted', { visit, allowStyles, carts, cart, form, cookies, wishes, customerId });
      await counted(next);
      await shared?.keep();
      return undefined;
    } finally {
      deferred.settle(lease, (work) => c.env.waitUntil(work));
    }
  };
}
