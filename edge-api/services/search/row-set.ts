/**
 * An immutable set of products' row ids: their ascending list where they are few, one bit a row where they are many,
 * whichever is smaller. So a set of n rows up to row m takes at most min(4n, m / 8) bytes.
 */
export class RowSet {
  /** Ascending rows; undefined where the set is kept as bits. */
  private readonly list: Uint32Array | undefined;
  /** Bit r of word r / 32 is row r; undefined where the set is kept as a list. */
  private readonly bits: Uint32Array | undefined;
  readonly size: number;

  private constructor(list: Uint32Array | undefined, bits: Uint32Array | undefined, size: number) {
    this.list = list;
    this.bits = bits;
    this.size = size;
  }

  static readonly empty = new RowSet(new Uint32Array(0), undefined, 0);

  /** The set of these rows, which ascend without a repeat; it keeps the array, which nobody may change from now on. */
  static of(rows: Uint32Array): RowSet {
    const words = ((rows[rows.length - 1] ?? 0) >>> 5) + 1;
    if (rows.length <= words) return rows.length === 0 ? RowSet.empty : new RowSet(rows, undefined, rows.length);
    const bits = new Uint32Array(words);
    for (const row of rows) set(bits, row);
    return new RowSet(undefined, bits, rows.length);
  }

  /** The set of rows in any order, repeats allowed. */
  static from(rows: Iterable<number>): RowSet {
    const sorted = Uint32Array.from(rows).sort();
    return RowSet.of(sorted.filter((row, index) => index === 0 || row !== sorted[index - 1]));
  }

  /** Rows 1 to `maxRow`. */
  static all(maxRow: number): RowSet {
    const bits = new Uint32Array((maxRow >>> 5) + 1).fill(0xffffffff);
    bits[0] = 0xfffffffe;
    const last = bits.length - 1;
    bits[last] = (bits[last] ?? 0) & (0xffffffff >>> (31 - (maxRow & 31)));
    return RowSet.ofBits(bits, maxRow);
  }

  /** The set whose rows are the bits of these words, which nobody may change from now on. */
  static ofBits(bits: Uint32Array, size = countBits(bits)): RowSet {
    if (size === 0) return RowSet.empty;
    let words = bits.length;
    while (bits[words - 1] === 0) words--;
    if (size <= words) return new RowSet(listed(bits, size), undefined, size);
    return new RowSet(undefined, words < bits.length ? bits.slice(0, words) : bits, size);
  }

  /** Memory it holds. */
  get bytes(): number {
    return (this.list ?? this.bits)!.byteLength;
  }

  has(row: number): boolean {
    if (this.bits) return isSet(this.bits, row);
    const list = this.list!;
    return list[lowerBound(list, row, 0)] === row;
  }

  and(other: RowSet): RowSet {
    if (this === other) return this;
    const [small, large] = this.size <= other.size ? [this, other] : [other, this];
    if (small.bits && large.bits) return RowSet.ofBits(bothOf(small.bits, large.bits));
    if (small.list) return RowSet.of(kept(small.list, large, true));
    return RowSet.of(kept(large.list!, small, true));
  }

  or(other: RowSet): RowSet {
    if (this === other || other.size === 0) return this;
    if (this.size === 0) return other;
    if (this.list && other.list) return RowSet.of(merged(this.list, other.list));
    return RowSet.ofBits(eitherOf(this.words(), other.words()));
  }

  minus(other: RowSet): RowSet {
    if (this === other) return RowSet.empty;
    if (other.size === 0) return this;
    if (this.list) return RowSet.of(kept(this.list, other, false));
    return RowSet.ofBits(firstOnly(this.bits!, other.words()));
  }

  /** All rows, ascending; nobody may change the array. */
  rows(): Uint32Array {
    return this.list ?? listed(this.bits!, this.size);
  }

  /** Calls back with every row, ascending. */
  each(visit: (row: number) => void): void {
    if (this.list) for (const row of this.list) visit(row);
    else eachBit(this.bits!, visit);
  }

  private words(): Uint32Array {
    if (this.bits) return this.bits;
    const list = this.list!;
    const bits = new Uint32Array(((list[list.length - 1] ?? 0) >>> 5) + 1);
    for (const row of list) set(bits, row);
    return bits;
  }
}

function set(bits: Uint32Array, row: number): void {
  const word = row >>> 5;
  bits[word] = bits[word]! | (1 << (row & 31));
}

const isSet = (bits: Uint32Array, row: number): boolean => (((bits[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;

function bothOf(a: Uint32Array, b: Uint32Array): Uint32Array {
  const bits = new Uint32Array(Math.min(a.length, b.length));
  for (let word = 0; word < bits.length; word++) bits[word] = a[word]! & b[word]!;
  return bits;
}

function eitherOf(a: Uint32Array, b: Uint32Array): Uint32Array {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const bits = long.slice();
  for (let word = 0; word < short.length; word++) bits[word] = bits[word]! | short[word]!;
  return bits;
}

function firstOnly(a: Uint32Array, b: Uint32Array): Uint32Array {
  const bits = a.slice();
  const length = Math.min(a.length, b.length);
  for (let word = 0; word < length; word++) bits[word] = bits[word]! & ~b[word]!;
  return bits;
}

/** The rows of `list` that are in `other`, or those that are not. */
function kept(list: Uint32Array, other: RowSet, wanted: boolean): Uint32Array {
  const found = new Uint32Array(list.length);
  let count = 0;
  for (let at = 0; at < list.length; at++) if (other.has(list[at]!) === wanted) found[count++] = list[at]!;
  return found.slice(0, count);
}

function merged(a: Uint32Array, b: Uint32Array): Uint32Array {
  const rows = new Uint32Array(a.length + b.length);
  let count = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const left = a[i] ?? Infinity;
    const right = b[j] ?? Infinity;
    rows[count++] = Math.min(left, right);
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return rows.slice(0, count);
}

/** Position of the first row that is not below `row`, by halving. */
function lowerBound(list: Uint32Array, row: number, from: number): number {
  let low = from;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function listed(bits: Uint32Array, size: number): Uint32Array {
  const rows = new Uint32Array(size);
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1)
      rows[count++] = (word << 5) + (31 - Math.clz32(rest & -rest));
  }
  return rows;
}

function eachBit(bits: Uint32Array, visit: (row: number) => void): void {
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) visit((word << 5) + (31 - Math.clz32(rest & -rest)));
  }
}

/** Counts set bits, four partial sums a word (Warren, Hacker's Delight, 5-1). */
function countBits(bits: Uint32Array): number {
  let total = 0;
  for (let word = 0; word < bits.length; word++) {
    let pairs = bits[word]!;
    pairs -= (pairs >>> 1) & 0x55555555;
    const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
    total += Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return total;
}
