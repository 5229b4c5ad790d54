import { composeStore } from '../../compose.ts';
import type { Embedder } from '../../adapters/embeddings/port.ts';
import { queryVectors } from '../../adapters/embeddings/query-vectors.ts';
import type { SearchProducts } from '../../contract/search.ts';
import type { StoreDatabase } from '../../db/database.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { emptyStore } from '../../repositories/catalogue.test-support.ts';
import { sell, type TestProduct } from '../../routes/catalogue.test-support.ts';
import { vectorRepository } from '../../repositories/search-vectors.ts';
import { SearchMemory } from '../../search-memory.ts';
import { embedProducts } from './embed-products.ts';

const folder = testFolder();

/** A shop of these products to search in, as a request would; by meaning too, with an embedder. */
export async function shopOf(products: readonly TestProduct[], locale = 'en', embedder: Embedder | null = null) {
  const database: StoreDatabase = await emptyStore(folder);
  await database.run('UPDATE store_state SET locale = ?', [locale]);
  if (products.length > 0) await sell(...products)(database);
  const memory = new SearchMemory({ maxBytes: 64e6, shares: true });
  const queries = embedder && queryVectors(embedder);
  const services = () =>
    composeStore({ id: 's', instantAppId: 'a', plan: 'pro' } as Parameters<typeof composeStore>[0], database, {
      live: null,
      queries,
      memory,
      now: Date.now,
      onTrouble: (what, error) => {
        throw new Error(what, { cause: error });
      },
    });
  if (embedder) {
    const vectors = vectorRepository(database);
    await embedProducts({ vectors, embedder, now: () => 0 }, { untilMs: Infinity, mayChangeModel: true });
  }
  const find = async (q: string, more: Partial<SearchProducts> = {}) =>
    (await services().search.find({ q, sort: 'relevance', facets: 'none', spelling: 'auto', limit: 50, ...more })).body;
  return {
    database,
    services,
    find,
    handles: async (q: string, more: Partial<SearchProducts> = {}) =>
      (await find(q, more)).products.map(({ handle }) => handle),
    suggest: async (q: string) => (await services().search.suggest(q)).body,
  };
}
