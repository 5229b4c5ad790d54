import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { bankApp, LOST_ANSWER } from '../edge-api/adapters/payments/test-bank/app.ts';
import { TestBank } from '../edge-api/adapters/payments/test-bank/bank.ts';
import { BankLedger } from '../edge-api/adapters/payments/test-bank/ledger.ts';
import { openDatabases, type Databases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { createStore } from '../edge-api/adapters/provisioning/create-store.ts';
import { composeStore, type StoreServices, type Surroundings } from '../edge-api/compose.ts';
import { isBusy, type Database } from '../edge-api/db/database.ts';
import { startSqld } from '../edge-api/db/sqld.test-support.ts';
import { readEnvironment } from '../edge-api/env.ts';
import { paymentPorts } from '../edge-api/payment-ports.ts';
import { seededRandom } from '../edge-api/repositories/catalogue-synthetic.test-support.ts';
import type { RegisteredStore } from '../edge-api/repositories/stores.ts';
import { sell, variantId } from '../edge-api/routes/catalogue.test-support.ts';
import { bundleWorker } from './bundle-worker.ts';
import { checkBooks, unitsSold } from './checkout-soak-books.ts';
import { KillableShop } from './checkout-soak-shop.ts';
import { shopper, stories, type Story, type Street } from './checkout-soak-shoppers.ts';
import type { Soak } from './soak.ts';

const SECRET = 'secret-of-the-soak';
/** Pieces there are, and shoppers who want one each. */
const STOCK = 10;
const SHOPPERS = 200;
const MOST_KILLS = 4;
const GIVE_UP_MS = 40_000;
const HOUR_MS = 3_600_000;

export interface CheckoutSoakOptions {
  readonly runtime: 'node' | 'worker';
  readonly shoppers?: number;
  /** Most kills of one seed. */
  readonly mostKills?: number;
}

/**
 * Many shoppers want the last pieces of one thing, pay by a bank on a bad day, and lose answers, while the server is killed
 * at random. In the end exactly these pieces are sold, each order is charged once, and every book agrees with every other.
 */
export const checkoutSoak = ({ runtime, shoppers = SHOPPERS, mostKills = MOST_KILLS }: CheckoutSoakOptions): Soak => ({
  async open() {
    let town = await openTown({ runtime, shoppers, mostKills });
    let killed = 0;
    let hung = 0;
    const leave = async (): Promise<void> => {
      killed += town.shop.killed;
      await town.close();
    };
    return {
      async run(seed) {
        try {
          await runOne(seed, town);
        } catch (error) {
          if (runtime === 'node' || !isStarved(error)) throw error;
          // A libSQL server whose connections wait for each other for ever; once more with another.
          hung += 1;
          await leave();
          town = await openTown({ runtime, shoppers, mostKills });
          await runOne(seed, town);
        }
      },
      told: () =>
        `${killed + town.shop.killed} servers were killed.${hung ? ` ${hung} runs began again with another libSQL server, as theirs hung.` : ''}`,
      close: leave,
    };
  },
});

/** Everything that the runs of one worker share: bank, databases, and the shop in a process of its own. */
async function openTown({ runtime, shoppers, mostKills }: Required<CheckoutSoakOptions>): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-checkout-soak-'));
  const bank = await openBank();
  const sqld = runtime === 'worker' ? await startSqld() : undefined;
  const variables = {
    ...(sqld
      ? { DATABASE_MODE: 'sqld', SQLD_URL: sqld.url, SQLD_ADMIN_URL: sqld.adminUrl }
      : { DATA_DIR: join(folder, 'data') }),
    RATE_LIMITS: 'off',
    TEST_BANK_URL: bank.url,
    TEST_BANK_SECRET: SECRET,
  };
  // Put together once: it starts again after each kill.
  const bundle = runtime === 'worker' ? { VITRINE_WORKER_BUNDLE: await bundleWorker(join(folder, 'worker')) } : {};
  const environment = readEnvironment({ DATA_DIR: join(folder, 'data'), ...variables });
  const databases = await openDatabases(environment);
  const shop = await KillableShop.start(runtime, { ...variables, ...bundle }, join(folder, 'code'));
  return {
    bank: bank.bank,
    databases,
    shop,
    shoppers,
    mostKills,
    ports: paymentPorts(environment, { sealer: databases.sealer }),
    async close() {
      await shop.kill();
      await bank.close();
      databases.close();
      await sqld?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Town {
  readonly bank: TestBank;
  readonly databases: Databases;
  readonly shop: KillableShop;
  readonly shoppers: number;
  readonly mostKills: number;
  readonly ports: NonNullable<Surroundings['payments']>;
  close(): Promise<void>;
}

/** The bank, in this process, which nobody kills; its news go to a shop that may be gone. */
async function openBank() {
  const bank = new TestBank({
    ledger: await BankLedger.open(null),
    secret: SECRET,
    send: async (url, body, headers) =>
      (await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(5000) })).ok,
    now: Date.now,
  });
  // An answer that breaks off on purpose is no news.
  const say = console.error;
  console.error = (...words: unknown[]) =>
    words[0] instanceof Error && words[0].message === LOST_ANSWER ? undefined : say(...words);
  const server = createAdaptorServer({ fetch: bankApp(bank).fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    bank,
    url: `http://127.0.0.1:${port}`,
    async close() {
      await bank.news.settled();
      await new Promise((resolve) => server.close(resolve));
      console.error = say;
    },
  };
}

const SETTINGS = {
  paymentMethods: [{ id: 'card', title: 'Card', provider: 'test' }],
};

async function makeStore({ databases }: Town, handle: string): Promise<RegisteredStore> {
  await createStore({ handle, name: 'Soak', currency: 'EUR', locale: 'en', plan: 'enterprise' }, databases);
  const store = await databases.stores.find(handle);
  assert.ok(store);
  await inside(databases, store, async (db) => {
    await sell({ handle: 'last', variants: [{ price: 1990, stock: STOCK }] })(db);
    await db.run('UPDATE store_state SET settings = ?, price_version = price_version + 1', [JSON.stringify(SETTINGS)]);
  });
  return store;
}

/** Whether a libSQL server had no time, which on a machine this busy says nothing of the shop. */
const isStarved = (error: unknown): boolean =>
  isBusy(error) || (error instanceof Error && error.name === 'TimeoutError');

/** Reads again while the server has no time; for what may be done twice. */
async function patiently<Result>(work: () => Promise<Result>, tries = 5): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isStarved(error) || tries <= 1) throw error;
    return patiently(work, tries - 1);
  }
}

async function inside<Result>(
  databases: Databases,
  store: RegisteredStore,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const lease = await databases.lease(store);
  try {
    return await work(lease.database);
  } finally {
    lease.release();
  }
}

async function runOne(seed: number, town: Town): Promise<void> {
  const { bank, databases, shop } = town;
  const random = seededRandom(seed);
  const store = await makeStore(town, `soak-${seed}-${Math.floor(performance.now())}`);
  const strange: string[] = [];
  const paid = new Set<string>();
  const later: Promise<unknown>[] = [];
  bank.turn({
    seed,
    // A charge made at once, whose answer is lost, is where shops charge twice.
    confirm: random() < 0.4 ? 'auto' : 'page',
    decline: random() * 0.4,
    dropAnswer: random() * 0.2,
    delayMs: Math.floor(random() * 60),
    duplicate: random(),
    reorder: random() * 0.6,
    lose: random() * 0.4,
    forge: random() * 0.3,
  });
  const street = (until: number): Street => ({
    url: shop.url,
    store: store.handle,
    variantId: variantId('last'),
    random,
    atBank: async (ref, decision) => bank.decide(ref, decision),
    soldOut: () => paid.size >= STOCK,
    onPaid: (orderId) => paid.add(orderId),
    onStrange: (what) => strange.push(what),
    later: (work) => later.push(work),
    until,
  });
  const crowd = stories(town.shoppers, seed, random);

  const rush = street(Date.now() + GIVE_UP_MS);
  let over = false;
  const killing = killNowAndThen(town, random, () => over);
  await Promise.all(crowd.map((story) => shopper(rush, story).catch((error: unknown) => strange.push(String(error)))));
  over = true;
  await killing;

  // The bank has a good day from now on; what it had held back arrives, and orders nobody paid for run out.
  bank.turn({ seed });
  await Promise.all(later);
  await bank.news.settled();
  const told: Story[] = [...crowd];
  for (let round = 0; round < 5; round += 1) {
    await inside(databases, store, (db) => settle(town, store, db, HOUR_MS * (round + 1)));
    await bank.news.settled();
    const sold = await patiently(() => inside(databases, store, unitsSold));
    if (sold >= STOCK) break;
    // What came back is bought by whoever comes now, and pays.
    const late = stories(STOCK - sold, seed * 1000 + round, () => 0.5).map((story) => ({
      ...story,
      key: `${story.key}-late-${round}`,
    }));
    const quiet: Street = { ...street(Date.now() + 20_000), random: () => 0.5, soldOut: () => false };
    for (const story of late) await shopper(quiet, story).catch((error: unknown) => strange.push(String(error)));
    told.push(...late);
  }
  await inside(databases, store, (db) => settle(town, store, db, 12 * HOUR_MS));

  assert.deepEqual(
    strange,
    [],
    `what nobody should see:\n${strange.slice(0, 5).join('\n')}\n${shop.told.slice(-2000)}`,
  );
  await patiently(() => inside(databases, store, (db) => checkBooks(db, bank, store.id, STOCK, told)));
}

/** Kills the server at random moments of a rush, and lets it come again. */
async function killNowAndThen({ shop, mostKills }: Town, random: () => number, over: () => boolean): Promise<void> {
  const kills = 1 + Math.floor(random() * mostKills);
  for (let kill = 0; kill < kills; kill += 1) {
    await new Promise((wait) => setTimeout(wait, 30 + random() * 700));
    if (over()) return;
    await shop.restart();
  }
}

/** Does what a server does for a store by itself, beside the server that runs, at a later time; until nothing is left. */
async function settle(town: Town, store: RegisteredStore, db: Database, laterMs: number): Promise<void> {
  let starved = 0;
  for (let turn = 0; turn < 20; turn += 1) {
    // Each turn some minutes later, so that whatever was put off is due again.
    const now = () => Date.now() + laterMs + turn * 2 * HOUR_MS;
    const services: StoreServices = composeStore(store, db, {
      live: null,
      payments: town.ports,
      now,
      onTrouble: () => undefined,
    });
    try {
      await services.payments.recover(500);
      await services.orderAdmin.expireReservations(500);
      for (let drained = 0; drained < 50 && (await services.outbox.drain()) > 0; drained += 1);
      await town.bank.news.settled();
      if ((await services.payments.waiting()) === 0 && (await services.outbox.waiting()) === 0) return;
    } catch (error) {
      // A starved libSQL server says so; the next turn goes on, as the next minute of a server would.
      if (!isStarved(error) || (starved += 1) > 4) throw error;
    }
  }
}
