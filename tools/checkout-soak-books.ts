import assert from 'node:assert/strict';
import { z } from 'zod';
import type { BankPayment } from '../edge-api/adapters/payments/test-bank/ledger.ts';
import type { TestBank } from '../edge-api/adapters/payments/test-bank/bank.ts';
import type { Database } from '../edge-api/db/database.ts';
import type { Story } from './checkout-soak-shoppers.ts';

const OrderRow = z.object({
  id: z.string(),
  number: z.int(),
  key: z.string(),
  status: z.string(),
  paymentStatus: z.string(),
  totalMinor: z.int(),
  paidMinor: z.int(),
  refundedMinor: z.int(),
  units: z.int(),
});
type OrderRow = z.infer<typeof OrderRow>;

const readOrders = async (db: Database): Promise<OrderRow[]> =>
  z.array(OrderRow).parse(
    await db.all(`SELECT id, number, idempotency_key AS key, status, payment_status AS "paymentStatus", total_minor AS "totalMinor",
                    paid_minor AS "paidMinor", refunded_minor AS "refundedMinor",
                    (SELECT coalesce(sum(quantity), 0) FROM order_lines l WHERE l.order_id = o.id) AS units
                  FROM orders o ORDER BY number`),
  );

/** Orders that were paid for and stand: what was really sold. */
const isSold = ({ status, paymentStatus }: OrderRow): boolean => status !== 'cancelled' && paymentStatus === 'paid';

/** Units that were sold and paid for. */
export const unitsSold = async (db: Database): Promise<number> =>
  (await readOrders(db)).filter(isSold).reduce((sum, { units }) => sum + units, 0);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Everything that has to be so when all is over. Throws with what is not. */
export async function checkBooks(
  db: Database,
  bank: TestBank,
  storeId: string,
  stock: number,
  told: readonly Story[],
): Promise<void> {
  const orders = await readOrders(db);
  const byId = new Map(orders.map((order) => [order.id, order]));

  assert.equal(sum(orders.filter(isSold).map(({ units }) => units)), stock, 'units sold');
  const standing = orders.filter(({ status }) => status !== 'cancelled');
  assert.deepEqual(
    standing.filter((order) => !isSold(order)),
    [],
    'orders that are neither paid nor cancelled',
  );
  assert.deepEqual(
    orders.map(({ number }) => number),
    orders.map((_, at) => orders[0]!.number + at),
    'numbers have gaps',
  );

  await checkStock(db, stock);
  checkMoney(bank, storeId, orders, byId);

  const payments = await db.all(
    `SELECT p.id, p.order_id, p.status, o.status AS order_status FROM payments p JOIN orders o ON o.id = p.order_id
     WHERE p.status IN ('pending', 'requires_action', 'processing')`,
  );
  assert.deepEqual(payments, [], 'payments that nobody will look at again');
  assert.deepEqual(await db.all(`SELECT id, status FROM refunds WHERE status <> 'succeeded'`), [], 'refunds left');
  const left = await db.all('SELECT kind, payload, error FROM outbox WHERE done_at IS NULL');
  assert.deepEqual(left, [], 'work left in the outbox');

  const byKey = new Map<string, string>();
  for (const { key, orderId, end } of told) {
    if (orderId === undefined) continue;
    assert.equal(byKey.get(key) ?? orderId, orderId, `the key ${key} answered two orders`);
    byKey.set(key, orderId);
    const order = byId.get(orderId);
    assert.ok(order, `the order of ${key} was told and is not there`);
    assert.equal(order.key, key, 'an order under another key');
    if (end === 'paid') assert.ok(isSold(order), `${key} was told that the order is paid: ${JSON.stringify(order)}`);
  }
  const placedEvents = await db.all(
    `SELECT order_id, count(*) AS times FROM order_events WHERE type = 'placed' GROUP BY order_id HAVING times <> 1`,
  );
  assert.deepEqual(placedEvents, [], 'timelines that begin twice');
}

async function checkStock(db: Database, stock: number): Promise<void> {
  const variants = await db.all(
    `SELECT v.id, v.inventory_quantity AS units, (SELECT coalesce(sum(delta), 0) FROM stock_movements m WHERE m.variant_id = v.id) AS moved
     FROM variants v WHERE v.inventory_tracked = 1`,
  );
  for (const { id, units, moved } of variants) {
    assert.equal(Number(units), 0, `what is left of ${String(id)}`);
    assert.equal(stock + Number(moved), Number(units), `the ledger of ${String(id)}`);
  }
  const perOrder = await db.all(
    `SELECT o.id, o.status, coalesce(sum(m.delta), 0) AS moved, (SELECT sum(quantity) FROM order_lines l WHERE l.order_id = o.id) AS units
     FROM orders o LEFT JOIN stock_movements m ON m.order_id = o.id GROUP BY o.id`,
  );
  for (const { id, status, moved, units } of perOrder)
    assert.equal(
      Number(moved),
      status === 'cancelled' ? 0 : -Number(units),
      `stock of the order ${String(id)}, ${String(status)}`,
    );
}

/** What the bank has of each order, against what the shop says. */
function checkMoney(
  bank: TestBank,
  storeId: string,
  orders: readonly OrderRow[],
  byId: ReadonlyMap<string, OrderRow>,
): void {
  const { charges, refunds } = bank.books();
  const mine = charges.filter(({ store_id }) => store_id === storeId);
  const refundedOf = (payment: BankPayment) =>
    sum(refunds.filter((refund) => refund.payment === payment.id).map(({ amount }) => amount));
  for (const charge of mine)
    assert.ok(byId.has(charge.order_id), `a charge without an order: ${JSON.stringify(charge)}`);
  for (const order of orders) {
    const its = mine.filter(({ order_id }) => order_id === order.id);
    const kept = its.map((charge) => charge.captured - refundedOf(charge));
    const [net, due] = [sum(kept), isSold(order) ? order.totalMinor : 0];
    assert.equal(net, due, `the bank keeps ${net} for ${JSON.stringify(order)}: ${JSON.stringify(its)}`);
    assert.equal(order.paidMinor - order.refundedMinor, net, `what the shop says of ${JSON.stringify(order)}`);
    assert.ok(kept.filter((amount) => amount > 0).length <= 1, `charged twice: ${JSON.stringify(its)}`);
  }
}
