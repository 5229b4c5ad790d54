import { RowSet } from './row-set.ts';
import type { Alternative, Plan } from './score.ts';

/** What matching asks the index. */
export interface RowSource {
  /** Products in the index. */
  readonly total: number;
  /** Rows that match a full-text expression. */
  rows(match: string): Promise<RowSet>;
  /** The same, remembered: for words that many products have. */
  keptRows(match: string): Promise<RowSet>;
}

/** Which products a query is about. */
export interface Matches {
  readonly rows: RowSet;
  /** Those that have every word. */
  readonly all: RowSet;
  /** Whether some of them have only some of the words. */
  readonly relaxed: boolean;
}

/** Above this many products a word's rows are remembered rather than read each time. */
const FREQUENT = 4000;
/** With fewer products than this that have every word, those that have most of them are shown as well. */
const TOO_FEW = 50;
/** The share of a query's weight that a product must have then; and to be looked at first, in its titles. */
const SOME_OF_IT = { anywhere: 0.1, titles: 0.5 };
const TITLES = '{title kind vendor}';

const expression = ({ terms }: Alternative): string => `"${terms.join(' ')}"`;

/** Any writing of one word of the query. */
function anyWriting(plan: Plan, word: number): string | undefined {
  const covering = plan.alternatives.filter(({ from, to }) => from <= word && to > word);
  return covering.length === 0 ? undefined : `(${covering.map(expression).join(' OR ')})`;
}

/** About how many products have a word, from its inverse document frequency. */
const frequency = (idf: number, total: number): number => (total + 1) / (Math.exp(idf) - 1);

interface Word {
  readonly match: string | undefined;
  readonly idf: number;
  readonly frequent: boolean;
}

const wordsOf = (plan: Plan, total: number): Word[] =>
  plan.idf.map((idf, at) => ({
    match: anyWriting(plan, at),
    idf,
    frequent: frequency(idf, total) > FREQUENT,
  }));

/** The products that have every word, in the given columns. */
async function withAll(words: readonly Word[], source: RowSource, columns = ''): Promise<RowSet> {
  if (words.length === 0 || words.some(({ match }) => match === undefined)) return RowSet.empty;
  const within = (match: string) => (columns === '' ? match : `${columns} : ${match}`);
  // One rare word is enough: FTS5 then skips through the frequent ones.
  if (words.some(({ frequent }) => !frequent))
    return source.rows(words.map(({ match }) => within(match!)).join(' AND '));
  const sets = await Promise.all(words.map(({ match }) => source.keptRows(within(match!))));
  return sets.reduce((all, set) => all.and(set));
}

/** Products that have at least a share of a query's weight, in the given columns. */
async function withSome(words: readonly Word[], share: number, source: RowSource, columns = ''): Promise<RowSet> {
  const least = share * words.reduce((sum, { idf }) => sum + idf, 0);
  const known = words.filter(({ match }) => match !== undefined).sort((a, b) => b.idf - a.idf);
  const sets = await Promise.all(
    known.map(({ match, frequent }) => {
      const within = columns === '' ? match! : `${columns} : ${match!}`;
      return frequent ? source.keptRows(within) : source.rows(within);
    }),
  );
  let found = RowSet.empty;
  // Enough by itself; otherwise together with those after it.
  const grow = (from: number, rows: RowSet, weight: number): void => {
    if (rows.size === 0) return;
    if (weight >= least) {
      found = found.or(rows);
      return;
    }
    for (let at = from; at < sets.length; at += 1) grow(at + 1, rows.and(sets[at]!), weight + known[at]!.idf);
  };
  for (const [at, set] of sets.entries()) grow(at + 1, set, known[at]!.idf);
  return found;
}

/**
 * Finds the products a query is about: those with every word, and where they are fewer than `least`, those with some of it,
 * too.
 */
export async function matchPlan(plan: Plan, source: RowSource, { least = TOO_FEW } = {}): Promise<Matches> {
  const words = wordsOf(plan, source.total);
  const all = await withAll(words, source);
  if (words.length < 2 || all.size >= least) return { rows: all, all, relaxed: false };
  const some = await withSome(words, SOME_OF_IT.anywhere, source);
  return { rows: all.or(some), all, relaxed: some.minus(all).size > 0 };
}

/** The products to look at first where they are too many: those that have the words, or most of them, in title, type or vendor. */
export function matchTitles(plan: Plan, relaxed: boolean, source: RowSource): Promise<RowSet> {
  const words = wordsOf(plan, source.total);
  return relaxed ? withSome(words, SOME_OF_IT.titles, source, TITLES) : withAll(words, source, TITLES);
}
