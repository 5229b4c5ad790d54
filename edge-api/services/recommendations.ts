import type {
  RecommendationKind,
  Recommendations,
  RecommendForProduct,
  RecommendForProducts,
} from '../contract/recommendations.ts';
import type { Candidate, Pair, RecommendationRepository, Seeds } from '../repositories/recommendations.ts';
import type { Near } from '../repositories/search-vectors.ts';
import { productNotFound } from './errors.ts';
import type { MeaningService } from './search/meaning.ts';
import { filterValues, productSummary, storeSummary, type Versioned } from './summary.ts';

/** Products asked about that are read, and products near to them that are looked at. */
const MOST_NAMED = 50;
const NEAR = 60;

/**
 * What else makes products alike, beside the cosine of their vectors. Measured on products that people judged right for the
 * same query: one type adds 1 % to nDCG@10, tags and prices add nothing there but break ties as a shopper would.
 */
const ALIKE = { type: 0.2, tags: 0.1, collections: 0.1, price: 0.05 } as const;

export interface RecommendationService {
  forProduct(handle: string, query: RecommendForProduct): Promise<Versioned<Recommendations>>;
  forProducts(query: RecommendForProducts): Promise<Versioned<Recommendations>>;
}

/** Where recommendations come from, with their products best first. */
type Source = readonly [kind: RecommendationKind, rows: readonly number[]];

/**
 * What is bought together more often than by chance, most telling first: by weight × the logarithm of the lift, which is how
 * often both were in one order over how often that were so if they had nothing to do with each other. The weight keeps rare
 * coincidences down, the lift what everybody buys anyway.
 */
export function rankPairs(pairs: readonly Pair[]): number[] {
  const scores = new Map<number, number>();
  for (const { row, weight, ownWeight, otherWeight, total } of pairs) {
    const lift = (weight * total) / (ownWeight * otherWeight);
    // Where all orders are few, even what is always bought together has no lift to speak of: it counts a little all the same.
    const score = weight * Math.max(Math.log(lift), 0.01);
    scores.set(row, (scores.get(row) ?? 0) + score);
  }
  return [...scores].sort(([a, x], [b, y]) => y - x || a - b).map(([row]) => row);
}

/** How many members two lists share, of all they have: 0 to 1. */
function overlap(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const shared = one.filter((value) => other.includes(value)).length;
  return shared / (one.length + other.length - shared);
}

function likeness(seed: Candidate, other: Candidate): number {
  const ratio = Math.log((seed.priceMinMinor + 1) / (other.priceMinMinor + 1));
  return (
    (seed.productType !== '' && seed.productType === other.productType ? ALIKE.type : 0) +
    ALIKE.tags * overlap(seed.tags, other.tags) +
    ALIKE.collections * overlap(seed.collections, other.collections) +
    ALIKE.price * Math.max(0, 1 - Math.abs(ratio) / Math.log(4))
  );
}

export function recommendationService(
  recommendations: RecommendationRepository,
  meaning: MeaningService,
): RecommendationService {
  /** Rows of what is similar, by meaning and by attributes; `known` gets the products on the way. */
  async function similarTo(
    seeds: readonly Candidate[],
    limit: number,
    known: Map<number, Candidate>,
  ): Promise<number[]> {
    const first = seeds[0];
    if (!first) return [];
    const rows = seeds.map(({ row }) => row);
    const near: readonly Near[] = await meaning.nearest(rows, NEAR);
    // Without vectors, or with few products that have some, attributes are all there is to go by.
    const related = near.length > limit ? [] : await recommendations.related(first, NEAR / 2);
    await learn([...near.map(({ row }) => row), ...related], known);
    const similarity = new Map(near.map((one) => [one.row, one.similarity]));
    const scored = [...new Set([...similarity.keys(), ...related])].flatMap((row) => {
      const product = known.get(row);
      if (!product) return [];
      const alike = Math.max(...seeds.map((seed) => likeness(seed, product)));
      return [{ row, score: (similarity.get(row) ?? 0) + alike }];
    });
    return scored.sort((a, b) => b.score - a.score).map(({ row }) => row);
  }

  /** Reads the products that are not known yet. */
  async function learn(rows: readonly number[], known: Map<number, Candidate>): Promise<void> {
    const missing = [...new Set(rows)].filter((row) => !known.has(row));
    if (missing.length === 0) return;
    for (const product of await recommendations.candidates(missing)) known.set(product.row, product);
  }

  /** The sources of a kind, one after the other, until there are enough that can be bought; the last are everybody's. */
  async function choose(
    kind: 'auto' | 'similar' | 'bought-together' | 'picks',
    seeds: Seeds,
    limit: number,
  ): Promise<{ kind: RecommendationKind; products: Candidate[] }> {
    const known = new Map<number, Candidate>();
    const asked = new Set(seeds.products.map(({ row }) => row));
    const chosen = new Map<number, Candidate>();
    let used: RecommendationKind | undefined;
    const add = ([from, rows]: Source) => {
      for (const row of rows) {
        const product = known.get(row);
        if (!product || asked.has(row) || chosen.has(row)) continue;
        chosen.set(row, product);
        used ??= from;
      }
    };
    const enough = () => [...chosen.values()].filter(({ available }) => available).length >= limit;

    if (kind === 'auto' || kind === 'picks') {
      await learn(seeds.picks, known);
      add(['picks', seeds.picks]);
    }
    if (!enough() && kind !== 'similar') {
      const together = rankPairs(seeds.pairs);
      await learn(together, known);
      add(['bought-together', together]);
    }
    if (!enough()) add(['similar', await similarTo(seeds.products, limit, known)]);
    if (!enough()) {
      const { popular, newest } = await recommendations.everywhere(limit + asked.size);
      await learn([...popular, ...newest], known);
      add(['popular', popular]);
      add(['newest', newest]);
    }
    // A sort that keeps the order of equals: what is sold out goes behind what is not.
    const products = [...chosen.values()].sort((a, b) => Number(b.available) - Number(a.available)).slice(0, limit);
    return { kind: used ?? 'newest', products };
  }

  const answer = (
    { state }: Seeds,
    { kind, products }: { kind: RecommendationKind; products: readonly Candidate[] },
  ): Versioned<Recommendations> => ({
    version: state.catalogueVersion,
    body: {
      store: storeSummary(state),
      kind,
      products: products.map((product) => productSummary(product, state)),
    },
  });

  return {
    async forProduct(handle, { kind, limit }) {
      const seeds = await recommendations.seeds([handle]);
      if (seeds.products.length === 0) throw productNotFound(handle);
      return answer(seeds, await choose(kind, seeds, limit));
    },

    async forProducts({ products, kind, limit }) {
      const handles = (filterValues(products) ?? []).slice(0, MOST_NAMED);
      const seeds = await recommendations.seeds(handles);
      return answer(
        seeds,
        kind === 'viewed' ? { kind, products: seeds.products.slice(0, limit) } : await choose(kind, seeds, limit),
      );
    },
  };
}
