import type { CartSession, ClaimedCart } from '../../../edge-api/contract/carts.ts';
import type { ShopClient } from '../../client/shop-client.ts';
import type { CartActions } from '../cart-store.ts';
import type { News } from './news.ts';
import type { KeptSession } from './vault.ts';

/** What sharing needs of the cart. */
export interface SharingPort {
  session(): KeptSession | undefined;
  ready(): Promise<void>;
  /** Resolves once the edge has answered, or it is clear that it does not. */
  settled(): Promise<void>;
  /** The session there is, or a new one. */
  start(): Promise<KeptSession>;
  /** Goes over to another cart; `whole` when what is in this one goes along. */
  change(get: (old: KeptSession | undefined) => Promise<{ session: CartSession; whole: boolean }>): Promise<void>;
  hasEntries(): boolean;
  readonly news: News;
}

type Sharing = Pick<CartActions, 'join' | 'leave' | 'takeOver' | 'handOver' | 'claim'>;

/** How a cart becomes that of other devices, other origins and the signed-in customer. */
export function sharingOf(client: ShopClient, port: SharingPort): Sharing {
  const { change } = port;
  async function current(): Promise<KeptSession> {
    await port.ready();
    return port.start();
  }
  return {
    join: (token) => change(async () => ({ session: await client.startCartSession({ token }), whole: false })),
    async leave() {
      // What is on its way belongs to the cart that is left.
      await port.settled();
      if (port.session()) await change(async () => ({ session: await client.startCartSession({}), whole: false }));
    },
    async takeOver(code, from) {
      await port.ready();
      const had = port.hasEntries();
      const before = port.session()?.cartId;
      const request = { code, ...(from ? { from } : {}) };
      try {
        await change(async () => ({ session: await client.takeOverCart(request), whole: true }));
      } catch (error) {
        port.news.tell('refused');
        throw error;
      }
      if (port.session()?.cartId !== before) port.news.tell(had ? 'merged' : 'joined');
    },
    async handOver(to) {
      const { cartId, token } = await current();
      return client.handOverCart(cartId, { token, ...(to ? { to } : {}) });
    },
    async claim(request) {
      const known = await current();
      await change(async (now = known) => {
        const { cartId, token } = now;
        const { session, merged } = await request<ClaimedCart>(`/carts/${cartId}/claim`, { token });
        return { session, whole: merged };
      });
    },
  };
}
