import type { AccountContext, AccountPage } from '../../middleware/account-pages.ts';
import type { AreaFrame } from '../../pages/account/home.ts';
import type { Frame, Html, Notice } from '../../pages/account/layout.ts';
import { type AccountSession, SESSION_S } from '../../services/accounts.ts';
import { ApiError } from '../../services/errors.ts';
import { type Asking, readAsking } from '../../services/return-address.ts';

/** What a page of the account answers. */
export type Handler = (c: AccountContext, page: AccountPage) => Promise<Response>;
/** The same, for somebody who is signed in. */
export type OwnHandler = (c: AccountContext, page: AccountPage, session: Signed) => Promise<Response>;
/** Somebody who is signed in, with the customer he is. */
export type Signed = AccountSession & { readonly customerId: string };

const ASKING_S = 15 * 60;

/** The page that asked for this sign-in, if one did. What a cookie says is checked as if it were said for the first time. */
export function askingOf({ cookies }: AccountPage): Asking | null {
  const kept = cookies.get('asking');
  if (kept === undefined) return null;
  const read = new URLSearchParams(kept);
  return readAsking((name) => read.get(name) ?? undefined) ?? null;
}

export function keepAsking({ cookies }: AccountPage, { origin, state, challenge, ask, returnUrl }: Asking): void {
  const kept = new URLSearchParams({ origin, state, challenge, ask, ...(returnUrl ? { return_url: returnUrl } : {}) });
  cookies.set('asking', kept.toString(), ASKING_S);
}

export const frameOf = (page: AccountPage): Frame => {
  const asking = askingOf(page);
  const { base, look, language, say, formToken, query } = page;
  return { base, look, language, say, formToken, query, askedBy: asking && new URL(asking.origin).host };
};

export const areaOf = (page: AccountPage): AreaFrame => ({ ...frameOf(page), askedBy: null, locale: page.locale });

export const show = (
  c: AccountContext,
  body: Html,
  status: 200 | 400 | 403 | 404 | 429 = 200,
): Response | Promise<Response> => c.html(body, status);

/** What the address says has just been done. */
export function noticeOf(c: AccountContext, { say }: AccountPage): Notice | null {
  const done = c.req.query('done');
  if (c.req.query('stale') !== undefined) return { text: say('stale'), bad: true };
  const known = ['saved', 'passwordChanged', 'emailChanged', 'passkeyAdded', 'signedOut', 'deleted'] as const;
  const one = known.find((name) => name === done);
  if (one) return { text: say(one) };
  return done === 'passkeyFailed' ? { text: say('passkeyFailed'), bad: true } : null;
}

/** Goes on to a page of the account; after a form, by reading it. */
export const goTo = (c: AccountContext, { base }: AccountPage, path: string): Response =>
  c.redirect(`${base}${path}`, 303);

/** Keeps a new session in this browser, and goes where it was begun for. */
export function enter(c: AccountContext, page: AccountPage, token: string): Response {
  page.cookies.set('session', token, SESSION_S);
  return goTo(c, page, askingOf(page) ? '/connect' : '');
}

/** Only for who is signed in; others sign in first. */
export const own =
  (handle: OwnHandler): Handler =>
  async (c, page) => {
    const { session } = page;
    if (!session?.customerId) return goTo(c, page, '/sign-in');
    return handle(c, page, { ...session, customerId: session.customerId });
  };

/** Does something that is counted; answers how many seconds to wait where it was tried too often, else what it gave. */
export async function counted<T>(work: () => Promise<T>): Promise<{ readonly waitS: number } | { readonly value: T }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof ApiError && error.code === 'rate_limited') return { waitS: error.retryAfterS ?? 60 };
    throw error;
  }
}
