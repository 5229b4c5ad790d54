import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileStamp } from './file-stamp.node.ts';
import { testFolder } from './folder.test-support.ts';
import { createNode, fileAddress } from './open.node.ts';

const folder = testFolder();
/** Long enough after now that nothing written by then is new. */
const later = () => Date.now() + 3000;

test('a file that nobody writes keeps its stamp, opened or closed, and each write gives it another', async () => {
  const address = fileAddress(join(folder, 'stamped.db'));
  const database = createNode(address);
  await database.script('CREATE TABLE t (x INTEGER)');
  const stamps = new Set([fileStamp(address, later())]);
  for (let write = 1; write <= 20; write += 1) {
    await database.run('INSERT INTO t VALUES (?)', [write]);
    const stamp = fileStamp(address, later());
    assert.ok(stamp);
    stamps.add(stamp);
    await database.all('SELECT x FROM t');
    assert.equal(fileStamp(address, later()), stamp);
  }
  assert.equal(stamps.size, 21);
  await database.all('PRAGMA wal_checkpoint(TRUNCATE)');
  const settled = fileStamp(address, later());
  database.close();
  const again = createNode(address);
  await again.all('SELECT x FROM t');
  assert.equal(fileStamp(address, later()), settled);
  again.close();
});

test('a file that was written a moment ago has no stamp, as the next write could look the same', async () => {
  const address = fileAddress(join(folder, 'fresh.db'));
  const database = createNode(address);
  await database.script('CREATE TABLE t (x INTEGER)');
  assert.equal(fileStamp(address, Date.now()), undefined);
  assert.ok(fileStamp(address, later()));
  database.close();
});

test('what is no file, or none that is there, has no stamp', () => {
  assert.equal(fileStamp({ url: 'http://127.0.0.1:1/' }, later()), undefined);
  assert.equal(fileStamp(fileAddress(join(folder, 'nowhere.db')), later()), undefined);
});
