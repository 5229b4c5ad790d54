import type { AppliedDiscount, TaxLine } from '../contract/quotes.ts';
import type { Address } from '../contract/orders.ts';
import type { Database, Statement } from '../db/database.ts';
import { attempt, unchanged, type ChangeOutcome, type Known } from './order-admin.ts';
import { addEvent, demand, giveBack, refreshAvailability, tell, touchOrder } from './order-changes.ts';
import { insertLine, type NewLine } from './orders.ts';

/** What a line becomes. */
export interface ChangedLine {
  readonly id: string;
  readonly variantId: string;
  /** Units taken out now, besides those taken out before. */
  readonly removed: number;
  readonly totalMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
}

/** What an order's amounts become, in minor units. */
export interface ChangedAmounts {
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly discounts: readonly AppliedDiscount[];
  readonly taxes: readonly TaxLine[];
}

/** An edit; what is undefined stays. */
export interface OrderEdit {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly shippingAddress?: Address | undefined;
  readonly note?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly goods?: {
    readonly changed: readonly ChangedLine[];
    readonly added: readonly NewLine[];
    /** Ids of the movements of what is added, one a variant. */
    readonly movements: readonly { readonly id: string; readonly variantId: string; readonly quantity: number }[];
    /** Position of the first line that is added. */
    readonly nextPosition: number;
    readonly amounts: ChangedAmounts;
  };
  /** What the timeline says of it. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Whether the shopper is to see that. */
  readonly visible: boolean;
  readonly at: number;
}

export interface OrderEditRepository {
  edit(order: Known, edit: OrderEdit): Promise<ChangeOutcome>;
}

const changeLine = (orderId: string, line: ChangedLine, at: number): Statement[] => [
  {
    sql: `UPDATE order_lines SET removed = removed + :removed, total_minor = :total, discount_minor = :discount, tax_minor = :tax
          WHERE id = :id AND order_id = :order`,
    args: {
      id: line.id,
      order: orderId,
      removed: line.removed,
      total: line.totalMinor,
      discount: line.discountMinor,
      tax: line.taxMinor,
    },
  },
  giveBack(orderId, line.variantId, line.removed, 'edit', at),
];

function goodsStatements({ id }: Known, { goods, at }: OrderEdit): Statement[] {
  if (!goods) return [];
  const { changed, added, movements, nextPosition, amounts } = goods;
  const time = new Date(at).toISOString();
  return [
    demand(
      'illegal_move',
      `EXISTS (SELECT 1 FROM orders WHERE id = :id AND status = 'open' AND fulfilment_status = 'unfulfilled')`,
      {
        id,
      },
    ),
    ...changed.flatMap((line) => changeLine(id, line, at)),
    ...added.map((line, index) => insertLine(id, nextPosition + index, line)),
    ...movements.map((movement) => ({
      sql: `INSERT INTO stock_movements (id, variant_id, order_id, delta, reason, created_at)
            SELECT ?, id, ?, ?, 'edit', ? FROM variants WHERE id = ? AND inventory_tracked = 1`,
      args: [movement.id, id, -movement.quantity, time, movement.variantId],
    })),
    ...refreshAvailability(id),
    {
      sql: `UPDATE orders SET subtotal_minor = :subtotal, discount_minor = :discount, tax_minor = :tax, total_minor = :total,
              discounts = :discounts, tax_lines = :taxes WHERE id = :id`,
      args: {
        id,
        subtotal: amounts.subtotalMinor,
        discount: amounts.discountMinor,
        tax: amounts.taxMinor,
        total: amounts.totalMinor,
        discounts: JSON.stringify(amounts.discounts),
        taxes: JSON.stringify(amounts.taxes),
      },
    },
    {
      sql: `UPDATE payments SET amount_minor = ?, updated_at = ? WHERE order_id = ? AND provider = 'manual' AND status = 'pending'`,
      args: [amounts.totalMinor, time, id],
    },
  ];
}

export function orderEditRepository(db: Database): OrderEditRepository {
  return {
    edit: (order, edit) =>
      attempt(db, [
        unchanged(order),
        {
          // An e-mail of the merchant's is none that a page said.
          sql: `UPDATE orders SET
                  payment = CASE WHEN :email <> email THEN json_set(payment, '$.emailFromPage', json('false')) ELSE payment END,
                  email = coalesce(:email, email), phone = coalesce(:phone, phone), note = coalesce(:note, note),
                  tags = coalesce(:tags, tags), shipping_address = coalesce(:address, shipping_address) WHERE id = :id`,
          args: {
            id: order.id,
            email: edit.email ?? null,
            phone: edit.phone ?? null,
            note: edit.note ?? null,
            tags: edit.tags ? JSON.stringify(edit.tags) : null,
            address: edit.shippingAddress ? JSON.stringify(edit.shippingAddress) : null,
          },
        },
        ...goodsStatements(order, edit),
        ...touchOrder(order.id, edit.at),
        addEvent(order.id, 'edited', 'merchant', edit.at, edit.detail, edit.visible),
        tell('order.edited', order.id, edit.at),
      ]),
  };
}
