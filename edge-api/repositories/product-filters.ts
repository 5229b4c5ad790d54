/** Filters of lists and search, parsed. Several values of one filter mean "any of". */
export interface ProductFilter {
  readonly available?: boolean | undefined;
  readonly vendors?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly priceMinMinor?: number | undefined;
  readonly priceMaxMinor?: number | undefined;
}

/** What is on sale. Written so that SQLite sees the partial indexes' condition in it. */
export const ON_SALE = `p.status = 'active' AND p.published = 1`;

const anyOf = (column: string, name: string) => `${column} IN (SELECT value FROM json_each(:${name}))`;

/** One condition for each filter over `products p`, true where the filter is not set, with named parameters. */
export function filterConditions(filter: ProductFilter): {
  vendor: string;
  type: string;
  available: string;
  rest: string;
  args: Record<string, string | number>;
} {
  const args: Record<string, string | number> = {};
  const set = (name: string, value: string | number | undefined, condition: string): string => {
    if (value === undefined) return '1';
    args[name] = value;
    return condition;
  };
  const list = (values: readonly string[] | undefined) => values && JSON.stringify(values);
  return {
    vendor: set('vendors', list(filter.vendors), anyOf('p.vendor', 'vendors')),
    type: set('types', list(filter.types), anyOf('p.product_type', 'types')),
    available: set(
      'available',
      filter.available === undefined ? undefined : Number(filter.available),
      'p.available = :available',
    ),
    rest: [
      set('tags', list(filter.tags), `p.id IN (SELECT product_id FROM product_tags WHERE ${anyOf('tag', 'tags')})`),
      set('priceMin', filter.priceMinMinor, 'p.price_max_minor >= :priceMin'),
      set('priceMax', filter.priceMaxMinor, 'p.price_min_minor <= :priceMax'),
    ].join(' AND '),
    args,
  };
}
