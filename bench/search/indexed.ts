import { localEmbedder } from '../../edge-api/adapters/embeddings/local.ts';
import type { StoreDatabase } from '../../edge-api/db/database.ts';
import { vectorRepository } from '../../edge-api/repositories/search-vectors.ts';
import { embedProducts } from '../../edge-api/services/search/embed-products.ts';
import { textIndexOf } from '../../edge-api/text-index.ts';

/** Brings the text index up to date; answers how many changes it took. */
export async function indexProducts(database: StoreDatabase): Promise<number> {
  return textIndexOf(database, Date.now).catchUp();
}

/** Makes the vectors that are missing, by the model that needs no account. */
export async function makeVectors(database: StoreDatabase): Promise<void> {
  const work = { vectors: vectorRepository(database), embedder: localEmbedder, now: Date.now };
  await embedProducts(work, { untilMs: Number.POSITIVE_INFINITY });
}

/** Brings everything that is derived from the catalogue up to date, as the server does in the background. */
export async function bringUpToDate(database: StoreDatabase): Promise<void> {
  await indexProducts(database);
  await makeVectors(database);
}
