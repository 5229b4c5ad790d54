import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { localEmbedder } from './adapters/embeddings/local.ts';
import type { Embedder } from './adapters/embeddings/port.ts';
import { queryVectors } from './adapters/embeddings/query-vectors.ts';
import type { Surroundings } from './compose.ts';
import { startApi } from './routes/api.test-support.ts';
import { sell } from './routes/catalogue.test-support.ts';
import { order } from './services/search/orders.test-support.ts';
import { tendStores } from './tend.ts';

const api = await startApi();

async function shop(handle: string, products: number) {
  const shelf = Array.from({ length: products }, (_, index) => ({ handle: `p${index}`, title: `Thing ${index}` }));
  await api.store(handle, {}, async (db) => {
    await sell(...shelf)(db);
    await order(db, ['p0', 'p1'], Date.now());
  });
  return (await api.databases.stores.find(handle))!;
}

function tended(embedder: Embedder, now: () => number = () => 0) {
  const troubles: string[] = [];
  const counted: string[] = [];
  const surroundings: Surroundings = {
    live: null,
    queries: queryVectors(embedder),
    usage: {
      count: (_store, metric, amount) => void counted.push(`${metric} ${amount}`),
      isSpent: () => false,
      settle: () => undefined,
    },
    now,
    onTrouble: (what, error) => void troubles.push(`${what}: ${error instanceof Error ? error.message : ''}`),
  };
  const tend = (some: Awaited<ReturnType<typeof shop>>[], learning?: Set<string>) =>
    tendStores(some, (store) => api.databases.lease(store), surroundings, undefined, learning);
  return { tend, troubles, counted };
}

const count = (handle: string, table: string) =>
  api.inspect(handle, async (db) => Number((await db.first(`SELECT count(*) AS n FROM ${table}`))?.['n']));

describe('tending stores', () => {
  test('makes the vectors of products, counts what is bought together, and reports the tokens of a provider', async () => {
    const store = await shop('ada', 3);
    const charging: Embedder = {
      ...localEmbedder,
      async embed(texts, options) {
        options.onTokens?.(texts.length * 7);
        return localEmbedder.embed(texts, options);
      },
    };
    const { tend, troubles, counted } = tended(charging);
    assert.deepEqual(await tend([store]), []);
    assert.deepEqual(troubles, []);
    assert.equal(await count('ada', 'product_vectors'), 3);
    assert.equal(await count('ada', 'product_pairs'), 2);
    assert.deepEqual(counted, ['embeddingTokens 21']);
  });

  test('leaves a store that takes long for another turn, after which the next store has had its own', async () => {
    const [large, small] = [await shop('large', 2000), await shop('small', 2)];
    let time = 0;
    const { tend } = tended(localEmbedder, () => (time += 250));
    assert.deepEqual(await tend([large, small]), [large]);
    assert.ok((await count('large', 'product_vectors')) < 2000);
    assert.equal(await count('small', 'product_vectors'), 2);
    for (let turn = 0; turn < 30 && (await tend([large])).length > 0; turn++);
    assert.equal(await count('large', 'product_vectors'), 2000);
  });

  test('gives no store two turns at once, so that nothing is paid for twice', async () => {
    const store = await shop('twice', 2);
    const { tend } = tended(localEmbedder);
    await tend([store], new Set([store.id]));
    assert.equal(await count('twice', 'product_vectors'), 0);
    const learning = new Set<string>();
    await tend([store], learning);
    assert.equal(learning.size, 0);
    assert.equal(await count('twice', 'product_vectors'), 2);
  });

  test('goes on with everything else where a provider of vectors is away, and says so', async () => {
    const store = await shop('away', 2);
    const { tend, troubles } = tended({ ...localEmbedder, embed: () => Promise.reject(new Error('is away')) });
    assert.deepEqual(await tend([store]), []);
    assert.deepEqual(troubles, ['make vectors of products: is away']);
    assert.equal(await count('away', 'product_pairs'), 2);
  });
});
