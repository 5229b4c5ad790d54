import { z } from '@hono/zod-openapi';
import { AskedCurrency } from './money.ts';
import { ProductSummary } from './products.ts';
import { StoreSummary } from './stores.ts';

const limit = z.coerce.number().int().min(1).max(24).default(8);

/** Query of `GET …/products/{handle}/recommendations`. `auto` is the merchant's picks, then what is bought together, then what is similar. */
export const RecommendForProduct = z
  .object({
    kind: z.enum(['auto', 'similar', 'bought-together', 'picks']).default('auto'),
    limit,
    currency: AskedCurrency,
  })
  .openapi('RecommendForProduct');
export type RecommendForProduct = z.infer<typeof RecommendForProduct>;

/** Query of `GET …/recommendations`. */
export const RecommendForProducts = z
  .object({
    /** Handles, separated by commas, a comma inside one written `\,`; handles of no product count for nothing. The first fifty are read. */
    products: z.string().max(8000).openapi({ example: 'linen-shirt,blue-mug' }),
    /** `viewed` answers those products themselves, as far as they are on sale. */
    kind: z.enum(['auto', 'similar', 'bought-together', 'viewed']).default('auto'),
    limit,
    currency: AskedCurrency,
  })
  .openapi('RecommendForProducts');
export type RecommendForProducts = z.infer<typeof RecommendForProducts>;

/** Where recommendations come from. */
export const RecommendationKind = z
  .enum(['picks', 'bought-together', 'similar', 'viewed', 'popular', 'newest'])
  .openapi('RecommendationKind');
export type RecommendationKind = z.infer<typeof RecommendationKind>;

export const Recommendations = z
  .object({
    store: StoreSummary,
    /** Where the first of them come from, when what was asked for was not there; more may come from elsewhere. */
    kind: RecommendationKind,
    /** What can be bought comes before what is sold out. */
    products: z.array(ProductSummary),
  })
  .openapi('Recommendations');
export type Recommendations = z.infer<typeof Recommendations>;
