import type { PostalAddress } from '../../edge-api/contract/addresses.ts';
import type { AddressPart, FieldName } from './checkout-draft.ts';

/** How often is looked whether the window was closed, in milliseconds. */
const LOOK_MS = 500;
/** What a field holds at most; no saved address has more. */
const MAX_LENGTH = 200;
const PARTS: readonly AddressPart[] = ['name', 'line1', 'line2', 'city', 'region', 'postcode'];

/** An address in the news of another window; undefined for anything else. */
function readAddress(said: unknown): PostalAddress | undefined {
  const { country, ...rest } = Object(said) as Record<string, unknown>;
  if (typeof country !== 'string' || !/^[A-Z]{2}$/.test(country)) return undefined;
  const text = (part: AddressPart): string => {
    const value = rest[part];
    return typeof value === 'string' ? value.slice(0, MAX_LENGTH) : '';
  };
  return {
    name: text('name'),
    line1: text('line1'),
    line2: text('line2'),
    city: text('city'),
    region: text('region'),
    postcode: text('postcode'),
    country,
  };
}

/**
 * Lets the signed-in shopper choose a saved address in a window of the shop's own origin, which is the only place where they
 * are seen; the one that is chosen comes here. Call it from a press of a button. `blocked`: no window may open.
 */
export function chooseAddress(base: string, locale: string): Promise<PostalAddress | 'blocked' | 'closed'> {
  const account = `${base.replace('/v1/stores/', '/stores/')}/account`;
  const { origin } = new URL(account, location.href);
  const state = [...crypto.getRandomValues(new Uint32Array(6))]
    .map((word) => word.toString(36).padStart(7, '0'))
    .join('');
  const asked = new URLSearchParams({ lang: locale, ask: 'address', origin: location.origin, state });
  const popup = window.open(`${account}/connect?${asked}`, 'vitrine-account', 'popup,width=460,height=720');
  if (!popup) return Promise.resolve('blocked');
  return new Promise((resolve) => {
    const done = new AbortController();
    const looking = setInterval(() => {
      // Its last message may still be on its way.
      if (popup.closed) setTimeout(() => end('closed'), LOOK_MS);
    }, LOOK_MS);
    const end = (answer: PostalAddress | 'closed'): void => {
      clearInterval(looking);
      done.abort();
      resolve(answer);
    };
    window.addEventListener(
      'message',
      (event: MessageEvent<unknown>) => {
        const { type, address, state: said } = Object(event.data) as Record<string, unknown>;
        if (event.origin !== origin || event.source !== popup || type !== 'vitrine-account-address') return;
        const chosen = said === state ? readAddress(address) : undefined;
        if (chosen) end(chosen);
      },
      { signal: done.signal },
    );
  });
}

/** Puts a chosen address into the form, as if it had been typed: the country first, for the form follows it. */
export function fillIn(address: PostalAddress, set: (name: FieldName, value: string) => void): void {
  set('country', address.country);
  for (const part of PARTS) set(part, address[part]);
}
