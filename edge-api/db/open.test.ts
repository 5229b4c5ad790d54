import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import Native from 'libsql';
import { isDuplicate } from './database.ts';
import { CACHE_KIB } from './file-database.node.ts';
import { testFolder } from './folder.test-support.ts';
import { connectNode, createNode, fileAddress, pathOfAddress } from './open.node.ts';
import { connectHttp, type DatabaseAddress } from './open.ts';
import type { Connection } from './statements.node.ts';

const folder = testFolder();

/** What reaches a server when a database behind it is asked something. */
async function asked(
  path: string,
  more: Partial<DatabaseAddress> = {},
): Promise<Pick<IncomingMessage, 'url' | 'headers'>> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    response.writeHead(418).end('no database here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const database = connectHttp({ url: `http://127.0.0.1:${port}${path}`, ...more });
  await assert.rejects(database.all('SELECT 1'));
  database.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  assert.ok(requests[0]);
  return requests[0];
}

test('the database named by the path of an address is the one that is asked, with a slash at its end or without', async () => {
  for (const path of ['/t1', '/t1/']) assert.match((await asked(path)).url ?? '', /^\/t1\/v\d\/pipeline$/);
});

test('a namespace travels in its header, and a token as a bearer', async () => {
  const { url, headers } = await asked('/?namespace=store-acme', { token: 'secret' });
  assert.match(url ?? '', /^\/v\d\/pipeline$/);
  assert.equal(headers['x-namespace-bin'], Buffer.from('store-acme').toString('base64').replace(/=+$/, ''));
  assert.equal(headers.authorization, 'Bearer secret');
});

test('a file that is lost is an error, and not an empty database', async () => {
  const address = fileAddress(join(folder, 'lost.db'));
  assert.throws(() => connectNode(address), /does not exist/);
  assert.equal(existsSync(join(folder, 'lost.db')), false);
});

test('a path may hold any character', async () => {
  const path = join(folder, 'odd ?#% folder', 'ä.db');
  const database = createNode(fileAddress(path));
  assert.equal((await database.first('SELECT 1 AS one'))?.['one'], 1);
  database.close();
  assert.equal(pathOfAddress(fileAddress(path)), path);
  assert.ok(existsSync(path));
});

test('a file is opened for many readers and one writer, with foreign keys, and a known most of memory', async () => {
  const database = createNode(fileAddress(join(folder, 'settings.db')));
  const pragma = async (name: string) => Object.values({ ...(await database.first(`PRAGMA ${name}`)) })[0];
  assert.deepEqual(
    [
      await pragma('journal_mode'),
      await pragma('synchronous'),
      await pragma('foreign_keys'),
      await pragma('cache_size'),
    ],
    ['wal', 1, 1, -CACHE_KIB],
  );
  database.close();
});

test('a file that another connection writes keeps its own callers waiting, and nobody else', async () => {
  const [ours, theirs] = [join(folder, 'ours.db'), join(folder, 'theirs.db')];
  const [busy, free] = [createNode(fileAddress(ours)), createNode(fileAddress(theirs))];
  await busy.script('CREATE TABLE t (x INTEGER)');
  const other: Connection = new Native(ours);
  other.exec('BEGIN IMMEDIATE; INSERT INTO t VALUES (1)');
  let written = false;
  const waiting = busy.write([{ sql: 'INSERT INTO t VALUES (2)' }]).then(() => (written = true));
  for (let call = 0; call < 5; call += 1) await free.all('SELECT 1');
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(written, false);
  other.exec('COMMIT');
  await waiting;
  assert.deepEqual(await busy.all('SELECT x FROM t ORDER BY x'), [{ x: 1 }, { x: 2 }]);
  other.close();
  busy.close();
  free.close();
});

test('a batch that fails leaves nothing, and the next call finds no transaction open', async () => {
  const database = createNode(fileAddress(join(folder, 'batch.db')));
  await database.script('CREATE TABLE t (x INTEGER UNIQUE)');
  const twice = [{ sql: 'INSERT INTO t VALUES (1)' }, { sql: 'INSERT INTO t VALUES (1)' }];
  await assert.rejects(database.write(twice), (error) => isDuplicate(error, 't.x'));
  assert.deepEqual(await database.all('SELECT x FROM t'), []);
  assert.equal((await database.write([{ sql: 'INSERT INTO t VALUES (2)' }]))[0]?.rowsAffected, 1);
  database.close();
});

test('values come back from a file as they come over HTTP', async () => {
  const database = createNode(fileAddress(join(folder, 'values.db')));
  const sql = 'SELECT :text AS text, :number AS number, :yes AS yes, :bytes AS bytes, :none AS none, 1 AS text';
  const args = { text: 'ä', number: 1.5, yes: true, bytes: new Uint8Array([1, 2]), none: null };
  for (let time = 0; time < 3; time += 1) {
    const row = await database.first(sql, args);
    assert.deepEqual(row, { text: 'ä', number: 1.5, yes: 1, bytes: new Uint8Array([1, 2]).buffer, none: null });
  }
  await assert.rejects(database.all('SELECT 9007199254740993'), RangeError);
  await assert.rejects(database.all('SELECT ?', [Infinity]), RangeError);
  database.close();
});

test('a column that another process adds is seen by a statement kept prepared', async () => {
  const address = fileAddress(join(folder, 'grown.db'));
  const [database, other] = [createNode(address), createNode(address)];
  await database.script('CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (1)');
  for (let time = 0; time < 3; time += 1) assert.deepEqual(await database.all('SELECT * FROM t'), [{ x: 1 }]);
  await other.script("ALTER TABLE t ADD COLUMN y TEXT NOT NULL DEFAULT 'new'");
  assert.deepEqual(await database.all('SELECT * FROM t'), [{ x: 1, y: 'new' }]);
  database.close();
  other.close();
});

test('a snapshot stays as it was while others write, and only reads', async () => {
  const address = fileAddress(join(folder, 'snapshot.db'));
  const [writer, reader] = [createNode(address), createNode(address)];
  await writer.script('CREATE TABLE notes (text TEXT) STRICT');
  await writer.run('INSERT INTO notes VALUES (?)', ['before']);
  const snapshot = await reader.snapshot();
  const count = async () => (await snapshot.all('SELECT count(*) AS count FROM notes'))[0]?.['count'];
  assert.equal(await count(), 1);
  await writer.run('INSERT INTO notes VALUES (?)', ['after']);
  assert.equal(await count(), 1);
  snapshot.close();
  assert.equal((await reader.first('SELECT count(*) AS count FROM notes'))?.['count'], 2);
  const second = await reader.snapshot();
  await assert.rejects(second.all("INSERT INTO notes VALUES ('never')"));
  second.close();
  reader.close();
  writer.close();
});

/** As much short-lived garbage as makes the collector move what is older to where it seldom looks. */
const litter = () => {
  for (let at = 0; at < 60; at += 1) JSON.stringify(Array.from({ length: 2000 }, (_, n) => ({ n, text: `${n}` })));
};

for (const [kind, calls] of [
  ['a few times', 3],
  ['a lot', 40],
] as const)
  test(`files that were used ${kind} and closed are closed, however many and however long they were open`, async () => {
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    let most = 0;
    for (let round = 0; round < 45; round += 1) {
      const path = (at: number) => join(folder, `closed-${calls}-${at}.db`);
      const databases = Array.from({ length: 20 }, (_, at) => createNode(fileAddress(path(at))));
      for (const database of databases)
        for (let call = 0; call < calls; call += 1) await database.all('SELECT ? AS x', [call]);
      litter();
      for (const database of databases) database.close();
      most = Math.max(most, open() - before);
    }
    // A file, its journal and the journal's index; those closed last may wait for the collector.
    assert.ok(most <= 3 * (20 + 64 + 10), `${most} files were open at once`);
  });

test('what met the transaction of another process leaves nothing half way', async () => {
  const path = join(folder, 'two-processes.db');
  const database = createNode(fileAddress(path));
  await database.run('CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)');
  await database.run('INSERT INTO t VALUES (1, 0)');
  const holder = `
    import Native from 'libsql';
    const other = new Native(process.argv[1], { timeout: 5000 });
    for (let turn = 0; turn < 20; turn += 1) {
      other.exec('BEGIN IMMEDIATE; INSERT INTO t (n) VALUES (2)');
      for (const until = performance.now() + 40; performance.now() < until;);
      other.exec('COMMIT');
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', holder, path], {
    stdio: 'inherit',
    cwd: import.meta.dirname,
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  let written = 0;
  while (child.exitCode === null) {
    await database.run('UPDATE t SET n = n + 1 WHERE id = 1');
    await database.write([{ sql: 'UPDATE t SET n = n + 1 WHERE id = 1' }]);
    await database.first('UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n');
    await database.read([{ sql: 'SELECT count(*) FROM t' }]);
    written += 3;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await ended;
  assert.deepEqual(await database.first('SELECT n FROM t WHERE id = 1'), { n: written });
  assert.deepEqual(await database.first('SELECT count(*) AS n FROM t'), { n: 21 });
  database.close();
});
