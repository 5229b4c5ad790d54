import { localEmbedder } from '../../edge-api/adapters/embeddings/local.ts';
import { queryVectors } from '../../edge-api/adapters/embeddings/query-vectors.ts';
import type { StoreDatabase } from '../../edge-api/db/database.ts';
import { recommendationRepository } from '../../edge-api/repositories/recommendations.ts';
import { vectorRepository } from '../../edge-api/repositories/search-vectors.ts';
import { analyserOf } from '../../edge-api/services/search/analysis.ts';
import { recommendationService } from '../../edge-api/services/recommendations.ts';
import { meaningService, type MeaningService } from '../../edge-api/services/search/meaning.ts';
import type { BenchOptions } from '../../tools/bench.ts';
import type { TableRows } from '../../tools/table.ts';
import { type JudgedQuery, judgedSets } from '../search/judged.ts';
import { mean, ndcg, recall } from '../search/metrics.ts';
import { fuse } from './fuse.ts';
import { meantStore } from './store.ts';

const WEIGHTS = [0.02, 0.05, 0.1, 0.2, 0.5, 1];
const DEPTH = 100;
/** Right products of a query that similar ones are asked for. */
const SEEDS = 3;
const RIGHT = 0.99;

type Find = (q: string) => Promise<string[]>;

/** Plain bm25 over the words of the index, weighted: what anybody has. */
function byWords(database: StoreDatabase): (q: string) => Promise<number[]> {
  const { terms } = analyserOf('en');
  return async (q) => {
    const words = terms(q);
    if (words.length === 0) return [];
    const rows = await database.all(
      `SELECT rowid AS row FROM search_index WHERE search_index MATCH ?
       ORDER BY bm25(search_index, 10, 5, 5, 3, 5, 1), rowid LIMIT ?`,
      [words.map((word) => `"${word}"`).join(' OR '), DEPTH],
    );
    return rows.map(({ row }) => Number(row));
  };
}

async function judged(name: string, queries: readonly JudgedQuery[], find: Find) {
  const found = await Promise.all(queries.map(async ({ q, gains }) => ({ list: await find(q), gains })));
  const of = (measure: (one: (typeof found)[number]) => number) => mean(found.map(measure)).toFixed(4);
  return {
    ranking: name,
    'nDCG@10': `${of(({ list, gains }) => ndcg(list, gains, 10, 'strict'))} / ${of(({ list, gains }) => ndcg(list, gains, 10, 'condensed'))}`,
    'recall@50': of(({ list, gains }) => recall(list, gains, 50)),
  };
}

/** How right the products are that are called similar to a right product of a query. */
async function similar(name: string, queries: readonly JudgedQuery[], like: Find) {
  const figures: { strict: number; condensed: number }[] = [];
  for (const { gains } of queries) {
    const right = [...gains].filter(([, gain]) => gain >= RIGHT).map(([handle]) => handle);
    if (right.length < 3) continue;
    for (const seed of right.slice(0, SEEDS)) {
      const others = new Map([...gains].filter(([handle]) => handle !== seed));
      const list = await like(seed);
      if (list.length === 0) continue;
      figures.push({ strict: ndcg(list, others, 10, 'strict'), condensed: ndcg(list, others, 10, 'condensed') });
    }
  }
  const strict = mean(figures.map((one) => one.strict)).toFixed(4);
  return {
    'similar by': name,
    'nDCG@10': `${strict} / ${mean(figures.map((one) => one.condensed)).toFixed(4)}`,
    products: figures.length,
  };
}

export async function qualityTables(options: BenchOptions): Promise<{ title: string; rows: TableRows }[]> {
  const tables: { title: string; rows: TableRows }[] = [];
  for (const { name, catalogue, queries } of judgedSets(options).sets) {
    const store = await meantStore(catalogue);
    const { database } = store;
    const meaning = meaningService({
      vectors: vectorRepository(database),
      queries: queryVectors(localEmbedder),
      onTrouble: (what, error) => {
        throw new Error(what, { cause: error });
      },
    });
    const known = await database.all('SELECT rowid AS row, handle FROM products');
    const handles = new Map(known.map(({ row, handle }) => [Number(row), String(handle)]));
    const rows = new Map([...handles].map(([row, handle]) => [handle, row]));
    const named = (found: readonly number[]) => found.map((row) => handles.get(row) ?? '');
    const words = byWords(database);
    const meant = async (q: string) => (await meaning.nearest(q, DEPTH)).map(({ row }) => row);
    const rankings = [
      await judged('words: FTS5 bm25', queries, async (q) => named(await words(q))),
      await judged('local vectors', queries, async (q) => named(await meant(q))),
    ];
    for (const weight of WEIGHTS)
      rankings.push(
        await judged(`both, weight ${weight}`, queries, async (q) =>
          named(fuse(await words(q), await meant(q), weight)),
        ),
      );
    const nothing: MeaningService = { weight: 0, nearest: async () => [] };
    const likes = (service: MeaningService): Find => {
      const recommend = recommendationService(recommendationRepository(database), service);
      return async (handle) => {
        const { body } = await recommend
          .forProduct(handle, { kind: 'similar', limit: 24 })
          .catch(() => ({ body: { products: [] } }));
        return body.products.map((product) => product.handle);
      };
    };
    const alike = [
      await similar('vectors', queries, async (handle) => {
        const row = rows.get(handle);
        return row === undefined ? [] : named((await meaning.nearest([row], 24)).map((near) => near.row));
      }),
      await similar('vectors and attributes', queries, likes(meaning)),
      await similar('attributes', queries, likes(nothing)),
    ];
    tables.push(
      { title: `${name}: ${queries.length} judged queries`, rows: rankings },
      { title: `${name}: similar products`, rows: alike },
    );
    store.close();
  }
  return tables;
}
