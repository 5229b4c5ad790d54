import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { platformMigrations } from '../../migrations/index.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { migrate } from '../db/migrate.ts';
import { createNode, fileAddress } from '../db/open.node.ts';
import { openPlatformDatabase } from '../db/open.ts';
import { type StoreRepository, storeRepository } from './stores.ts';

const folder = testFolder();
const NOW = '2026-11-21T10:00:00.000Z';
let made = 0;

async function registry(...handles: string[]): Promise<StoreRepository> {
  const database = openPlatformDatabase(fileAddress(join(folder, `${(made += 1)}.db`)), createNode);
  await migrate(database, platformMigrations);
  const stores = storeRepository(database);
  for (const handle of handles) {
    const reservation = { id: `id-${handle}`, handle, name: handle, instantAppId: crypto.randomUUID() };
    await stores.reserve(reservation, NOW, NOW);
    await stores.register(reservation, { url: `file:///${handle}`, sealedToken: null, tokenKeyId: null }, NOW);
  }
  return stores;
}

test('a reserved handle is held, and is not yet a store', async () => {
  const stores = await registry();
  const store = (id: string) => ({ id, handle: 'ada', name: 'Ada', instantAppId: crypto.randomUUID() });
  assert.equal(await stores.reserve(store('1'), NOW, NOW), true);
  assert.equal(await stores.reserve(store('2'), NOW, NOW), false);
  assert.equal(await stores.find('ada'), undefined);
  assert.deepEqual(await stores.list(), []);
  assert.equal(await stores.setStatus('1', 'active', NOW), false);
});

test('stores are listed by handle, page by page', async () => {
  const stores = await registry('c', 'a', 'b');
  const handles = async (page: { after?: string; limit?: number }) =>
    (await stores.list(page)).map(({ handle }) => handle);
  assert.deepEqual(await handles({ limit: 2 }), ['a', 'b']);
  assert.deepEqual(await handles({ limit: 2, after: 'b' }), ['c']);
});

test('a store is suspended, resumed and changed without touching what was not named', async () => {
  const stores = await registry('a');
  await stores.setStatus('id-a', 'suspended', NOW);
  assert.equal((await stores.find('a'))?.status, 'suspended');
  await stores.update('id-a', { plan: 'pro', trialEndsAt: NOW, limits: { products: 10 } }, NOW);
  await stores.update('id-a', { name: 'New name' }, NOW);
  const store = await stores.find('a');
  assert.deepEqual(
    [store?.name, store?.plan, store?.trialEndsAt, store?.limits],
    ['New name', 'pro', NOW, { products: 10 }],
  );
  await stores.update('id-a', { trialEndsAt: null }, NOW);
  assert.equal((await stores.find('a'))?.trialEndsAt, null);
});

test('only a deleted store can be forgotten', async () => {
  const stores = await registry('a');
  assert.equal(await stores.remove('id-a'), false);
  await stores.setStatus('id-a', 'deleted', NOW);
  assert.equal(await stores.remove('id-a'), true);
});

test('the last use only moves forward', async () => {
  const stores = await registry('a', 'b');
  await stores.touch(
    new Map([
      ['id-a', '2026-02-01'],
      ['id-b', '2026-02-02'],
    ]),
  );
  await stores.touch(new Map([['id-a', '2026-01-01']]));
  assert.equal((await stores.find('a'))?.lastAccessedAt, '2026-02-01');
  assert.equal((await stores.find('b'))?.lastAccessedAt, '2026-02-02');
});

test('use is counted by day, month and year', async () => {
  const stores = await registry('a');
  await stores.count('id-a', 'orders', 1, '2026-11-20');
  await stores.count('id-a', 'orders', 2, '2026-11-21');
  for (const [period, amount] of [
    ['2026-11-20', 1],
    ['2026-11-21', 2],
    ['2026-11', 3],
    ['2026', 3],
  ] as const) {
    assert.equal((await stores.readCounters('id-a', period)).get('orders'), amount);
  }
});

test('a subscription is kept by its id', async () => {
  const stores = await registry('a');
  const subscription = {
    id: 's1',
    storeId: 'id-a',
    plan: 'pro',
    status: 'trialing',
    billingCycle: 'month',
    amountMinor: 2900,
    currency: 'EUR',
    stripeSubscriptionId: null,
    periodStart: NOW,
    periodEnd: '2026-12-21T10:00:00.000Z',
    createdAt: NOW,
  } as const;
  await stores.putSubscription(subscription);
  await stores.putSubscription({ ...subscription, status: 'active' });
  assert.deepEqual(await stores.listSubscriptions('id-a'), [{ ...subscription, status: 'active' }]);
});
