import { isoTime } from '../contract/iso-time.ts';
import type { Database, Statement } from '../db/database.ts';
import { attempt, unchanged, type ChangeOutcome, type Known } from './order-admin.ts';
import { addEvent, demand, giveBackLine, moveStatus, refreshAvailability, tell, touchOrder } from './order-changes.ts';

export interface LineUnits {
  readonly lineId: string;
  readonly quantity: number;
}

/** A parcel that leaves. */
export interface NewParcel {
  readonly id: string;
  readonly idempotencyKey: string | null;
  readonly lines: readonly LineUnits[];
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly trackingUrl: string;
  readonly notify: boolean;
  /** What the order's fulfilment becomes; null when it stays. */
  readonly becomes: 'partial' | 'fulfilled' | null;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** News of a parcel; what is undefined stays. */
export interface ParcelChange {
  readonly carrier?: string | undefined;
  readonly trackingNumber?: string | undefined;
  readonly trackingUrl?: string | undefined;
  readonly delivered: boolean;
  readonly notify: boolean;
  readonly at: number;
}

/** Goods that come back. */
export interface NewReturnRow {
  readonly id: string;
  readonly lines: readonly LineUnits[];
  readonly reason: string;
  readonly at: number;
}

/** What came back. */
export interface ReceivedReturn {
  readonly returnId: string;
  readonly lines: readonly LineUnits[];
  readonly restock: boolean;
  /** Whether with it all that was sent is back. */
  readonly everything: boolean;
  readonly at: number;
}

export interface OrderParcelRepository {
  send(order: Known, parcel: NewParcel): Promise<ChangeOutcome>;
  change(order: Known, fulfilmentId: string, change: ParcelChange): Promise<ChangeOutcome>;
  requestReturn(order: Known, wanted: NewReturnRow): Promise<ChangeOutcome>;
  receiveReturn(order: Known, received: ReceivedReturn): Promise<ChangeOutcome>;
  declineReturn(order: Known, returnId: string, at: number): Promise<ChangeOutcome>;
}

function sendStatements(order: Known, parcel: NewParcel): Statement[] {
  const { id, lines, carrier, trackingNumber, trackingUrl, at, notify, becomes } = parcel;
  return [
    unchanged(order),
    demand('illegal_move', `EXISTS (SELECT 1 FROM orders WHERE id = :id AND status = 'open')`, { id: order.id }),
    {
      sql: `INSERT INTO fulfilments (id, order_id, idempotency_key, carrier, tracking_number, tracking_url, notify, created_at, updated_at)
            VALUES (:id, :order, :key, :carrier, :number, :url, :notify, :at, :at)`,
      args: {
        id,
        order: order.id,
        key: parcel.idempotencyKey,
        carrier,
        number: trackingNumber,
        url: trackingUrl,
        notify: Number(notify),
        at: isoTime(at),
      },
    },
    ...lines.flatMap(({ lineId, quantity }) => [
      {
        sql: 'INSERT INTO fulfilment_lines (fulfilment_id, line_id, quantity) VALUES (?, ?, ?)',
        args: [id, lineId, quantity],
      },
      {
        sql: 'UPDATE order_lines SET fulfilled = fulfilled + ? WHERE id = ? AND order_id = ?',
        args: [quantity, lineId, order.id],
      },
    ]),
    ...(becomes ? moveStatus(order.id, { fulfilment: becomes }, at) : touchOrder(order.id, at)),
    addEvent(order.id, 'shipped', 'merchant', at, { fulfilmentId: id, carrier, trackingNumber, trackingUrl }, true),
    tell('fulfilment.created', order.id, at, { fulfilmentId: id }),
  ];
}

function changeStatements(order: Known, fulfilmentId: string, change: ParcelChange): Statement[] {
  const { carrier, trackingNumber, trackingUrl, delivered, notify, at } = change;
  const tracking = carrier !== undefined || trackingNumber !== undefined || trackingUrl !== undefined;
  return [
    unchanged(order),
    demand(
      'illegal_move',
      `EXISTS (SELECT 1 FROM fulfilments WHERE id = :id AND order_id = :order${delivered ? ' AND delivered_at IS NULL' : ''})`,
      { id: fulfilmentId, order: order.id },
    ),
    {
      sql: `UPDATE fulfilments SET carrier = coalesce(:carrier, carrier), tracking_number = coalesce(:number, tracking_number),
              tracking_url = coalesce(:url, tracking_url), notify = :notify, updated_at = :at,
              delivered_at = CASE WHEN :delivered THEN :at ELSE delivered_at END
            WHERE id = :id`,
      args: {
        id: fulfilmentId,
        carrier: carrier ?? null,
        number: trackingNumber ?? null,
        url: trackingUrl ?? null,
        notify: Number(notify),
        at: isoTime(at),
        delivered: Number(delivered),
      },
    },
    ...touchOrder(order.id, at),
    ...(tracking ? [addEvent(order.id, 'tracking_changed', 'merchant', at, { fulfilmentId }, true)] : []),
    ...(delivered ? [addEvent(order.id, 'delivered', 'merchant', at, { fulfilmentId }, true)] : []),
    tell('fulfilment.updated', order.id, at, { fulfilmentId }),
  ];
}

function receiveStatements(order: Known, received: ReceivedReturn): Statement[] {
  const { returnId, lines, restock, everything, at } = received;
  return [
    unchanged(order),
    demand(
      'illegal_move',
      `EXISTS (SELECT 1 FROM returns WHERE id = :id AND order_id = :order AND status = 'requested')`,
      {
        id: returnId,
        order: order.id,
      },
    ),
    {
      sql: `UPDATE returns SET status = 'received', received_at = ? WHERE id = ?`,
      args: [isoTime(at), returnId],
    },
    ...lines.flatMap(({ lineId, quantity }) => [
      {
        sql: 'UPDATE order_lines SET returned = returned + ? WHERE id = ? AND order_id = ?',
        args: [quantity, lineId, order.id],
      },
      ...(restock
        ? [
            giveBackLine(order.id, lineId, quantity, 'return', at),
            {
              sql: 'UPDATE return_lines SET restocked = quantity WHERE return_id = ? AND line_id = ?',
              args: [returnId, lineId],
            },
          ]
        : []),
    ]),
    ...(restock ? refreshAvailability(order.id) : []),
    ...(everything ? moveStatus(order.id, { fulfilment: 'returned' }, at) : touchOrder(order.id, at)),
    addEvent(order.id, 'return_received', 'merchant', at, { returnId, restock }, true),
    tell('return.received', order.id, at, { returnId }),
  ];
}

export function orderParcelRepository(db: Database): OrderParcelRepository {
  return {
    send: (order, parcel) => attempt(db, sendStatements(order, parcel)),
    change: (order, fulfilmentId, change) => attempt(db, changeStatements(order, fulfilmentId, change)),
    requestReturn: (order, { id, lines, reason, at }) =>
      attempt(db, [
        unchanged(order),
        {
          sql: 'INSERT INTO returns (id, order_id, reason, created_at) VALUES (?, ?, ?, ?)',
          args: [id, order.id, reason, isoTime(at)],
        },
        ...lines.map(({ lineId, quantity }) => ({
          sql: 'INSERT INTO return_lines (return_id, line_id, quantity) VALUES (?, ?, ?)',
          args: [id, lineId, quantity],
        })),
        ...touchOrder(order.id, at),
        addEvent(order.id, 'return_requested', 'merchant', at, { returnId: id, reason }, true),
        tell('return.requested', order.id, at, { returnId: id }),
      ]),
    receiveReturn: (order, received) => attempt(db, receiveStatements(order, received)),
    declineReturn: (order, returnId, at) =>
      attempt(db, [
        unchanged(order),
        demand(
          'illegal_move',
          `EXISTS (SELECT 1 FROM returns WHERE id = :id AND order_id = :order AND status = 'requested')`,
          { id: returnId, order: order.id },
        ),
        { sql: `UPDATE returns SET status = 'declined' WHERE id = ?`, args: [returnId] },
        ...touchOrder(order.id, at),
        addEvent(order.id, 'return_declined', 'merchant', at, { returnId }, true),
      ]),
  };
}
