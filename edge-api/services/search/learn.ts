import type { Embedder } from '../../adapters/embeddings/port.ts';
import type { SalesRepository } from '../../repositories/search-sales.ts';
import type { VectorRepository } from '../../repositories/search-vectors.ts';
import type { Indexer } from './indexer.ts';
import { countSales } from './count-sales.ts';
import { embedProducts } from './embed-products.ts';

/** What a store learns of itself while nobody waits: the vectors of its products, and what its orders say. */
export interface LearnService {
  /**
   * Does what there is to do, for about so many milliseconds, and lets everybody else have turns meanwhile; answers whether all
   * is done. What fails is reported, and tried again in another turn.
   */
  turn(forMs: number): Promise<boolean>;
}

/** Longest that a turn waits for a provider, which may have nothing but waits to offer. */
const PATIENCE_MS = 30_000;

export interface LearnDependencies {
  readonly index: Indexer;
  readonly vectors: VectorRepository;
  readonly sales: SalesRepository;
  /** Null where nothing makes vectors. */
  readonly embedder: Embedder | null;
  readonly onTokens: (tokens: number) => void;
  readonly now: () => number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

export function learnService(dependencies: LearnDependencies): LearnService {
  const { index, vectors, sales, embedder, onTokens, now, onTrouble } = dependencies;
  const work = embedder && { vectors, embedder, onTokens, now };

  /** Whether work is done; failed work is, for now. */
  async function attempt(what: string, work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      onTrouble(what, error);
      return true;
    }
  }

  return {
    async turn(forMs) {
      const until = now() + forMs;
      const indexed = await attempt('bring changes into the search index', () => index.turn(until));
      const counted = await attempt('count what is bought', () => countSales({ sales, now }, until));
      const embedded = await attempt('make vectors of products', async () =>
        work ? embedProducts({ ...work, signal: AbortSignal.timeout(PATIENCE_MS) }, { untilMs: until }) : true,
      );
      return indexed && counted && embedded;
    },
  };
}
