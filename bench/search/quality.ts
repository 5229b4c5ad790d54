/**
 * How good the answers are, on judged queries. Also to be run by itself while ranking is worked on:
 * `node bench/search/quality.ts [--only ours,bm25] [--worst 20] [--part tune|check] [--folds 5] [--no-typos] [--data <folder>]
 * [--fresh] [--judged <folder>] [--catalogues <folder>]`. The imported store is kept under the machine's temporary folder.
 */
import { parseArgs } from 'node:util';
import { table } from '../../tools/table.ts';
import { type Contestant, documentsOf } from './contestants/contestant.ts';
import { PlainFts5, fts5Contestants } from './contestants/fts5.ts';
import { flexSearch } from './contestants/flexsearch.ts';
import { miniSearch } from './contestants/minisearch.ts';
import { orama } from './contestants/orama.ts';
import { foldOf, type JudgedFolders, type JudgedQuery, type JudgedSet, judgedSets } from './judged.ts';
import { bootstrap, type Difference, kept, mean, ndcg, recall, reciprocalRank } from './metrics.ts';
import { type BenchStore, importedData, openStore } from './store.ts';
import { mistyped } from './typos.ts';

/** How many products are asked for, and how many typing errors are made in each query. */
const LISTED = 50;
const TYPOS = 4;
const SEED = 20261121;

interface TypoScore {
  readonly kept: number | null;
  readonly recall: number;
  readonly strict: number;
  readonly empty: number;
}

/** What one query got. Typo figures are means over the typos of the query, null when it has no word long enough. */
export interface QueryScore {
  readonly q: string;
  readonly strict: number;
  readonly condensed: number;
  readonly mrr: number;
  readonly recall: number;
  readonly empty: number;
  readonly typos: Readonly<Record<1 | 2, TypoScore | null>>;
  readonly found: readonly string[];
}

/** What one contestant got on one set. */
export interface SetScore {
  readonly set: string;
  readonly contestant: string;
  readonly how: string;
  readonly queries: readonly QueryScore[];
}

/** The figures of a table. */
export const MEASURES = {
  'nDCG@10 strict': ({ strict }) => strict,
  'nDCG@10 condensed': ({ condensed }) => condensed,
  MRR: ({ mrr }) => mrr,
  'recall@50': ({ recall }) => recall,
  'typo 1 kept@10': ({ typos }) => typos[1]?.kept ?? null,
  'typo 1 recall@50': ({ typos }) => typos[1]?.recall ?? null,
  'typo 1 nDCG@10': ({ typos }) => typos[1]?.strict ?? null,
  'typo 2 kept@10': ({ typos }) => typos[2]?.kept ?? null,
  'typo 2 recall@50': ({ typos }) => typos[2]?.recall ?? null,
  'typo 2 nDCG@10': ({ typos }) => typos[2]?.strict ?? null,
  'no result': ({ empty }) => empty,
  'typo 1 no result': ({ typos }) => typos[1]?.empty ?? null,
  'typo 2 no result': ({ typos }) => typos[2]?.empty ?? null,
} satisfies Record<string, (score: QueryScore) => number | null>;
export type Measure = keyof typeof MEASURES;

/** Whether a figure is the better the lower it is. */
export const isLoss = (measure: Measure): boolean => measure.endsWith('no result');

/** The mean of a figure over the queries that have it. */
export function scoreOf({ queries }: SetScore, measure: Measure): number {
  const values = queries.map((query): number | null => MEASURES[measure](query));
  return mean(values.filter((value): value is number => value !== null));
}

export interface QualityOptions extends JudgedFolders {
  /** Names of contestants, or the beginnings of their names; all when left out. */
  readonly only?: readonly string[] | undefined;
  /** Which half of the queries; all when left out. */
  readonly part?: string | undefined;
  readonly typos?: boolean | undefined;
  readonly fresh?: boolean | undefined;
  /** A data folder with the catalogue in it; for one set alone. */
  readonly data?: string | undefined;
}

export interface QualityReport {
  readonly missing: readonly string[];
  readonly scores: readonly SetScore[];
}

/** Asks every contestant every query of every set. */
export async function quality(options: QualityOptions = {}): Promise<QualityReport> {
  const { sets, missing } = judgedSets(options);
  const scores: SetScore[] = [];
  for (const set of sets) {
    const store = await openStore(
      options.data ?? (await importedData(set.catalogue, { fresh: options.fresh ?? false })),
    );
    try {
      scores.push(...(await scoreSet(set, store, options)));
    } finally {
      store.close();
    }
  }
  return { missing, scores };
}

async function scoreSet(set: JudgedSet, store: BenchStore, { only, part, typos = true }: QualityOptions) {
  const queries = set.queries.filter((query) => part === undefined || part === ['tune', 'check'][foldOf(query, 2)]);
  const wanted = (name: string) => !only || only.some((start) => name.startsWith(start));
  const scores: SetScore[] = [];
  for (const enter of entries(store)) {
    if (only && !enter.names.some((name) => wanted(name) || only.some((start) => start.startsWith(name)))) continue;
    const contestants = await enter.build();
    for (const contestant of contestants) {
      if (!wanted(contestant.name)) continue;
      const scored: QueryScore[] = [];
      for (const query of queries) scored.push(await scoreQuery(contestant, query, typos));
      scores.push({ set: set.name, contestant: contestant.name, how: contestant.how, queries: scored });
    }
    for (const { close } of contestants) close?.();
  }
  return scores;
}

/** Contestants in groups that share an index; a group is built when it has its turn, and let go after it. */
function entries(store: BenchStore): { names: string[]; build: () => Promise<Contestant[]> }[] {
  return [
    {
      names: ['ours'],
      build: async () => [
        { name: 'ours', how: 'GET /search of the store, nothing set', find: (q, limit) => store.find(q, limit) },
      ],
    },
    {
      names: ['bm25'],
      build: async () => {
        const index = new PlainFts5();
        await index.add(await documentsOf(store.database));
        return fts5Contestants(index).map((contestant, at) =>
          at === 0 ? { ...contestant, close: () => index.close() } : contestant,
        );
      },
    },
    { names: ['MiniSearch'], build: async () => miniSearch(await documentsOf(store.database)) },
    { names: ['Orama'], build: async () => orama(await documentsOf(store.database)) },
    { names: ['FlexSearch'], build: async () => flexSearch(await documentsOf(store.database)) },
  ];
}

async function scoreQuery(contestant: Contestant, { q, gains }: JudgedQuery, typos: boolean): Promise<QueryScore> {
  const found = await contestant.find(q, LISTED);
  const mistype = async (edits: 1 | 2) => {
    const texts = typos ? mistyped(q, edits, TYPOS, SEED) : [];
    if (texts.length === 0) return null;
    const answers: (readonly string[])[] = [];
    for (const text of texts) answers.push(await contestant.find(text, LISTED));
    const shares = answers.map((answer) => kept(found, answer, gains));
    return {
      kept: shares[0] === null ? null : mean(shares.map((share) => share ?? 0)),
      recall: mean(answers.map((answer) => recall(answer, gains, LISTED))),
      strict: mean(answers.map((answer) => ndcg(answer, gains, 10, 'strict'))),
      empty: mean(answers.map((answer) => (answer.length === 0 ? 1 : 0))),
    };
  };
  return {
    q,
    strict: ndcg(found, gains, 10, 'strict'),
    condensed: ndcg(found, gains, 10, 'condensed'),
    mrr: reciprocalRank(found, gains),
    recall: recall(found, gains, LISTED),
    empty: found.length === 0 ? 1 : 0,
    typos: { 1: await mistype(1), 2: await mistype(2) },
    found,
  };
}

/** How far ours is ahead of another on one set, by one figure. */
export function ahead(scores: readonly SetScore[], set: string, other: string, measure: Measure): Difference | null {
  const of = (name: string) => scores.find((score) => score.set === set && score.contestant === name)?.queries;
  const [ours, theirs] = [of('ours'), of(other)];
  if (!ours || !theirs) return null;
  const pairs = ours
    .map((query, at): [number | null, number | null] => [MEASURES[measure](query), MEASURES[measure](theirs[at]!)])
    .filter((pair): pair is [number, number] => pair[0] !== null && pair[1] !== null);
  return bootstrap(
    pairs.map(([value]) => value),
    pairs.map(([, value]) => value),
  );
}

/** A line for each contestant on one set. */
export function scoreTable(scores: readonly SetScore[], set: string): Record<string, string>[] {
  return scores
    .filter((score) => score.set === set)
    .map((score) => ({
      contestant: score.contestant,
      ...Object.fromEntries(Object.keys(MEASURES).map((name) => [name, scoreOf(score, name as Measure).toFixed(4)])),
    }));
}

function showWorst(scores: readonly SetScore[], set: JudgedSet, count: number): void {
  const ours = scores.find((score) => score.set === set.name && score.contestant === 'ours');
  for (const { q, strict, condensed, found } of ours?.queries.toSorted((a, b) => a.strict - b.strict).slice(0, count) ??
    []) {
    const gains = set.queries.find((query) => query.q === q)!.gains;
    const list = found.slice(0, 10).map((handle) => `${handle} ${gains.get(handle) ?? '?'}`);
    console.log(`${strict.toFixed(3)} ${condensed.toFixed(3)}  ${q}\n    ${list.join(', ')}`);
  }
}

function showFolds(scores: readonly SetScore[], folds: number): void {
  const rows = scores.map(({ set, contestant, queries }) => ({
    set: `${set}: ${contestant}`,
    ...Object.fromEntries(
      Array.from({ length: folds }, (_, fold) => {
        const part = queries.filter(({ q }) => foldOf({ q, gains: new Map() }, folds) === fold);
        const figures = [mean(part.map(({ strict }) => strict)), mean(part.map(({ condensed }) => condensed))];
        return [`${fold + 1} (${part.length})`, figures.map((figure) => figure.toFixed(3)).join('/')];
      }),
    ),
  }));
  console.log(`\nnDCG@10 strict/condensed by fold\n${table(rows)}`);
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      judged: { type: 'string' },
      catalogues: { type: 'string' },
      data: { type: 'string' },
      only: { type: 'string' },
      part: { type: 'string' },
      worst: { type: 'string' },
      folds: { type: 'string' },
      fresh: { type: 'boolean' },
      'no-typos': { type: 'boolean' },
    },
  });
  const started = performance.now();
  const { sets } = judgedSets(values);
  const report = await quality({ ...values, only: values.only?.split(','), typos: !values['no-typos'] });
  for (const sentence of report.missing) console.log(sentence);
  for (const set of sets) {
    console.log(
      `\n${set.name}, ${report.scores[0]?.queries.length ?? 0} queries\n${table(scoreTable(report.scores, set.name))}`,
    );
    if (values.worst) showWorst(report.scores, set, Number(values.worst));
  }
  if (values.folds) showFolds(report.scores, Number(values.folds));
  console.log(`\n${((performance.now() - started) / 1000).toFixed(1)} s`);
}
