import type { AdminOrder, CancelOrder, EditOrder, ListOrders, OrderList } from '../contract/orders-admin.ts';
import { mayMove, PAYMENT_EXPIRED } from '../contract/order-states.ts';
import type { OrderAdminRepository } from '../repositories/order-admin.ts';
import type { OrderEdit, OrderEditRepository } from '../repositories/order-edits.ts';
import type { OrderRepository, StoredOrder } from '../repositories/orders.ts';
import { ApiError, invalidRequest } from './errors.ts';
import { illegalMove, orderChanger } from './order-changes.ts';
import { editedGoods } from './order-edits.ts';
import type { OrderMoney } from './order-money.ts';
import type { QuoteService } from './quotes.ts';
import { mayPay, refundable, shownAdminOrder, shownSummary, statesOf } from './shown-admin-order.ts';

/** How long after its reservation an order stays at most whose provider gives no answer, in milliseconds. */
const GIVE_UP_MS = 24 * 3_600_000;

/** What a merchant does with orders. */
export interface OrderAdminService {
  list(query: ListOrders): Promise<OrderList>;
  get(id: string): Promise<AdminOrder>;
  note(id: string, note: { text: string; visible: boolean }): Promise<AdminOrder>;
  edit(id: string, edit: EditOrder): Promise<AdminOrder>;
  cancel(id: string, wish: CancelOrder): Promise<AdminOrder>;
  complete(id: string): Promise<AdminOrder>;
  /** Money has come without a provider. */
  pay(id: string, note: string): Promise<AdminOrder>;
  /** Cancels orders nobody paid in time, and gives back their stock; answers how many. */
  expireReservations(limit: number): Promise<number>;
}

export interface OrderAdminDependencies {
  readonly orders: OrderRepository;
  readonly admin: OrderAdminRepository;
  readonly edits: OrderEditRepository;
  readonly quotes: QuoteService;
  readonly money: OrderMoney;
  readonly now: () => number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** The number a merchant types, with or without what stands before it; null for what is none. */
const numberOf = (text: string | undefined): number | null => {
  const digits = /(\d{1,15})\s*$/.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
};

/** What the timeline says of an edit: which fields, and what is to be paid or paid back now. Never their values. */
function editDetail(order: StoredOrder, edit: EditOrder, goods: OrderEdit['goods']): Record<string, unknown> {
  const fields = Object.keys(edit).filter((name) => name !== 'version');
  if (!goods) return { fields };
  const { totalMinor } = goods.amounts;
  return {
    fields,
    totalBeforeMinor: order.totalMinor,
    totalMinor,
    differenceMinor: totalMinor - (order.paidMinor - order.refundedMinor),
  };
}

export function orderAdminService(dependencies: OrderAdminDependencies): OrderAdminService {
  const { orders, admin, edits, quotes, money, now, onTrouble } = dependencies;
  const { read, change } = orderChanger(orders);

  /** Lines to add, at what the store asks for them now. */
  async function priceAdded(order: StoredOrder, { addLines, shippingAddress }: EditOrder) {
    if (!addLines?.length) return null;
    const { country, region, postcode } = shippingAddress ?? order.shippingAddress;
    const request = { lines: addLines, country, region, postcode, currency: order.currency };
    const { pricing } = await quotes.price(request, { customerId: order.customerId, email: order.email });
    const problem = pricing.lines.find((line) => line.problem)?.problem;
    if (problem?.code === 'variant_gone') throw invalidRequest('addLines', problem.message);
    if (problem) throw new ApiError('not_enough_stock', problem.message, { quote: pricing.quote });
    if (pricing.totals.taxIncluded !== order.taxIncluded)
      throw illegalMove('The shop’s prices contain tax in another way than this order’s do: place another order.');
    return pricing;
  }

  /** Whether this order's reservation ends now. */
  async function expire(id: string): Promise<boolean> {
    const { order } = await read(id);
    const { reservedUntil } = order;
    if (reservedUntil === null || reservedUntil > now()) return false;
    try {
      // What was paid in the last moment is paid.
      for (const { id: paymentId, provider } of order.payments)
        if (provider !== 'manual') await money.settle(paymentId);
    } catch (error) {
      onTrouble('ask for a payment before its order is cancelled', error);
      if (now() < reservedUntil + GIVE_UP_MS) return false;
    }
    const outcome = await admin.cancel((await read(id)).order, {
      reason: PAYMENT_EXPIRED,
      actor: 'system',
      restock: true,
      at: now(),
      onlyExpired: true,
    });
    return outcome === 'done';
  }

  return {
    async list({ limit, after, q, email, number, ...query }) {
      const wanted = numberOf(number);
      if (number !== undefined && wanted === null) return { orders: [], next: null };
      const { rows, state } = await admin.list({
        status: query.status ?? null,
        payment: query.payment ?? null,
        fulfilment: query.fulfilment ?? null,
        email: email?.toLowerCase() ?? null,
        number: wanted,
        customer: query.customer ?? null,
        from: query.from ?? null,
        to: query.to ?? null,
        q: q?.toLowerCase() ?? null,
        below: after === undefined ? null : Number(after),
        limit: limit + 1,
      });
      const shown = rows.slice(0, limit);
      return {
        orders: shown.map((row) => shownSummary(row, state)),
        next: rows.length > limit ? String(shown.at(-1)?.number ?? '') : null,
      };
    },

    get: async (id) => shownAdminOrder(await read(id)),

    async note(id, { text, visible }) {
      await read(id);
      await admin.note(id, text, visible, now());
      return shownAdminOrder(await read(id));
    },

    async edit(id, edit) {
      const found = await change(id, async (order) => {
        if (edit.version !== undefined && edit.version !== order.version)
          throw new ApiError('order_changed', 'The order has changed since it was read.');
        if (order.status === 'cancelled') throw illegalMove('A cancelled order is not edited.');
        if (edit.shippingAddress && order.fulfilmentStatus !== 'unfulfilled')
          throw illegalMove('Its address stays: something was sent there.');
        const goods = editedGoods(order, edit, await priceAdded(order, edit), now());
        const { email, phone, shippingAddress, note, tags } = edit;
        return edits.edit(order, {
          email: email?.toLowerCase(),
          phone,
          shippingAddress,
          note,
          tags,
          ...(goods ? { goods } : {}),
          detail: editDetail(order, edit, goods),
          visible: goods !== undefined || shippingAddress !== undefined,
          at: now(),
        });
      });
      return shownAdminOrder(found);
    },

    async cancel(id, { reason, restock, refund }) {
      const found = await change(id, async (order) => {
        if (!mayMove(statesOf(order), 'status', 'cancelled'))
          throw illegalMove('Only an open order of which nothing was sent is cancelled.');
        return admin.cancel(order, { reason, actor: 'merchant', restock, at: now() });
      });
      const amountMinor = refundable(found.order);
      if (!refund || amountMinor === 0) return shownAdminOrder(found);
      await money.refund(id, { amountMinor, reason, idempotencyKey: `cancel-${id}` });
      return shownAdminOrder(await read(id));
    },

    complete: async (id) => shownAdminOrder(await change(id, (order) => admin.complete(order, now()))),

    async pay(id, note) {
      const found = await change(id, async (order) => {
        const payment = order.payments.find(({ provider, status }) => provider === 'manual' && status === 'pending');
        if (!payment || !mayPay(order)) throw illegalMove('There is no payment that could be said to have come.');
        return admin.pay(order, {
          paymentId: payment.id,
          amountMinor: order.totalMinor - order.paidMinor,
          note,
          at: now(),
        });
      });
      return shownAdminOrder(found);
    },

    async expireReservations(limit) {
      let ended = 0;
      for (const id of await admin.expired(now(), limit)) if (await expire(id)) ended += 1;
      return ended;
    },
  };
}
