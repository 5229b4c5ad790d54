import type { Database } from '../../db/database.ts';
import { SearchMemory } from '../../search-memory.ts';
import { searchFactsRepository } from '../../repositories/search-facts.ts';
import { type ReadFacts, factsReader } from './facts.ts';
import { type Filter, isOption } from './filter.ts';

/** Facts of a store over a memory of its own. */
export function factsOf(database: Database, memory = new SearchMemory({ maxBytes: 64e6, shares: true })): ReadFacts {
  return factsReader(searchFactsRepository(database), memory.of('test'), () => Promise.resolve());
}

/** A product as its tables have it, read without anything that is tested. */
export interface PlainProduct {
  readonly row: number;
  readonly onSale: boolean;
  readonly available: boolean;
  readonly min: number;
  readonly max: number;
  /** Values by facet, options aside. */
  readonly terms: ReadonlyMap<string, ReadonlySet<string>>;
  readonly variants: readonly { readonly options: ReadonlyMap<string, string>; readonly available: boolean }[];
}

/** Every product of a store, table by table. */
export async function plainProducts(database: Database): Promise<PlainProduct[]> {
  const [products = [], tags = [], collections = [], options = [], variants = [], metafields = []] =
    await database.read(
      [
        'SELECT rowid AS row, * FROM products ORDER BY rowid',
        'SELECT * FROM product_tags',
        'SELECT cp.product_id, c.handle FROM collection_products cp JOIN collections c ON c.id = cp.collection_id',
        'SELECT * FROM product_options ORDER BY position',
        'SELECT * FROM variants',
        'SELECT * FROM product_metafields',
      ].map((sql) => ({ sql })),
    );
  return products.map((product) => {
    const mine = <Row extends { product_id?: unknown }>(rows: readonly Row[]) =>
      rows.filter(({ product_id }) => product_id === product['id']);
    const terms = new Map<string, Set<string>>();
    const add = (facet: string, value: unknown) => {
      if (value !== '') terms.set(facet, (terms.get(facet) ?? new Set()).add(String(value)));
    };
    add('vendor', product['vendor']);
    add('type', product['product_type']);
    for (const { tag } of mine(tags)) add('tag', tag);
    for (const { handle } of mine(collections)) add('collection', handle);
    for (const { namespace, key, value } of mine(metafields)) add(`metafield.${namespace}.${key}`, value);
    const names = mine(options).map(({ name }) => `option.${name}`);
    return {
      row: Number(product['row']),
      onSale: product['status'] === 'active' && product['published'] === 1,
      available: product['available'] === 1,
      min: Number(product['price_min_minor']),
      max: Number(product['price_max_minor']),
      terms,
      variants: mine(variants).map((variant) => ({
        options: new Map(
          (JSON.parse(String(variant['option_values'])) as string[]).map((value, index) => [names[index]!, value]),
        ),
        available:
          variant['inventory_tracked'] === 0 ||
          variant['inventory_policy'] === 'continue' ||
          Number(variant['inventory_quantity']) > 0,
      })),
    };
  });
}

/** Whether a filter leaves a product: the rule, said a second time and as plainly as possible. */
export function leaves(filter: Filter, product: PlainProduct): boolean {
  if (!product.onSale) return false;
  const chosen = [...filter.values];
  for (const [facet, values] of chosen.filter(([name]) => !isOption(name)))
    if (!values.some((value) => product.terms.get(facet)?.has(value))) return false;
  if (product.max < (filter.priceMinMinor ?? 0) || product.min > (filter.priceMaxMinor ?? Infinity)) return false;
  const options = chosen.filter(([name]) => isOption(name));
  if (options.length === 0) return filter.available === undefined || product.available === filter.available;
  const variants = product.variants.filter((variant) =>
    options.every(([name, values]) => values.includes(variant.options.get(name) ?? ' none')),
  );
  if (variants.length === 0) return false;
  return filter.available === undefined || variants.some(({ available }) => available) === filter.available;
}

/** All values a store's products on sale have, by facet. */
export function valuesByFacet(products: readonly PlainProduct[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (facet: string, value: string) => found.set(facet, (found.get(facet) ?? new Set()).add(value));
  for (const { onSale, terms, variants } of products) {
    if (!onSale) continue;
    for (const [facet, values] of terms) for (const value of values) add(facet, value);
    for (const { options } of variants) for (const [facet, value] of options) add(facet, value);
  }
  return found;
}
