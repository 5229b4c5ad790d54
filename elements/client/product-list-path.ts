/** Which products a list holds, by the names of the grid's attributes. What is empty, left out or the default narrows nothing. */
export interface ProductListQuery {
  readonly collection?: string;
  readonly sort?: string;
  readonly limit?: number;
  /** Names separated by commas: any of them. So too the next two. */
  readonly vendor?: string | undefined;
  readonly type?: string | undefined;
  readonly tag?: string | undefined;
  /** Whether only what can be bought now. */
  readonly available?: boolean | undefined;
}

/** The API's parameters in the order they are always written in. */
const PARAMETERS = 'collection sort limit filter.vendor filter.type filter.tag filter.available';

/** As `productListPath`; `read` answers what stands under a name, as an element does of its attributes. */
export function productListPathOf(read: (name: string) => string | number | boolean | null | undefined): string {
  let path = '';
  for (const name of PARAMETERS.split(' ')) {
    const given = read(name.slice(name.indexOf('.') + 1));
    // An attribute that is only there.
    const value = given === '' && name === 'filter.available' ? 'true' : given;
    const pair = `${path ? '&' : '?'}${name}=${encodeURIComponent(value!)}`;
    if (value && !/t=(featured|24)$/.test(pair)) path += pair;
  }
  return `/products${path}`;
}

/**
 * Path of a product list below the store, with its parameters in one fixed order. The loader, the grid and the snippet's
 * preload hint all use it, so that one address is fetched once. Parameters at their defaults are left out.
 */
export const productListPath = (query: ProductListQuery): string =>
  productListPathOf((name) => query[name as keyof ProductListQuery]);

/** The same list from a cursor on. */
export const pathAfter = (path: string, cursor: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(cursor)}`;
