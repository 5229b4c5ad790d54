import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createStore } from './adapters/provisioning/create-store.ts';
import { testFolder } from './db/folder.test-support.ts';
import { readEnvironment } from './env.ts';
import { type NodeServer, startNode } from './node.ts';
import { blockAdminRepository } from './repositories/blocks-admin.ts';
import { storeBlocks } from './services/blocks/store-blocks.ts';

const folder = testFolder();
let server: NodeServer;

/** Makes a store with one live block. */
async function storeWith(handle: string, source: string): Promise<void> {
  const { databases } = server;
  await createStore({ handle, name: handle, currency: 'EUR', locale: 'en' }, databases);
  const { database, release } = await databases.lease((await databases.stores.find(handle))!);
  const blocks = storeBlocks({ blocks: blockAdminRepository(database), most: () => 10, now: Date.now });
  const settings = [{ type: 'text', id: 'n', label: 'N', default: '' }] as const;
  await blocks.create({ name: 'block', source, settings: [...settings], texts: {} }, 'test');
  await blocks.publish('block', 'test');
  release();
}

const ask = async (handle: string, n: number) => {
  const settings = JSON.stringify({ n: `${n}` });
  const answer = await fetch(`${server.url}/v1/stores/${handle}/blocks/block?${new URLSearchParams({ settings })}`);
  return (await answer.json()) as { block: { html: string; stale: boolean } };
};

before(async () => {
  server = await startNode(readEnvironment({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }));
  await storeWith('honest', 'export default ({ html }, { n }) => html`<p>fine ${n}</p>`;');
  // It is never switched off, for it draws well as long as nobody chooses anything.
  await storeWith('hostile', 'export default ({ html }, { n }) => { while (n); return html``; };');
});
after(() => server.close());

describe('a server whose store has a hostile block', () => {
  test('goes on drawing each block of others', async () => {
    const attacking = new AbortController();
    let attacks = 0;
    const attack = async () => {
      while (!attacking.signal.aborted) {
        const { block } = await ask('hostile', attacks++);
        assert.deepEqual([block.html, block.stale], ['', true]);
      }
    };
    const attackers = Array.from({ length: 8 }, attack);
    for (let n = 0; n < 5; n++) {
      const { block } = await ask('honest', n);
      assert.deepEqual([block.html, block.stale], [`<p>fine ${n}</p>`, false]);
    }
    attacking.abort();
    await Promise.all(attackers);
    assert.ok(attacks > 8, `${attacks}`);
  });
});
