import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { platformMigrations } from '../../../migrations/index.ts';
import type { PlatformDatabase } from '../../db/database.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { migrate } from '../../db/migrate.ts';
import { connectNode, createNode, fileAddress, pathOfAddress } from '../../db/open.node.ts';
import { openPlatformDatabase, openStoreDatabase } from '../../db/open.ts';
import { type Sqld, startSqld, withoutSqld } from '../../db/sqld.test-support.ts';
import { readEnvironment } from '../../env.ts';
import { storeJobRepository } from '../../repositories/store-jobs.ts';
import { storeRepository } from '../../repositories/stores.ts';
import { openDatabases } from './compose.node.ts';
import { addressOf, createStore, type NewStore, type StoreMaking } from './create-store.ts';
import { fileProvisioning } from './file.node.ts';
import type { Provisioning } from './port.ts';
import { purgeStore } from './purge-store.ts';
import { sealer } from './sealing.ts';
import { namespaceAdmin, sqldProvisioning } from './sqld.ts';
import { StoreError } from './store-error.ts';
import { beginJob } from './store-job.ts';

const folder = testFolder();
let made = 0;
const key = { id: 'k1', hex: '11'.repeat(32) };
const shop = (handle: string, more: Partial<NewStore> = {}): NewStore => ({
  handle,
  name: 'Acme',
  currency: 'EUR',
  locale: 'en',
  ...more,
});
const refusedAs = (code: string) => (error: unknown) => error instanceof StoreError && error.code === code;

async function platform(): Promise<PlatformDatabase> {
  const database = openPlatformDatabase(fileAddress(join(folder, `platform-${(made += 1)}.db`)), createNode);
  await migrate(database, platformMigrations);
  return database;
}
async function making(provisioning: Provisioning): Promise<StoreMaking> {
  return { platform: await platform(), provisioning, connect: connectNode, sealer: sealer(key) };
}
const stateOf = async (store: Awaited<ReturnType<typeof createStore>>, { connect, sealer }: StoreMaking) => {
  const database = openStoreDatabase(await addressOf(store, sealer), connect);
  const state = await database.first('SELECT handle, name, currency, locale, settings FROM store_state WHERE id = 1');
  database.close();
  return { ...state };
};

/** A fresh place for databases, and how a test sees past it whether one is there. */
interface Place {
  readonly provisioning: Provisioning;
  isThere(name: string): Promise<boolean>;
}

function promises(fresh: () => Promise<Place>) {
  /** A place that remembers the names it was given, and answers which of them are still there. */
  async function watched() {
    const { provisioning, isThere } = await fresh();
    const names: string[] = [];
    const left = async () => {
      const there: string[] = [];
      for (const name of names) if (await isThere(name)) there.push(name);
      return there;
    };
    const create: Provisioning['create'] = (name) => {
      names.push(name);
      return provisioning.create(name);
    };
    return { provisioning: { ...provisioning, create }, left };
  }

  test('a store that is created is registered, upgraded, seeded, and its own', async () => {
    const { provisioning } = await watched();
    const how = await making(provisioning);
    const ada = await createStore(shop('ada', { settings: { cart: { expiryDays: 3 } } }), how);
    const bob = await createStore(shop('bob', { name: 'Bob', currency: 'JPY', locale: 'ja' }), how);
    assert.equal(ada.status, 'active');
    assert.notEqual(ada.databaseUrl, bob.databaseUrl);
    assert.deepEqual(await stateOf(ada, how), {
      handle: 'ada',
      name: 'Acme',
      currency: 'EUR',
      locale: 'en',
      settings: '{"cart":{"expiryDays":3}}',
    });
    assert.equal((await stateOf(bob, how))['currency'], 'JPY');
    await assert.rejects(createStore(shop('ada'), how), refusedAs('store_exists'));
  });

  test('a failure half way leaves nothing behind, and the same store can be made again', async () => {
    const { provisioning, left } = await watched();
    const how = await making(provisioning);
    const failing: StoreMaking = {
      ...how,
      connect: () => {
        throw new Error('no database today');
      },
    };
    await assert.rejects(createStore(shop('retry'), failing), /no database today/);
    assert.deepEqual(await left(), []);
    assert.deepEqual(await how.platform.all('SELECT handle FROM stores UNION SELECT handle FROM store_jobs'), []);
    assert.equal((await createStore(shop('retry'), how)).handle, 'retry');
  });

  test('an attempt that was killed holds its handle for a while; then what it had made is taken back', async () => {
    const { provisioning, left } = await watched();
    const how = await making(provisioning);
    const began = new Date('2026-01-01T00:00:00Z');
    const { lease, database } = await interrupted(how, began);

    const soon = { ...how, now: () => new Date(began.getTime() + 1000), patienceMs: 0 };
    await assert.rejects(createStore(shop('killed'), soon), refusedAs('store_being_created'));
    const store = await createStore(shop('killed'), how);
    assert.equal(store.name, 'Acme');
    assert.deepEqual(await left(), [store.databaseName]);
    assert.notEqual(store.databaseName, database);
    await assert.rejects(lease.renew(), refusedAs('store_busy'));
  });

  test('an attempt waits for one that holds the handle, and takes over when it is given up', async () => {
    const { provisioning } = await watched();
    const how = await making(provisioning);
    const started = Date.now();
    await interrupted(how, new Date(started));
    // Each look at the clock finds that it is four seconds later.
    let looks = 0;
    const hurried = { ...how, now: () => new Date(started + 4000 * looks++) };
    assert.equal((await createStore(shop('killed'), hurried)).name, 'Acme');
  });

  test('of two that create the same store at once, one wins and the store is whole', async () => {
    const { provisioning } = await watched();
    const how = await making(provisioning);
    const results = await Promise.allSettled([createStore(shop('race'), how), createStore(shop('race'), how)]);
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const store = await storeRepository(how.platform).find('race');
    assert.ok(store);
    assert.equal((await stateOf(store, how))['handle'], 'race');
  });

  test('a purged store is gone with its data, and its handle is free for another', async () => {
    const { provisioning, left } = await watched();
    const how = await making(provisioning);
    const first = await createStore(shop('gone'), how);
    await purgeStore('gone', how);
    assert.deepEqual(await left(), []);
    const second = await createStore(shop('gone'), how);
    assert.notEqual(second.databaseUrl, first.databaseUrl);
    await assert.rejects(purgeStore('never', how), refusedAs('store_not_found'));
  });
}

/** An attempt to create the store "killed" that ended after its database was made. */
async function interrupted({ platform, provisioning }: StoreMaking, now: Date) {
  const database = `killed-${(made += 1)}`;
  const detail = { databaseName: database };
  const lease = await beginJob(
    storeJobRepository(platform),
    { kind: 'create', storeId: 'killed', handle: 'killed', detail },
    { now: () => now },
  );
  assert.ok(lease);
  await lease.step('database', () => provisioning.create(database));
  return { lease, database };
}

describe('stores in files', () => {
  promises(async () => {
    const stores = join(folder, `stores-${(made += 1)}`);
    return {
      provisioning: fileProvisioning(stores),
      isThere: async (name) => existsSync(join(stores, `${name}.db`)),
    };
  });

  test('nothing is left in the folder of a store that could not be made', async () => {
    const stores = join(folder, `stores-${(made += 1)}`);
    const how = await making(fileProvisioning(stores));
    const connect: StoreMaking['connect'] = (address) => {
      const database = connectNode(address);
      return { ...database, run: () => Promise.reject(new Error('disk full')) };
    };
    await assert.rejects(createStore(shop('seeding'), { ...how, connect }), /disk full/);
    assert.deepEqual(readdirSync(stores), []);
  });

  test('the environment opens the platform and leases stores', async () => {
    const databases = await openDatabases(readEnvironment({ DATA_DIR: join(folder, 'env') }));
    const store = await createStore(shop('leased'), databases);
    const { database, release } = await databases.lease(store);
    assert.equal((await database.first('SELECT handle FROM store_state'))?.['handle'], 'leased');
    release();
    assert.equal(pathOfAddress({ url: store.databaseUrl }), join(folder, 'env', 'stores', `${store.databaseName}.db`));
    databases.close();
  });
});

describe('stores on a libSQL server', { skip: withoutSqld }, () => {
  let sqld: Sqld | undefined;
  before(async () => {
    sqld = await startSqld();
  });
  after(() => sqld?.stop());

  promises(async () => {
    assert.ok(sqld);
    const { url, adminUrl } = sqld;
    const admin = namespaceAdmin(adminUrl);
    const provisioning = sqldProvisioning({ url, adminUrl });
    return {
      provisioning,
      async isThere(name) {
        if (!(await admin.create(`store-${name}`))) return true;
        await admin.remove(`store-${name}`);
        return false;
      },
    };
  });

  test('the environment opens the platform in its namespace, and finds it again', async () => {
    assert.ok(sqld);
    const env = readEnvironment({ DATABASE_MODE: 'sqld', SQLD_URL: sqld.url, SQLD_ADMIN_URL: sqld.adminUrl });
    const first = await openDatabases(env);
    await createStore(shop('kept'), first);
    first.close();
    const second = await openDatabases(env);
    const store = await second.stores.find('kept');
    assert.ok(store);
    const { database, release } = await second.lease(store);
    assert.equal((await database.first('SELECT handle FROM store_state'))?.['handle'], 'kept');
    release();
    second.close();
  });
});

describe('what a store may be called', () => {
  const how = making(fileProvisioning(join(folder, 'names')));
  for (const handle of [
    '',
    'A',
    'a b',
    'a_b',
    '../etc',
    'café',
    '-a',
    'a-',
    'xn--a',
    'www',
    'a'.repeat(64),
    'a.b',
    'a\n',
  ]) {
    test(`not ${JSON.stringify(handle)}`, async () => {
      await assert.rejects(createStore(shop(handle), await how), refusedAs('store_handle_invalid'));
    });
  }
  test('its currency, language, name and settings are checked before anything is made', async () => {
    const wrong = [
      { currency: 'eur' },
      { currency: 'ZZZ' },
      { locale: 'not a tag' },
      { name: ' ' },
      { settings: { cart: { expiryDays: 0 } } },
    ];
    for (const more of wrong) await assert.rejects(createStore(shop('x', more), await how), refusedAs('store_invalid'));
    assert.deepEqual(await (await how).platform.all('SELECT handle FROM stores'), []);
  });
});

describe('tokens at rest', () => {
  test('the token of a database is sealed in the registry, and opens for its store alone', async () => {
    const files = fileProvisioning(join(folder, 'tokens'));
    const how = await making({
      ...files,
      create: async (handle) => ({ ...(await files.create(handle)), token: 'secret-token' }),
    });
    const store = await createStore(shop('sealed'), how);
    assert.equal(store.tokenKeyId, 'k1');
    assert.ok(!JSON.stringify(await how.platform.all('SELECT * FROM stores')).includes('secret-token'));
    assert.equal((await addressOf(store, sealer({ id: 'k2', hex: '22'.repeat(32) }, [key]))).token, 'secret-token');
    await assert.rejects(addressOf({ ...store, id: 'another' }, sealer(key)), /does not open/);
    await assert.rejects(addressOf(store, sealer({ id: 'k1', hex: '33'.repeat(32) })), /does not open/);
    await assert.rejects(addressOf(store, sealer(null)), /neither VITRINE_KEY/);
  });

  test('without a key, a store with a token is not made', async () => {
    const files = fileProvisioning(join(folder, 'no-key'));
    const how = await making({
      ...files,
      create: async (handle) => ({ ...(await files.create(handle)), token: 'secret-token' }),
    });
    await assert.rejects(createStore(shop('unsealed'), { ...how, sealer: sealer(null) }), /VITRINE_KEY is not set/);
    assert.deepEqual(readdirSync(join(folder, 'no-key')), []);
  });
});
