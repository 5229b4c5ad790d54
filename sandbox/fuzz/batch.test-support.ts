import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { corpus, hasCorpora } from '../escapes/corpora.test-support.ts';
import { blocksOf } from '../escapes/run.test-support.ts';
import { dice, type Dice } from './dice.test-support.ts';
import { grown } from './grammar.test-support.ts';
import { honest } from './honest.test-support.ts';
import { mutated, mutatedPieces } from './mutants.test-support.ts';
import { Broken, type Holder, type Outcome } from './promises.test-support.ts';
import { smallest } from './smallest.test-support.ts';

const CORPORA = [
  'sandbox-syntax',
  'sandbox-escape',
  'sandbox-dos',
  'engine-robustness',
  'proto-pollution',
  'benign-controls',
];

/** What mutants are made of: the hostile programs where they are at hand, honest blocks with types and without, the grammar's. */
const seeds = (): string[] => [
  ...(hasCorpora ? CORPORA : [])
    .flatMap(corpus)
    .flatMap((row) => (row.kind === 'redos-pair' ? blocksOf(row) : [row.payload])),
  ...Array.from({ length: 600 }, (_, at) => (at % 3 ? honest(dice(at), at % 3 === 1) : grown(dice(at)))),
];

/** Signs in `edges.txt` for ends of lines. */
const ENDS: Readonly<Record<string, string>> = { '⏎': '\n', '␍': '\r', '␨': '\u2028', '␩': '\u2029' };

/** Statements that parsers are of different minds about, or were once. */
export const edges = (): string[] =>
  readFileSync(new URL('edges.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/[⏎␍␨␩]/g, (sign) => ENDS[sign]!));

export type Kind = 'grammar' | 'edge' | 'mutant' | 'honest' | 'typed';

export interface Program {
  readonly kind: Kind;
  readonly source: string;
  /** An honest block with types, without them. */
  readonly plain?: string;
}

/** Of ten programs four are grown, two more around statements of the list, three are mutants, and one is honest, at times with types. */
export function programs() {
  const texts = seeds();
  const listed = edges();
  const mutant = (chance: Dice): string => {
    const some = (): string => chance.one(chance.often(70) ? texts : listed);
    return mutated(chance, some(), some());
  };
  const around = (chance: Dice): string => {
    const edge = chance.one(listed);
    return grown(chance, chance.often(50) ? [edge] : [mutatedPieces(chance, edge, chance.one(listed))]);
  };
  return (seed: number, index: number): Program => {
    const chance = dice(seed, index);
    if (index % 20 === 9) return { kind: 'honest', source: honest(chance) };
    if (index % 20 === 19) return { kind: 'typed', source: honest(chance, true), plain: honest(dice(seed, index)) };
    if (index % 10 < 4) return { kind: 'grammar', source: grown(chance) };
    return index % 10 < 6 ? { kind: 'edge', source: around(chance) } : { kind: 'mutant', source: mutant(chance) };
  };
}

/** Honest blocks pass and are drawn; with types, to the same HTML as without, and as others take types out. */
async function holdHonest(holder: Holder, { source, plain }: Program): Promise<Outcome> {
  const outcome = await holder.hold(source);
  if (outcome.html === null) throw new Broken(`an honest block was not drawn: ${outcome.check}, ${outcome.engine}`);
  if (plain === undefined) return outcome;
  const others = holder.render(stripTypeScriptTypes(source));
  const untyped = holder.render(plain);
  for (const other of [others, untyped])
    if (other.status !== 'done' || other.html !== outcome.html)
      throw new Broken(`types changed what is drawn: ${outcome.html} and ${JSON.stringify(other)}`);
  return outcome;
}

export const holdProgram = (holder: Holder, program: Program): Promise<Outcome> =>
  program.kind === 'honest' || program.kind === 'typed' ? holdHonest(holder, program) : holder.hold(program.source);

/** The first words of what was broken: what differs from program to program comes after. */
const sort = (error: unknown): string => String(error).split(' ').slice(0, 9).join(' ');

/** As little of a program as breaks the same promise. */
export async function shortened(holder: Holder, { kind, source }: Program, error: unknown): Promise<string> {
  if (kind === 'honest' || kind === 'typed') return source;
  return smallest(source, async (text) => {
    try {
      await holder.hold(text);
      return false;
    } catch (other) {
      return sort(other) === sort(error);
    }
  });
}
