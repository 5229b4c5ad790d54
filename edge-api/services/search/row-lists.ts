import { roomFor } from './growing.ts';

/** Most garbage kept before the pool is written anew, in numbers. */
const MOST_GARBAGE = 1 << 20;

/**
 * A list of whole numbers for each row, in one pool: 6 bytes a row and 4 a number. A list that grows moves to the end of the
 * pool. What counts over many rows reads `starts`, `counts` and `pool` itself; nobody else may write them.
 */
export class RowLists {
  starts = new Uint32Array(0);
  counts = new Uint16Array(0);
  pool = new Uint32Array(0);
  private used = 0;
  private garbage = 0;

  get bytes(): number {
    return this.starts.byteLength + this.counts.byteLength + this.pool.byteLength;
  }

  /** Keeps a list of at most 65,535 numbers for a row; answers whether it is another than before. */
  set(row: number, list: readonly number[]): boolean {
    this.starts = roomFor(this.starts, row + 1);
    this.counts = roomFor(this.counts, row + 1);
    const before = this.counts[row]!;
    const start = this.starts[row]!;
    if (before === list.length && list.every((number, index) => this.pool[start + index] === number)) return false;
    let at = start;
    if (list.length > before) {
      at = this.used;
      this.garbage += before;
      this.used += list.length;
      this.pool = roomFor(this.pool, this.used);
    } else this.garbage += before - list.length;
    this.pool.set(list, at);
    this.starts[row] = at;
    this.counts[row] = list.length;
    if (this.garbage > MOST_GARBAGE && this.garbage > this.used / 2) this.compact();
    return true;
  }

  /** Gives back the room that was made for more. */
  trim(): void {
    this.compact();
  }

  private compact(): void {
    let total = 0;
    for (const count of this.counts) total += count;
    const pool = new Uint32Array(total);
    let at = 0;
    for (let row = 0; row < this.counts.length; row++) {
      const start = this.starts[row]!;
      const count = this.counts[row]!;
      pool.set(this.pool.subarray(start, start + count), at);
      this.starts[row] = at;
      at += count;
    }
    this.pool = pool;
    this.used = total;
    this.garbage = 0;
  }
}
