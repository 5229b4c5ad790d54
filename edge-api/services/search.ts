import type { SearchAnswer, SearchProducts, Suggestions } from '../contract/search.ts';
import type { SearchPagesRepository } from '../repositories/search-pages.ts';
import type { SummaryRow } from '../repositories/products.ts';
import type { CollectionRepository } from '../repositories/collections.ts';
import { completions } from './search/completions.ts';
import type { Facts, ReadFacts } from './search/facts.ts';
import { type Filter, readFilter } from './search/filter.ts';
import { sortedPages } from './search/pages.ts';
import { type Found, openRelevance, type Relevance, type RelevanceDependencies } from './search/relevance.ts';
import type { RowSet } from './search/row-set.ts';
import { TYPING_WEIGHTS } from './search/score.ts';
import { readSortedCursor, writeSortedCursor } from './search/sorted-cursor.ts';
import { productSummary, storeSummary, type Versioned } from './summary.ts';

/** Hits that completions are taken from, candidates they are chosen among, and how many of everything is shown. */
const SUGGESTED = { hits: 40, candidates: 150 };
const SHOWN = { products: 6, queries: 5, collections: 4 };

export interface SearchService {
  find(query: SearchProducts): Promise<Versioned<SearchAnswer>>;
  suggest(q: string): Promise<Versioned<Suggestions>>;
  /** The products on sale with every word of a text, or the closest where none has. */
  matching(text: string): Promise<RowSet>;
}

export interface SearchDependencies extends RelevanceDependencies {
  /** Facts of all products, for filters, facets and sorts. */
  readonly facts: ReadFacts;
  readonly pages: SearchPagesRepository;
  readonly collections: CollectionRepository;
  readonly now: () => number;
}

interface Page {
  readonly products: readonly SummaryRow[];
  readonly next: string | null;
}

export function searchService(dependencies: SearchDependencies): SearchService {
  const { facts, pages, collections, now } = dependencies;
  const pageOf = sortedPages(pages);

  async function sortedPage(query: SearchProducts, filter: Filter, known: Facts, rows: RowSet): Promise<Page> {
    const sort = query.sort === 'relevance' ? 'featured' : query.sort;
    const shelf = query.q.trim() === '' && sort === 'featured' ? onlyCollection(filter) : undefined;
    const after = query.after === undefined ? undefined : readSortedCursor(query.after, shelf ? 'collection' : sort);
    const order = shelf === undefined ? { sort } : { collection: shelf };
    const page = await pageOf({ facts: known, rows, order, after, limit: query.limit });
    return { products: page.rows, next: page.next && writeSortedCursor(shelf ? 'collection' : sort, page.next) };
  }

  async function rankedPage(
    relevance: Relevance,
    found: Found,
    known: Facts | undefined,
    { rows, limit }: { rows: RowSet; limit: number },
  ): Promise<Page> {
    const page = await relevance.page(found, rows, limit, {
      facts: found.cursor?.boosted === false ? undefined : known,
    });
    return { products: await pages.summaries(page.rows), next: page.next };
  }

  return {
    async find(query) {
      const started = now();
      const { limit, after } = query;
      const text = query.q.trim();
      const filter = readFilter(query);
      const relevance = await openRelevance(dependencies);
      const { state } = relevance.moment;
      const ranked = text !== '' && query.sort === 'relevance';
      const found =
        text === ''
          ? null
          : ranked && after !== undefined
            ? await relevance.resume(text, after)
            : await relevance.find(text, { exact: query.spelling === 'exact', every: !ranked });

      // A first page of words alone need not wait until everything about every product is in memory.
      const needed = !found || !ranked || query.facets === 'all' || isSet(filter) || found.cursor?.boosted;
      const known = needed ? await facts() : found.cursor ? undefined : await facts.held();
      const selection = known?.select(filter, found?.rows ?? null);
      const rows = selection?.rows ?? found!.rows;
      const offered = query.facets === 'all' && selection ? selection.facets() : [];
      const page =
        found && ranked
          ? await rankedPage(relevance, found, known, { rows, limit })
          : await sortedPage(query, filter, known!, rows);
      return {
        version: state.catalogueVersion,
        provisional: (ranked && known === undefined) || found?.unanswered === true,
        body: {
          store: storeSummary(state),
          products: page.products.map((row) => productSummary(row, state)),
          total: rows.size,
          matching: found ? rows.and(found.all).size : rows.size,
          relaxed: found ? found.relaxed || found.further : false,
          corrected: found?.corrected ?? null,
          didYouMean: found?.didYouMean ?? null,
          facets: offered,
          tookMs: Math.max(0, Math.round((now() - started) * 10) / 10),
          next: page.next,
        },
      };
    },

    matching: async (text) => (await (await openRelevance(dependencies)).find(text, { every: true })).rows,

    async suggest(q) {
      const relevance = await openRelevance(dependencies);
      const { state } = relevance.moment;
      const text = q.trim();
      const [found, shelves] = await Promise.all([
        relevance.find(text, { typing: true, every: true }),
        collections.named(text, SHOWN.collections),
      ]);
      const { rows } = await relevance.page(found, found.rows, SUGGESTED.hits, {
        most: SUGGESTED.candidates,
        weights: TYPING_WEIGHTS,
      });
      const hits = await pages.summaries(rows);
      return {
        version: state.catalogueVersion,
        body: {
          products: hits.slice(0, SHOWN.products).map((hit) => productSummary(hit, state)),
          collections: shelves,
          queries: completions(
            relevance.analyser.words(found.corrected ?? text),
            hits.map(({ title }) => title),
            relevance.analyser,
            SHOWN.queries,
          ),
          didYouMean: found.corrected,
        },
      };
    },
  };
}

const isSet = ({ values, available, priceMinMinor, priceMaxMinor }: Filter): boolean =>
  values.size > 0 || available !== undefined || priceMinMinor !== undefined || priceMaxMinor !== undefined;

/** The one collection that is looked at, in whose own order its products then are. */
const onlyCollection = ({ values }: Filter): string | undefined => {
  const chosen = values.get('collection');
  return chosen?.length === 1 ? chosen[0] : undefined;
};
