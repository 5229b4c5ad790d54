import type { CartStore } from '../stores/cart-store.ts';
import { codeFragment } from './arriving-code.ts';

/** How long a click waits for a code before it goes without one, and how long one that was fetched ahead is good, in milliseconds. */
const WAIT_MS = 1200;
const FRESH_MS = 45_000;

/** What the links of a page need to take the cart along to the store's other origins. */
export interface DomainLinks {
  /** The address with a code, or as it is where the cart does not go along. */
  decorate(address: string): Promise<string>;
  stop(): void;
}

/** Takes the cart along when a shopper follows a link to one of `origins`, each exactly as browsers write origins. */
export function openDomainLinks(store: string, cart: CartStore, origins: () => readonly string[]): DomainLinks {
  const codes = new Map<string, { at: number; code: Promise<string> }>();

  /** The origin an address leads to, if the cart goes along there. */
  function target(address: string): string | undefined {
    if (!URL.canParse(address, location.href)) return undefined;
    const { origin } = new URL(address, location.href);
    const { count, saved = [] } = cart.value;
    return origin !== location.origin && origins().includes(origin) && count + saved.length ? origin : undefined;
  }

  function fetchCode(origin: string): Promise<string> {
    const known = codes.get(origin);
    if (known && Date.now() - known.at < FRESH_MS) return known.code;
    const code = (async () => (await (await cart.more!()).handOver(origin)).code)();
    code.catch(() => codes.delete(origin));
    codes.set(origin, { at: Date.now(), code });
    return code;
  }

  async function decorate(address: string): Promise<string> {
    const origin = target(address);
    if (!origin) return address;
    try {
      const late = new Promise<never>((_resolve, reject) => setTimeout(reject, WAIT_MS));
      const code = await Promise.race([fetchCode(origin), late]);
      // A code works once.
      codes.delete(origin);
      const url = new URL(address, location.href);
      const fragment = codeFragment({ store, code, passing: true });
      url.hash = url.hash ? `${url.hash}&${fragment}` : fragment;
      return url.href;
    } catch {
      return address;
    }
  }

  const linkOf = (event: Event): HTMLAnchorElement | undefined =>
    event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement && !!node.href);

  function prepare(event: Event): void {
    const link = linkOf(event);
    const origin = link && target(link.href);
    if (origin) fetchCode(origin).catch(() => undefined);
  }

  function follow(event: MouseEvent): void {
    const link = linkOf(event);
    const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || event.defaultPrevented || elsewhere || link.download) return;
    if ((link.target && link.target !== '_self') || !target(link.href)) return;
    event.preventDefault();
    void decorate(link.href).then((address) => location.assign(address));
  }

  addEventListener('pointerdown', prepare, { passive: true });
  addEventListener('focusin', prepare);
  // Last of all, so that a page which follows its links itself is heard first.
  addEventListener('click', follow);
  return {
    decorate,
    stop() {
      removeEventListener('pointerdown', prepare);
      removeEventListener('focusin', prepare);
      removeEventListener('click', follow);
    },
  };
}
