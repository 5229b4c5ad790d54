import type { ProductSort } from '../../contract/products.ts';
import type { SortPosition } from '../../repositories/search-pages.ts';
import { readCursor, writeCursor } from '../cursor.ts';

/** An order that a page may be in: a sort, or that of one collection by the merchant's hand. */
export type SortedKind = ProductSort | 'collection';

const KEYS = {
  featured: 'number',
  newest: 'string',
  'price-asc': 'number',
  'price-desc': 'number',
  'title-asc': 'string',
  'title-desc': 'string',
  collection: 'number',
} as const satisfies Record<SortedKind, 'string' | 'number'>;

export const writeSortedCursor = (kind: SortedKind, position: SortPosition): string => writeCursor(kind, position);

/** Reads an `after` of a page in this order; throws invalid_request for any other. */
export const readSortedCursor = (text: string, kind: SortedKind): SortPosition =>
  readCursor(text, { [kind]: KEYS[kind] });
