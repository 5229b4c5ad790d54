/** The page of the cart torture: a cart and nothing else, with its strings in the hands of the test. */
import { createApiClient } from '../elements/client/api-client.ts';
import { createCart } from '../elements/stores/cart-facade.ts';
import type { Intent } from '../elements/stores/cart/intent.ts';
import type { CartState } from '../elements/stores/cart-store.ts';

const { api, store } = Object.fromEntries(new URLSearchParams(location.search)) as { api: string; store: string };
const cart = createCart(store, createApiClient(api, store));

/** What a shopper may do in a tab: what the log knows as one entry, or as two. */
export type Doing = Intent | ['edit', key: string, options: Record<string, string>];

/** What the test calls in the page. */
export interface TorturePage {
  /** Answers whether there was anything to do. */
  perform(doing: Doing): Promise<boolean>;
  state(): CartState;
  load(): Promise<void>;
  /** A code for another device, or for the page of another origin. */
  handOver(to?: string): Promise<string>;
  takeOver(code: string, from?: string): Promise<void>;
  /** As the account's element does once somebody has signed in. */
  claim(token: string): Promise<void>;
  session(): Promise<{ cartId: string; token: string } | undefined>;
  suspend(): void;
}

declare global {
  var torture: TorturePage;
}

globalThis.torture = {
  async perform(doing) {
    const [kind, what] = doing;
    if (kind === 'add') await cart.add(what, doing[2]);
    else if (kind === 'set') await cart.set(what, doing[2]);
    else if (kind === 'setNote') await cart.setNote(what);
    else {
      const more = await cart.more!();
      if (kind === 'later') await more.keepForLater(what, doing[2]);
      else if (kind === 'code') await more.setCode(what, doing[2]);
      else return (await more.edit(what, doing[2])) !== what;
    }
    return true;
  },
  state: () => cart.value,
  load: () => cart.load(),
  handOver: async (to) => (await (await cart.more!()).handOver(to)).code,
  takeOver: async (code, from) => (await cart.more!()).takeOver(code, from),
  async claim(token) {
    const more = await cart.more!();
    await more.claim(async <T>(path: string, body: unknown): Promise<T> => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${api}/v1/stores/${store}${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      return answer.json() as Promise<T>;
    });
  },
  session: () => cart.session(),
  suspend: () => cart.suspend(),
};
