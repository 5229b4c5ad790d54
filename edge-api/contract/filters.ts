import { z } from '@hono/zod-openapi';

/** Filters of one request, values of one filter, and characters of one with all its values. */
export const MOST_FILTERS = { filters: 20, values: 50, chars: 4000 } as const;
const csv = z.string().max(MOST_FILTERS.chars);

/** Minor units of the currency asked for, in decimal digits alone; empty for none. */
const price = z
  .string()
  .regex(/^\d{0,15}$/, 'must be a whole number of minor units, in digits')
  .transform((digits) => (digits === '' ? undefined : Number(digits)))
  .optional()
  .openapi({ type: 'integer', minimum: 0 });

/**
 * Filters shared by lists and search. An empty one is none. Several values of one filter are separated by commas and mean "any of"; a comma inside
 * a value is written `\,`. Besides these there are `filter.option.<Name>` and `filter.metafield.<namespace>.<key>`, which
 * `checkFilters` looks at.
 */
export const ProductFilters = z
  .object({
    'filter.available': z
      .enum(['true', 'false', ''])
      .transform((value) => (value === '' ? undefined : value))
      .optional()
      .openapi({ type: 'string', enum: ['true', 'false'] }),
    'filter.vendor': csv.optional(),
    'filter.type': csv.optional(),
    'filter.tag': csv.optional(),
    /** Handles of collections. */
    'filter.collection': csv.optional(),
    'filter.price.min': price,
    'filter.price.max': price,
  })
  .catchall(z.unknown());
export type ProductFilters = z.infer<typeof ProductFilters>;

/** `filter.option.Color`: the name as the merchant wrote it. */
const OPTION_FILTER = /^filter\.option\.(?<name>.{1,100})$/su;
/** `filter.metafield.custom.material`: the namespace has no dot. */
const METAFIELD_FILTER = /^filter\.metafield\.(?<name>[^.]{1,100}\.[^.].{0,99})$/su;

const isOwn = (name: string): boolean => OPTION_FILTER.test(name) || METAFIELD_FILTER.test(name);

/** Whether a facet of a store's own, such as `option.Color`, can be filtered by: names may be too long, or have dots where none may be. */
export const isOwnFilter = (facet: string): boolean => isOwn(`filter.${facet}`);

/** The filters whose names are a store's own, by facet: `option.Color`, `metafield.custom.material`. */
export function ownFilters(query: ProductFilters): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(query))
    if (typeof value === 'string' && isOwn(name)) found.set(name.slice('filter.'.length), value);
  return found;
}

/** Whether a filter's text names more values than one may have. */
export const hasTooManyValues = (filter: string): boolean =>
  filter.replace(/\\./gs, '').split(',').length > MOST_FILTERS.values;

/** Refuses filters that nobody has, and more or longer ones than anybody needs. */
export function checkFilters(query: ProductFilters, context: z.RefinementCtx): void {
  const names = Object.keys(query).filter((name) => name.startsWith('filter.'));
  const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
  if (names.length > MOST_FILTERS.filters) refuse([], `There are at most ${MOST_FILTERS.filters} filters.`);
  for (const name of names) {
    const shown = name.slice(0, 150);
    const value = query[name];
    const known = Object.hasOwn(ProductFilters.shape, name);
    if (!known && !isOwn(name)) {
      refuse([shown], 'There is no such filter.');
    } else if (!known && (typeof value !== 'string' || value.length > MOST_FILTERS.chars)) {
      refuse([shown], `A filter is given once, with at most ${MOST_FILTERS.chars} characters.`);
    } else if (typeof value === 'string' && hasTooManyValues(value)) {
      refuse([shown], `A filter has at most ${MOST_FILTERS.values} values.`);
    }
  }
}
