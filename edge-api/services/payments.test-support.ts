import assert from 'node:assert/strict';
import { bankApp } from '../adapters/payments/test-bank/app.ts';
import { TestBank } from '../adapters/payments/test-bank/bank.ts';
import type { Knobs } from '../adapters/payments/test-bank/knobs.ts';
import { BankLedger, type BankPayment } from '../adapters/payments/test-bank/ledger.ts';
import { composeStore, type StoreServices } from '../compose.ts';
import { PlaceOrder } from '../contract/orders.ts';
import { PAYMENT_EXPIRED } from '../contract/order-states.ts';
import type { Database, SqlRow } from '../db/database.ts';
import type { BankPort, PaymentPorts } from '../payment-ports.ts';
import { moveStatus, releaseStock } from '../repositories/order-changes.ts';
import type { TestApi } from '../routes/api.test-support.ts';
import { sell, variantId } from '../routes/catalogue.test-support.ts';

const SECRET = 'bank-secret-of-the-tests';
const NOTIFY = 'https://edge.example/v1/stores/ada/payment-events';
let keys = 0;

/** News the bank has sent, for a test to deliver when and as often as it likes. */
export interface SentNews {
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** A shop that takes cards at a test bank, its clock in the hands of the test. */
export interface PayingShop {
  readonly db: Database;
  readonly bank: TestBank;
  readonly news: SentNews[];
  readonly troubles: string[];
  /** Epoch milliseconds of the shop, the bank and the news. */
  at: number;
  /** New services over the same database, as a process that has just started has them. */
  services(ports?: Partial<PaymentPorts>): StoreServices;
  place(more?: object, customerId?: string): Promise<{ id: string; token: string }>;
  begin(token: string, ports?: Partial<PaymentPorts>): Promise<{ status: string; ref: string; error: string | null }>;
  /** The only payment at the bank of an order. */
  atBank(orderId: string): BankPayment;
  /** How the shop reaches the bank. */
  readonly line: BankPort;
  deliver(...news: SentNews[]): Promise<void>;
  /** Ends the order's reservation, as its time has come. */
  expire(id: string): Promise<void>;
  order(id: string): Promise<SqlRow>;
  events(id: string): Promise<string[]>;
  outbox(type: string): Promise<number>;
  stock(): Promise<number>;
}

/** Opens such a shop in a store of its own, for the length of `work`. */
export async function payingShop(
  api: TestApi,
  handle: string,
  work: (shop: PayingShop) => Promise<void>,
  { stock = 5, knobs = {} }: { stock?: number; knobs?: Partial<Knobs> } = {},
): Promise<void> {
  const settings = {
    paymentMethods: [
      { id: 'card', title: 'Card', provider: 'test' as const },
      { id: 'bank_transfer', title: 'Bank transfer' },
    ],
  };
  await api.store(handle, { settings }, sell({ handle: 'mug', variants: [{ price: 1250, stock }] }));
  const store = await api.databases.stores.find(handle);
  assert.ok(store);
  const news: SentNews[] = [];
  const troubles: string[] = [];
  const bank = new TestBank({
    ledger: await BankLedger.open(null),
    secret: SECRET,
    knobs,
    now: () => shop.at,
    send: async (_, body, headers) => {
      news.push({ body, headers });
      return true;
    },
  });
  const app = bankApp(bank);
  const line: BankPort = { url: null, secret: SECRET, fetch: async (request) => app.fetch(request) };
  const ports: PaymentPorts = { sealer: null, stripe: null, stripeApiUrl: null, bank: line, fetch };
  const row = (db: Database, sql: string, args: string[] = []) => db.first(sql, args);
  let shop: PayingShop;
  await api.inspect(handle, async (db) => {
    const services: PayingShop['services'] = (more = {}) =>
      composeStore(store, db, {
        live: null,
        payments: { ...ports, ...more },
        now: () => shop.at,
        onTrouble: (what) => void troubles.push(what),
      });
    shop = {
      db,
      bank,
      news,
      troubles,
      at: Date.now(),
      services,
      async place(more = {}, customerId) {
        const request = PlaceOrder.parse({
          idempotencyKey: `payment-test-${String((keys += 1)).padStart(8, '0')}`,
          lines: [{ variantId: variantId('mug'), quantity: 1 }],
          email: 'ada@shop.example',
          shippingAddress: { name: 'Ada', line1: '1', city: 'Berlin', postcode: '10115', country: 'DE' },
          deliveryMethodId: 'standard',
          paymentMethodId: 'card',
          expectedTotal: { amountMinor: 1250, currency: 'EUR' },
          ...more,
        });
        const { order } = await services().checkouts.place(request, customerId);
        return { id: order.id, token: order.token };
      },
      async begin(token, more) {
        const { payment } = await services(more).payments.begin(token, {
          returnUrl: 'https://shop.example/thanks',
          notifyUrl: (provider) => `${NOTIFY}/${provider}`,
        });
        const url = payment.next.kind === 'redirect' ? payment.next.url : '';
        return { status: payment.status, ref: url.split('/').at(-1)!, error: payment.error };
      },
      atBank(orderId) {
        const all = bank.books().payments.filter(({ order_id }) => order_id === orderId);
        assert.equal(all.length, 1, 'payments of the order at the bank');
        return all[0]!;
      },
      line,
      async expire(id) {
        await db.write([
          ...releaseStock(id, shop.at),
          ...moveStatus(id, { status: 'cancelled', payment: 'voided', cancelReason: PAYMENT_EXPIRED }, shop.at),
        ]);
      },
      async deliver(...some) {
        for (const { body, headers } of some)
          await (
            await services().payments.receive('test', new TextEncoder().encode(body), new Headers(headers))
          )();
      },
      async order(id) {
        const found = await row(
          db,
          `SELECT status, payment_status AS payment, paid_minor AS paid, refunded_minor AS refunded, reserved_until AS reserved,
             cancel_reason AS reason, disputed FROM orders WHERE id = ?`,
          [id],
        );
        assert.ok(found);
        return { ...found };
      },
      events: async (id) =>
        (await db.all('SELECT type FROM order_events WHERE order_id = ? ORDER BY at, id', [id])).map(({ type }) =>
          String(type),
        ),
      outbox: async (type) =>
        Number(
          (await row(db, `SELECT count(*) AS n FROM outbox WHERE kind = 'event' AND payload ->> 'type' = ?`, [type]))?.[
            'n'
          ],
        ),
      stock: async () => Number((await row(db, 'SELECT inventory_quantity AS n FROM variants'))?.['n']),
    };
    await work(shop);
    await bank.news.settled();
  });
}
