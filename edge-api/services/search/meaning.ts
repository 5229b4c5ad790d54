import { DIMENSIONS, toUnit } from '../../adapters/embeddings/port.ts';
import type { QueryVectors } from '../../adapters/embeddings/query-vectors.ts';
import type { Near, SearchBeginning, VectorRepository } from '../../repositories/search-vectors.ts';
import type { SearchShelf } from '../../search-memory.ts';
import type { RowSet } from './row-set.ts';
import { VectorCodes } from './vector-codes.ts';

/**
 * How many vectors are compared each as it is, since that is the fastest, where one bit a dimension of all would be looked at in
 * memory or by SQL first. `npm run bench meaning` measures it, and docs/search.md has the figures.
 */
export const EXACT_UP_TO = { inMemory: 2000, bySql: 5000 } as const;
/** Vectors that are compared as they are after such a look; by SQL, which estimates worse, more of many. */
const CANDIDATES = 1000;
const candidatesBySql = (most: number): number => Math.min(4000, Math.max(CANDIDATES, Math.ceil(most / 25)));

export interface MeaningDependencies {
  readonly vectors: VectorRepository;
  /** Null where nothing makes vectors. */
  readonly queries: QueryVectors | null;
  /** Where codes are kept between requests; without one, each search reads them. */
  readonly memory?: SearchShelf | undefined;
  readonly onTokens?: ((tokens: number) => void) | undefined;
  /** Told of what a search is spared. */
  readonly onTrouble: (what: string, error: unknown) => void;
  readonly pause?: (() => Promise<void>) | undefined;
}

/** Products by what they mean. */
export interface MeaningService {
  /** How much a search listens to it beside the words, 0 to 1; 0 asks it only when the words find nothing. */
  readonly weight: number;
  /**
   * The `k` products nearest to what a text means, or to the middle of these products by their row ids, nearest first and without
   * those; only products in `within`. Empty where nothing is known of it: no failure of a provider or of what is kept here is
   * one of the search that asks.
   */
  nearest(what: string | readonly number[], k: number, within?: RowSet): Promise<Near[]>;
}

/** The middle of vectors; null where there is none, or no direction. */
function middleOf(vectors: readonly Float32Array[]): Float32Array | null {
  const sum = new Float32Array(DIMENSIONS);
  for (const vector of vectors) for (let at = 0; at < DIMENSIONS; at++) sum[at]! += vector[at] ?? 0;
  return sum.every((value) => value === 0) ? null : toUnit(sum);
}

const realPause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

export function meaningService(dependencies: MeaningDependencies): MeaningService {
  const { vectors, queries, memory, onTokens, onTrouble, pause = realPause } = dependencies;

  /** The codes of this store as they are now. */
  async function codesNow(shelf: SearchShelf, { model, epoch }: SearchBeginning): Promise<VectorCodes> {
    const name = `codes ${model}`;
    return shelf.once(`advance ${name}`, async () => {
      const known = shelf.get<VectorCodes>(epoch, name);
      const codes = known ?? new VectorCodes();
      const { bytes } = codes;
      await codes.advance(vectors, pause);
      if (!known || codes.bytes !== bytes) shelf.set(epoch, name, codes, codes.bytes);
      return codes;
    });
  }

  async function search(
    vector: Float32Array,
    k: number,
    within: RowSet | undefined,
    beginning: SearchBeginning,
  ): Promise<Near[]> {
    const { most } = beginning;
    const exactUpTo = memory ? EXACT_UP_TO.inMemory : EXACT_UP_TO.bySql;
    if (within && within.size <= exactUpTo) return vectors.nearest(vector, k, [...within.rows()]);
    if (most <= exactUpTo && !within) return vectors.nearest(vector, k);
    if (memory) {
      const codes = await codesNow(memory, beginning);
      return vectors.nearest(vector, k, codes.nearest(vector, Math.max(CANDIDATES, 4 * k), within));
    }
    const candidates = Math.max(candidatesBySql(most), 4 * k);
    const found = await vectors.nearestByBits(vector, within ? candidates : k, candidates);
    return (within ? found.filter(({ row }) => within.has(row)) : found).slice(0, k);
  }

  return {
    weight: queries?.embedder.weight ?? 0,
    async nearest(what, k, within) {
      try {
        const ofText = typeof what === 'string' ? await queries?.of(what, onTokens) : undefined;
        if (typeof what === 'string' && !ofText) return [];
        const products = typeof what === 'string' ? [] : what;
        const beginning = await vectors.begin(products);
        // Vectors of another model say nothing to those of this one, and are soon replaced.
        if (ofText && beginning.model !== queries?.embedder.name) return [];
        const vector = middleOf(ofText ? [ofText] : beginning.vectors);
        if (!vector) return [];
        const found = await search(vector, k + products.length, within, beginning);
        return found.filter(({ row }) => !products.includes(row)).slice(0, k);
      } catch (error) {
        onTrouble('search by meaning', error);
        return [];
      }
    },
  };
}
