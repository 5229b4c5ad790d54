import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { storeMigrations } from '../../../migrations/index.ts';
import { localEmbedder } from '../../adapters/embeddings/local.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { migrate } from '../../db/migrate.ts';
import { createNode, fileAddress } from '../../db/open.node.ts';
import { openStoreDatabase } from '../../db/open.ts';
import { vectorRepository } from '../../repositories/search-vectors.ts';
import { sell } from '../../routes/catalogue.test-support.ts';
import { embedProducts } from './embed-products.ts';

const folder = testFolder();
const COUNT = 1500;

/** Runs the child and kills it without warning as it begins the write of this number. */
async function killedAt(path: string, write: number): Promise<void> {
  const script = fileURLToPath(new URL('embed-child.test-support.ts', import.meta.url));
  const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let writes = 0;
  for await (const line of createInterface(child.stdout)) {
    assert.equal(line, 'writing');
    writes += 1;
    if (writes === write) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  assert.equal(signal, 'SIGKILL');
}

test('vectors whose making is killed again and again are made to the end, each as if nothing had happened', async () => {
  const path = join(folder, 'killed.db');
  const db = openStoreDatabase(fileAddress(path), createNode);
  await migrate(db, storeMigrations);
  await db.run("INSERT INTO store_state (id, handle, name, currency) VALUES (1, 'test', 'Test', 'EUR')");
  await sell(...Array.from({ length: COUNT }, (_, index) => ({ handle: `p${index}`, title: `Thing number ${index}` })))(
    db,
  );
  const vectors = vectorRepository(db);

  let before = 0;
  for (const write of [1, 2, 3]) {
    await killedAt(path, write);
    const row = await db.first(
      `SELECT (SELECT count(*) FROM product_vectors) AS made, count(*) AS said
       FROM search_changes WHERE seq <= (SELECT embedded_seq FROM search_state)`,
    );
    const [made, said] = [Number(row?.['made']), Number(row?.['said'])];
    assert.equal(made, said, 'there are as many vectors as there are said to be');
    // Whether the last write was whole or nothing, everything before it is kept.
    assert.ok(made >= before + (write - 1) * 256, `${made} after ${before}`);
    before = made;
  }
  assert.ok(before < COUNT);

  const work = { vectors, embedder: localEmbedder, now: () => 0 };
  assert.equal(await embedProducts(work, { untilMs: Infinity }), true);
  const counted = await db.first(
    'SELECT count(*) AS vectors, (SELECT count(*) FROM product_vector_bits) AS bits FROM product_vectors',
  );
  assert.deepEqual({ ...counted }, { vectors: COUNT, bits: COUNT });
  for (const row of [1, 256, 257, 700, COUNT]) {
    const text = `Thing number ${row - 1}\n\n\n\n`;
    assert.deepEqual((await vectors.begin([row])).vectors, await localEmbedder.embed([text], { kind: 'product' }));
  }
  db.close();
});
