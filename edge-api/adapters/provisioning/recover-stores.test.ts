import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { testFolder } from '../../db/folder.test-support.ts';
import { readEnvironment } from '../../env.ts';
import { syncDatabasePath } from '../../sync/storage.node.ts';
import { type Databases, openDatabases } from './compose.node.ts';
import { createStore } from './create-store.ts';
import { purgeStore } from './purge-store.ts';
import { recoverStores, strayDatabases } from './recover-stores.ts';
import { StoreError } from './store-error.ts';
import { beginJob } from './store-job.ts';
import { storeJobRepository } from '../../repositories/store-jobs.ts';
import { watched } from './watched.test-support.ts';

const folder = testFolder();
const data = join(folder, 'data');
const databases: Databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
after(() => databases.close());
for (const inner of ['stores', 'sync']) mkdirSync(join(data, inner));

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-11-21T10:00:00Z');
const at = (ms: number) => () => new Date(ms);
const shop = (handle: string) => ({ handle, name: handle, currency: 'EUR', locale: 'en' });
const recover = (now: number, more: object = {}) =>
  recoverStores({ ...databases, graceDays: 30, now: at(now), ...more });
const files = () => readdirSync(join(data, 'stores')).filter((file) => file.endsWith('.db'));

/** Databases of a process that ends at its n-th call; nothing it tries after that has any effect. */
function endingAt(call: number): { dying: Databases; ended: () => boolean } {
  let calls = 0;
  const dying = {
    ...databases,
    ...watched(databases, () => {
      calls += 1;
      if (calls >= call) throw new Error('killed');
    }),
    now: at(NOW),
  };
  return { dying, ended: () => calls >= call };
}

/** Does some work again and again, ended one call later each time, until it is done. */
async function endedEverywhere(work: (databases: Databases) => Promise<unknown>, check: () => Promise<void>) {
  for (let call = 1; ; call += 1) {
    const { dying, ended } = endingAt(call);
    await work(dying).catch((error: unknown) => assert.match(String(error), /killed/));
    if (!ended()) return call;
    const { failed } = await recover(NOW + HOUR_MS);
    assert.deepEqual(failed, []);
    assert.deepEqual(await databases.platform.all('SELECT * FROM store_jobs'), []);
    await check();
  }
}

describe('work that is killed', () => {
  test('at any call of a creation: afterwards the store is there and whole, or nothing of it is', async () => {
    const calls = await endedEverywhere(
      (dying) => createStore(shop('ada'), dying),
      async () => {
        const store = await databases.stores.find('ada');
        assert.deepEqual(files(), store ? [`${store.databaseName}.db`] : []);
        if (!store) return;
        const { database, release } = await databases.lease(store);
        assert.equal((await database.first('SELECT handle FROM store_state'))?.['handle'], 'ada');
        release();
        await purgeStore('ada', databases);
      },
    );
    assert.ok(calls > 10, 'the creation was not taken apart');
    await purgeStore('ada', databases);
  });

  test('at any call of a purge: it goes on, and leaves nothing', async () => {
    let appId = '';
    const create = async () => {
      if (await databases.stores.find('bob')) return;
      appId = (await createStore(shop('bob'), databases)).instantAppId;
      writeFileSync(syncDatabasePath(data, appId), 'carts');
    };
    await create();
    const calls = await endedEverywhere(
      (dying) => purgeStore('bob', dying),
      async () => {
        const store = await databases.stores.find('bob');
        // Killed before it was written down that there is no way back, it has not begun.
        assert.equal(store?.status, store && 'active');
        assert.deepEqual(files(), store ? [`${store.databaseName}.db`] : []);
        assert.equal(existsSync(syncDatabasePath(data, appId)), store !== undefined);
        await create();
      },
    );
    assert.ok(calls > 10, 'the purge was not taken apart');
  });
});

test('a store that was deleted is purged when its grace is over, and not a moment before', async () => {
  const { id } = await createStore(shop('cleo'), databases);
  await databases.stores.markDeleted(id, new Date(NOW).toISOString());
  assert.deepEqual((await recover(NOW + 30 * DAY_MS - 1)).purged, []);
  assert.equal((await databases.stores.find('cleo'))?.status, 'deleted');
  await databases.stores.resume(id, new Date(NOW).toISOString());
  assert.deepEqual((await recover(NOW + 31 * DAY_MS)).purged, []);
  await databases.stores.markDeleted(id, new Date(NOW).toISOString());
  assert.deepEqual((await recover(NOW + 30 * DAY_MS)).purged, [{ storeId: id, handle: 'cleo' }]);
  assert.deepEqual(files(), []);
});

test('a purge that had not begun when it was killed is forgotten, as the store may be back', async () => {
  const { id } = await createStore(shop('ivy'), databases);
  await databases.stores.markDeleted(id, new Date(NOW).toISOString());
  const job = { kind: 'purge', storeId: id, handle: 'ivy' } as const;
  assert.ok(await beginJob(storeJobRepository(databases.platform), job, { now: at(NOW) }));
  await databases.stores.resume(id, new Date(NOW).toISOString());
  assert.deepEqual((await recover(NOW + HOUR_MS)).failed, []);
  assert.equal((await databases.stores.find('ivy'))?.status, 'active');
  assert.deepEqual(await databases.platform.all('SELECT * FROM store_jobs'), []);
  await purgeStore('ivy', databases);
});

test('a store that cannot be purged does not keep the next from it, and is tried again', async () => {
  for (const handle of ['dan', 'eve']) {
    const { id } = await createStore(shop(handle), databases);
    await databases.stores.markDeleted(id, new Date(NOW).toISOString());
  }
  const media = {
    name: 'media',
    erase: async ({ handle }: { handle: string }) => {
      if (handle === 'dan') throw new Error('no bucket today');
    },
  };
  const first = await recover(NOW + 31 * DAY_MS, { erasers: [media] });
  assert.deepEqual(
    [first.purged.map(({ handle }) => handle), first.failed.map(({ handle }) => handle)],
    [['eve'], ['dan']],
  );
  const [job] = await databases.platform.all('SELECT step FROM store_jobs');
  assert.equal(job?.['step'], 'erase media');
  await assert.rejects(createStore(shop('dan'), { ...databases, patienceMs: 0 }), /is being deleted for good/);
  const second = await recover(NOW + 32 * DAY_MS);
  assert.deepEqual(
    second.recovered.map(({ handle, kind, step }) => ({ handle, kind, step })),
    [{ handle: 'dan', kind: 'purge', step: 'erase media' }],
  );
  assert.equal(await databases.stores.find('dan'), undefined);
});

test('a purge is not believed as long as the database is there', async () => {
  await createStore(shop('fay'), databases);
  const stubborn = { ...databases, provisioning: { ...databases.provisioning, destroy: async () => undefined } };
  await assert.rejects(purgeStore('fay', stubborn), /is still there/);
  assert.notEqual((await databases.stores.find('fay'))?.purgingSince, null);
  await recover(Date.now() + HOUR_MS);
  assert.equal(await databases.stores.find('fay'), undefined);
});

test('work that is under way is left alone', async () => {
  const job = await beginJob(storeJobRepository(databases.platform), { kind: 'create', storeId: 'x', handle: 'gus' });
  assert.ok(job);
  assert.deepEqual((await recover(Date.now())).recovered, []);
  await job.finish();
  const { id } = await createStore(shop('gus'), databases);
  const restore = await beginJob(storeJobRepository(databases.platform), {
    kind: 'restore',
    storeId: id,
    handle: 'gus',
  });
  assert.ok(restore);
  await assert.rejects(
    purgeStore('gus', databases),
    (error: unknown) => error instanceof StoreError && error.code === 'store_busy',
  );
  await restore.finish();
  await purgeStore('gus', databases);
});

test('a database of no store is told of, and never removed', async () => {
  await createStore(shop('hal'), databases);
  await databases.provisioning.create('somebody-elses');
  assert.deepEqual((await recover(Date.now() + HOUR_MS)).recovered, []);
  assert.deepEqual(await strayDatabases(databases), ['somebody-elses']);
  assert.equal(await databases.provisioning.exists('somebody-elses'), true);
});
