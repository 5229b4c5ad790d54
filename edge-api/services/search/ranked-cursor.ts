import { z } from 'zod';
import { cursorRefusal, decodeCursor, encodeCursor } from '../cursor.ts';
import type { Borders, RankedPosition } from './ranking.ts';
import type { Plan } from './score.ts';

/** Everything a further page needs to go on in the very order of the first, whatever happened to other products since. */
export interface RankedCursor {
  readonly plan: Plan;
  readonly relaxed: boolean;
  /** Whether what is sold out, and what sells, counted. */
  readonly boosted: boolean;
  readonly corrected: string | null;
  readonly borders: Borders;
  /** Rows that were shown first because a merchant wants it so, or last because only their meaning is near. */
  readonly pins: readonly number[];
  readonly near: readonly number[];
  readonly after: RankedPosition;
}

const Row = z.int().min(0);
const Numbers = z.array(z.number().min(0).max(1e9));
const Written = z.tuple([
  z.literal('ranked'),
  Numbers.min(1).max(12),
  z.array(z.tuple([Row.max(12), Row.max(12), z.string().min(1).max(200), z.number().min(0).max(2)])).max(150),
  Numbers.length(6),
  z.tuple([z.boolean(), z.boolean(), z.string().max(400).nullable(), Row, Row]),
  z.array(Row).max(50),
  z.array(Row).max(50),
  z.union([z.tuple([Row, z.int()]), z.tuple([Row])]),
]);
/** What the index's tokenizer takes for a word: nothing else may reach MATCH. */
const TERMS = /^[\p{L}\p{N}\p{M}]+(?: [\p{L}\p{N}\p{M}]+)*$/u;

export function writeRankedCursor(cursor: RankedCursor): string {
  const { plan, relaxed, boosted, corrected, borders, pins, near, after } = cursor;
  const written: z.input<typeof Written> = [
    'ranked',
    [...plan.idf],
    plan.alternatives.map(({ from, to, terms, weight }) => [from, to, terms.join(' '), weight]),
    [...plan.lengths],
    [relaxed, boosted, corrected, borders.titles, borders.others],
    [...pins],
    [...near],
    after.score === undefined ? [after.row] : [after.row, after.score],
  ];
  return encodeCursor(written);
}

/** Reads an `after` of a search by relevance; refuses what `writeRankedCursor` did not make. */
export function readRankedCursor(text: string): RankedCursor {
  try {
    const [, idf, alternatives, lengths, [relaxed, boosted, corrected, titles, others], pins, near, after] =
      Written.parse(decodeCursor(text));
    if (!alternatives.every(([from, to, terms]) => from < to && to <= idf.length && TERMS.test(terms)))
      throw cursorRefusal();
    return {
      plan: {
        idf,
        alternatives: alternatives.map(([from, to, terms, weight]) => ({ from, to, terms: terms.split(' '), weight })),
        lengths,
      },
      relaxed,
      boosted,
      corrected,
      borders: { titles, others },
      pins,
      near,
      after: { row: after[0], score: after[1] },
    };
  } catch {
    throw cursorRefusal();
  }
}
