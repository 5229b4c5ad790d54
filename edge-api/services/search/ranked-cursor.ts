import { z } from 'zod';
import { cursorRefusal, decodeCursor, encodeCursor } from '../cursor.ts';
import { type Seal, SEAL_LENGTH } from './seal.ts';
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
  /** Rows that are shown first because a merchant wants it so, and how many of them were. */
  readonly pins: readonly number[];
  readonly pinned: number;
  /** Rows whose meaning is near. */
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
  z.tuple([z.boolean(), z.boolean(), z.string().max(400).nullable(), Row, Row, Row.max(50)]),
  z.array(Row).max(50),
  z.array(Row).max(50),
  z.union([z.tuple([Row, z.int()]), z.tuple([Row])]),
]);
/** What the index's tokenizer takes for a word: nothing else may reach MATCH. */
const TERMS = /^[\p{L}\p{N}\p{M}]+(?: [\p{L}\p{N}\p{M}]+)*$/u;

/** Writes it under a seal: what a page asks for is worked out once, and nobody asks for dearer things by hand. */
export async function writeRankedCursor(cursor: RankedCursor, seal: Seal): Promise<string> {
  const { plan, relaxed, boosted, corrected, borders, pins, pinned, near, after } = cursor;
  const written: z.input<typeof Written> = [
    'ranked',
    [...plan.idf],
    plan.alternatives.map(({ from, to, terms, weight }) => [from, to, terms.join(' '), weight]),
    [...plan.lengths],
    [relaxed, boosted, corrected, borders.titles, borders.others, pinned],
    [...pins],
    [...near],
    after.score === undefined ? [after.row] : [after.row, after.score],
  ];
  const text = encodeCursor(written);
  return (await seal(text)) + text;
}

/** Reads an `after` of a search by relevance; refuses what `writeRankedCursor` did not make. */
export async function readRankedCursor(sealed: string, seal: Seal): Promise<RankedCursor> {
  try {
    const text = sealed.slice(SEAL_LENGTH);
    if (sealed.slice(0, SEAL_LENGTH) !== (await seal(text))) throw cursorRefusal();
    const [, idf, alternatives, lengths, [relaxed, boosted, corrected, titles, others, pinned], pins, near, after] =
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
      pinned,
      near,
      after: { row: after[0], score: after[1] },
    };
  } catch {
    throw cursorRefusal();
  }
}
