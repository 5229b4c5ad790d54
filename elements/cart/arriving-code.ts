import type { CartStore } from '../stores/cart-store.ts';

/** A code that opens another cart, as the address of a page carries it behind the `#`, where no server or referrer sees it. */
export interface ArrivingCode {
  readonly store: string;
  readonly code: string;
  /** Whether a page of another of the store's origins put it there, and not a shopper who carries a link. */
  readonly passing: boolean;
}

const PATTERN = /(^#|&)vitrine-cart=([^.&]+)\.([\w-]{16,64})(\.passing)?/;

/** The part of an address behind the `#` that carries a code. */
export const codeFragment = ({ store, code, passing }: ArrivingCode): string =>
  `vitrine-cart=${encodeURIComponent(store)}.${code}${passing ? '.passing' : ''}`;

let arrived: ArrivingCode | undefined;
const waiting = new Set<() => void>();

/** Takes a code out of the page's address, at once: no copy, reload or history of it shall have it. */
function take(): void {
  const { hash } = location;
  const [found, start, store, code, passing] = PATTERN.exec(hash) ?? [];
  if (!found || !store || !code) return;
  const rest = hash.replace(found, start === '&' ? '' : '#').replace(/^#&?/, '');
  history.replaceState(history.state, '', location.pathname + location.search + (rest ? `#${rest}` : ''));
  arrived = { store: decodeURIComponent(store), code, passing: !!passing };
  for (const tell of waiting) tell();
}

/** Calls `tell` when a code arrives after this; until the function it answers is called. */
export function onArrival(tell: () => void): () => void {
  waiting.add(tell);
  return () => void waiting.delete(tell);
}

/**
 * Opens the cart of the code that arrived for a store, if one did: once, whoever asks first. Answers whether the shopper
 * brought it and so expects to see the cart; rejects when it opens none, which the cart tells the shopper itself.
 */
export async function takeOverArrived(store: string, cart: CartStore): Promise<boolean> {
  if (arrived?.store !== store || !cart.more) return false;
  const { code, passing } = arrived;
  arrived = undefined;
  const { origin } = URL.canParse(document.referrer) ? new URL(document.referrer) : { origin: undefined };
  const more = await cart.more();
  await more.takeOver(code, passing ? origin : undefined);
  return !passing;
}

take();
addEventListener('hashchange', take);
