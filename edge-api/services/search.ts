import type { SearchAnswer, SearchProducts, Suggestions } from '../contract/search.ts';
import type { SearchRepository } from '../repositories/search.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { completions, matchAll, matchAny, matchTyping, searchWords } from './match.ts';
import { productFilter } from './products.ts';
import { productSummary, storeSummary, type Versioned } from './summary.ts';

/** How a page was found, kept in its cursor: every word, any word, or no words at all. */
const STAGES = { all: 'number', any: 'number', browse: 'number' } as const;
const FACETS = ['vendor', 'type', 'available'] as const;
/** Hits that completions are taken from, and how many of everything is shown. */
const SUGGESTED = { hits: 60, collections: 4 };
const SHOWN = { products: 6, queries: 5 };

export interface SearchService {
  find(query: SearchProducts): Promise<Versioned<SearchAnswer>>;
  suggest(q: string): Promise<Versioned<Suggestions>>;
}

export function searchService(search: SearchRepository, now: () => number): SearchService {
  return {
    async find(query) {
      const started = now();
      const { q, limit } = query;
      const words = searchWords(q);
      const after = query.after === undefined ? undefined : readCursor(query.after, STAGES);
      const filter = productFilter(query);
      // Nothing typed shows everything; only signs typed find nothing, which MATCH says by a word no product has.
      const all = q.trim() === '' ? null : (matchAll(words) ?? '""');
      const any = matchAny(words);

      let stage: keyof typeof STAGES = all === null ? 'browse' : (after?.kind ?? 'all');
      let found = await search.find({ match: stage === 'any' ? (any ?? '""') : all, filter, limit, after });
      if (stage === 'all' && found.total === 0 && any !== null && after === undefined) {
        stage = 'any';
        found = await search.find({ match: any, filter, limit });
      }
      const { state, hits, total, facets } = found;
      const shown = hits.slice(0, limit);
      const last = shown.at(-1);
      return {
        version: state.catalogueVersion,
        body: {
          store: storeSummary(state),
          products: shown.map((hit) => productSummary(hit, state)),
          total,
          relaxed: stage === 'any',
          corrected: null,
          didYouMean: null,
          facets: FACETS.map((name) => ({
            name,
            label: name,
            kind: 'values' as const,
            values: facets
              .filter((facet) => facet.name === name)
              .map(({ value: raw, count }) => {
                const value = name === 'available' ? (raw === '1' ? 'true' : 'false') : raw;
                return { value, label: value, count };
              }),
          })),
          tookMs: Math.max(0, Math.round((now() - started) * 10) / 10),
          next: last && hits.length > limit ? writeCursor(stage, { key: last.score, id: last.id }) : null,
        },
      };
    },

    async suggest(q) {
      const words = searchWords(q);
      const match = matchTyping(words) ?? '""';
      const found = await search.suggest({ match, prefix: words.length ? q.trim() : '\u{10FFFF}', ...SUGGESTED });
      const { state, collections, hits } = found;
      return {
        version: state.catalogueVersion,
        body: {
          products: hits.slice(0, SHOWN.products).map((hit) => productSummary(hit, state)),
          collections,
          queries: completions(
            words,
            hits.map(({ title }) => title),
            SHOWN.queries,
          ),
          didYouMean: null,
        },
      };
    },
  };
}
