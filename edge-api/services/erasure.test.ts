import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type Databases, openDatabases } from '../adapters/provisioning/compose.node.ts';
import { createStore } from '../adapters/provisioning/create-store.ts';
import { purgeStore } from '../adapters/provisioning/purge-store.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { startSqld, withoutSqld } from '../db/sqld.test-support.ts';
import { readEnvironment } from '../env.ts';
import { auditRepository } from '../repositories/audit.ts';
import { backupRepository } from '../repositories/backups.ts';
import { keyRepository } from '../repositories/keys.ts';
import type { RegisteredStore } from '../repositories/stores.ts';
import { usageRepository } from '../repositories/usage.ts';
import { syncDatabasePath } from '../sync/storage.node.ts';
import { auditService } from './audit.ts';
import { backupService } from './backups.ts';
import { proveErased } from './erasure.ts';
import { keyService } from './keys.ts';

const folder = testFolder();
let made = 0;

/** A store that has something of everything that is kept of one. */
async function fullStore(variables: Record<string, string> = {}) {
  const data = join(folder, `data-${(made += 1)}`);
  const databases = await openDatabases(readEnvironment({ DATA_DIR: data, ...variables }));
  after(() => databases.close());
  const wish = { handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' };
  const store = await createStore(wish, databases);
  const backups = backupService({ storage: null, ...databases, backups: backupRepository(databases.platform) });
  const backup = await backups.make('ada');
  // What an attempt left that was killed while it wrote.
  writeFileSync(join(data, 'backups', `${backup.location}.8a1f.part`), 'eve@example.com');
  await backups.clone('ada', { handle: 'preview' });
  const { platform } = databases;
  const keys = keyService(keyRepository(platform), Date.now);
  const key = { kind: 'secret', storeId: store.id, name: 'k', scopes: ['store:read'], expiresAt: null } as const;
  await keys.create(key, null);
  await auditService(auditRepository(platform), Date.now).record(
    { name: 'command', requestId: null },
    { storeId: store.id, action: 'store.create', target: store.id },
  );
  await usageRepository(platform).add([{ storeId: store.id, metric: 'orders', day: '2026-11-21', amount: 1 }]);
  await platform.run(
    `INSERT INTO domain_claims (host, store_id, proof, created_at) VALUES ('shop.example', ?, 'p', '')`,
    [store.id],
  );
  for (const path of [join(data, 'media', store.id, 'a.jpg'), syncDatabasePath(data, store.instantAppId)]) {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'something');
  }
  return { databases, store, data };
}

const leftOf = async (store: RegisteredStore, databases: Databases, how = {}) => {
  const { erased, findings } = await proveErased(store, databases, how);
  const left = findings.filter((finding) => finding.left.length > 0).map(({ what }) => what);
  assert.equal(erased, left.length === 0);
  return left;
};

function promises(variables: () => Record<string, string>) {
  test('a purge leaves nothing of a store that could be found, and the proof would have found it', async () => {
    const { databases, store, data } = await fullStore(variables());
    assert.deepEqual(await leftOf(store, databases), [
      'database',
      'its address',
      'registry',
      'media',
      'live carts',
      'backups',
    ]);
    const audited = (await auditRepository(databases.platform).list(store.id, { limit: 9 })).length;
    await purgeStore('ada', databases);
    assert.deepEqual(await leftOf(store, databases), []);
    assert.equal(existsSync(join(data, 'backups', store.id)), false);
    // Who did what stays known, and the preview is a store of its own.
    assert.equal((await auditRepository(databases.platform).list(store.id, { limit: 9 })).length, audited);
    assert.equal((await databases.stores.find('preview'))?.clonedFrom, null);
  });
}

describe('erasing a store in a file', () => {
  promises(() => ({}));

  test('half a backup alone is seen, and goes with the store', async () => {
    const { databases, store, data } = await fullStore();
    const draft = join(data, 'backups', store.id, 'draft.part');
    await purgeStore('ada', databases);
    mkdirSync(join(draft, '..'));
    writeFileSync(draft, 'eve@example.com');
    assert.deepEqual(await leftOf(store, databases), ['backups']);
    await databases.storage?.eraseAll(store.id);
    assert.deepEqual(await leftOf(store, databases), []);
  });

  test('its backups stay when that was asked for, even if the purge is carried on by another', async () => {
    const { databases, store } = await fullStore();
    const broken = { name: 'broken', erase: () => Promise.reject(new Error('killed')) };
    await assert.rejects(purgeStore('ada', { ...databases, erasers: [broken] }, { keepBackups: true }), /killed/);
    const later = () => new Date(Date.now() + 3_600_000);
    await purgeStore('ada', { ...databases, now: later });
    assert.deepEqual(await leftOf(store, databases, { keepBackups: true }), []);
    assert.deepEqual(await leftOf(store, databases), ['registry', 'backups']);
    const [backup] = await backupRepository(databases.platform).list(store.id);
    const backups = backupService({ storage: null, ...databases, backups: backupRepository(databases.platform) });
    assert.equal((await backups.restoreAs({ handle: 'again' }, { id: backup!.id })).handle, 'again');
  });
});

describe('erasing a namespace of a libSQL server', { skip: withoutSqld }, async () => {
  const server = withoutSqld ? undefined : await startSqld();
  promises(() => ({ DATABASE_MODE: 'sqld', SQLD_URL: server!.url, SQLD_ADMIN_URL: server!.adminUrl }));
  after(() => server?.stop());
});
