import type { Database } from './db/database.ts';
import { searchIndexRepository } from './repositories/search-index.ts';
import { stateRepository } from './repositories/state.ts';
import { analyserOf } from './services/search/analysis.ts';
import { type Indexer, indexer } from './services/search/indexer.ts';

/** What keeps the text index of a store's database in step with its catalogue, in the store's language. */
export function textIndexOf(database: Database, now: () => number = Date.now): Indexer {
  const state = stateRepository(database);
  return indexer(searchIndexRepository(database), async () => analyserOf((await state.get()).locale), now);
}
