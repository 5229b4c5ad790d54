import type { Analyser } from './analysis.ts';
import { partsOf } from './document.ts';
import type { Alternative, Plan } from './score.ts';
import type { Expansion } from './synonyms.ts';
import type { NearWord, VocabularyWord } from './vocabulary.ts';

/** What planning asks the index. */
export interface WordSource {
  /** Products in the index. */
  readonly total: number;
  /** Average words by field. */
  readonly lengths: readonly number[];
  /** In how many products each of these terms is; those in none are left out. */
  documents(terms: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The last words of product types that several products have: what the catalogue calls its products. */
  kinds(): Promise<ReadonlySet<string>>;
  startingWith(prefix: string, most: number): Promise<VocabularyWord[]>;
  near(word: string, most: number): Promise<NearWord[]>;
}

export interface PlanOptions {
  readonly analyser: Analyser;
  /** Whether a merchant has a word left out of queries; it is given as a term. */
  readonly isStopWord?: (term: string) => boolean;
  /** Synonyms of a query's terms. */
  readonly expand: (terms: readonly string[]) => readonly Expansion[];
  /** Whether the last word may be only a beginning: always while typing, otherwise when nothing has it. */
  readonly typing?: boolean;
  /** Whether words nobody has stay as they are. */
  readonly exact?: boolean;
}

export interface PlannedQuery {
  readonly plan: Plan;
  /** The query with misspelled words put right; null when nothing was. */
  readonly corrected: string | null;
  /** Another spelling that finds far more; null mostly. */
  readonly didYouMean: string | null;
}

/** Most words of a query that are looked for; nobody types more on purpose. */
const MOST_WORDS = 12;
/** Most alternatives of one word. */
const MOST_ALTERNATIVES = 10;
/** Most alternatives of a query: each is looked for in every candidate. */
const MOST_IN_ALL = 40;
const COMPLETIONS = 10;
const CORRECTIONS = 3;
/** Most words of one query that are put right: looking through a whole vocabulary has its price. */
const MOST_CORRECTED = 4;
const WEIGHT = { otherName: 1.5, joined: 0.6, completion: 0.9, correction: 0.9, otherCorrection: 0.5 };
/** Weight of a synonym by how many products have the words that were typed. */
const SYNONYM_SHARES = [
  [9, 0.5],
  [Infinity, 0.1],
] as const;
/** Weights up to this are of related words, not of synonyms. */
const RELATED = 0.6;
/** A word this much rarer than its neighbour in spelling may be meant otherwise. */
const FAR_RARER = 50;

/**
 * Works out what a query asks for: its words with other writings, synonyms, completions and corrections. What was put right is
 * planned as if it had been typed so, and other corrections that are possible stay beside it.
 */
export async function planQuery(text: string, source: WordSource, options: PlanOptions): Promise<PlannedQuery> {
  const first = await planWords(text, source, options);
  if (first.corrected === null || options.typing) return first;
  const { plan, corrected } = first;
  const right = await planWords(corrected, source, { ...options, exact: true });
  const others = plan.alternatives.filter(({ weight }) => weight === WEIGHT.otherCorrection);
  if (right.plan.idf.length !== plan.idf.length || others.length === 0) return { ...right, corrected };
  const alternatives = fewEnough([...right.plan.alternatives, ...others], plan.idf.length);
  return { plan: { ...right.plan, alternatives }, corrected, didYouMean: null };
}

async function planWords(text: string, source: WordSource, options: PlanOptions): Promise<PlannedQuery> {
  const { analyser } = options;
  let asked = await ask(analyser.words(text).slice(0, MOST_WORDS), source, options);
  const parts = await takeApart(asked, source, options);
  if (parts) asked = await ask(parts, source, options);
  const { words, alternatives, expansions, documents } = asked;
  const isKind = expansions.length > 0 ? await source.kinds() : NO_KINDS;
  const found = [...alternatives, ...expansions.map((one) => weighted(one, words, documents, isKind, analyser))].filter(
    ({ terms }) => terms.every((term) => documents.has(term)),
  );

  const spelled = [...words];
  let corrected = false;
  let looked = 0;
  for (const [at, word] of words.entries()) {
    const last = at === words.length - 1;
    const has = found.some(({ from, to }) => from <= at && to > at);
    if (last && (options.typing || !has)) {
      const starts = (await source.startingWith(word, COMPLETIONS)).filter((entry) => entry.word !== word);
      for (const entry of starts) documents.set(entry.term, entry.documents);
      found.push(...starts.map(({ term }) => own(at, term, WEIGHT.completion)));
      if (has || starts.length > 0) continue;
    }
    // A word the synonyms know is spelled well, whether or not anything is called so here.
    const spelledWell = expansions.some(({ from, to }) => from <= at && to > at);
    if (has || spelledWell || options.exact || (looked += 1) > MOST_CORRECTED) continue;
    const near = await present(await source.near(word, CORRECTIONS), source);
    for (const entry of near) documents.set(entry.term, entry.documents);
    found.push(...near.map(({ term }, rank) => own(at, term, rank === 0 ? WEIGHT.correction : WEIGHT.otherCorrection)));
    if (near[0]) {
      spelled[at] = near[0].word;
      corrected = true;
    }
  }
  const kept = fewEnough(found, words.length);
  const plan: Plan = {
    idf: words.map((_, at) => inverseFrequency(at, kept, documents, source.total)),
    alternatives: kept,
    lengths: source.lengths,
  };
  return {
    plan,
    corrected: corrected ? spelled.join(' ') : null,
    didYouMean:
      corrected || options.typing || options.exact ? null : await betterSpelling(words, documents, source, options),
  };
}

const own = (at: number, term: string, weight = 1): Alternative => ({ from: at, to: at + 1, terms: [term], weight });

const termsOf = (alternatives: readonly Alternative[]): string[] => [
  ...new Set(alternatives.flatMap(({ terms }) => terms)),
];

/** The words that say something, all of them when none does; and what may stand for them, by their places among these. */
function tellingWords(
  all: readonly string[],
  { analyser, expand, isStopWord }: PlanOptions,
): { words: string[]; expansions: Alternative[] } {
  const says = (word: string) => !analyser.isStop(word) && !isStopWord?.(analyser.term(word));
  const none = !all.some(says);
  // Where each word, and the end, is among those that stay.
  const places = [0];
  const words: string[] = [];
  for (const word of all) {
    if (none || says(word)) words.push(word);
    places.push(words.length);
  }
  const expansions = expand(all.map((word) => analyser.term(word)))
    .map(({ at, length, alternatives, weight }) => ({
      from: places[at]!,
      to: places[at + length]!,
      alternatives,
      weight,
    }))
    .filter(({ from, to }) => to > from)
    .flatMap(({ from, to, alternatives, weight }) =>
      alternatives.map((terms) => ({
        from,
        to,
        terms: terms.map((term) => analyser.term(term)),
        weight,
      })),
    );
  return { words, expansions };
}

/**
 * How much a synonym counts. A merchant's own (weight 1) as they say. A built-in one counts fully where the catalogue calls
 * its products so and never by the word that was typed ("notebook" for "laptop"); otherwise the less, the more products have
 * the typed words themselves: what was typed comes first.
 */
function weighted(
  synonym: Alternative,
  words: readonly string[],
  documents: ReadonlyMap<string, number>,
  kinds: ReadonlySet<string>,
  analyser: Analyser,
): Alternative {
  if (synonym.weight === 1) return synonym;
  const typed = words.slice(synonym.from, synonym.to).map((word) => analyser.term(word));
  const kind = (terms: readonly string[]) => kinds.has(terms.at(-1) ?? '');
  if (synonym.weight > RELATED && kind(synonym.terms) && !kind(typed)) return { ...synonym, weight: WEIGHT.otherName };
  const has = Math.min(...typed.map((term) => documents.get(term) ?? 0));
  const [, share] = SYNONYM_SHARES.find(([upTo]) => has <= upTo)!;
  return { ...synonym, weight: synonym.weight * share };
}

interface Asked {
  /** All words, stop words among them. */
  readonly all: readonly string[];
  readonly words: readonly string[];
  readonly alternatives: Alternative[];
  readonly expansions: readonly Alternative[];
  readonly documents: Map<string, number>;
}

/** What these words may mean, and how many products have each of it. */
async function ask(all: readonly string[], source: WordSource, options: PlanOptions): Promise<Asked> {
  const { analyser } = options;
  const { words, expansions } = tellingWords(all, options);
  const alternatives = [...words.map((word, at) => own(at, analyser.term(word))), ...otherWritings(words, analyser)];
  const documents = new Map(await source.documents(termsOf([...alternatives, ...expansions])));
  return { all, words, alternatives, expansions, documents };
}

const NO_KINDS: ReadonlySet<string> = new Set();

/** Takes words that nothing has apart where two known words meet: "schreibtischlampe" is "schreibtisch lampe". */
async function takeApart(
  { all, words, documents }: Asked,
  source: WordSource,
  { analyser }: PlanOptions,
): Promise<string[] | undefined> {
  let taken = false;
  const parts: string[] = [];
  for (const word of all) {
    const known = !words.includes(word) || documents.has(analyser.term(word));
    const split = known ? undefined : await bestSplit(word, source, analyser);
    // "tablte" is nearer to "tablet" than to "tab" and "lte".
    const slip = split && (await source.near(word, 1))[0]?.distance === 1;
    const apart = split !== undefined && !slip;
    taken ||= apart;
    parts.push(...(apart ? split : [word]));
  }
  return taken ? parts.slice(0, MOST_WORDS) : undefined;
}

async function bestSplit(word: string, source: WordSource, analyser: Analyser): Promise<string[] | undefined> {
  if (word.length < 6 || /\d/.test(word)) return undefined;
  const cuts = Array.from({ length: word.length - 5 }, (_, at) => [word.slice(0, at + 3), word.slice(at + 3)] as const);
  const documents = await source.documents([...new Set(cuts.flat().map((part) => analyser.term(part)))]);
  // Parts that are rare are parts by accident.
  const common = (part: string) => documents.get(analyser.term(part)) ?? 0;
  const least = Math.max(source.total < 1000 ? 1 : 3, source.total / 5000);
  const [best] = cuts
    .map((parts) => ({ parts, rarer: Math.min(common(parts[0]), common(parts[1])) }))
    .filter(({ rarer }) => rarer >= least)
    .sort((a, b) => b.rarer - a.rarer);
  return best && [...best.parts];
}

/** Neighbours written as one, and model numbers written in parts. */
function otherWritings(words: readonly string[], analyser: Analyser): Alternative[] {
  const found: Alternative[] = [];
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    if (next !== undefined)
      found.push({ from: at, to: at + 2, terms: [analyser.term(word + next)], weight: WEIGHT.joined });
    const parts = partsOf(word);
    if (parts.length > 1 && parts.length <= 4)
      found.push({ from: at, to: at + 1, terms: parts.map((part) => analyser.term(part)), weight: 1 });
  }
  return found;
}

/** The same without repeats, the most telling first, so that no word of a query stands for a shelf of others. */
function fewEnough(found: readonly Alternative[], words: number): Alternative[] {
  const best = new Map<string, Alternative>();
  for (const alternative of found) {
    const key = `${alternative.from} ${alternative.to} ${alternative.terms.join(' ')}`;
    if ((best.get(key)?.weight ?? 0) < alternative.weight) best.set(key, alternative);
  }
  const counts = Array.from({ length: words }, () => 0);
  return [...best.values()]
    .sort((a, b) => b.weight - a.weight)
    .filter(({ from }) => (counts[from]! += 1) <= MOST_ALTERNATIVES)
    .slice(0, MOST_IN_ALL)
    .sort((a, b) => a.from - b.from);
}

/** As in BM25, of the word itself; where nobody has it, of what stands for it; what nobody has at all is as rare as can be. */
function inverseFrequency(
  at: number,
  alternatives: readonly Alternative[],
  documents: ReadonlyMap<string, number>,
  total: number,
): number {
  const covering = alternatives.filter(({ from, to }) => from <= at && to > at);
  const typed = covering.filter(({ weight }) => weight >= 1);
  let most = 0;
  for (const { terms } of typed.length ? typed : covering)
    most = Math.max(most, Math.min(...terms.map((term) => documents.get(term) ?? 0)));
  return Math.round(Math.log(1 + (total + 1) / (most + 0.5)) * 1000) / 1000;
}

/** Those that products still have: the vocabulary in memory may be a little older than the catalogue. */
async function present(near: readonly NearWord[], source: WordSource): Promise<NearWord[]> {
  if (near.length === 0) return [];
  const documents = await source.documents(near.map(({ term }) => term));
  return near.filter(({ term }) => documents.has(term));
}

/** A spelling to offer for words that exist, but hardly. */
async function betterSpelling(
  words: readonly string[],
  documents: ReadonlyMap<string, number>,
  source: WordSource,
  { analyser }: PlanOptions,
): Promise<string | null> {
  const better = [...words];
  for (const [at, word] of words.entries()) {
    const mine = documents.get(analyser.term(word)) ?? 0;
    if (word.length < 4 || mine === 0 || mine > source.total / 1000 + 2) continue;
    const [near] = (await present(await source.near(word, 4), source)).filter(
      ({ term }) => term !== analyser.term(word),
    );
    if (near && near.distance === 1 && near.documents > FAR_RARER * mine) better[at] = near.word;
  }
  return better.every((word, at) => word === words[at]) ? null : better.join(' ');
}
