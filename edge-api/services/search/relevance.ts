import { MOST_PENDING } from '../../repositories/search-index.ts';
import type { SearchSettingsRepository } from '../../repositories/search-settings.ts';
import type { CandidateRow, SearchMoment, TextQueries } from '../../repositories/search-text.ts';
import type { SearchShelf } from '../../search-memory.ts';
import { type Analyser, analyserOf } from './analysis.ts';
import type { Facts } from './facts.ts';
import type { Indexer } from './indexer.ts';
import { matchPlan, matchTitles } from './matching.ts';
import { planQuery } from './plan.ts';
import { type RankedCursor, readRankedCursor, writeRankedCursor } from './ranked-cursor.ts';
import { bordersFor, candidatesWithin, pageAfter } from './ranking.ts';
import { RowSet } from './row-set.ts';
import { type Plan, scorer, type Weights, WEIGHTS } from './score.ts';
import { sealUnder } from './seal.ts';
import { openTextIndex, type TextIndex } from './text.ts';

/** A product near a query in meaning. */
interface NearProduct {
  readonly row: number;
  /** Cosine, -1 to 1. */
  readonly similarity: number;
}

export interface RelevanceDependencies {
  readonly queries: TextQueries;
  readonly settings: SearchSettingsRepository;
  readonly shelf: SearchShelf;
  readonly indexer: Indexer;
  /** Products by meaning; null where nothing makes vectors. */
  readonly meaning: { readonly weight: number; nearest(text: string, k: number): Promise<NearProduct[]> } | null;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** The products a query is about, before filters. */
export interface Found {
  readonly rows: RowSet;
  /** Products with every word. */
  readonly all: RowSet;
  /** Some products have only some of the words. */
  readonly relaxed: boolean;
  /** Some are only near in meaning. */
  readonly further: boolean;
  /** Meaning was asked and did not answer; it may next time. */
  readonly unanswered: boolean;
  readonly corrected: string | null;
  readonly didYouMean: string | null;
  readonly plan: Plan;
  readonly pins: readonly number[];
  readonly near: readonly number[];
  /** Where to go on; undefined for a first page. */
  readonly cursor: RankedCursor | undefined;
}

export interface RankedPage {
  readonly rows: readonly number[];
  readonly next: string | null;
}

export interface PageOptions {
  /** What of products counts besides their words; nothing where it is left out. */
  readonly facts?: Pick<Facts, 'available' | 'popularity'> | undefined;
  /** Most products that are scored. */
  readonly most?: number | undefined;
  /** What counts how much; pages that follow have the usual weights. */
  readonly weights?: Weights | undefined;
}

/** Search by words in one store, at one moment. */
export interface Relevance {
  readonly moment: SearchMoment;
  readonly analyser: Analyser;
  /**
   * Finds what a text is about. `exact` takes every word as it is spelled; `every` keeps to products that have every word
   * as long as there is one, where the best will not come first.
   */
  find(text: string, options?: { exact?: boolean; typing?: boolean; every?: boolean }): Promise<Found>;
  /** What a page's `next` goes on with. Throws invalid_request for what no page made. */
  resume(text: string, after: string): Promise<Found>;
  /** A page of what was found, best first, of those that are also among `rows`. */
  page(found: Found, rows: RowSet, limit: number, options?: PageOptions): Promise<RankedPage>;
}

/** Products asked of meaning: as an addition to words, and where words find nothing. */
const NEAR = 50;
const FEW_NEAR = 12;
/** Less than this is no likeness: measured on words that mean nothing. */
const LEAST_SIMILAR = 0.2;
/** Pins of one query; several rules may come to the same. */
const MOST_PINS = 50;
/** What meaning adds at most for the first of its ranking; then by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009). */
const MEANING = { most: 0.5, smoothing: 60 };
/** Among products that fit about as well. */
const BOOST = { soldOut: -0.05, popularity: 0.2 };
const PRECISION = 1e6;

/** Opens search by words as the store is now. */
export async function openRelevance(dependencies: RelevanceDependencies): Promise<Relevance> {
  const { queries, meaning } = dependencies;
  const index = await openTextIndex(await upToDate(dependencies), dependencies);
  const { steering } = index;
  // The epoch is random, the database's own, and told to nobody.
  const seal = sealUnder(index.moment.index.epoch);

  async function wishesFor(text: string): Promise<{ pins: number[]; hides: RowSet }> {
    const { pins, hides } = steering.wishes(index.analyser.terms(text));
    return {
      pins: (await queries.rowsOfHandles(pins)).slice(0, MOST_PINS),
      hides: hides.length ? RowSet.from(await queries.rowsOfHandles(hides)) : RowSet.empty,
    };
  }

  /** What is near in meaning: much as an addition to words, a few of what is really near where words find nothing. */
  async function nearInMeaning(text: string, alone: boolean): Promise<number[]> {
    const found = (await meaning?.nearest(text, alone ? FEW_NEAR : NEAR)) ?? [];
    return found.filter(({ similarity }) => !alone || similarity >= LEAST_SIMILAR).map(({ row }) => row);
  }

  const matched = async (text: string, found: Omit<Found, 'rows'>, rows: RowSet, hides: RowSet): Promise<Found> => ({
    ...found,
    rows: rows.or(RowSet.from([...found.pins, ...found.near])).minus(hides),
  });

  return {
    moment: index.moment,
    analyser: index.analyser,

    async find(text, { exact = false, typing = false, every = false } = {}) {
      const { plan, corrected, didYouMean } = await planQuery(text, index, {
        analyser: index.analyser,
        expand: steering.expand,
        isStopWord: steering.isStopWord,
        exact,
        typing,
      });
      const [{ rows, all, relaxed }, { pins, hides }] = await Promise.all([
        matchPlan(plan, index, every ? { least: 1 } : {}),
        wishesFor(corrected ?? text),
      ]);
      const asksMeaning = meaning !== null && !typing && plan.idf.length > 0 && (meaning.weight > 0 || rows.size === 0);
      const meant = asksMeaning ? await nearInMeaning(text, rows.size === 0) : [];
      // A vector may be older than the product's last change; what is in the index is on sale.
      const near = meant.length > 0 ? await queries.indexed(meant) : [];
      const further = isFurther(near, rows);
      const unanswered = asksMeaning && meant.length === 0;
      const found = { all, relaxed, further, unanswered, corrected, didYouMean, plan, pins, near, cursor: undefined };
      return matched(text, found, rows, hides);
    },

    async resume(text, after) {
      const cursor = await readRankedCursor(after, seal);
      const { plan, relaxed, corrected, pins, near } = cursor;
      const [{ rows, all }, { hides }] = await Promise.all([
        matchPlan(plan, index, { least: relaxed ? Infinity : 0 }),
        wishesFor(corrected ?? text),
      ]);
      const further = isFurther(near, rows);
      const more = { all, relaxed, further, unanswered: false, corrected, didYouMean: null, plan, pins, near, cursor };
      return matched(text, more, rows, hides);
    },

    async page(found, rows, limit, { facts, most, weights } = {}) {
      const { plan, relaxed, corrected, pins, near, cursor } = found;
      const titles = once(() => matchTitles(plan, relaxed, index));
      const pinned = RowSet.from(pins);
      const others = rows.minus(pinned);
      const borders = cursor?.borders ?? (await bordersFor(others, titles, most));
      const candidates = await candidatesWithin(others, borders, titles);
      const scored = scoreAll(await queries.candidates([...candidates.rows()]), found, index, {
        facts,
        weights,
        meaning: meaning?.weight ?? 0,
      });
      const { first, pinned: shownPins } = nextPins(pins, cursor?.pinned ?? 0, rows, limit);
      const rest = pageAfter(scored, others.minus(candidates), cursor?.after, limit - first.length + 1);
      const shown = rest.slice(0, limit - first.length);
      const last = shown.at(-1);
      const after = last ? last.position : (cursor?.after ?? { score: Number.MAX_SAFE_INTEGER, row: 0 });
      return {
        rows: [...first, ...shown.map(({ row }) => row)],
        next:
          rest.length > shown.length || nextPins(pins, shownPins, rows, 1).first.length > 0
            ? await writeRankedCursor(
                {
                  plan,
                  relaxed,
                  boosted: facts !== undefined,
                  corrected,
                  borders,
                  pins,
                  pinned: shownPins,
                  near,
                  after,
                },
                seal,
              )
            : null,
      };
    },
  };
}

/** The store's moment, after bringing a few changes into the index where nobody else has yet. */
async function upToDate({ queries, indexer, shelf, onTrouble }: RelevanceDependencies): Promise<SearchMoment> {
  const moment = await queries.moment();
  const { pending, analysis } = moment.index;
  const current = analysis === analyserOf(moment.state.locale).name || moment.index.documents === 0;
  // A few changes are brought in here; many are left to those who tend the store.
  if (pending >= MOST_PENDING || (pending === 0 && current)) return moment;
  try {
    await shelf.once('index', () => indexer.catchUp());
    return await queries.moment();
  } catch (error) {
    // Somebody else may be writing for long: what is in the index already answers meanwhile.
    onTrouble('bring changes into the search index', error);
    return moment;
  }
}

function scoreAll(
  candidates: readonly CandidateRow[],
  { plan, near }: Found,
  { steering }: TextIndex,
  { facts, weights, meaning }: Pick<PageOptions, 'facts' | 'weights'> & { meaning: number },
): { candidate: CandidateRow; score: number }[] {
  const score = scorer(plan, weights ?? WEIGHTS);
  const ranks = new Map(near.map((row, rank) => [row, rank]));
  const { available, popularity } = steering.boosts;
  return candidates.map((candidate) => {
    const rank = ranks.get(candidate.row);
    const meant =
      rank === undefined
        ? 0
        : (MEANING.most * (meaning || 1) * (MEANING.smoothing + 1)) / (MEANING.smoothing + rank + 1);
    const boost = facts
      ? (available && !facts.available(candidate.row) ? BOOST.soldOut : 0) +
        (BOOST.popularity * popularity * facts.popularity(candidate.row)) / 255
      : 0;
    return { candidate, score: Math.round((score(candidate) + meant + boost) * PRECISION) };
  });
}

const isFurther = (near: readonly number[], rows: RowSet): boolean => near.some((row) => !rows.has(row));

/** The next pins that are among the rows, and how many of all pins have had their turn. */
function nextPins(pins: readonly number[], from: number, rows: RowSet, most: number) {
  const first: number[] = [];
  let pinned = from;
  for (; pinned < pins.length && first.length < most; pinned += 1)
    if (rows.has(pins[pinned]!)) first.push(pins[pinned]!);
  return { first, pinned };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}
