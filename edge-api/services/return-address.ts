import { parseOrigin } from '../contract/origins.ts';

/** A page that asks who is signed in: where it is, how it is to be told, and what only it knows the secret of. */
export interface Asking {
  readonly origin: string;
  /** Repeated to the page, which made it up. */
  readonly state: string;
  /** SHA-256 of the page's secret, hex; '' for a page that asks for an address, which gets no code. */
  readonly challenge: string;
  /** What it asks for: to know who is signed in, or one saved address that the shopper chooses. */
  readonly ask: 'code' | 'address';
  /** Where to go back to; null where the page waits beside its window. */
  readonly returnUrl: string | null;
}

/** A host where nothing travels over a network: for trying things out without a certificate. */
const isThisMachine = (host: string): boolean => /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(host);

/**
 * The address to go back to, if it is one on exactly this origin: written as an address of http or https, with nothing in it
 * that two readers could read differently. Undefined for anything else.
 */
export function returnAddress(text: string, origin: string): string | undefined {
  // Backslashes, control characters and user names make a browser and a checker see different hosts.
  if (text.length > 2000 || /[\\\s\p{Cc}]/u.test(text) || !/^https?:\/\/[^/?#@]+(?:[/?#]|$)/i.test(text))
    return undefined;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.origin !== origin || url.username !== '' || url.password !== '') return undefined;
  return url.href;
}

/** What a page asks, or undefined when it is not asked rightly. */
export function readAsking(query: (name: string) => string | undefined): Asking | undefined {
  const origin = parseOrigin(query('origin') ?? '');
  const state = query('state') ?? '';
  const challenge = query('challenge') ?? '';
  if (origin === undefined || !/^[\w-]{16,128}$/.test(state)) return undefined;
  const { protocol, hostname } = new URL(origin);
  if (protocol !== 'https:' && !isThisMachine(hostname)) return undefined;
  // An address goes from window to window, and never into the address of a page.
  if (query('ask') === 'address') return { origin, state, challenge: '', ask: 'address', returnUrl: null };
  if (!/^[0-9a-f]{64}$/.test(challenge)) return undefined;
  const wanted = query('return_url');
  if (wanted === undefined || wanted === '') return { origin, state, challenge, ask: 'code', returnUrl: null };
  const returnUrl = returnAddress(wanted, origin);
  return returnUrl === undefined ? undefined : { origin, state, challenge, ask: 'code', returnUrl };
}

/**
 * Whether a page is told without a question: a page of our own host, or of an origin the store lists. Of others, who come in
 * where a store lists none, the shopper is asked first; where it lists some, the rest are refused.
 */
export function trustOf(origin: string, own: string, listed: readonly string[]): 'told' | 'asked' | 'refused' {
  if (origin === own || listed.includes(origin)) return 'told';
  return listed.length === 0 ? 'asked' : 'refused';
}

/** The address with a code behind its `#`, which no server and no log of one ever sees. */
export function withCode(returnUrl: string, code: string, state: string): string {
  const url = new URL(returnUrl);
  url.hash = new URLSearchParams({ vitrine_code: code, vitrine_state: state }).toString();
  return url.href;
}
