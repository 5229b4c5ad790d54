import type { GivenToken, OrderSummaries, PageCustomer } from '../../edge-api/contract/customers.ts';
import { ApiError, type ApiClient } from '../client/api-client.ts';
import { asCustomer, askAs, keepCustomer, keptCustomer } from '../client/customer-client.ts';
import { Signal, type Observable } from '../internal/observable.ts';
import type { CartStore } from './cart-store.ts';
import { makeSecret, popupFeatures, returnedCode, type SignInSecret } from './session-window.ts';

/** Whether somebody is signed in on this page. `waiting`: a window is open in which he does. */
export type SessionState =
  | { readonly status: 'loading' | 'signed-out' | 'waiting' }
  | { readonly status: 'failed'; readonly error: ApiError }
  | { readonly status: 'signed-in'; readonly customer: PageCustomer };

/**
 * The sign-in of one store in this page. Passwords and all that opens an account stay on the shop's own origin; this page
 * gets a short token that tells it whom to greet and which orders there are.
 */
export interface SessionStore extends Observable<SessionState> {
  /** Finds out whether somebody is signed in, from this tab's last page or from a sign-in that led back here. */
  load(): Promise<void>;
  /** Opens the window to sign in; call it from a press of a button. Where no window may open, the page itself goes there. */
  signIn(locale: string): void;
  signOut(): Promise<void>;
  orders(): Promise<OrderSummaries>;
  /** Address of a page of the account, on the shop's own origin. */
  pageUrl(path: string, locale: string): string;
}

/** How long before its end a token is exchanged for a newer one, in milliseconds. */
const RENEW_MS = 5 * 60_000;
/** How often is looked whether the window was closed, in milliseconds. */
const LOOK_MS = 500;

const SIGNED_OUT: SessionState = { status: 'signed-out' };

/** Makes the session of a store in this page; `cart` becomes the customer's when he signs in. */
export function createSession(client: ApiClient, cart: Pick<CartStore, 'more'>): SessionStore {
  const { base } = client;
  const account = `${base.replace('/v1/stores/', '/stores/')}/account`;
  const origin = new URL(account, location.href).origin;
  const state = new Signal<SessionState>({ status: 'loading' });
  let secret: SignInSecret | undefined;
  let loading: Promise<void> | undefined;
  let renewal: ReturnType<typeof setTimeout> | undefined;

  function signedIn(given: GivenToken): void {
    keepCustomer(base, given);
    state.value = { status: 'signed-in', customer: given.customer };
    clearTimeout(renewal);
    renewal = setTimeout(() => void renew(), Math.max(0, Date.parse(given.expiresAt) - Date.now() - RENEW_MS));
  }
  function signedOut(): void {
    clearTimeout(renewal);
    keepCustomer(base, undefined);
    state.value = SIGNED_OUT;
  }

  async function renew(): Promise<void> {
    const kept = keptCustomer(base);
    if (!kept) return signedOut();
    try {
      signedIn(await askAs(base, kept.token, '/customer/tokens', { body: { renew: true } }));
    } catch (error) {
      // Without a network the token is good until its end, and no longer.
      if ((error as ApiError).status === 401) signedOut();
    }
  }

  /** A code the shop's own origin gave, for a token. */
  async function take(code: string, { verifier }: SignInSecret): Promise<void> {
    try {
      signedIn(await askAs(base, undefined, '/customer/tokens', { body: { code, verifier } }));
      // A cart that cannot be joined now is joined with the next sign-in: nothing in it is lost.
      await cart
        .more?.()
        .then((more) => more.claim(asCustomer(client)))
        .catch(() => undefined);
    } catch (error) {
      keepCustomer(base, undefined);
      state.value = { status: 'failed', error: error as ApiError };
    }
  }

  async function restore(): Promise<void> {
    secret = await makeSecret(base);
    const returned = returnedCode(base);
    if (returned) return take(returned.code, returned.secret);
    const kept = keptCustomer(base);
    if (!kept) return signedOut();
    state.value = { status: 'signed-in', customer: kept.customer };
    return renew();
  }

  const pageUrl = (path: string, locale: string): string =>
    `${account}${path}?${new URLSearchParams({ lang: locale })}`;

  function listen(popup: Window, own: SignInSecret): void {
    const done = new AbortController();
    const looking = setInterval(() => {
      if (!popup.closed) return;
      done.abort();
      // Its last message may still be on its way.
      setTimeout(() => state.value.status === 'waiting' && signedOut(), LOOK_MS);
    }, LOOK_MS);
    done.signal.addEventListener('abort', () => clearInterval(looking));
    window.addEventListener(
      'message',
      (event: MessageEvent<unknown>) => {
        const { type, code, state: said } = Object(event.data) as Record<string, unknown>;
        if (event.origin !== origin || event.source !== popup || type !== 'vitrine-account-code') return;
        if (typeof code !== 'string' || said !== own.state) return;
        done.abort();
        void take(code, own);
      },
      { signal: done.signal },
    );
  }

  return {
    get value() {
      return state.value;
    },
    subscribe: (listener) => state.subscribe(listener),
    load: () => (loading ??= restore().catch(() => signedOut())),
    signIn(locale) {
      const own = secret;
      if (!own) return;
      const { challenge, state: word } = own;
      const asked = { lang: locale, origin: location.origin, state: word, challenge };
      const popup = window.open(`${account}/connect?${new URLSearchParams(asked)}`, 'vitrine-account', popupFeatures());
      if (popup) {
        state.value = { status: 'waiting' };
        return listen(popup, own);
      }
      own.keep();
      const url = location.href.replace(/#.*$/, '');
      location.assign(`${account}/connect?${new URLSearchParams({ ...asked, return_url: url })}`);
    },
    async signOut() {
      const kept = keptCustomer(base);
      signedOut();
      if (kept) await askAs(base, kept.token, '/customer/session', { method: 'DELETE' }).catch(() => undefined);
      await cart
        .more?.()
        .then((more) => more.leave())
        .catch(() => undefined);
    },
    async orders() {
      const kept = keptCustomer(base);
      try {
        if (!kept) throw new ApiError('customer_token_invalid', 'Nobody is signed in.', 401);
        return await askAs<OrderSummaries>(base, kept.token, '/customer/orders?limit=3');
      } catch (error) {
        if ((error as ApiError).status === 401) signedOut();
        throw error;
      }
    },
    pageUrl,
  };
}

const sessions = new WeakMap<ApiClient, SessionStore>();

/** The session of a store in this page: one, however many elements ask for it. */
export function sessionOf(client: ApiClient, cart: CartStore): SessionStore {
  let session = sessions.get(client);
  if (!session) sessions.set(client, (session = createSession(client, cart)));
  return session;
}
