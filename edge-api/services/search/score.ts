import { FIELDS, type Field } from '../../repositories/search-columns.ts';

/** Words, or one after the other, that stand for some of a query's words: those from `from` to before `to`. */
export interface Alternative {
  readonly from: number;
  readonly to: number;
  readonly terms: readonly string[];
  /** How much it means what was typed: 1 is the same; above 1, what the catalogue calls it instead. */
  readonly weight: number;
}

/** What a query asks for, with the statistics it is scored by: a page's cursor carries it, so that scores stay. */
export interface Plan {
  /** Inverse document frequency of each word. */
  readonly idf: readonly number[];
  readonly alternatives: readonly Alternative[];
  /** Average number of words by field. */
  readonly lengths: readonly number[];
}

/** A product as scoring reads it: the terms of each field, separated by spaces. */
export interface Scored {
  readonly fields: Readonly<Record<Field, string>>;
}

/** What counts how much. Found on judged queries of an electronics shop (`npm run bench search`). */
export interface Weights {
  readonly fields: Readonly<Record<Field, number>>;
  readonly k1: number;
  readonly b: number;
  readonly coverage: number;
  readonly adjacent: number;
  readonly vendor: number;
  readonly kind: number;
  readonly accessory: number;
}

export const WEIGHTS: Weights = {
  fields: { title: 2, kind: 1, vendor: 2, tags: 0.7, codes: 0.6, body: 2 },
  k1: 1.2,
  b: 0.6,
  coverage: 0.2,
  adjacent: 0.02,
  vendor: 0.2,
  kind: 0.1,
  accessory: -0.2,
};

/** The same while somebody still types: most begin what something is called, and what only mentions a word counts less. */
export const TYPING_WEIGHTS: Weights = { ...WEIGHTS, fields: { ...WEIGHTS.fields, body: 0.7 } };

/** How often the weight of a kind counts where the catalogue calls it otherwise. */
const OTHER_NAME = 5;

/** Words in a title after which it says what the product goes with, not what it is. */
const GOES_WITH = new Set(
  'for with without w f fur mit ohne pour avec sans para con per con voor met til med لـ مع'.split(' '),
);

function count(padded: string, needle: string): number {
  let found = 0;
  for (let at = padded.indexOf(needle); at >= 0; at = padded.indexOf(needle, at + needle.length - 1)) found += 1;
  return found;
}

const wordsIn = (text: string): number => {
  if (text === '') return 0;
  let spaces = 1;
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) spaces += 1;
  return spaces;
};

/** Makes the function that scores one product for a plan: about 0 to 1.5, more is better. */
export function scorer(plan: Plan, weights: Weights = WEIGHTS): (product: Scored) => number {
  const { idf, alternatives, lengths } = plan;
  const needles = alternatives.map((alternative) => ({ ...alternative, needle: ` ${alternative.terms.join(' ')} ` }));
  const total = idf.reduce((sum, value) => sum + value, 0) || 1;
  const words = idf.length;

  return ({ fields }) => {
    const strength = new Float64Array(words);
    const inTitle = new Uint8Array(words);
    const meant = new Float64Array(words);
    let vendor = 0;
    for (const [index, field] of FIELDS.entries()) {
      const text = fields[field];
      if (text === '') continue;
      const padded = ` ${text} `;
      const best = new Float64Array(words);
      let found = false;
      for (const { from, to, needle, weight } of needles) {
        const times = count(padded, needle);
        if (times === 0) continue;
        found = true;
        // Writings of one word do not add up: who says both "couch" and "sofa" is not twice as much of one.
        for (let word = from; word < to; word += 1) {
          best[word] = Math.max(best[word]!, weight * times);
          meant[word] = Math.max(meant[word]!, Math.min(1, weight));
        }
        if (field === 'vendor' && weight >= 1) vendor = 1;
      }
      if (!found) continue;
      const norm = 1 - weights.b + (weights.b * wordsIn(text)) / (lengths[index] || 1);
      for (let word = 0; word < words; word += 1) {
        strength[word]! += (weights.fields[field] * best[word]!) / norm;
        if (field === 'title' && best[word]! > 0) inTitle[word] = 1;
      }
    }
    let [score, covered] = [0, 0];
    for (let word = 0; word < words; word += 1) {
      const found = strength[word]!;
      if (found === 0) continue;
      score += (idf[word]! * found) / (weights.k1 + found);
      covered += idf[word]! * meant[word]!;
    }
    score = score / total + weights.coverage * (covered / total) ** 2 + weights.vendor * vendor;
    if (words > 1) score += (weights.adjacent * adjacentPairs(fields.title, needles, words)) / (words - 1);
    score += weights.kind * kindOf(fields.kind, needles, words);
    if (inTitle[words - 1] && behind(fields.title, needles, words - 1)) score += weights.accessory;
    return score;
  };
}

type Needle = Alternative & { needle: string };

/** How many neighbours of the query stand side by side in the title. */
function adjacentPairs(title: string, needles: readonly Needle[], words: number): number {
  const padded = ` ${title} `;
  let pairs = 0;
  for (let word = 0; word + 1 < words; word += 1) {
    const both = needles.some(({ from, to, needle }) => from <= word && to > word + 1 && padded.includes(needle));
    const beside =
      both ||
      needles.some(
        (left) =>
          left.to === word + 1 &&
          needles.some((right) => right.from === word + 1 && padded.includes(left.needle + right.needle.slice(1))),
      );
    if (beside) pairs += 1;
  }
  return pairs;
}

/**
 * How much the product's type says that it is what the query asks for: its last word is the query's last word. A kind that
 * the catalogue has another name for weighs more, as the typed name only stands on what goes with it.
 */
function kindOf(kind: string, needles: readonly Needle[], words: number): number {
  if (kind === '') return 0;
  const padded = ` ${kind} `;
  let most = 0;
  for (const { to, weight, needle } of needles)
    if (to === words && weight >= 1 && padded.endsWith(needle)) most = Math.max(most, weight);
  return most > 1 ? OTHER_NAME : most;
}

/** Whether a word of the query stands in the title only behind "for" or "with": a case for a laptop is no laptop. */
function behind(title: string, needles: readonly Needle[], word: number): boolean {
  const padded = ` ${title} `;
  const first = needles
    .filter(({ from, to }) => from <= word && to > word)
    .map(({ needle }) => padded.indexOf(needle))
    .filter((at) => at >= 0);
  const before = padded.slice(0, Math.min(...first)).split(' ');
  return before.some((term) => GOES_WITH.has(term));
}
