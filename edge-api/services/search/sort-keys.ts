import type { ProductSort } from '../../contract/products.ts';
import { roomFor } from './growing.ts';
import type { RowSet } from './row-set.ts';

/** What a product is sorted by. */
export interface Sorted {
  readonly position: number;
  readonly createdAt: string;
  readonly priceMinMinor: number;
  readonly title: string;
}

/** Products that may be the first of an order. */
export interface First {
  readonly rows: readonly number[];
  /** Products beyond this are not among them, as `nearKey` has it; undefined when all are there. */
  readonly border: number | undefined;
}

const KEYS = ['position', 'created', 'price', 'title'] as const;
const SORTED_BY: Readonly<Record<ProductSort, { by: (typeof KEYS)[number]; descending: boolean }>> = {
  featured: { by: 'position', descending: false },
  newest: { by: 'created', descending: true },
  'price-asc': { by: 'price', descending: false },
  'price-desc': { by: 'price', descending: true },
  'title-asc': { by: 'title', descending: false },
  'title-desc': { by: 'title', descending: true },
};

/** Characters of a title that a number of 48 bits holds as UTF-8. */
const TITLE_BYTES = 6;
const encoder = new TextEncoder();

/**
 * A number for a sort key that never orders two of them otherwise than SQL does, though it may not tell them apart: the
 * beginning of a title without regard to the case of ASCII, as `COLLATE NOCASE`; a time to the second.
 */
export function nearKey(sort: ProductSort, key: string | number): number {
  if (typeof key === 'number') return key;
  return SORTED_BY[sort].by === 'created' ? nearTime(key) : nearTitle(key);
}

function nearTitle(title: string): number {
  // One more, so that no pair of surrogates is cut.
  const bytes = encoder.encode(title.slice(0, TITLE_BYTES + 1));
  let near = 0;
  for (let index = 0; index < TITLE_BYTES; index++) {
    const byte = bytes[index] ?? 0;
    near = near * 256 + (byte >= 65 && byte <= 90 ? byte + 32 : byte);
  }
  return near;
}

/** Digits of a time as 20260131235959; not a number for what is no such time. */
function nearTime(time: string): number {
  const digits = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(time);
  return digits ? Number(digits.slice(1).join('')) : NaN;
}

/** What every product is sorted by, as numbers by row id: 8 bytes a key. */
export class SortKeys {
  private readonly keys: Record<(typeof KEYS)[number], Float64Array> = {
    position: new Float64Array(0),
    created: new Float64Array(0),
    price: new Float64Array(0),
    title: new Float64Array(0),
  };
  /** Products whose time is written so that its digits do not say the order. */
  private readonly odd = new Set<number>();

  set(row: number, { position, createdAt, priceMinMinor, title }: Sorted): void {
    for (const key of KEYS) this.keys[key] = roomFor(this.keys[key], row + 1);
    this.keys.position[row] = position;
    this.keys.price[row] = priceMinMinor;
    this.keys.title[row] = nearTitle(title);
    const created = createdAt === '' ? 0 : nearTime(createdAt);
    this.keys.created[row] = created;
    if (Number.isNaN(created)) this.odd.add(row);
    else this.odd.delete(row);
  }

  /**
   * The `least` products of these that an order has behind the key `after`, those that have that very key, and all that
   * cannot be told from any of them; null where these numbers do not say the order. Takes two looks at each product.
   */
  first(sort: ProductSort, rows: RowSet, after: string | number | undefined, least: number): First | null {
    const { by, descending } = SORTED_BY[sort];
    if (by === 'created' && this.odd.size > 0) return null;
    const keys = this.keys[by];
    const sign = descending ? -1 : 1;
    const from = after === undefined ? -Infinity : sign * nearKey(sort, after);
    if (Number.isNaN(from)) return null;
    const all = rows.rows();
    const lowest = new Lowest(least);
    for (const row of all) {
      const key = sign * keys[row]!;
      if (key > from) lowest.add(key);
    }
    const border = lowest.full ? lowest.greatest : Infinity;
    const found: number[] = [];
    let beyond = false;
    for (const row of all) {
      const key = sign * keys[row]!;
      if (key > border) beyond = true;
      else if (key >= from) found.push(row);
    }
    return { rows: found, border: beyond ? sign * border : undefined };
  }

  /** Whether a key lies beyond the border of what was found. */
  static isBeyond(sort: ProductSort, key: string | number, border: number | undefined): boolean {
    if (border === undefined) return false;
    return SORTED_BY[sort].descending ? nearKey(sort, key) < border : nearKey(sort, key) > border;
  }
}

/** The lowest numbers of many: a heap whose top is the greatest of those kept. */
class Lowest {
  private readonly heap: Float64Array;
  private size = 0;

  constructor(most: number) {
    this.heap = new Float64Array(most);
  }

  get full(): boolean {
    return this.size === this.heap.length;
  }

  get greatest(): number {
    return this.heap[0] ?? -Infinity;
  }

  add(key: number): void {
    const { heap } = this;
    if (this.size < heap.length) {
      let at = this.size++;
      for (let parent = (at - 1) >> 1; at > 0 && heap[parent]! < key; parent = (at - 1) >> 1) {
        heap[at] = heap[parent]!;
        at = parent;
      }
      heap[at] = key;
    } else if (key < heap[0]!) this.replaceGreatest(key);
  }

  private replaceGreatest(key: number): void {
    const { heap, size } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && heap[child + 1]! > heap[child]!) child += 1;
      if (heap[child]! <= key) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = key;
  }
}
