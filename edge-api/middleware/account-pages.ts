import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { base64Url } from '../contract/bytes-text.ts';
import { composeStore, type StoreServices, type Surroundings, surroundingsOf } from '../compose.ts';
import { type Say, sayIn, spoken } from '../pages/account/strings.ts';
import { storeClosed } from '../pages/store-home.ts';
import { type AccountSession, SESSION_RENEWED_S, SESSION_S, type Visitor } from '../services/accounts.ts';
import { ApiError } from '../services/errors.ts';
import { isClosed } from '../services/plans.ts';
import { sha256 } from '../services/secrets.ts';
import { deferredWork } from './deferred.ts';
import type { AppEnv } from './env.ts';
import type { RegisteredStore, StoreDirectory } from './open-store.ts';
import { rawBody } from './raw-body.ts';

/** What a page of a customer's account knows of its request. */
export interface AccountPage {
  readonly store: RegisteredStore;
  readonly services: StoreServices;
  /** Where these pages are: `/account` at the store's own host, `/stores/<handle>/account` at the platform's. */
  readonly base: string;
  readonly origin: string;
  /** `sheet` names what is in the style sheet. */
  readonly look: { readonly name: string; readonly logo: string | null; readonly sheet: string };
  readonly language: string;
  readonly say: Say;
  /** BCP 47 tag for dates and amounts. */
  readonly locale: string;
  readonly session: AccountSession | null;
  readonly visitor: Visitor;
  /** What this browser's forms carry, and what its cookie does. */
  readonly formToken: string;
  readonly nonce: string;
  /** What the address says besides its path; null for a form that was posted. */
  readonly query: string | null;
  /** What was posted; empty for a page that is read. */
  readonly form: URLSearchParams;
  readonly cookies: AccountCookies;
}

export interface AccountEnv {
  Bindings: AppEnv['Bindings'];
  Variables: AppEnv['Variables'] & { page: AccountPage };
}
export type AccountContext = Context<AccountEnv>;

/** Cookies of one store's account pages: of this host alone, and out of reach of every script. */
export interface AccountCookies {
  get(name: CookieName): string | undefined;
  set(name: CookieName, value: string, maxAgeS: number): void;
  drop(name: CookieName): void;
  /** Forgets who was signed in, and what that person was about to buy on the store's own pages: others may sit here next. */
  dropPerson(): void;
}
/** Who is signed in; which browser it is; which page asked for the sign-in. */
type CookieName = 'session' | 'browser' | 'asking';
/** What a person leaves behind on the store's own pages: the cart, the checkout that is under way, a reminder's link. */
export const SHOPPING_COOKIES = ['cart', 'checkout', 'link'] as const;
export type ShoppingCookie = (typeof SHOPPING_COOKIES)[number];

const MAX_FORM_BYTES = 64 * 1024;
export const YEAR_S = 365 * 86_400;

// `__Host-`: no other host, not even a subdomain's, can put a cookie of its own in the place of this one.
const cookieName = (name: CookieName | ShoppingCookie, handle: string, https: boolean): string =>
  `${https ? '__Host-' : ''}vitrine_${name}_${handle}`;

function cookiesOf(c: AccountContext, handle: string, https: boolean): AccountCookies {
  const named = (name: CookieName | ShoppingCookie) => cookieName(name, handle, https);
  const options = { path: '/', httpOnly: true, secure: https, sameSite: 'Lax' } as const;
  const drop = (name: CookieName | ShoppingCookie) => setCookie(c, named(name), '', { ...options, maxAge: 0 });
  return {
    get: (name) => getCookie(c, named(name)),
    set: (name, value, maxAge) => setCookie(c, named(name), value, { ...options, maxAge }),
    drop,
    dropPerson() {
      for (const name of ['session', ...SHOPPING_COOKIES] as const) drop(name);
    },
  };
}

/** Who is signed in at this host, for pages of ours besides the account's; null for a guest. */
export async function signedInHere(
  c: Context,
  origin: string,
  services: Pick<StoreServices, 'accounts'>,
  { handle }: Pick<RegisteredStore, 'handle'>,
): Promise<AccountSession | null> {
  const token = getCookie(c, cookieName('session', handle, origin.startsWith('https:')));
  return token === undefined ? null : services.accounts.session(token);
}

/** Nothing inline, nothing from elsewhere but the store's own logo; framed by nobody; forms come home. */
const policy = [
  `default-src 'none'`,
  `style-src 'self'`,
  `script-src 'self'`,
  `connect-src 'self'`,
  `img-src 'self' https: data:`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
  `require-trusted-types-for 'script'`,
  `trusted-types 'none'`,
].join('; ');

/** The store whose pages these are: by the handle in the address at the platform's host, by the host at a store's own. */
async function storeOf(
  c: AccountContext,
  stores: StoreDirectory,
): Promise<{ store: RegisteredStore; base: string } | null> {
  const { site, allowance } = c.var;
  const handle = c.req.param('store');
  if (handle === undefined) return site.kind === 'store' ? { store: site.store, base: '/account' } : null;
  if (site.kind === 'store') return site.store.handle === handle ? { store: site.store, base: '/account' } : null;
  if (site.kind !== 'platform' || !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(handle)) return null;
  const store = await stores.find(handle, (work) => c.env.waitUntil(work), allowance.stranger);
  return store && store.status !== 'deleted' ? { store, base: `/stores/${handle}/account` } : null;
}

/** A posted form: small, and of the one kind that pages send. */
async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new ApiError('invalid_request', 'This is not a form.');
  const text = new TextDecoder().decode(await rawBody(request, MAX_FORM_BYTES));
  const form = new URLSearchParams();
  // A NUL ends a text early in a database, and half a character changes it.
  for (const [name, value] of new URLSearchParams(text))
    form.append(name, value.replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd'));
  return form;
}

/** Whether a form was sent by a page of ours: a browser says from where, and no other site reads the token in it. */
function isOwnForm(c: AccountContext, form: URLSearchParams, origin: string, formToken: string): boolean {
  const said = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  if (said === undefined ? site !== 'same-origin' : said !== origin) return false;
  return form.get('form_token') === formToken;
}

function languageOf(c: AccountContext, storeLocale: string): string {
  const asked = c.req.query('lang');
  const kept = getCookie(c, 'vitrine_lang');
  const accepted = (c.req.header('accept-language') ?? '').split(',').map((part) => part.split(';', 1)[0] ?? '');
  return spoken([asked ?? '', kept ?? '', ...accepted, storeLocale]) ?? 'en';
}

/**
 * Opens a store for a page of its customers' accounts: finds out who is signed in and which language is read, lets only
 * forms of our own pages in, and keeps the answer from every cache, frame and referrer.
 */
export const accountPages =
  (stores: StoreDirectory, surroundings: Surroundings): MiddlewareHandler<AccountEnv> =>
  async (c, next) => {
    const { allowance, origin, requestId } = c.var;
    const posted = c.req.method === 'POST';
    await allowance.take(posted ? 'writes-address' : 'reads-address', allowance.address);
    const found = await storeOf(c, stores);
    if (!found) throw new ApiError('store_not_found', 'No store answers here.');
    const { store, base } = found;
    c.set('store', store);
    c.header('cache-control', 'no-store');
    c.header('content-security-policy', policy);
    c.header('x-robots-tag', 'noindex, nofollow');
    // With none at all, browsers would not say where a form comes from.
    c.header('referrer-policy', 'same-origin');
    if (isClosed(store, surroundings.now())) return c.html(await storeClosed(store.name), 423);

    const lease = await stores.open(store);
    const deferred = deferredWork((error) =>
      surroundings.onTrouble('do what a form asked for', error, { store: store.handle, requestId }),
    );
    c.set('defer', deferred.defer);
    try {
      const services = composeStore(
        store,
        lease.database,
        surroundingsOf(surroundings, { store: store.handle, requestId }),
      );
      const [{ body }, theme] = await Promise.all([services.store.get(), services.themes.mark()]);
      const https = origin.startsWith('https:');
      const cookies = cookiesOf(c, store.handle, https);
      const language = languageOf(c, body.store.locale);
      if (c.req.query('lang') === language)
        setCookie(c, 'vitrine_lang', language, { path: '/', maxAge: YEAR_S, sameSite: 'Lax', secure: https });
      let nonce = cookies.get('browser') ?? '';
      // Styles and scripts are kept by caches: nothing of one browser goes with them.
      const isFile = /\.(?:css|js)$/.test(c.req.path);
      if (!isFile && !/^[\w-]{32}$/.test(nonce)) {
        nonce = newNonce();
        cookies.set('browser', nonce, YEAR_S);
      }
      const token = cookies.get('session');
      const session = token === undefined || isFile ? null : await services.accounts.session(token);
      if (
        session &&
        token !== undefined &&
        surroundings.now() - Date.parse(session.updatedAt) > SESSION_RENEWED_S * 1000
      )
        cookies.set('session', token, SESSION_S);
      const formToken = (await sha256(`${await services.accounts.bindingOf(nonce)} ${session?.sessionId ?? ''}`)).slice(
        0,
        40,
      );
      const form = posted ? await readForm(c.req.raw) : new URLSearchParams();
      c.set('page', {
        store,
        services,
        base,
        origin,
        look: { name: body.store.name, logo: body.store.branding.logo, sheet: theme?.mark ?? 'none' },
        language,
        say: sayIn(language),
        locale: spoken([body.store.locale]) === language ? body.store.locale : language,
        session,
        visitor: {
          address: allowance.address === 'unknown' ? null : allowance.address,
          userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
          locale: language,
          base: `${origin}${base}`,
        },
        formToken,
        nonce,
        query: posted ? null : new URL(c.req.url).search,
        form,
        cookies,
      });
      if (posted && !isOwnForm(c, form, origin, formToken)) {
        const back = new URL(c.req.url).pathname.replace(/^.*\/account/, base);
        return c.redirect(`${/\/passkeys\//.test(back) ? `${base}/sign-in` : back}?stale=1`, 303);
      }
      // A window that a merchant's page opened has to keep hold of it until it has handed over.
      if (cookies.get('asking') !== undefined || c.req.path.endsWith('/connect'))
        c.header('cross-origin-opener-policy', 'unsafe-none');
      await next();
      return undefined;
    } finally {
      deferred.settle(lease, (work) => c.env.waitUntil(work));
    }
  };

const newNonce = (): string => base64Url(crypto.getRandomValues(new Uint8Array(24)));
