import { DIMENSIONS, type Embedder, toUnit } from './port.ts';

/** Directions each feature points into. */
const SPREAD = 8;
/** What a word of a line counts: title, type, everything below. */
const LINE_WEIGHTS = [3, 2];
const OTHER_WEIGHT = 1;
const TRIGRAM_WEIGHT = 0.3;
/** Words read of one line. */
const MOST_WORDS = 120;
const EDGE = '\u{2}'.charCodeAt(0);

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Mixes the bits of a hash so that each of them depends on all. */
function mixed(hash: number): number {
  let bits = hash;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
/** Leaves out the most common ending of a plural; what else differs, the trigrams have in common. */
const singular = (word: string): string => (word.length > 3 ? word.replace(/(?<=[^s])s$/, '') : word);

type Features = Map<number, number>;

function add(features: Features, hash: number, weight: number): void {
  features.set(hash, (features.get(hash) ?? 0) + weight);
}

function addWord(features: Features, word: string, weight: number): void {
  let hash = FNV_OFFSET;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), FNV_PRIME);
  add(features, hash, weight);
  if (word.length < 3) return;
  const code = (at: number) => (at < 0 || at >= word.length ? EDGE : word.charCodeAt(at));
  for (let at = -1; at < word.length - 1; at++) {
    let gram = ~FNV_OFFSET;
    for (let next = at; next < at + 3; next++) gram = Math.imul(gram ^ code(next), FNV_PRIME);
    add(features, gram, weight * TRIGRAM_WEIGHT);
  }
}

function featuresOf(text: string): Features {
  const features: Features = new Map();
  for (const [line, part] of text.split('\n').entries()) {
    const weight = LINE_WEIGHTS[line] ?? OTHER_WEIGHT;
    const words = folded(part).match(/[\p{L}\p{N}]+/gu) ?? [];
    for (const word of words.slice(0, MOST_WORDS)) addWord(features, singular(word), weight);
  }
  return features;
}

/** Lays each feature into a few directions that its hash picks, with signs that cancel out what is not shared. */
function projected(features: Features): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const [hash, weight] of features) {
    const value = Math.log1p(weight);
    let state = hash;
    for (let turn = 0; turn < SPREAD; turn++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      const bits = mixed(state);
      vector[bits % DIMENSIONS]! += bits & 0x10000 ? value : -value;
    }
  }
  return toUnit(rotated(vector));
}

/**
 * Turns all vectors the same way, by random signs and a Walsh-Hadamard transform, which leaves every angle between them as it
 * is. A short text points into few dimensions; turned, it has something in each, so that the signs alone tell much of it (Ailon
 * and Chazelle, "The fast Johnson-Lindenstrauss transform", 2009).
 */
function rotated(vector: Float32Array): Float32Array {
  for (let at = 0; at < DIMENSIONS; at++) if (mixed(at + 1) & 1) vector[at] = -vector[at]!;
  for (let half = 1; half < DIMENSIONS; half *= 2)
    for (let from = 0; from < DIMENSIONS; from += 2 * half)
      for (let at = from; at < from + half; at++) {
        const [one, other] = [vector[at]!, vector[at + half]!];
        vector[at] = one + other;
        vector[at + half] = one - other;
      }
  return vector;
}

/**
 * Makes vectors with nothing but arithmetic: no account, no download, no learning. It knows which words and parts of words
 * two texts share, however they are inflected or misspelled, and nothing of what words mean: "sofa" and "couch" have nothing
 * in common for it. Good for products like another, and as the last resort of a query whose words nothing has.
 *
 * Words and their letter trigrams are hashed into a space of few dimensions with random signs (Weinberger et al.,
 * "Feature Hashing for Large Scale Multitask Learning", 2009, with several directions a feature as in Achlioptas,
 * "Database-friendly random projections", 2003). Frequencies learned from a catalogue, and co-occurrence by random indexing,
 * were measured and did not find more (docs/search.md), so nothing has to be made again when the catalogue changes.
 */
export const localEmbedder: Embedder = {
  name: `local:hashed-words-2:${DIMENSIONS}`,
  dimensions: DIMENSIONS,
  maxBatch: 32,
  weight: 0,
  async embed(texts, { signal }) {
    signal?.throwIfAborted();
    return texts.map((text) => projected(featuresOf(text)));
  },
};
