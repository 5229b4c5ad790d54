import type { Embedder } from '../../adapters/embeddings/port.ts';
import type { SalesRepository } from '../../repositories/search-sales.ts';
import type { VectorRepository } from '../../repositories/search-vectors.ts';
import { countSales } from './count-sales.ts';
import { embedProducts } from './embed-products.ts';

/** What a store learns of itself while nobody waits: the vectors of its products, and what its orders say. */
export interface LearnService {
  /**
   * Does what there is to do, for about so many milliseconds, and lets everybody else have turns meanwhile; answers whether all
   * is done. What fails is reported, and tried again in another turn.
   */
  turn(forMs: number): Promise<boolean>;
  /** Makes vectors right after an import, unless that is up to a server with another model. */
  afterImport(): Promise<void>;
}

export interface LearnDependencies {
  readonly vectors: VectorRepository;
  readonly sales: SalesRepository;
  /** Null where nothing makes vectors. */
  readonly embedder: Embedder | null;
  readonly onTokens: (tokens: number) => void;
  readonly now: () => number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

export function learnService(dependencies: LearnDependencies): LearnService {
  const { vectors, sales, embedder, onTokens, now, onTrouble } = dependencies;
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
      const counted = await attempt('count what is bought', () => countSales({ sales, now }, until));
      const embedded = await attempt('make vectors of products', async () =>
        work ? embedProducts(work, { untilMs: until }) : true,
      );
      return counted && embedded;
    },

    async afterImport() {
      if (work) await embedProducts(work, { untilMs: Infinity, mayChangeModel: false });
    },
  };
}
