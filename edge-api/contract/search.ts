import { z } from '@hono/zod-openapi';
import { Limit, ProductFilters, ProductSummary } from './products.ts';
import { StoreSummary } from './stores.ts';

export const SearchProducts = ProductFilters.extend({
  q: z.string().max(200),
  limit: Limit,
  after: z.string().max(2000).optional(),
}).openapi('SearchProducts');
export type SearchProducts = z.infer<typeof SearchProducts>;

export const Facet = z
  .object({ name: z.string(), values: z.array(z.object({ value: z.string(), count: z.int() })) })
  .openapi('Facet');
export type Facet = z.infer<typeof Facet>;

export const SearchAnswer = z
  .object({
    store: StoreSummary,
    products: z.array(ProductSummary),
    total: z.int(),
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
  })
  .openapi('Suggestions');
export type Suggestions = z.infer<typeof Suggestions>;
