/** A word of the catalogue with its term, and in how many products that term is. */
export interface VocabularyWord {
  readonly word: string;
  readonly term: string;
  readonly documents: number;
  /** Products that have it in title, kind or vendor. */
  readonly titles: number;
}

/** A word near a misspelled one. */
export interface NearWord extends VocabularyWord {
  /** Optimal string alignment distance: insertions, deletions, substitutions, swapped neighbours. */
  readonly distance: number;
}

/** The catalogue's more frequent words, held in memory for what SQL is slow at: beginnings and misspellings. */
export interface Vocabulary {
  readonly bytes: number;
  /** The words that begin with a prefix, those of most titles first. */
  startingWith(prefix: string, most: number): VocabularyWord[];
  /** The words within reach of a misspelled one, nearest and most frequent first. */
  near(word: string, most: number): NearWord[];
}

/** Edits forgiven in a word of this many letters. */
const forgiven = (letters: number): number => (letters < 3 ? 0 : letters < 6 ? 1 : 2);

/** Most words of one beginning that are looked at: those of "s" in a big shop are many. */
const MOST_LOOKED_AT = 20_000;

/** One bit a letter (of 32 classes), to tell quickly that two words have too different letters. */
function lettersOf(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at += 1) mask |= 1 << (word.charCodeAt(at) & 31);
  return mask;
}

function bitsIn(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Makes a vocabulary of words in any order. */
export function vocabularyOf(words: readonly VocabularyWord[]): Vocabulary {
  const sorted = [...words].sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0));
  const byLength = bucketsOf(sorted.filter(({ word }) => word.length > 2 && !/\d/.test(word)));

  return {
    bytes: sorted.reduce((sum, { word, term }) => sum + 96 + 2 * (word.length + (term === word ? 0 : term.length)), 0),
    startingWith(prefix, most) {
      const best: VocabularyWord[] = [];
      const from = lowerBound(sorted, prefix);
      for (let at = from; at < sorted.length && at - from < MOST_LOOKED_AT; at += 1) {
        const candidate = sorted[at]!;
        if (!candidate.word.startsWith(prefix)) break;
        keepBest(best, candidate, most, byTitles);
      }
      return best;
    },
    near(word, most) {
      const reach = forgiven(word.length);
      const best: NearWord[] = [];
      const mask = lettersOf(word);
      if (reach === 0) return best;
      for (const [length, bucket] of byLength) {
        if (Math.abs(length - word.length) > reach) continue;
        for (const [at, candidate] of bucket.words.entries()) {
          // Each edit changes at most one letter of either word.
          if (bitsIn(bucket.masks[at]! ^ mask) > 2 * reach) continue;
          const distance = distanceWithin(word, candidate.word, reach);
          if (distance <= reach) keepBest(best, { ...candidate, distance }, most, (a, b) => nearer(word, a, b));
        }
      }
      return best;
    },
  };
}

function bucketsOf(words: readonly VocabularyWord[]) {
  const byLength = new Map<number, VocabularyWord[]>();
  for (const entry of words) {
    const bucket = byLength.get(entry.word.length);
    if (bucket) bucket.push(entry);
    else byLength.set(entry.word.length, [entry]);
  }
  return new Map(
    [...byLength].map(([length, some]) => [
      length,
      { masks: Int32Array.from(some, ({ word }) => lettersOf(word)), words: some },
    ]),
  );
}

const byTitles = (a: VocabularyWord, b: VocabularyWord): number =>
  b.titles - a.titles || b.documents - a.documents || a.word.length - b.word.length || (a.word < b.word ? -1 : 1);

/** People rarely mistype the first letter. */
function nearer(typed: string, a: NearWord, b: NearWord): number {
  const cost = (near: NearWord) =>
    near.distance +
    (near.word[0] === typed[0] ? 0 : 0.7) -
    Math.log10(near.titles + 1) / 4 -
    Math.log10(near.documents + 1) / 8;
  return cost(a) - cost(b) || (a.word < b.word ? -1 : 1);
}

function keepBest<T>(best: T[], candidate: T, most: number, order: (a: T, b: T) => number): void {
  if (best.length === most && order(candidate, best[most - 1]!) >= 0) return;
  let at = best.length;
  while (at > 0 && order(candidate, best[at - 1]!) < 0) at -= 1;
  best.splice(at, 0, candidate);
  if (best.length > most) best.pop();
}

function lowerBound(sorted: readonly VocabularyWord[], prefix: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]!.word < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Longest word whose distance is worked out; those of a vocabulary and of a query are shorter. */
const LONGEST = 64;
/** Three rows of the table, used again for each pair of words. */
const ROWS = [0, 1, 2].map(() => new Uint8Array(LONGEST + 1)) as [Uint8Array, Uint8Array, Uint8Array];

/**
 * Optimal string alignment distance (Damerau 1964, restricted), or more than `most` as soon as it is known to be. Only the
 * band of the table within `most` of its diagonal is filled (Ukkonen 1985).
 */
export function distanceWithin(a: string, b: string, most: number): number {
  const tooFar = most + 1;
  if (Math.abs(a.length - b.length) > most || a.length > LONGEST || b.length > LONGEST) return tooFar;
  let [beforeLast, last, row] = ROWS;
  for (let j = 0; j <= b.length; j += 1) last[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    const letter = a.charCodeAt(i - 1);
    row[from - 1] = from === 1 ? i : tooFar;
    let least: number = row[from - 1]!;
    for (let j = from; j <= to; j += 1) {
      const other = b.charCodeAt(j - 1);
      let cost = last[j - 1]! + (letter === other ? 0 : 1);
      // Outside of the band everything is too far.
      const above = j < i + most ? last[j]! + 1 : tooFar;
      if (above < cost) cost = above;
      if (row[j - 1]! + 1 < cost) cost = row[j - 1]! + 1;
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other)
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return tooFar;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[b.length]!;
}
