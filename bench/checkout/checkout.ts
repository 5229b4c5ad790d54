/**
 * `npm run bench checkout`: quotes and placed orders through the whole API in this process, against the floor of the very same
 * statements, given to a database of their own with nothing around them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabases, type Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { createApp } from '../../edge-api/app.ts';
import type { Statement, StoreDatabase } from '../../edge-api/db/database.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { testPorts } from '../../edge-api/routes/api.test-support.ts';
import { sell, variantId } from '../../edge-api/routes/catalogue.test-support.ts';
import { BELIEF_NODE, storeDirectory } from '../../edge-api/store-directory.ts';
import type { Bench, BenchReport } from '../../tools/bench.ts';

const PRODUCTS = 400;
const LINES = 3;
/** Requests measured in one go before the floor has its turn: what disturbs the machine disturbs both. */
const TURN = 50;
const TURNS = 12;
const WARM_UP = 100;
/** Shoppers who ask at once, where that is measured. */
const AT_ONCE = 8;
/** How much a checkout, and a quote, may cost against the bare transaction of an order, by medians. */
const GOALS = { checkout: 8, quote: 2 };

/** Every product of the catalogue has plenty in stock, so that each order moves stock and none is refused. */
const catalogue = sell(
  ...Array.from({ length: PRODUCTS }, (_, at) => ({
    handle: `thing-${at}`,
    variants: [{ price: 1000 + at, stock: 1_000_000 }],
  })),
);

/** What one request sent to the database, as batches in their order. */
interface Recorded {
  readonly how: 'read' | 'write';
  readonly statements: Statement[];
}

/** The same database, telling what it is asked. */
function recording(database: StoreDatabase, tell: (recorded: Recorded) => void): StoreDatabase {
  return {
    ...database,
    read(statements) {
      tell({ how: 'read', statements });
      return database.read(statements);
    },
    write(statements) {
      tell({ how: 'write', statements });
      return database.write(statements);
    },
  };
}

interface Side {
  /** Milliseconds of each. */
  readonly ms: number[];
  perSecond: number;
}

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;

const ratio = (side: Side, floor: Side, q: number): number =>
  Number((quantile(side.ms, q) / quantile(floor.ms, q)).toFixed(2));

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function shop(databases: Databases) {
  let batches: Recorded[] = [];
  const app = createApp(
    testPorts(databases, {
      stores: storeDirectory({
        find: (handle) => databases.stores.find(handle),
        findByHost: (host) => databases.stores.findByHost(host),
        async lease(store) {
          const lease = await databases.lease(store);
          return { ...lease, database: recording(lease.database, (recorded) => batches.push(recorded)) };
        },
        ping: () => databases.platform.first('SELECT 1'),
        belief: BELIEF_NODE,
        now: Date.now,
      }),
    }),
  );
  const linesOf = (at: number) =>
    Array.from({ length: LINES }, (_, line) => ({
      variantId: variantId(`thing-${(at * 7 + line * 31) % PRODUCTS}`),
      quantity: 1 + (line % 2),
    }));

  /** What an order leaves to do is done after the answer, and not counted: it is not what a shopper waits for. */
  async function post(path: string, body: unknown, status: number): Promise<unknown> {
    const left: Promise<unknown>[] = [];
    const response = await app.request(
      `http://shop.test/v1/stores/measured/${path}`,
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify(body) },
      { waitUntil: (work: Promise<unknown>) => left.push(work) },
    );
    const answer: unknown = await response.json();
    if (response.status !== status) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    later.push(...left);
    return answer;
  }
  const later: Promise<unknown>[] = [];

  return {
    /** Batches since the last call. */
    taken(): Recorded[] {
      const taken = batches;
      batches = [];
      return taken;
    },
    rest: async () => void (await Promise.all(later.splice(0))),
    quote: (at: number) =>
      post('quotes', { lines: linesOf(at), country: 'DE', deliveryMethodId: 'standard' }, 200) as Promise<{
        total: { amountMinor: number; currency: string };
      }>,
    async order(at: number, expectedTotal: unknown) {
      await post(
        'checkouts',
        {
          idempotencyKey: `bench-checkout-${String(at).padStart(10, '0')}`,
          lines: linesOf(at),
          email: `ada${at % 500}@shop.example`,
          shippingAddress: { name: 'Ada', line1: 'Allee 1', city: 'Berlin', postcode: '10115', country: 'DE' },
          deliveryMethodId: 'standard',
          paymentMethodId: 'bank_transfer',
          expectedTotal,
        },
        201,
      );
    },
  };
}

export const run: Bench['run'] = async ({ runs = 1 }): Promise<BenchReport> => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-checkout-'));
  const databases = await openDatabases(readEnvironment({ DATA_DIR: folder }));
  try {
    for (const handle of ['measured', 'floor']) {
      await createStore({ handle, name: handle, currency: 'EUR', locale: 'en' }, databases);
      const lease = await databases.lease((await databases.stores.find(handle))!);
      await catalogue(lease.database);
      lease.release();
    }
    const { quotes, orders, floors, atOnce } = await measure(databases, TURNS * runs);
    const floor = floors.orders;
    const row = (what: string, side: Side) => ({
      what,
      'a second': Math.round(side.perSecond),
      'p50 ms': quantile(side.ms, 0.5).toFixed(2),
      'p99 ms': quantile(side.ms, 0.99).toFixed(2),
      'p50 to the transaction': ratio(side, floor, 0.5).toFixed(2),
      'p99 to the transaction': ratio(side, floor, 0.99).toFixed(2),
    });
    const checks = [
      { name: 'a quote to the transaction of an order, p50', value: ratio(quotes, floor, 0.5), goal: GOALS.quote },
      { name: 'a checkout to its own transaction, p50', value: ratio(orders, floor, 0.5), goal: GOALS.checkout },
    ];
    return {
      title: `quotes and checkouts of ${LINES} lines, ${PRODUCTS} products, one process`,
      rows: [
        row('quotes', quotes),
        row('checkouts', orders),
        row(`checkouts, ${AT_ONCE} at once`, atOnce),
        row('floor: reads of a quote', floors.quotes),
        row('floor: transaction of an order', floor),
      ],
      notes: [
        'What an order leaves to the outbox is done before the next is asked for and not counted; at once, it is done beside the others and counted.',
      ],
      checks: checks.map((check) => ({ ...check, met: check.value <= check.goal })),
      samples: {
        quotes: quotes.ms,
        orders: orders.ms,
        floorOfQuotes: floors.quotes.ms,
        floorOfOrders: floors.orders.ms,
      },
    };
  } finally {
    databases.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const isPlacing = ({ how, statements }: Recorded): boolean =>
  how === 'write' && statements.some(({ sql }) => sql.includes('INSERT INTO orders'));

async function measure(databases: Databases, turns: number) {
  const asked = shop(databases);
  const floor = await databases.lease((await databases.stores.find('floor'))!);
  const side = (): Side => ({ ms: [], perSecond: 0 });
  const [quotes, orders, atOnce] = [side(), side(), side()];
  const floors = { quotes: side(), orders: side() };
  const done = (one: Side) => (one.perSecond = (1000 * one.ms.length) / one.ms.reduce((sum, ms) => sum + ms, 0));
  let at = 0;

  /** One turn: quotes, then orders at the totals quoted; then the same statements against the floor's own database. */
  async function turn(count: number, counted: boolean): Promise<void> {
    const keep = (one: Side, ms: number) => void (counted && one.ms.push(ms));
    const first = at;
    const totals: unknown[] = [];
    asked.taken();
    for (; at < first + count; at += 1)
      keep(quotes, await timed(async () => totals.push((await asked.quote(at)).total)));
    const reads = asked.taken();
    for (let order = first; order < at; order += 1) {
      keep(orders, await timed(() => asked.order(order, totals[order - first])));
      // Otherwise the next shopper of this one process would wait for the mails of the last.
      await asked.rest();
    }
    const writes = asked.taken().filter(isPlacing);
    for (const { statements } of reads) keep(floors.quotes, await timed(() => floor.database.read(statements)));
    for (const { statements } of writes) keep(floors.orders, await timed(() => floor.database.write(statements)));
  }

  /** Orders of several shoppers at once, which the floor has to take as well, so that it stays the same. */
  async function crowd(count: number): Promise<void> {
    const first = at;
    const totals: unknown[] = [];
    for (; at < first + count; at += 1) totals.push((await asked.quote(at)).total);
    asked.taken();
    const started = performance.now();
    let next = first;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let order = next++; order < at; order = next++)
          atOnce.ms.push(await timed(() => asked.order(order, totals[order - first])));
      }),
    );
    atOnce.perSecond = (1000 * count) / (performance.now() - started);
    await asked.rest();
  }

  try {
    await turn(WARM_UP, false);
    for (let turned = 0; turned < turns; turned += 1) await turn(TURN, true);
    await crowd(TURN * 4);
  } finally {
    floor.release();
  }
  for (const one of [quotes, orders, floors.quotes, floors.orders]) done(one);
  return { quotes, orders, floors, atOnce };
}
