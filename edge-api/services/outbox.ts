import { laterClock, lineKey, tick, type CartEntry } from '../contract/cart-log.ts';
import { liveOrderId, takeId } from '../contract/take-id.ts';
import type { OrderRepository } from '../repositories/orders.ts';
import type { OutboxRepository, OutboxWork } from '../repositories/outbox.ts';
import type { CartService } from './carts.ts';
import type { StoreLiveCarts } from './live-carts.ts';
import { orderNumber } from './orders.ts';

/** First wait after a failure; each further one doubles it, up to an hour. */
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 3_600_000;
const BATCH = 20;

export interface OutboxService {
  /** Does the work that is due, at least once each; answers how much of it is done. What fails is put off, not lost. */
  drain(): Promise<number>;
  /** How much is not done yet. */
  waiting(): Promise<number>;
}

export interface OutboxDependencies {
  readonly outbox: OutboxRepository;
  readonly orders: OrderRepository;
  readonly carts: CartService;
  readonly live: StoreLiveCarts | null;
  readonly now: () => number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/**
 * The entries by which an order takes its lines out of a cart: exactly what was ordered, even if the log here has less,
 * because the shopper's last changes may still be on their way.
 */
async function takeEntries(
  { orderId, lines }: Extract<OutboxWork, { kind: 'cart_take' }>,
  log: readonly CartEntry[],
  nowMs: number,
): Promise<CartEntry[]> {
  const known = new Set(log.map(({ id }) => id));
  let clock = log.reduce((latest, entry) => laterClock(latest, entry.clock), '');
  const entries: CartEntry[] = [];
  for (const { variantId, options, quantity } of lines) {
    const id = await takeId(orderId, lineKey(variantId, options));
    if (known.has(id)) continue;
    clock = tick(clock, nowMs, 'edge');
    entries.push({ id, kind: 'take', variantId, options, quantity, text: '', clock });
  }
  return entries;
}

export function outboxService({ outbox, orders, carts, live, now, onTrouble }: OutboxDependencies): OutboxService {
  async function mirror({ orderId, cartId }: Extract<OutboxWork, { kind: 'order_mirror' }>): Promise<void> {
    const [found, ownerId] = await Promise.all([orders.find(orderId), carts.owner(cartId)]);
    if (!live || !found || ownerId === null) return;
    const { order, state } = found;
    await live.putOrder({
      id: await liveOrderId(order.id),
      ownerId,
      number: orderNumber(order, state),
      status: order.status,
      paymentStatus: order.paymentStatus,
      fulfilmentStatus: order.fulfilmentStatus,
      totalMinor: order.totalMinor,
      currency: order.currency,
    });
  }

  async function perform(work: OutboxWork): Promise<void> {
    if (work.kind === 'cart_take') await carts.append(work.cartId, (log) => takeEntries(work, log, now()));
    else if (work.kind === 'order_mirror') await mirror(work);
  }

  return {
    waiting: () => outbox.waiting(),
    async drain() {
      let done = 0;
      for (const { id, payload, attempts } of await outbox.due(now(), BATCH)) {
        try {
          await perform(payload);
          await outbox.done(id, now());
          done += 1;
        } catch (error) {
          onTrouble(`do ${payload.kind}`, error);
          await outbox.again(id, now() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts, 20)));
        }
      }
      return done;
    },
  };
}
