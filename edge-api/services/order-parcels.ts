import { ulid } from 'ulid';
import type { AdminOrder, ChangeFulfilment, NewFulfilment, NewReturn } from '../contract/orders-admin.ts';
import type { LineUnits, OrderParcelRepository } from '../repositories/order-parcels.ts';
import type { OrderRepository, StoredOrder } from '../repositories/orders.ts';
import { ApiError, invalidRequest } from './errors.ts';
import { illegalMove, orderChanger } from './order-changes.ts';
import { maySend, shownAdminOrder, toSend } from './shown-admin-order.ts';

/** What leaves the house, and what comes back. */
export interface OrderParcelService {
  /** The same idempotency key again answers the same parcel. */
  send(id: string, parcel: NewFulfilment): Promise<AdminOrder>;
  change(id: string, fulfilmentId: string, change: ChangeFulfilment): Promise<AdminOrder>;
  requestReturn(id: string, wish: NewReturn): Promise<AdminOrder>;
  receiveReturn(id: string, returnId: string, restock: boolean): Promise<AdminOrder>;
  declineReturn(id: string, returnId: string): Promise<AdminOrder>;
}

const notFound = (what: string): ApiError => new ApiError('not_found', `This order has no such ${what}.`);

type Line = StoredOrder['lines'][number];

/** Units by line, each within what the line has. */
function within(
  order: StoredOrder,
  wanted: readonly LineUnits[],
  most: (line: Line) => number,
  message: string,
): LineUnits[] {
  return wanted.map(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    if (!line) throw invalidRequest('lines', `The order has no line ${lineId}.`);
    if (quantity > most(line)) throw illegalMove(message);
    return { lineId, quantity };
  });
}

/** What an order's fulfilment is once these units have left. */
function fulfilmentAfter(order: StoredOrder, sent: readonly LineUnits[]): 'partial' | 'fulfilled' {
  const leaving = new Map(sent.map(({ lineId, quantity }) => [lineId, quantity]));
  return order.lines.every((line) => toSend(line) <= (leaving.get(line.id) ?? 0)) ? 'fulfilled' : 'partial';
}

export function orderParcelService(
  orders: OrderRepository,
  parcels: OrderParcelRepository,
  now: () => number,
): OrderParcelService {
  const { change } = orderChanger(orders);

  return {
    async send(id, { idempotencyKey, lines, ...parcel }) {
      const found = await change(id, async (order) => {
        if (idempotencyKey && order.fulfilments.some((one) => one.idempotencyKey === idempotencyKey)) return 'repeated';
        if (!maySend(order)) throw illegalMove('There is nothing to send, or it is not paid yet.');
        // What is named may be sent though it was paid back; without names, what was paid back stays.
        const units = lines
          ? within(
              order,
              lines,
              (line) => line.quantity - line.removed - line.fulfilled,
              'More units than are left to send.',
            )
          : order.lines.flatMap((line) => (toSend(line) > 0 ? [{ lineId: line.id, quantity: toSend(line) }] : []));
        const becomes = fulfilmentAfter(order, units);
        const at = now();
        return parcels.send(order, {
          ...parcel,
          id: ulid(at),
          idempotencyKey: idempotencyKey ?? null,
          lines: units,
          becomes: becomes === order.fulfilmentStatus ? null : becomes,
          at,
        });
      });
      return shownAdminOrder(found);
    },

    async change(id, fulfilmentId, { delivered = false, notify, ...tracking }) {
      const found = await change(id, async (order) => {
        const parcel = order.fulfilments.find((one) => one.id === fulfilmentId);
        if (!parcel) throw notFound('parcel');
        if (delivered && parcel.deliveredAt !== null) throw illegalMove('It has arrived already.');
        return parcels.change(order, fulfilmentId, { ...tracking, delivered, notify, at: now() });
      });
      return shownAdminOrder(found);
    },

    async requestReturn(id, { lines, reason }) {
      const found = await change(id, async (order) => {
        const waiting = new Map<string, number>();
        for (const one of order.returns)
          if (one.status === 'requested')
            for (const { lineId, quantity } of one.lines) waiting.set(lineId, (waiting.get(lineId) ?? 0) + quantity);
        const most = (line: Line) => line.fulfilled - line.returned - (waiting.get(line.id) ?? 0);
        const units = within(order, lines, most, 'More units than were sent and have not come back.');
        const at = now();
        return parcels.requestReturn(order, { id: ulid(at), lines: units, reason, at });
      });
      return shownAdminOrder(found);
    },

    async receiveReturn(id, returnId, restock) {
      const found = await change(id, async (order) => {
        const one = order.returns.find((candidate) => candidate.id === returnId);
        if (!one) throw notFound('return');
        if (one.status !== 'requested') throw illegalMove('This return has ended.');
        const back = new Map(one.lines.map(({ lineId, quantity }) => [lineId, quantity]));
        const everything =
          order.fulfilmentStatus === 'fulfilled' &&
          order.lines.every((line) => line.fulfilled === line.returned + (back.get(line.id) ?? 0));
        return parcels.receiveReturn(order, { returnId, lines: one.lines, restock, everything, at: now() });
      });
      return shownAdminOrder(found);
    },

    async declineReturn(id, returnId) {
      const found = await change(id, async (order) => {
        const one = order.returns.find((candidate) => candidate.id === returnId);
        if (!one) throw notFound('return');
        if (one.status !== 'requested') throw illegalMove('This return has ended.');
        return parcels.declineReturn(order, returnId, now());
      });
      return shownAdminOrder(found);
    },
  };
}
