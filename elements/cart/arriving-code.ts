/** A code that opens another cart, as the address of a page carries it behind the `#`, where no server or referrer sees it. */
export interface ArrivingCode {
  readonly store: string;
  readonly code: string;
}

const PATTERN = /(^#|&)vitrine-cart=([^.&]+)\.([\w-]{16,64})/;

/** The part of an address behind the `#` that carries a code. */
export const codeFragment = (store: string, code: string): string =>
  `vitrine-cart=${encodeURIComponent(store)}.${code}`;

let arrived: ArrivingCode | undefined;
const waiting = new Set<() => void>();

/** Takes a code out of the page's address, at once: no copy, reload or history of it shall have it. */
function take(): void {
  const { hash } = location;
  const [found, start, store, code] = PATTERN.exec(hash) ?? [];
  if (!found || !store || !code) return;
  const rest = hash.replace(found, start === '&' ? '' : '#').replace(/^#&?/, '');
  history.replaceState(history.state, '', location.pathname + location.search + (rest ? `#${rest}` : ''));
  arrived = { store: decodeURIComponent(store), code };
  for (const tell of waiting) tell();
}

/** Calls `tell` when a code arrives after this; until the function it answers is called. */
export function onArrival(tell: () => void): () => void {
  waiting.add(tell);
  return () => void waiting.delete(tell);
}

/** The code that arrived for a store, once: whoever asks first has it. */
export function takeArrivedCode(store: string): string | undefined {
  if (arrived?.store !== store) return undefined;
  const { code } = arrived;
  arrived = undefined;
  return code;
}

take();
addEventListener('hashchange', take);
