import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
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

test('with another token a store is opened anew, and only for whoever comes after', async () => {
  const { connect, opened, open } = counting();
  const pool = storePool({ connect, migrations });
  const before = await pool.lease({ ...store('rotated'), token: 'old' });
  (await pool.lease({ ...store('rotated'), token: 'new' })).release();
  assert.deepEqual(await before.database.all('SELECT id FROM t'), []);
  before.release();
  (await pool.lease({ ...store('rotated'), token: 'new' })).release();
  assert.equal(opened.length, 2);
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

describe('a hint of the registry', () => {
  const noting = (known: string) => {
    const noted: string[] = [];
    return { hint: { known, note: (version: string) => void noted.push(version) }, noted };
  };
  const pools = { storePool, storesPerRequest };
  for (const [name, pool] of Object.entries(pools)) {
    test(`that is right saves the look into the database (${name})`, async () => {
      const { connect } = counting();
      const asked: string[] = [];
      const spying: Connect = (address) => {
        const database = connect(address);
        return { ...database, all: (sql, args) => (asked.push(sql), database.all(sql, args)) };
      };
      const address = store(`hinted-${name}`);
      (await pool({ connect, migrations }).lease(address)).release();
      const { hint, noted } = noting('0001_t');
      const { database, release } = await pool({ connect: spying, migrations }).lease(address, hint);
      assert.deepEqual(await database.all('SELECT id FROM t'), []);
      release();
      assert.deepEqual([asked, noted], [['SELECT id FROM t'], []]);
    });

    test(`that is wrong does no harm: the store is upgraded when it shows (${name})`, async () => {
      const { connect } = counting();
      const { hint, noted } = noting('0001_t');
      const stores = pool({ connect, migrations });
      const { database, release } = await stores.lease(store(`wrong-${name}`), hint);
      assert.equal(await database.run('INSERT INTO t (id) VALUES (1)'), 1);
      assert.deepEqual(await database.read([{ sql: 'SELECT id FROM t' }]), [[{ id: 1 }]]);
      await assert.rejects(database.all('SELECT id FROM nowhere'), /no such table/);
      release();
      assert.deepEqual(noted, ['0001_t']);
      stores.close();
    });

    test(`that is old is brought up to date (${name})`, async () => {
      const { connect } = counting();
      const { hint, noted } = noting('0000_before');
      (await pool({ connect, migrations }).lease(store(`old-${name}`), hint)).release();
      assert.deepEqual(noted, ['0001_t']);
    });
  }
});
