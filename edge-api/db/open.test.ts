import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { testFolder } from './folder.test-support.ts';
import { connectNode, createNode, fileAddress, pathOfAddress } from './open.node.ts';
import { connectHttp, type DatabaseAddress } from './open.ts';

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

test('a file is opened for many readers and one writer that waits, with foreign keys', async () => {
  const database = createNode(fileAddress(join(folder, 'settings.db')));
  const pragma = async (name: string) => Object.values({ ...(await database.first(`PRAGMA ${name}`)) })[0];
  assert.deepEqual(
    [
      await pragma('journal_mode'),
      await pragma('synchronous'),
      await pragma('foreign_keys'),
      await pragma('busy_timeout'),
    ],
    ['wal', 1, 1, 5000],
  );
  database.close();
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
