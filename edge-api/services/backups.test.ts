import assert from 'node:assert/strict';
import { textIndexOf } from '../text-index.ts';
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { folderBackups } from '../adapters/backups/folder.node.ts';
import { type Databases, openDatabases } from '../adapters/provisioning/compose.node.ts';
import { createStore } from '../adapters/provisioning/create-store.ts';
import { purgeStore } from '../adapters/provisioning/purge-store.ts';
import { recoverStores, strayDatabases } from '../adapters/provisioning/recover-stores.ts';
import { Killed } from '../adapters/provisioning/restore-store.ts';
import { HOLD_MS } from '../adapters/provisioning/store-job.ts';
import { isAbort } from '../db/database.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { pathOfAddress } from '../db/open.node.ts';
import { startSqld, withoutSqld } from '../db/sqld.test-support.ts';
import { readEnvironment } from '../env.ts';
import { backupRepository } from '../repositories/backups.ts';
import { contentsOf, importText, SHIRT } from '../repositories/catalogue.test-support.ts';
import { IN_PREVIEW } from '../repositories/archive-tables.ts';
import type { RegisteredStore } from '../repositories/stores.ts';
import { ArchiveTurns } from './archive-turns.ts';
import { backupService, type BackupService } from './backups.ts';
import { superseded } from './retention.ts';

const folder = testFolder();
let made = 0;

interface Bench {
  readonly databases: Databases;
  readonly backups: BackupService;
  /** Another service over the same databases, some of its surroundings changed. */
  service(more: Partial<Parameters<typeof backupService>[0]>): BackupService;
  readonly kept: string;
  /** Makes a store that sells something, and has sold it. */
  shop(handle: string): Promise<RegisteredStore>;
  use<Result>(
    handle: string,
    work: (database: Awaited<ReturnType<Databases['lease']>>['database']) => Promise<Result>,
  ): Promise<Result>;
}

async function bench(variables: Record<string, string> = {}): Promise<Bench> {
  const data = join(folder, `data-${(made += 1)}`);
  const kept = join(data, 'backups');
  const databases = await openDatabases(readEnvironment({ DATA_DIR: data, ...variables }));
  after(() => databases.close());
  const surroundings = {
    ...databases,
    backups: backupRepository(databases.platform),
    storage: folderBackups(kept),
    forget: databases.pool.evict,
  };
  const service: Bench['service'] = (more) => backupService({ ...surroundings, ...more });
  const use: Bench['use'] = async (handle, work) => {
    const lease = await databases.lease((await databases.stores.find(handle))!);
    try {
      return await work(lease.database);
    } finally {
      lease.release();
    }
  };
  return {
    databases,
    kept,
    service,
    backups: service({}),
    use,
    async shop(handle) {
      const store = await createStore({ handle, name: handle, currency: 'EUR', locale: 'en' }, databases);
      await use(handle, async (database) => {
        await importText(database, SHIRT);
        await database.write([
          {
            sql: `INSERT INTO customers (id, email, name, phone, created_at) VALUES ('c1', 'eve@example.com', 'Eve', '', '')`,
          },
          { sql: `INSERT INTO carts (id, token_hash, created_at, expires_at) VALUES ('cart-1', 'h', 1, 2)` },
          {
            sql: `INSERT INTO orders (id, number, token_hash, token, idempotency_key, request_hash, price_version, email,
                    customer_id, shipping_address, delivery, payment, currency, subtotal_minor, shipping_minor, tax_minor,
                    tax_included, total_minor, placed_at)
                  SELECT 'o1', 1, 't', 't', 'i', 'r', price_version, 'eve@example.com', 'c1', '{}', '{}', '{}', 'EUR',
                    1, 0, 0, 1, 1, '' FROM store_state`,
          },
          { sql: `INSERT INTO outbox (id, kind, payload, due_at) VALUES ('x', 'take', '{}', 1)` },
        ]);
      });
      return store;
    },
  };
}

const rename = (b: Bench, handle: string, title: string) =>
  b.use(handle, (database) =>
    database.write([
      { sql: 'UPDATE products SET title = ? WHERE handle = ?', args: [title, 'shirt'] },
      { sql: 'UPDATE store_state SET catalogue_version = catalogue_version + 1' },
    ]),
  );
const titleOf = (b: Bench, handle: string) =>
  b.use(
    handle,
    async (database) => (await database.first(`SELECT title FROM products WHERE handle = 'shirt'`))?.['title'],
  );
const code = (expected: string) => (error: unknown) => {
  assert.equal(error instanceof Error && 'code' in error ? error.code : String(error), expected, String(error));
  return true;
};

function promises(start: () => Promise<Bench>) {
  test('a store goes back to its backup: its data, its search, and versions that rise', async () => {
    const b = await start();
    const store = await b.shop('ada');
    const before = await b.use('ada', contentsOf);
    const backup = await b.backups.make('ada', 'before the sale');
    assert.deepEqual(
      [backup.note, backup.storeId, backup.summary.tables['orders']?.rows],
      ['before the sale', store.id, 1],
    );
    await rename(b, 'ada', 'Skirt');
    await b.use('ada', (database) =>
      database.write([
        { sql: 'DELETE FROM orders' },
        { sql: 'UPDATE store_state SET price_version = 9, pages_version = 7' },
      ]),
    );
    const { databaseName } = (await b.databases.stores.find('ada'))!;
    const restored = await b.backups.restore('ada', { id: backup.id });
    assert.deepEqual([restored.id, restored.instantAppId], [store.id, store.instantAppId]);
    assert.deepEqual(await b.use('ada', contentsOf), before);
    await b.use('ada', async (database) => {
      assert.equal((await database.first('SELECT count(*) AS n FROM orders'))?.['n'], 1);
      await textIndexOf(database).catchUp();
      assert.equal((await database.all("SELECT 1 FROM search_index WHERE search_index MATCH 'shirt'")).length, 1);
      const state = await database.first(
        'SELECT catalogue_version AS c, price_version AS p, pages_version AS g FROM store_state',
      );
      assert.deepEqual([Number(state?.['c']) > 2, state?.['p'], state?.['g']], [true, 10, 8]);
      // It sells: nothing of the fence came along.
      await database.run('UPDATE products SET title = title');
    });
    assert.equal(await b.databases.provisioning.exists(databaseName), false);
    assert.deepEqual(await strayDatabases(b.databases), []);
    assert.deepEqual(
      (await b.backups.list(store.id)).map(({ id }) => id),
      [backup.id],
    );
  });

  test('killed before any step of a restore, the store is the one or the other, and nothing is left over', async () => {
    const b = await start();
    const store = await b.shop('ada');
    const backup = await b.backups.make('ada');
    const seen: string[] = [];
    await b.service({ onStep: (step) => void seen.push(step) }).restore('ada', { id: backup.id });
    assert.deepEqual(seen, ['database', 'contents', 'fence', 'identity', 'swap', 'after the swap', 'remove', 'finish']);
    for (const [index, kill] of seen.entries()) {
      await rename(b, 'ada', `Now ${index}`);
      const killed = b.service({
        onStep(step) {
          if (step === kill) throw new Killed(step);
        },
      });
      await assert.rejects(killed.restore('ada', { id: backup.id }), Killed);
      const swapped = index > seen.indexOf('swap');
      assert.equal(await titleOf(b, 'ada'), swapped ? 'Shirt' : `Now ${index}`, kill);
      // Others are refused while it is held, and the next one takes over when it was given up.
      await assert.rejects(b.backups.restore('ada', { id: backup.id }), code('store_busy'));
      const now = () => new Date(Date.now() + HOLD_MS + 1);
      const report = await recoverStores({ ...b.databases, now, graceDays: 30 });
      assert.deepEqual([report.failed, report.recovered.length], [[], 1], kill);
      assert.deepEqual(await strayDatabases(b.databases), [], kill);
      await rename(b, 'ada', 'Sells again');
      assert.equal((await b.databases.stores.find('ada'))?.id, store.id);
    }
    await b.backups.restore('ada', { id: backup.id });
    assert.equal(await titleOf(b, 'ada'), 'Shirt');
  });

  test('an order that comes while the databases change places is refused, not lost', async () => {
    const b = await start();
    await b.shop('ada');
    const backup = await b.backups.make('ada');
    const { database, release } = await b.databases.lease((await b.databases.stores.find('ada'))!);
    const order = () => database.run('UPDATE orders SET note = note');
    await order();
    const tried: string[] = [];
    const watching = b.service({
      async onStep() {
        // Asked and not awaited: the restore goes on meanwhile.
        tried.push(
          await order().then(
            () => 'taken',
            (error: unknown) => (isAbort(error, 'store_moved') ? 'refused' : String(error)),
          ),
        );
      },
    });
    await watching.restore('ada', { id: backup.id });
    await assert.rejects(order());
    release();
    assert.equal(tried.includes('refused'), true, tried.join());
  });

  test('a clone has the catalogue and the settings, and no word of any customer', async () => {
    const b = await start();
    const store = await b.shop('ada');
    const copy = await b.backups.clone('ada', { handle: 'ada-next' });
    assert.deepEqual([copy.clonedFrom, copy.name], [store.id, 'ada (preview)']);
    assert.notEqual(copy.instantAppId, store.instantAppId);
    assert.deepEqual(await b.use('ada-next', contentsOf), await b.use('ada', contentsOf));
    await b.use('ada-next', async (database) => {
      for (const [table, kept] of Object.entries(IN_PREVIEW))
        if (!kept) {
          // What tells the copy's own open pages of its versions is no work of the store it was copied from.
          const others = table === 'outbox' ? `WHERE kind <> 'pages_mirror'` : '';
          assert.equal((await database.first(`SELECT count(*) AS n FROM ${table} ${others}`))?.['n'], 0, table);
        }
      assert.equal((await database.first('SELECT handle FROM store_state'))?.['handle'], 'ada-next');
    });
    await rename(b, 'ada-next', 'Another');
    assert.equal(await titleOf(b, 'ada'), 'Shirt');
    const whole = await b.backups.clone('ada', { handle: 'ada-all', withOrders: true, name: 'All' });
    assert.equal(whole.name, 'All');
    await b.use('ada-all', async (database) => {
      const counts = await database.first(`SELECT (SELECT count(*) FROM orders) AS orders,
        (SELECT count(*) FROM carts) AS carts, (SELECT count(*) FROM outbox WHERE kind <> 'pages_mirror') AS outbox`);
      assert.deepEqual({ ...counts }, { orders: 1, carts: 0, outbox: 0 });
    });
    await assert.rejects(b.backups.clone('ada', { handle: 'ada-next' }), code('store_exists'));
    await assert.rejects(b.backups.clone('ada', { handle: 'No Handle' }), code('store_handle_invalid'));
    assert.deepEqual(await strayDatabases(b.databases), []);
  });
}

describe('backups of stores in files', () => promises(() => bench()));

describe('backups of stores on a libSQL server', { skip: withoutSqld }, async () => {
  const server = withoutSqld ? undefined : await startSqld();
  // One server for all of them: each has a platform of its own only because the stores of the one before are gone.
  promises(async () => {
    const b = await bench({ DATABASE_MODE: 'sqld', SQLD_URL: server!.url, SQLD_ADMIN_URL: server!.adminUrl });
    for (const { handle, databaseName } of await b.databases.stores.list()) {
      await b.databases.platform.run('DELETE FROM stores WHERE handle = ?', [handle]);
      await b.databases.provisioning.destroy(databaseName);
    }
    return b;
  });
  after(() => server?.stop());
});

test('a backup that is damaged, edited, gone or of another store is refused, and nothing changes', async () => {
  const b = await bench();
  await b.shop('ada');
  const bob = await b.shop('bob');
  const backup = await b.backups.make('ada');
  await rename(b, 'ada', 'Now');
  const path = join(b.kept, backup.location);
  const whole = await readFile(path);
  const changes = async () => [
    await b.databases.platform.all('SELECT id, database_url, updated_at FROM stores ORDER BY id'),
    await strayDatabases(b.databases),
    await titleOf(b, 'ada'),
  ];
  const before = JSON.stringify(await changes());
  const refused = async (expected: string, source: Parameters<BackupService['restore']>[1] = { id: backup.id }) => {
    await assert.rejects(b.backups.restore('ada', source), code(expected));
    await assert.rejects(b.backups.restoreAs({ handle: 'new' }, source), code(expected));
    assert.equal(JSON.stringify(await changes()), before);
    assert.deepEqual(await b.databases.platform.all('SELECT * FROM store_jobs'), []);
  };
  truncateSync(path, whole.length - 10);
  await assert.rejects(b.backups.verify(backup.id, null), code('backup_invalid'));
  await refused('backup_invalid');
  writeFileSync(path, whole.with(whole.length >> 1, whole[whole.length >> 1]! ^ 1));
  await refused('backup_invalid');
  rmSync(path);
  await refused('backup_invalid');
  await writeFile(path, whole);
  await refused('backup_not_found', { id: '01HZZZZZZZZZZZZZZZZZZZZZZZ' });
  await refused('backup_invalid', { open: async () => new Response('not an archive').body! });
  await assert.rejects(b.backups.verify(backup.id, bob.id), code('backup_not_found'));
  await assert.rejects(b.backups.remove(backup.id, bob.id), code('backup_not_found'));
  await assert.rejects(b.backups.restore('bob', { id: backup.id }), code('backup_not_found'));
  await assert.rejects(
    b.backups.restore('bob', { open: async () => new Response(whole).body! }),
    code('backup_invalid'),
  );
  assert.equal((await b.backups.verify(backup.id, null)).tables['products']?.rows, 2);
});

test('a store whose database is lost comes back from its backup', async () => {
  const b = await bench();
  const store = await b.shop('ada');
  const backup = await b.backups.make('ada');
  b.databases.pool.evict({ url: store.databaseUrl });
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(pathOfAddress({ url: store.databaseUrl })! + suffix, { force: true });
  await assert.rejects(titleOf(b, 'ada'));
  await b.backups.restore('ada', { id: backup.id });
  assert.equal(await titleOf(b, 'ada'), 'Shirt');
});

test('an archive becomes a new store, with its customers and without open carts', async () => {
  const b = await bench();
  await b.shop('ada');
  const bytes = await new Response(await b.backups.export('ada')).arrayBuffer();
  const copy = await b.backups.restoreAs({ handle: 'eve' }, { open: async () => new Response(bytes).body! });
  assert.deepEqual([copy.handle, copy.name, copy.clonedFrom], ['eve', 'ada', null]);
  assert.deepEqual(await b.use('eve', contentsOf), await b.use('ada', contentsOf));
  await b.use('eve', async (database) => {
    const counts = await database.first('SELECT (SELECT count(*) FROM orders) AS o, (SELECT count(*) FROM carts) AS c');
    assert.deepEqual({ ...counts }, { o: 1, c: 0 });
  });
});

test('an archive takes the pictures along to a new store on another server', async () => {
  const [here, there] = [await bench(), await bench()];
  const store = await here.shop('ada');
  const digest = 'a'.repeat(64);
  const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251);
  await here.use('ada', (database) =>
    database.write([
      {
        sql: `INSERT INTO media (id, digest, name, mime, bytes, frames, created_at) VALUES ('med_1', ?, 'a.png', 'image/png', ?, 1, 1)`,
        args: [digest, bytes.byteLength],
      },
    ]),
  );
  await here.databases.media.put(store.id, digest, bytes);
  const archive = await new Response(await here.backups.export('ada')).arrayBuffer();
  const copy = await there.backups.restoreAs({ handle: 'eve' }, { open: async () => new Response(archive).body! });
  assert.deepEqual(await there.databases.media.get(copy.id, digest), bytes);
  const copies = await there.databases.media.count(copy.id);
  const broken = Buffer.from(archive).subarray(0, -40);
  await assert.rejects(there.backups.restoreAs({ handle: 'mal' }, { open: async () => new Response(broken).body! }));
  assert.deepEqual([copies, readdirSync(join(there.kept, '../media'))], [1, [copy.id]]);
});

test('whoever reads an export too slowly is cut off, and the store is let go', async () => {
  const b = await bench();
  await b.shop('ada');
  await b.use('ada', async (database) => {
    const noise = () => randomBytes(100_000).toString('base64');
    await database.write(
      Array.from({ length: 30 }, (_, n) => ({
        sql: `INSERT INTO collections (id, handle, title, description_html) VALUES (?, ?, '', ?)`,
        args: [`c${n}`, `c${n}`, noise()],
      })),
    );
  });
  const connections = { open: 0 };
  const connect: typeof b.databases.connect = (address) => {
    const database = b.databases.connect(address);
    connections.open += 1;
    return { ...database, close: () => void ((connections.open -= 1), database.close()) };
  };
  const late = new AbortController();
  const archive = await b.service({ connect, patience: () => late.signal }).export('ada');
  const reader = archive.getReader();
  assert.equal((await reader.read()).done, false);
  assert.equal(connections.open, 1);
  late.abort(new Error('too late'));
  await assert.rejects(reader.read(), /too late/);
  for (let turns = 0; connections.open > 0 && turns < 1000; turns += 1)
    await new Promise((resolve) => setImmediate(resolve));
  assert.equal(connections.open, 0);
});

test('no purge begins while a backup is written, and of a killed one nothing stays', async () => {
  const b = await bench();
  const store = await b.shop('ada');
  const purge = (now = () => new Date()) => purgeStore('ada', { ...b.databases, now });
  const place = folderBackups(b.kept);
  const purged: unknown[] = [];
  const watched = b.service({
    storage: {
      ...place,
      async put(name, bytes) {
        purged.push(await purge().catch((error: unknown) => error));
        return place.put(name, bytes);
      },
    },
  });
  const backup = await watched.make('ada');
  assert.ok(purged.length === 1 && code('store_busy')(purged[0]));
  assert.deepEqual(await b.databases.platform.all('SELECT * FROM store_jobs'), []);
  const kill = () =>
    assert.rejects(
      b
        .service({
          onStep(step) {
            throw new Killed(step);
          },
        })
        .make('ada'),
      Killed,
    );
  await kill();
  assert.equal((await place.list(store.id)).length, 2);
  await assert.rejects(b.backups.make('ada'), code('store_busy'));
  const now = () => new Date(Date.now() + HOLD_MS + 1);
  const { recovered, failed } = await recoverStores({ ...b.databases, now, graceDays: 30 });
  assert.deepEqual([recovered.map(({ kind }) => kind), failed], [['backup'], []]);
  assert.deepEqual(await place.list(store.id), [backup.location]);
  await kill();
  assert.equal((await b.service({ now }).make('ada')).storeId, store.id);
  assert.equal((await place.list(store.id)).length, 2);
  await kill();
  await b.service({ now }).restore('ada', { id: backup.id });
  await kill();
  await purge(now);
  assert.deepEqual(readdirSync(b.kept), []);
});

test('one archive of a store and four of all are made at once, and who stops reading gives the turn back', async () => {
  const b = await bench();
  const handles = ['ada', 'bob', 'cy', 'dee', 'eve'];
  for (const handle of handles) await b.shop(handle);
  let passed = 0;
  const turns = new ArchiveTurns(() => Date.now() + passed);
  const service = b.service({ turns });
  const open = async (handle: string) => (await service.export(handle)).getReader();
  const first = await open('ada');
  await assert.rejects(service.export('ada'), code('store_busy'));
  await assert.rejects(service.make('ada'), code('store_busy'));
  const others = [await open('bob'), await open('cy'), await open('dee')];
  await assert.rejects(service.export('eve'), code('store_busy'));
  await others[0]!.cancel();
  await service.make('eve');
  // Read to its end.
  while (!(await first.read()).done);
  await service.make('ada');
  await assert.rejects(
    b
      .service({ turns, storage: { ...b.databases.storage!, put: () => Promise.reject(new Error('disk full')) } })
      .make('ada'),
    /disk full/,
  );
  await service.make('ada');
  for (const reader of others) await reader.cancel();
  // One that its runtime dropped without a word.
  turns.take((await b.databases.stores.find('ada'))!.id);
  await assert.rejects(service.make('ada'), code('store_busy'));
  passed = 121_000;
  await service.make('ada');
  // Nobody reads this one.
  const left = await b.service({ turns, stallMs: 1 }).export('ada');
  for (;;) {
    const busy = await service.make('ada').then(
      () => false,
      (error: unknown) => code('store_busy')(error),
    );
    if (!busy) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await assert.rejects(left.getReader().read(), /for too long/);
});

test('a backup fails whole, and what a killed one left is swept', async () => {
  const b = await bench();
  const store = await b.shop('ada');
  const broken = b.service({
    storage: {
      ...folderBackups(b.kept),
      put: async () => {
        throw new Error('disk full');
      },
    },
  });
  await assert.rejects(broken.make('ada'), /disk full/);
  assert.deepEqual(await b.backups.list(null), []);
  await assert.rejects(b.service({ storage: null }).make('ada'), code('backups_unavailable'));
  const old = `${store.id}/01AAAAAAAAAAAAAAAAAAAAAAAA.ndjson.gz`;
  await folderBackups(b.kept).put(old, new Response('x').body!);
  await assert.rejects(folderBackups(b.kept).put(old, new Response('y').body!), /EEXIST/);
  writeFileSync(join(b.kept, `${old}.8a1f.part`), 'half of it');
  const backup = await b.backups.make('ada');
  assert.deepEqual(readdirSync(join(b.kept, store.id)), [`${backup.id}.ndjson.gz`]);
  await assert.rejects(folderBackups(b.kept).get('../platform.db'), /not the name/);
});

test('the newest backups are kept, and one of each of the last days', () => {
  const at = (day: number, hour: number) => ({
    createdAt: `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`,
  });
  const all = [at(21, 12), at(21, 9), at(21, 6), at(20, 23), at(20, 1), at(18, 5), at(10, 1), at(10, 0)];
  const gone = (last: number, days: number) =>
    superseded(all, { last, days }, new Date('2026-11-21T13:00:00Z')).map((backup) => all.indexOf(backup));
  assert.deepEqual(gone(2, 0), [2, 3, 4, 5, 6, 7]);
  assert.deepEqual(gone(2, 4), [2, 4, 6, 7]);
  assert.deepEqual(gone(1, 2), [1, 2, 4, 5, 6, 7]);
  assert.deepEqual(gone(99, 0), []);
});
