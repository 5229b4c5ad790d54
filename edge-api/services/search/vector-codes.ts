import type { VectorRepository } from '../../repositories/search-vectors.ts';
import type { RowSet } from './row-set.ts';

/** Words of 32 bits in the code of one vector. */
const WORDS = 8;
const DIMENSIONS = WORDS * 32;
/** Codes read in one go. */
const PAGE = 4000;

/** The signs of a vector's dimensions as libSQL's `vector1bit` has them: bit i of the code is dimension i above zero. */
export function codeOf(vector: Float32Array): Uint32Array {
  const code = new Uint32Array(WORDS);
  for (let at = 0; at < DIMENSIONS; at++) if (vector[at]! > 0) code[at >>> 5]! |= 1 << (at & 31);
  return code;
}

/** Bits set in a word. */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * One bit a dimension of every vector of a store, in memory: 32 bytes a product. How many signs two vectors differ in
 * estimates the angle between them (Charikar, "Similarity estimation techniques from rounding algorithms", 2002), so a look at
 * all codes finds few candidates, whose vectors are then compared as they are.
 */
export class VectorCodes {
  private codes = new Uint32Array(0);
  /** One bit a row that has a code. */
  private present = new Uint32Array(0);
  private seq = 0;

  get bytes(): number {
    return this.codes.byteLength + this.present.byteLength;
  }

  /** Reads what has changed since the last time, and lets others have their turns meanwhile. Reading twice at once does no harm. */
  async advance(vectors: VectorRepository, pause: () => Promise<void>): Promise<void> {
    for (;;) {
      const codes = await vectors.codes(this.seq, PAGE);
      for (const { row, bits } of codes) this.set(row, bits);
      this.seq = codes.at(-1)?.seq ?? this.seq;
      if (codes.length < PAGE) return;
      await pause();
    }
  }

  /** Rows of the `most` codes that differ least from this one, with a few more where several differ alike; unordered. */
  nearest(code: Uint32Array, most: number, within?: RowSet): number[] {
    const rows = this.codes.length / WORDS;
    const distances = new Uint16Array(rows).fill(DIMENSIONS + 1);
    const histogram = new Uint32Array(DIMENSIONS + 1);
    for (let row = 1; row < rows; row++) {
      if (!(this.present[row >>> 5]! & (1 << (row & 31)))) continue;
      if (within && !within.has(row)) continue;
      let distance = 0;
      for (let word = 0, at = row * WORDS; word < WORDS; word++, at++) distance += ones(this.codes[at]! ^ code[word]!);
      distances[row] = distance;
      histogram[distance]! += 1;
    }
    let cut = 0;
    for (let found = histogram[0]!; found < most && cut < DIMENSIONS; found += histogram[cut]!) cut += 1;
    const nearest: number[] = [];
    for (let row = 1; row < rows && nearest.length < 2 * most; row++) if (distances[row]! <= cut) nearest.push(row);
    return nearest;
  }

  private set(row: number, bits: Uint32Array | null): void {
    if (bits === null && row * WORDS >= this.codes.length) return;
    this.makeRoom(row);
    const word = row >>> 5;
    if (bits) {
      this.codes.set(bits.subarray(0, WORDS), row * WORDS);
      this.present[word]! |= 1 << (row & 31);
    } else this.present[word]! &= ~(1 << (row & 31));
  }

  private makeRoom(row: number): void {
    if (row * WORDS < this.codes.length) return;
    const rows = Math.ceil((Math.max(row + 1, (this.codes.length / WORDS) * 1.25) + 1) / 32) * 32;
    const { codes, present } = this;
    this.codes = new Uint32Array(rows * WORDS);
    this.codes.set(codes);
    this.present = new Uint32Array(rows / 32);
    this.present.set(present);
  }
}
