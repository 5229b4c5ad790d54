import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { platformMigrations } from '../../migrations/index.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { migrate } from '../db/migrate.ts';
import { createNode, fileAddress } from '../db/open.node.ts';
import { openPlatformDatabase } from '../db/open.ts';
import { type JobHold, storeJobRepository } from './store-jobs.ts';
import type { StoreEntry } from './store-life.ts';
import { type StoreRepository, storeRepository } from './stores.ts';
import { usageRepository } from './usage.ts';

const folder = testFolder();
const NOW = '2026-11-21T10:00:00.000Z';
let made = 0;

const entry = (handle: string): StoreEntry => ({
  name: handle,
  plan: 'basic',
  trialEndsAt: null,
  databaseName: `${handle}-1`,
  databaseUrl: `file:///${handle}`,
  sealedToken: null,
  tokenKeyId: null,
  instantAppId: crypto.randomUUID(),
  schemaVersion: '',
  clonedFrom: null,
});

async function registry(...handles: string[]) {
  const database = openPlatformDatabase(fileAddress(join(folder, `${(made += 1)}.db`)), createNode);
  await migrate(database, platformMigrations);
  const stores: StoreRepository = storeRepository(database);
  const jobs = storeJobRepository(database);
  const begin = async (kind: 'create' | 'purge', handle: string) => {
    const job = {
      id: `job-${(made += 1)}`,
      storeId: `id-${handle}`,
      handle,
      kind,
      step: 'begin',
      detail: {},
      owner: 'me',
    };
    assert.ok(await jobs.begin({ ...job, heldUntil: NOW }, NOW));
    return job;
  };
  for (const handle of handles) {
    assert.ok(await stores.register(await begin('create', handle), entry(handle), NOW));
  }
  return { stores, jobs, begin, platform: database };
}

test('a store is registered by whoever holds its job, and the job ends with that', async () => {
  const { stores, jobs, begin } = await registry();
  const job = await begin('create', 'ada');
  const taken: JobHold = { ...job, owner: 'another' };
  assert.equal(await stores.register({ ...job, ...taken }, entry('ada'), NOW), false);
  assert.deepEqual(await stores.list(), []);
  assert.ok(await jobs.find('ada'));
  assert.equal(await stores.register(job, { ...entry('ada'), trialEndsAt: '2026-12-01T00:00:00.000Z' }, NOW), true);
  assert.equal((await stores.find('ada'))?.status, 'trial');
  assert.equal(await jobs.find('ada'), undefined);
});

test('stores are listed by handle, page by page', async () => {
  const { stores } = await registry('c', 'a', 'b');
  const handles = async (page: { after?: string; limit?: number }) =>
    (await stores.list(page)).map(({ handle }) => handle);
  assert.deepEqual(await handles({ limit: 2 }), ['a', 'b']);
  assert.deepEqual(await handles({ limit: 2, after: 'b' }), ['c']);
});

test('a store is changed without touching what was not named', async () => {
  const { stores } = await registry('a');
  await stores.update('id-a', { plan: 'pro', trialEndsAt: NOW, limits: { products: 10 } }, NOW);
  await stores.update('id-a', { name: 'New name' }, NOW);
  const store = await stores.find('a');
  assert.deepEqual(
    [store?.name, store?.plan, store?.trialEndsAt, store?.limits],
    ['New name', 'pro', NOW, { products: 10 }],
  );
  assert.equal(store?.status, 'trial');
  await stores.suspend('id-a', NOW);
  await stores.update('id-a', { trialEndsAt: null }, NOW);
  assert.equal((await stores.find('a'))?.trialEndsAt, null);
  assert.equal((await stores.find('a'))?.status, 'suspended');
  await stores.resume('id-a', NOW);
  assert.equal((await stores.find('a'))?.status, 'active');
});

test('what was suspended or deleted comes back as what it was', async () => {
  const { stores } = await registry('a');
  const status = async () => (await stores.find('a'))?.status;
  await stores.update('id-a', { trialEndsAt: '2026-12-01T00:00:00.000Z' }, NOW);
  assert.equal(await stores.resume('id-a', NOW), false);
  assert.equal(await stores.suspend('id-a', NOW), true);
  assert.equal(await stores.suspend('id-a', NOW), false);
  assert.equal(await stores.markDeleted('id-a', NOW), true);
  assert.equal(await stores.markDeleted('id-a', NOW), false);
  assert.equal((await stores.find('a'))?.deletedAt, NOW);
  assert.equal(await stores.resume('id-a', NOW), true);
  assert.equal(await status(), 'suspended');
  assert.equal((await stores.find('a'))?.deletedAt, null);
  await stores.resume('id-a', NOW);
  assert.equal(await status(), 'trial');
});

test('from the beginning of its purge on a store does not come back, and only then can it be forgotten', async () => {
  const { stores, jobs, begin, platform } = await registry('a');
  const job = await begin('purge', 'a');
  const page = async (before: string) => (await stores.listToPurge(before)).map(({ handle }) => handle);
  assert.equal(await stores.beginPurge('id-a', NOW, NOW), false);
  await stores.markDeleted('id-a', NOW);
  assert.equal(await stores.beginPurge('id-a', NOW, '2026-11-21T09:59:59.999Z'), false);
  assert.equal(await stores.forget(job), false);
  await jobs.finish(job);
  assert.deepEqual(await page('2026-11-21T09:59:59.999Z'), []);
  assert.deepEqual(await page(NOW), ['a']);
  const again = await begin('purge', 'a');
  assert.deepEqual(await page(NOW), []);
  assert.equal(await stores.beginPurge('id-a', NOW, NOW), true);
  assert.equal(await stores.resume('id-a', NOW), false);
  const usage = usageRepository(platform);
  const counters = () => usage.read('id-a', { month: '2026-01', day: '2026-01-01' });
  await usage.add([{ storeId: 'id-a', metric: 'orders', day: '2026-11-20', amount: 1 }]);
  assert.equal(await stores.forget({ ...again, owner: 'another' }), false);
  assert.equal((await counters()).length, 2);
  assert.equal(await stores.forget(again), true);
  assert.deepEqual(await counters(), []);
});

test('the last use only moves forward', async () => {
  const { stores } = await registry('a', 'b');
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

test('a subscription is kept by its id', async () => {
  const { stores } = await registry('a');
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
