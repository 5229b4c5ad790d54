import { ListProducts } from '../contract/products.ts';
import { SearchProducts } from '../contract/search.ts';
import type { StoreSummary } from '../contract/stores.ts';
import type { ElementNeeds } from '../pages/ssr/needs.ts';
import type { ElementAnswers, ListQuery } from '../pages/ssr/port.ts';
import { ApiError } from './errors.ts';
import type { ProductService } from './products.ts';
import type { SearchService } from './search.ts';

/** The part of a store that elements ask. */
export interface AskedByElements {
  readonly products: Pick<ProductService, 'list' | 'get'>;
  readonly search: Pick<SearchService, 'find'>;
}

/** A list's query as the API's own parameters have it. */
function asParameters({ vendor, type, tag, available, collection, sort, limit }: ListQuery): ListProducts {
  return ListProducts.parse({
    ...(collection && { collection }),
    ...(sort && { sort }),
    ...(limit && { limit }),
    ...(vendor && { 'filter.vendor': vendor }),
    ...(type && { 'filter.type': type }),
    ...(tag && { 'filter.tag': tag }),
    ...(available && { 'filter.available': 'true' }),
  });
}

/** What is not there leaves the element to say so itself, as it would in a browser. */
async function orNothing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Asks for all that elements show, side by side. */
export async function elementAnswers(
  { products, search }: AskedByElements,
  { lists, handles, searches }: ElementNeeds,
  store: StoreSummary,
): Promise<ElementAnswers> {
  const [listed, found, shown] = await Promise.all([
    Promise.all(lists.map(async (query) => ({ query, page: await orNothing(products.list(asParameters(query))) }))),
    Promise.all(
      searches.map(async ({ source, limit }) => {
        const query = SearchProducts.parse({ q: source.query, limit: String(limit), facets: 'none' });
        return { source, limit, products: (await search.find(query)).body.products };
      }),
    ),
    Promise.all(handles.map(async (handle) => ({ handle, answer: await orNothing(products.get(handle)) }))),
  ]);
  return {
    store,
    lists: listed.flatMap(({ query, page }) => (page ? [{ query, page: page.body }] : [])),
    products: shown.map(({ handle, answer }) => ({ handle, product: answer?.body.product ?? null })),
    searches: found,
  };
}
