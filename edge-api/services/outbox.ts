import { laterClock, lineKey, tick, type CartEntry } from '../contract/cart-log.ts';
import { liveOrderId, takeId } from '../contract/take-id.ts';
import type { OrderRepository } from '../repositories/orders.ts';
import type { OutboxRepository, OutboxRow, OutboxWork } from '../repositories/outbox.ts';
import type { DeadLetterList } from '../contract/messages.ts';
import { CART_WAITS, EVENT_WAITS, nextTry } from './back-off.ts';
import type { CartService } from './carts.ts';
import { ApiError } from './errors.ts';
import type { FanOut } from './fan-out.ts';
import { type LeasedQueue, reasonOf, type Shift, workThrough } from './leased.ts';
import type { StoreLiveCarts } from './live-carts.ts';
import type { MailService } from './mails.ts';
import { orderNumber } from './orders.ts';
import type { WebhookService } from './webhooks.ts';

const BATCH = 20;
/** How long one drain begins new work, in milliseconds. */
const DRAIN_MS = 20_000;
/** Most dead letters that are told at a time. */
const MOST_DEAD = 200;
/** How long it is kept what was done. */
const KEPT_MS = 30 * 86_400_000;
const SWEEP = 500;

export interface OutboxService {
  /**
   * Does the work that is due, then sends the mails and webhooks it made, at least once each; answers how much is done. What
   * fails is put off, not lost.
   */
  drain(): Promise<number>;
  /** How much is not done yet. */
  waiting(): Promise<number>;
  /** Work that was given up, the newest first. */
  deadLetters(): Promise<DeadLetterList>;
  /** Sends a dead letter on its way again. */
  revive(id: string): Promise<void>;
  /** Forgets what was done, sent and told long ago. */
  sweep(): Promise<void>;
}

export interface OutboxDependencies {
  readonly outbox: OutboxRepository;
  readonly orders: OrderRepository;
  readonly carts: CartService;
  /** The version of pages, sections and themes. */
  readonly pagesVersion: () => Promise<number>;
  readonly live: StoreLiveCarts | null;
  readonly spread: FanOut;
  readonly mails: Pick<MailService, 'queue' | 'sweep'>;
  readonly webhooks: Pick<WebhookService, 'queue' | 'sweep'>;
  readonly now: () => number;
  /** A number from 0 to 1. */
  readonly random: () => number;
  readonly leaving: () => boolean;
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

/** Work of one cart or order is done in the order it came in. */
const laneOf = ({ id, work }: OutboxRow): string => {
  if (work?.kind === 'event')
    return work.orderId ?? work.checkoutId ?? work.customerId ?? work.page?.id ?? work.block?.id ?? id;
  return work && 'orderId' in work ? work.orderId : id;
};

export function outboxService(dependencies: OutboxDependencies): OutboxService {
  const { outbox, orders, carts, pagesVersion, live, spread, mails, webhooks, now, random, leaving, onTrouble } =
    dependencies;

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

  const queue: LeasedQueue<OutboxRow> = {
    due: (at, limit) => outbox.due(at, limit),
    take: (id, at, until) => outbox.take(id, at, until),
    lane: laneOf,
    async perform({ id, kind, work }) {
      if (!work) throw new Error(`Nobody here knows how to do "${kind}".`);
      if (work.kind === 'event') return outbox.doneWith(id, now(), await spread(id, work));
      if (work.kind === 'cart_take') await carts.append(work.cartId, (log) => takeEntries(work, log, now()));
      else if (work.kind === 'order_mirror') await mirror(work);
      else if (work.kind === 'pages_mirror') await live?.putPages(await pagesVersion());
      return outbox.done(id, now());
    },
    async failed({ id, kind, attempts }, error) {
      onTrouble(`do ${kind}`, error);
      const at = nextTry(kind === 'event' ? EVENT_WAITS : CART_WAITS, attempts + 1, now(), random());
      return at === null ? outbox.giveUp(id, now(), reasonOf(error)) : outbox.again(id, at, reasonOf(error));
    },
  };

  return {
    waiting: () => outbox.waiting(),
    async drain() {
      const shift: Shift = { batch: BATCH, lanes: 4, now, until: now() + DRAIN_MS, leaving };
      const done = await workThrough(queue, shift);
      // A slow endpoint keeps no mail back, and no other endpoint.
      const sent = await Promise.all([
        workThrough(mails.queue, shift),
        webhooks.queue && workThrough(webhooks.queue, { ...shift, lanes: 8, batch: 80 }),
      ]);
      return sent.reduce<number>((sum, count) => sum + (count ?? 0), done);
    },
    async deadLetters() {
      const dead = await outbox.dead(MOST_DEAD);
      return {
        deadLetters: dead.map(({ failedAt, ...letter }) => ({ ...letter, failedAt: new Date(failedAt).toISOString() })),
      };
    },
    async revive(id) {
      if (!(await outbox.revive(id, now()))) throw new ApiError('message_not_found', 'No dead letter has this id.');
    },
    async sweep() {
      await outbox.forget(now() - KEPT_MS, SWEEP);
      await mails.sweep();
      await webhooks.sweep();
    },
  };
}
