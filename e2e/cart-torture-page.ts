/** The page of the cart torture: a cart and nothing else, with its strings in the hands of the test. */
import { createApiClient } from '../elements/client/api-client.ts';
import { createCart } from '../elements/stores/cart-facade.ts';
import type { Intent } from '../elements/stores/cart/intent.ts';
import type { CartState } from '../elements/stores/cart-store.ts';

const { api, store } = Object.fromEntries(new URLSearchParams(location.search)) as { api: string; store: string };
const cart = createCart(store, createApiClient(api, store));

/** What the test calls in the page. */
export interface TorturePage {
  perform(intent: Intent): Promise<void>;
  state(): CartState;
  load(): Promise<void>;
  join(token: string): Promise<void>;
  session(): Promise<{ cartId: string; token: string } | undefined>;
  suspend(): void;
}

declare global {
  var torture: TorturePage;
}

globalThis.torture = {
  async perform(intent) {
    if (intent[0] === 'add') await cart.add(intent[1], intent[2]);
    else if (intent[0] === 'set') await cart.set(intent[1], intent[2]);
    else await cart.setNote(intent[1]);
  },
  state: () => cart.value,
  load: () => cart.load(),
  join: (token) => cart.join(token),
  session: () => cart.session(),
  suspend: () => cart.suspend(),
};
