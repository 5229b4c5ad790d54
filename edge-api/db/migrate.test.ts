import assert from 'node:assert/strict';
import { textIndexOf } from '../text-index.ts';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { platformMigrations, storeMigrations } from '../../migrations/index.ts';
import { namespaceAddress, namespaceAdmin } from '../adapters/provisioning/sqld.ts';
import type { Database } from './database.ts';
import { testFolder } from './folder.test-support.ts';
import { migrate, type Migration, MigrationError, pendingMigrations } from './migrate.ts';
import { createNode, fileAddress } from './open.node.ts';
import { connectHttp, type DatabaseAddress } from './open.ts';
import { type Sqld, startSqld, withoutSqld } from './sqld.test-support.ts';

const folder = testFolder();
let made = 0;
const step = (name: string, sql: string, checksum = `sum of ${name}`): Migration => ({ name, sql, checksum });
const tables = async (database: Database) =>
  (
    await database.all(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'`,
    )
  )
    .map(({ name }) => name)
    .sort();
const refusedAs = (code: string) => (error: unknown) => error instanceof MigrationError && error.code === code;

function promises(fresh: () => Promise<DatabaseAddress>, connect: (address: DatabaseAddress) => Database) {
  const open = async () => connect(await fresh());

  for (const [kind, migrations] of [
    ['platform', platformMigrations],
    ['store', storeMigrations],
  ] as const) {
    test(`the migrations of the ${kind} run, and a second time change nothing`, async () => {
      const database = await open();
      assert.deepEqual(
        await migrate(database, migrations),
        migrations.map(({ name }) => name),
      );
      const schema = await database.all('SELECT sql FROM sqlite_master');
      assert.deepEqual(await migrate(database, migrations), []);
      assert.deepEqual(await database.all('SELECT sql FROM sqlite_master'), schema);
      assert.deepEqual(await database.all('PRAGMA foreign_key_check'), []);
      database.close();
    });
  }

  test('a migration that fails changes nothing, records nothing, and runs once it is right', async () => {
    const database = await open();
    const one = step('0001_one', 'CREATE TABLE one (id INTEGER);');
    const broken = step('0002_two', 'CREATE TABLE two (id INTEGER); INSERT INTO nowhere VALUES (1);');
    await assert.rejects(migrate(database, [one, broken]), (error: unknown) => {
      assert.ok(refusedAs('migration_failed')(error));
      assert.match(String(error), /0002_two failed and changed nothing.*nowhere/s);
      return true;
    });
    assert.deepEqual(await tables(database), ['one']);
    const right = step('0002_two', 'CREATE TABLE two (id INTEGER);');
    assert.deepEqual(await migrate(database, [one, right]), ['0002_two']);
    database.close();
  });

  test('an edited migration is refused', async () => {
    const database = await open();
    await migrate(database, [step('0001_one', 'CREATE TABLE one (id INTEGER);')]);
    const edited = step('0001_one', 'CREATE TABLE one (id TEXT);', 'another sum');
    await assert.rejects(migrate(database, [edited]), refusedAs('migration_edited'));
    await assert.rejects(pendingMigrations(database, [edited]), refusedAs('migration_edited'));
    database.close();
  });

  test('a database of a newer version is refused', async () => {
    const database = await open();
    const [one, two] = [step('0001_one', 'CREATE TABLE one (id);'), step('0002_two', 'CREATE TABLE two (id);')];
    await migrate(database, [one, two]);
    await assert.rejects(migrate(database, [one]), refusedAs('migration_unknown'));
    database.close();
  });

  test('a migration slipped in before one that has run is refused', async () => {
    const database = await open();
    const [one, three] = [step('0001_one', 'CREATE TABLE one (id);'), step('0003_three', 'CREATE TABLE three (id);')];
    await migrate(database, [one, three]);
    const late = step('0002_two', 'CREATE TABLE two (id);');
    await assert.rejects(migrate(database, [one, late, three]), refusedAs('migration_out_of_order'));
    assert.deepEqual(await tables(database), ['one', 'three']);
    database.close();
  });

  test('several that upgrade at once run each migration once', async () => {
    const address = await fresh();
    const databases = Array.from({ length: 4 }, () => connect(address));
    const ran = await Promise.all(databases.map((database) => migrate(database, storeMigrations)));
    assert.deepEqual(
      ran.flat().sort(),
      storeMigrations.map(({ name }) => name),
    );
    for (const database of databases) database.close();
  });
}

describe('on a file', () => {
  promises(async () => fileAddress(join(folder, `${(made += 1)}.db`)), createNode);

  test('processes that upgrade the same file at once all succeed, and each migration runs once', async () => {
    const address = fileAddress(join(folder, 'raced.db'));
    const script = `
      import { migrate } from './migrate.ts';
      import { createNode } from './open.node.ts';
      import { storeMigrations } from '../../migrations/index.ts';
      const database = createNode({ url: ${JSON.stringify(address.url)} });
      process.stdout.write(JSON.stringify(await migrate(database, storeMigrations)));`;
    const runs = await Promise.all(
      Array.from({ length: 4 }, async (): Promise<string[]> => {
        const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
          cwd: fileURLToPath(new URL('.', import.meta.url)),
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let out = '';
        for await (const chunk of child.stdout) out += String(chunk);
        return JSON.parse(out);
      }),
    );
    assert.deepEqual(
      runs.flat().sort(),
      storeMigrations.map(({ name }) => name),
    );
  });

  test('the full-text index survives VACUUM', async () => {
    const database = createNode(fileAddress(join(folder, 'vacuum.db')));
    await migrate(database, storeMigrations);
    for (const word of ['first', 'second', 'third']) {
      await database.run(
        `INSERT INTO products (id, handle, title, created_at, updated_at) VALUES (:word, :word, :word, '', '')`,
        { word },
      );
    }
    await database.run(`INSERT INTO store_state (id, handle, name, currency) VALUES (1, 'a', 'A', 'EUR')`);
    await textIndexOf(database).catchUp();
    await database.run(`DELETE FROM products WHERE id = 'first'`);
    await database.script('VACUUM');
    const found = `SELECT p.title FROM search_index f JOIN products p ON p.rowid = f.rowid WHERE search_index MATCH 'third'`;
    assert.deepEqual(
      (await database.all(found)).map(({ title }) => title),
      ['third'],
    );
    database.close();
  });
});

describe('on a libSQL server', { skip: withoutSqld }, () => {
  let sqld: Sqld | undefined;
  before(async () => {
    sqld = await startSqld();
  });
  after(() => sqld?.stop());
  promises(async () => {
    assert.ok(sqld);
    const namespace = `db-${(made += 1)}`;
    assert.equal(await namespaceAdmin(sqld.adminUrl).create(namespace), true);
    return namespaceAddress(sqld.url, namespace);
  }, connectHttp);
});
