import { z } from '@hono/zod-openapi';
import { hasTooManyValues, MOST_FILTERS } from './filters.ts';
import { Handle, ProductSort } from './products.ts';

const names = z
  .string()
  .max(1000)
  .refine((text) => !hasTooManyValues(text), `has at most ${MOST_FILTERS.values} values`)
  .optional();
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most).optional();

/** Elements that may be asked for as markup. */
export type FragmentElement = 'product-grid' | 'product' | 'section' | 'sections';

/** A path of one host, or an address whose host stands before any handle. Browsers read a backslash as a slash. */
const isProductUrl = (text: string): boolean =>
  /^(?:https:\/\/[^/?#{}@]+(?:[/?#]|$)|\/(?!\/))[^\s"<>\\]*$/.test(text) && URL.canParse(text, 'https://shop.invalid');

/** The attributes of the elements, by their names; what one does not know it leaves. */
export const FragmentQuery = z
  .object({
    collection: Handle.optional(),
    vendor: names,
    type: names,
    tag: names,
    available: z.enum(['true']).optional(),
    sort: ProductSort.optional(),
    limit: whole(1, 100),
    layout: z.enum(['grid', 'carousel', 'masonry']).optional(),
    columns: whole(1, 12),
    heading: z.string().max(200).optional(),
    variant: z.string().max(64).optional().openapi({ description: 'The variant of a product that is chosen.' }),
    level: whole(1, 2),
    'product-url': z
      .string()
      .max(500)
      .refine(isProductUrl, 'must be a path, or an address that begins with https:// and its host')
      .default('/products/{handle}')
      .openapi({ description: 'Address of a product’s page, with `{handle}`.' }),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional()
      .openapi({ description: 'Address of the page it becomes part of, for JSON-LD.' }),
    locale: z
      .string()
      .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a language tag')
      .optional(),
    theme: z.enum(['light', 'dark', 'auto']).optional(),
  })
  .openapi('FragmentQuery');
export type FragmentQuery = z.infer<typeof FragmentQuery>;
