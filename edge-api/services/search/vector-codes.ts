import type { VectorRepository } from '../../repositories/search-vectors.ts';
import type { RowSet } from './row-set.ts';

/** Bytes in the code of one vector, and words of 32 bits. */
const BYTES = 32;
const WORDS = BYTES / 4;
/** Codes read in one go. */
const PAGE = 4000;
/** Steps that estimates are told apart by. */
const STEPS = 4096;

/**
 * What each byte of a code adds to the product of a vector with its signs: 256 sums for each of the 32 bytes. Bit i of a code
 * is set where dimension i is above zero, as libSQL's `vector1bit` has it.
 */
function tablesOf(vector: Float32Array): Float32Array {
  const tables = new Float32Array(BYTES * 256);
  for (let byte = 0; byte < BYTES; byte++) {
    const from = byte * 256;
    let none = 0;
    for (let bit = 0; bit < 8; bit++) none -= vector[byte * 8 + bit]!;
    tables[from] = none;
    // Each value is one bit more than a smaller one.
    for (let value = 1; value < 256; value++) {
      const highest = 31 - Math.clz32(value);
      tables[from + value] = tables[from + (value ^ (1 << highest))]! + 2 * vector[byte * 8 + highest]!;
    }
  }
  return tables;
}

/**
 * One bit a dimension of every vector of a store, in memory: 32 bytes a product. A vector times the signs of another estimates
 * their cosine, better than signs times signs do (asymmetric distances: Gordo and Perronnin, CVPR 2011). So a look at all codes
 * finds few candidates, whose vectors are then compared as they are.
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

  /** Rows of about the `most` vectors that seem nearest to this one, and a few more where several seem alike; ascending. */
  nearest(vector: Float32Array, most: number, within?: RowSet): number[] {
    const rows = this.codes.length / WORDS;
    const bytes = new Uint8Array(this.codes.buffer);
    const tables = tablesOf(vector);
    let reach = 0;
    for (const value of vector) reach += Math.abs(value);
    const scale = (STEPS - 1) / (2 * reach || 1);
    const steps = new Uint16Array(rows);
    const histogram = new Uint32Array(STEPS + 1);
    for (let row = 1; row < rows; row++) {
      if (!(this.present[row >>> 5]! & (1 << (row & 31)))) continue;
      if (within && !within.has(row)) continue;
      let estimate = 0;
      for (let byte = 0, at = row * BYTES; byte < BYTES; byte++, at++) estimate += tables[byte * 256 + bytes[at]!]!;
      // Steps begin at 1: 0 is a row that is not looked at.
      const step = 1 + Math.max(0, Math.min(STEPS - 1, Math.round((estimate + reach) * scale)));
      steps[row] = step;
      histogram[step]! += 1;
    }
    let cut = STEPS;
    for (let found = histogram[cut]!; found < most && cut > 1; found += histogram[cut]!) cut -= 1;
    const nearest: number[] = [];
    for (let row = 1; row < rows && nearest.length < 2 * most; row++) if (steps[row]! >= cut) nearest.push(row);
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
