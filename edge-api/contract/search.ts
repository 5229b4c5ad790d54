import { z } from '@hono/zod-openapi';
import { checkFilters, ProductFilters } from './filters.ts';
import { AskedCurrency } from './money.ts';
import { Limit, ProductSort, ProductSummary } from './products.ts';
import { StoreSummary } from './stores.ts';

/** Best first, or by any sort of a list. */
export const SearchSort = z.enum(['relevance', ...ProductSort.options]).openapi('SearchSort');
export type SearchSort = z.infer<typeof SearchSort>;

export const SearchProducts = ProductFilters.extend({
  q: z.string().max(200),
  sort: SearchSort.default('relevance'),
  /** `none` leaves the facets out, which a further page does not need. */
  facets: z.enum(['all', 'none']).default('all'),
  /** `exact` searches the words as they are spelled, right or wrong. */
  spelling: z.enum(['auto', 'exact']).default('auto'),
  limit: Limit,
  currency: AskedCurrency,
  after: z.string().max(5000).optional(),
})
  .superRefine(checkFilters)
  .openapi('SearchProducts');
export type SearchProducts = z.infer<typeof SearchProducts>;

/** What results can be narrowed by. A value's count is what would be found if it were the only one chosen of its facet. */
export const Facet = z
  .object({
    /** `vendor`, `type`, `tag`, `collection`, `available`, `price`, `option.<Name>` or `metafield.<namespace>.<key>`. */
    name: z.string(),
    /** What a merchant calls an option or a metafield; otherwise the name. */
    label: z.string(),
    kind: z.enum(['values', 'range']),
    /** Most frequent first; none of a range. */
    values: z.array(
      z.object({
        value: z.string(),
        label: z.string(),
        count: z.int(),
        /** Colours that a value of an option names, as CSS has them. */
        colors: z.array(z.string()).optional(),
      }),
    ),
    /** Ends of a range: minor units of the answer's currency. */
    min: z.int().optional(),
    max: z.int().optional(),
  })
  .openapi('Facet');
export type Facet = z.infer<typeof Facet>;

export const SearchAnswer = z
  .object({
    store: StoreSummary,
    products: z.array(ProductSummary),
    total: z.int(),
    /** Those of the total that have every word. 0 says that nothing is there of what was asked for. */
    matching: z.int(),
    /** Too little has every word, so that the closest products are shown as well. */
    relaxed: z.boolean(),
    /** What was searched instead of a misspelled text. */
    corrected: z.string().nullable(),
    /** Another spelling worth offering. */
    didYouMean: z.string().nullable(),
    facets: z.array(Facet),
    /** Milliseconds the database took. */
    tookMs: z.number(),
    next: z.string().nullable(),
  })
  .openapi('SearchAnswer');
export type SearchAnswer = z.infer<typeof SearchAnswer>;

export const Suggestions = z
  .object({
    products: z.array(ProductSummary),
    collections: z.array(z.object({ handle: z.string(), title: z.string() })),
    /** Completions of what was typed, taken from the catalogue's own words. */
    queries: z.array(z.string()),
    /** Another spelling worth offering. */
    didYouMean: z.string().nullable(),
  })
  .openapi('Suggestions');
export type Suggestions = z.infer<typeof Suggestions>;
