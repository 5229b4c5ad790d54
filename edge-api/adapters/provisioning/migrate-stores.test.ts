import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { storeMigrations } from '../../../migrations/index.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { pathOfAddress } from '../../db/open.node.ts';
import { readEnvironment } from '../../env.ts';
import { type Databases, openDatabases } from './compose.node.ts';
import { createStore } from './create-store.ts';
import { migrateStores, type UpgradeOptions } from './migrate-stores.ts';

const folder = testFolder();
let made = 0;
const migrations = [...storeMigrations, { name: '9999_notes', checksum: 'x', sql: 'CREATE TABLE notes (id INTEGER);' }];

/** Stores with these handles, and which of their databases a run opens. */
async function world(...handles: string[]) {
  const databases = await openDatabases(readEnvironment({ DATA_DIR: join(folder, String((made += 1))) }));
  for (const handle of handles) await createStore({ handle, name: handle, currency: 'EUR', locale: 'en' }, databases);
  const opened: string[] = [];
  const run = (options: Partial<UpgradeOptions> = {}) =>
    migrateStores(
      { ...databases, connect: (address) => (opened.push(address.url), databases.connect(address)) },
      { migrations, ...options },
    );
  const address = async (handle: string) => (await databases.stores.find(handle))!.databaseUrl;
  return { databases, opened, run, address };
}

const hasNotes = async (databases: Databases, handle: string) => {
  const database = databases.connect({ url: (await databases.stores.find(handle))!.databaseUrl });
  const row = await database.first("SELECT 1 FROM sqlite_schema WHERE name = 'notes'");
  database.close();
  return row !== undefined;
};

test('every store is upgraded once, and a second run opens none unless it is asked to check', async () => {
  const { databases, opened, run } = await world('ada', 'bob', 'cem');
  const told: string[] = [];
  const first = await run({ onStore: ({ store }, { done, of }) => told.push(`${store} ${done}/${of}`) });
  assert.deepEqual(first, { stores: 3, skipped: 0, upgraded: 3, failed: [] });
  assert.deepEqual(told, ['ada 1/3', 'bob 2/3', 'cem 3/3']);
  for (const handle of ['ada', 'bob', 'cem']) assert.ok(await hasNotes(databases, handle));
  opened.length = 0;
  assert.deepEqual(await run(), { stores: 3, skipped: 3, upgraded: 0, failed: [] });
  assert.deepEqual(opened, []);
  assert.deepEqual(await run({ check: true }), { stores: 3, skipped: 0, upgraded: 0, failed: [] });
  assert.equal(opened.length, 3);
  databases.close();
});

test('a store that fails is reported with its code, keeps no other from its turn, and is tried again', async () => {
  const { databases, opened, run, address } = await world('ada', 'broken', 'cem', 'edited');
  writeFileSync(pathOfAddress({ url: await address('broken') })!, 'this is no database');
  const edited = databases.connect({ url: await address('edited') });
  await edited.run("UPDATE _migrations SET checksum = 'other' WHERE name = ?", [storeMigrations[0]!.name]);
  edited.close();
  const report = await run({ parallel: 2 });
  assert.deepEqual(
    report.failed.map(({ store, error }) => [store, error?.code]),
    [
      ['broken', 'store_unavailable'],
      ['edited', 'migration_edited'],
    ],
  );
  assert.deepEqual(
    [report.upgraded, await hasNotes(databases, 'ada'), await hasNotes(databases, 'cem')],
    [2, true, true],
  );
  opened.length = 0;
  assert.equal((await run()).failed.length, 2);
  assert.deepEqual(opened.sort(), [await address('broken'), await address('edited')].sort());
  databases.close();
});

test('a run that is interrupted goes on where it was', async () => {
  const handles = Array.from({ length: 120 }, (_, at) => `s${String(at).padStart(3, '0')}`);
  const { databases, opened, run } = await world(...handles);
  await assert.rejects(
    run({
      parallel: 1,
      onStore: (_store, { done }) => {
        if (done === 70) throw new Error('the power went');
      },
    }),
    /the power went/,
  );
  opened.length = 0;
  assert.equal((await run()).failed.length, 0);
  assert.ok(opened.length <= 70, `${opened.length} of 120 were opened again`);
  for (const handle of handles) assert.ok(await hasNotes(databases, handle));
  databases.close();
});

test('deleted stores are left as they are', async () => {
  const { databases, run } = await world('ada', 'gone');
  const { id } = (await databases.stores.find('gone'))!;
  assert.ok(await databases.stores.markDeleted(id, new Date(0).toISOString()));
  assert.equal((await run()).upgraded, 1);
  assert.equal(await hasNotes(databases, 'gone'), false);
  databases.close();
});
