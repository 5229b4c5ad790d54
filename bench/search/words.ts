import { seededRandom } from '../../edge-api/repositories/catalogue-synthetic.test-support.ts';

const STARTS = [
  'b',
  'br',
  'c',
  'cl',
  'd',
  'dr',
  'f',
  'fl',
  'g',
  'gr',
  'h',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pr',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'w',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou'];
const ENDS = ['', '', '', 'l', 'm', 'n', 'nd', 'r', 's', 'st', 't', 'ck'];

/** Draws from 0 … n-1, the first ones far more often: Zipf's law with the exponent that product texts have, about 1.05. */
export class Zipf {
  private readonly sums: Float64Array;

  constructor(count: number, exponent = 1.05) {
    this.sums = new Float64Array(count);
    let sum = 0;
    for (let rank = 0; rank < count; rank += 1) this.sums[rank] = sum += 1 / (rank + 1) ** exponent;
  }

  /** The rank that a number from 0 to 1 falls on. */
  rank(at: number): number {
    const wanted = at * this.sums.at(-1)!;
    let [low, high] = [0, this.sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Words that can be spoken and mistyped, the frequent ones short, all of them different. */
export function vocabulary(count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const pick = (items: readonly string[]) => items[Math.floor(random() * items.length)]!;
  const words = new Set<string>();
  while (words.size < count) {
    const syllables = 1 + Math.floor(random() * (words.size < 200 ? 2 : words.size < 5000 ? 3 : 4));
    let word = '';
    for (let at = 0; at <= syllables; at += 1)
      word += pick(STARTS) + pick(VOWELS) + (at === syllables ? pick(ENDS) : '');
    words.add(word);
  }
  return [...words];
}
