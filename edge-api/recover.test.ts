import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Databases, openDatabases } from './adapters/provisioning/compose.node.ts';
import { createStore } from './adapters/provisioning/create-store.ts';
import { beginJob } from './adapters/provisioning/store-job.ts';
import { testFolder } from './db/folder.test-support.ts';
import { readEnvironment } from './env.ts';
import { startNode } from './node.ts';
import { storeJobRepository } from './repositories/store-jobs.ts';

const data = join(testFolder(), 'data');
const env = readEnvironment({ DATA_DIR: data, PORT: '0', LOG_LEVEL: 'silent', DELETE_GRACE_DAYS: '0' });

async function withDatabases<Result>(work: (databases: Databases) => Promise<Result>): Promise<Result> {
  const databases = await openDatabases(env);
  try {
    return await work(databases);
  } finally {
    databases.close();
  }
}

test('a server that starts ends what was interrupted, purges what is past its grace, and writes it down', async () => {
  const long = new Date('2026-01-01T00:00:00Z');
  const appId = await withDatabases(async (databases) => {
    const shop = { name: 'Shop', currency: 'EUR', locale: 'en' };
    await createStore({ ...shop, handle: 'kept' }, databases);
    const { id, instantAppId } = await createStore({ ...shop, handle: 'gone' }, databases);
    await databases.stores.markDeleted(id, long.toISOString());
    mkdirSync(join(data, 'sync'), { recursive: true });
    writeFileSync(join(data, 'sync', `${instantAppId}.db`), '');
    const detail = { databaseName: 'half-1' };
    const half = { kind: 'create', storeId: 'half', handle: 'half', detail } as const;
    await beginJob(storeJobRepository(databases.platform), half, { now: () => long });
    await databases.provisioning.create('half-1');
    return instantAppId;
  });
  await (await startNode(env)).close();

  await withDatabases(async ({ platform, stores }) => {
    const left = await stores.list();
    assert.deepEqual(
      left.map(({ handle }) => handle),
      ['kept'],
    );
    const files = readdirSync(join(data, 'stores')).filter((file) => file.endsWith('.db'));
    assert.deepEqual(files, [`${left[0]?.databaseName}.db`]);
    assert.ok(!readdirSync(join(data, 'sync')).includes(`${appId}.db`));
    const log = await platform.all('SELECT actor, action, detail FROM audit_log ORDER BY id');
    assert.deepEqual(
      log.map(({ actor, action, detail }) => [actor, action, JSON.parse(String(detail)).handle]),
      [
        ['system', 'store.recover', 'half'],
        ['system', 'store.purge', 'gone'],
      ],
    );
  });
});
