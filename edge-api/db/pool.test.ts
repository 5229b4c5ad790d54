import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Database } from './database.ts';
import { testFolder } from './folder.test-support.ts';
import type { Migration } from './migrate.ts';
import { connectNode, createNode, fileAddress } from './open.node.ts';
import type { Connect } from './open.ts';
import { storePool, storesPerRequest } from './pool.ts';

const folder = testFolder();
const store = (name: string) => fileAddress(join(folder, `${name}.db`));
const migrations: Migration[] = [{ name: '0001_t', checksum: 'x', sql: 'CREATE TABLE t (id INTEGER);' }];

/** Opens real files and counts what is open. */
function counting() {
  const open = new Set<string>();
  const opened: string[] = [];
  const connect: Connect = (address) => {
    const database: Database = createNode(address);
    opened.push(address.url);
    open.add(address.url);
    return {
      ...database,
      close() {
        open.delete(address.url);
        database.close();
      },
    };
  };
  return { connect, open, opened };
}

test('a store is upgraded at its first use, once, however many ask at the same time', async () => {
  const { connect, opened } = counting();
  const pool = storePool({ connect, migrations });
  const leases = await Promise.all(Array.from({ length: 5 }, () => pool.lease(store('upgraded'))));
  for (const { database, release } of leases) {
    assert.deepEqual(await database.all('SELECT id FROM t'), []);
    release();
  }
  assert.equal(opened.length, 1);
  pool.close();
});

test('no more stores stay open than allowed, and the least recently used closes first', async () => {
  const { connect, open } = counting();
  const pool = storePool({ connect, migrations, max: 2 });
  for (const name of ['a', 'b', 'a', 'c']) (await pool.lease(store(name))).release();
  assert.deepEqual([...open].sort(), [store('a').url, store('c').url]);
  pool.close();
  assert.equal(open.size, 0);
});

test('a store in use does not close under its user, and closes when he is done', async () => {
  const { connect, open } = counting();
  const pool = storePool({ connect, migrations, max: 1 });
  const busy = await pool.lease(store('busy'));
  (await pool.lease(store('other'))).release();
  pool.evict(store('busy'));
  assert.deepEqual(await busy.database.all('SELECT id FROM t'), []);
  busy.release();
  busy.release();
  assert.equal(open.has(store('busy').url), false);
  pool.close();
});

test('a store whose upgrade failed is tried again by the next who asks', async () => {
  let healthy = false;
  const connect: Connect = (address) => {
    if (!healthy) return connectNode(fileAddress(join(folder, 'missing', 'file.db')));
    return createNode(address);
  };
  const pool = storePool({ connect, migrations });
  await assert.rejects(pool.lease(store('healed')), /does not exist/);
  healthy = true;
  (await pool.lease(store('healed'))).release();
  pool.close();
});

test('for one request at a time, a store opens and closes with it', async () => {
  const { connect, open, opened } = counting();
  const stores = storesPerRequest({ connect, migrations });
  for (let request = 0; request < 2; request += 1) {
    const { database, release } = await stores.lease(store('per-request'));
    assert.deepEqual(await database.all('SELECT id FROM t'), []);
    release();
    assert.equal(open.size, 0);
  }
  assert.equal(opened.length, 2);
});
