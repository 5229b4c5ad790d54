/**
 * Path of a product list below the store, with its parameters in one fixed order. The loader, the grid and the snippet's
 * preload hint all use it, so that one address is fetched once. Parameters at their defaults are left out.
 */
export function productListPath(query: { collection?: string; sort?: string; limit?: number; after?: string }): string {
  const parts: string[] = [];
  if (query.collection) parts.push(`collection=${encodeURIComponent(query.collection)}`);
  if (query.sort && query.sort !== 'featured') parts.push(`sort=${encodeURIComponent(query.sort)}`);
  if (query.limit && query.limit !== 24) parts.push(`limit=${query.limit}`);
  if (query.after) parts.push(`after=${encodeURIComponent(query.after)}`);
  return `/products${parts.length ? `?${parts.join('&')}` : ''}`;
}
