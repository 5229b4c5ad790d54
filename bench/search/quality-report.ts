import type { BenchOptions, BenchReport } from '../../tools/bench.ts';
import { ahead, isLoss, type Measure, MEASURES, quality, scoreOf, type SetScore, scoreTable } from './quality.ts';

/** How far ours has to be ahead of plain FTS5 in nDCG@10. */
const LEAD_OVER_BM25 = 1.06;
const NAMES = Object.keys(MEASURES) as Measure[];
const round = (value: number) => Number(value.toFixed(4));

/** The judged sets' tables, who leads, and what was promised. */
export async function qualityReport(options: BenchOptions): Promise<Omit<BenchReport, 'title' | 'rows'>> {
  const { missing, scores } = await quality({ judged: options.judged, catalogues: options.catalogues });
  const sets = [...new Set(scores.map(({ set }) => set))];
  const how = new Map(scores.map((score) => [score.contestant, score.how]));
  return {
    tables: sets.flatMap((set) => [
      { title: `${set}: ${queriesOf(scores, set)} judged queries`, rows: scoreTable(scores, set) },
      { title: `${set}: how far ours is ahead, and in how many of 100 draws of the queries`, rows: leads(scores, set) },
    ]),
    notes: [...[...how].map(([contestant, text]) => `${contestant}: ${text}.`), ...missing],
    checks: sets.flatMap((set) => [...checks(scores, set), ...overBm25(scores, set)]),
    samples: scores.map(({ queries, ...score }) => ({
      ...score,
      queries: queries.map(({ found: _found, ...query }) => query),
    })),
  };
}

const queriesOf = (scores: readonly SetScore[], set: string): number =>
  scores.find((score) => score.set === set)?.queries.length ?? 0;

/** For every other contestant and figure: the difference, and how sure its sign is. */
function leads(scores: readonly SetScore[], set: string): Record<string, string>[] {
  return others(scores, set).map(({ contestant }) => ({
    'ours before': contestant,
    ...Object.fromEntries(
      NAMES.filter((name) => !isLoss(name)).map((name) => {
        const difference = ahead(scores, set, contestant, name);
        if (!difference) return [name, ''];
        const sign = difference.mean < 0 ? '' : '+';
        return [name, `${sign}${difference.mean.toFixed(3)} ${Math.round(difference.ahead * 100)}`];
      }),
    ),
  }));
}

const others = (scores: readonly SetScore[], set: string): SetScore[] =>
  scores.filter((score) => score.set === set && score.contestant !== 'ours');

/** Ours against the best of all others, figure by figure. */
function checks(scores: readonly SetScore[], set: string): BenchReport['checks'][number][] {
  const ours = scores.find((score) => score.set === set && score.contestant === 'ours');
  if (!ours) return [];
  return NAMES.map((name) => {
    const least = !isLoss(name);
    const value = scoreOf(ours, name);
    const figures = others(scores, set).map((score) => ({ score, figure: scoreOf(score, name) }));
    const best = figures.sort((a, b) => (least ? b.figure - a.figure : a.figure - b.figure))[0]!;
    return {
      name: `${set}: ours leads in ${name}, before ${best.score.contestant}`,
      value: round(value),
      goal: round(best.figure),
      least,
      met: least ? value >= best.figure : value <= best.figure,
    };
  });
}

function overBm25(scores: readonly SetScore[], set: string): BenchReport['checks'][number][] {
  const ours = scores.find((score) => score.set === set && score.contestant === 'ours');
  const plain = others(scores, set).filter(({ contestant }) => contestant.startsWith('bm25'));
  return plain.flatMap((score) =>
    (['nDCG@10 strict', 'nDCG@10 condensed'] as const).map((name) => {
      const times = ours ? scoreOf(ours, name) / scoreOf(score, name) : 0;
      const sure = ahead(scores, set, score.contestant, name);
      // Plain bm25 is FTS5 with nothing set. What has been turned for it here must only be behind.
      const least = score.contestant === 'bm25' ? LEAD_OVER_BM25 : 1;
      const range = sure ? `, difference ${sure.low.toFixed(3)} to ${sure.high.toFixed(3)} in 95 of 100 draws` : '';
      return {
        name: `${set}: ${name}, times that of ${score.contestant}${range}`,
        value: round(times),
        goal: least,
        least: true,
        met: times >= least,
      };
    }),
  );
}
