import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import * as acorn from 'acorn';
import { checkBlock, type CheckedBlock } from '../check/check.ts';
import { PARSER_TAKES } from '../check/engine-parser.ts';
import { ENGINE_LACKS, ENGINE_TAKES } from '../check/engine.ts';
import { NEWER_LETTER } from '../check/engine-letters.ts';
import { NODES, REFUSED_NODES } from '../check/nodes.ts';
import { parseModule } from '../check/parse.ts';
import { engineFromBuild } from '../run/engine-file.node.ts';
import { edges, holdProgram, programs } from './batch.test-support.ts';
import { dice } from './dice.test-support.ts';
import { grown } from './grammar.test-support.ts';
import { compiles, holder } from './promises.test-support.ts';
import { smallest } from './smallest.test-support.ts';

const engine = engineFromBuild();
/** Its types leave this out. */
const { isIdentifierChar } = acorn as unknown as { isIdentifierChar(code: number, astral: boolean): boolean };
const asBlock = (statement: string): string => `${statement}\nexport default () => 'drawn';`;

/** Programs of the slice. */
const SLICE = 80;
/** Letters of one program. */
const LETTERS = 4000;
/** Every so manieth of the statements that parsers read differently. */
const EVERY = 12;

describe('what check and engine say about what a program is', () => {
  for (const example of [...ENGINE_TAKES.map((row) => row.example), ...PARSER_TAKES])
    it(`differs where it is written down, and the engine takes: ${example}`, async () => {
      const source = asBlock(example);
      assert.equal(compiles(engine, source), 'yes');
      const checked = await checkBlock(source);
      assert.equal(checked.ok ? 'ok' : checked.problems[0]!.code, 'engine_differs');
    });

  for (const { example, isParsers } of ENGINE_LACKS)
    it(`differs where it is written down, and the engine does not read: ${example}`, async () => {
      const checked = await checkBlock(asBlock(example));
      assert.ok(!checked.ok && checked.problems.some(({ code }) => code === (isParsers ? 'syntax' : 'engine_differs')));
    });

  it('knows the same letters', () => {
    const letters = Array.from({ length: 0x110000 }, (_, code) => code)
      // Of the many that are Chinese or Korean one in sixteen is enough.
      .filter((code) => code < 0x3400 || (code > 0xd7a3 && code < 0x20000) || code % 16 === 0)
      .filter((code) => code > 0x7f && isIdentifierChar(code, true))
      .map((code) => String.fromCodePoint(code))
      .filter((letter) => !NEWER_LETTER.test(letter));
    for (let at = 0; at < letters.length; at += LETTERS) {
      const names = letters.slice(at, at + LETTERS).map((letter) => `a${letter}: 1`);
      assert.equal(compiles(engine, `() => ({ ${names.join()} });`), 'yes', names.join());
    }
  });

  it('takes newer patterns that both read', async () => {
    for (const pattern of ['/[[a-z]--[aeiou]]/v', '/(?i:a)b/', '/(?<day>a)|(?<day>b)/', '/\\p{L}-?/u'])
      assert.deepEqual((await checkBlock(asBlock(`const pattern = ${pattern};`))).ok, true, pattern);
  });
});

describe('generated programs', () => {
  const held = holder(engine);
  after(() => held.close());

  it('escape nothing, break nothing, and are programs to both or to none', async () => {
    const programOf = programs();
    for (let index = 0; index < SLICE; index++) {
      const program = programOf(0, index);
      await holdProgram(held, program).catch((error: unknown) => assert.fail(`${index}: ${String(error)}`));
      if (index % 20 === 0) held.rest();
    }
  });

  it('keep to that at the edges of the language', async () => {
    for (const edge of edges().filter((_edge, at) => at % EVERY === 0))
      await held.hold(asBlock(edge)).catch((error: unknown) => assert.fail(`${edge}: ${String(error)}`));
  });

  it('have every sort of syntax that the check knows', () => {
    const left = new Set([...Object.keys(NODES), ...Object.keys(REFUSED_NODES)]);
    // Not in modules.
    left.delete('WithStatement');
    for (let index = 0; index < 3000 && left.size > 0; index++)
      try {
        JSON.stringify(parseModule(grown(dice(1, index))), (key, value: unknown) => {
          if (key === 'type') left.delete(String(value));
          return typeof value === 'bigint' ? null : value;
        });
      } catch {
        // Not every one is a program.
      }
    assert.deepEqual([...left], []);
  });
});

describe('whoever holds programs to that', () => {
  const withCheck = async (check: () => Promise<CheckedBlock>, source: string): Promise<void> => {
    const held = holder(engine, check);
    try {
      await held.hold(source);
    } finally {
      held.close();
    }
  };
  const taking = (code: string) => async (): Promise<CheckedBlock> => ({ ok: true, code });
  const problem = { code: 'syntax', line: 1, column: 1, from: 0, to: 0, message: 'a', why: 'b' } as const;
  const refusing = (more: object) => async (): Promise<CheckedBlock> => ({
    ok: false,
    problems: [{ ...problem, ...more }],
  });
  const HONEST = asBlock('let a;');

  it('sees a check that takes too much or too little, throws, or shows the wrong place', async () => {
    await assert.rejects(withCheck(taking('let a let'), 'let a let'), /takes what the engine does not/);
    await assert.rejects(withCheck(refusing({}), HONEST), /the engine compiles what the check calls no program/);
    await assert.rejects(withCheck(refusing({ from: 900, to: 900 }), HONEST), /outside or out of order/);
    await assert.rejects(withCheck(refusing({ from: 2, to: 2 }), HONEST), /wrong line or column/);
    await assert.rejects(
      withCheck(async () => Promise.reject(new Error('no')), HONEST),
      /the check threw/,
    );
  });

  it('shows as little of a program as it takes', async () => {
    const least = await smallest('one two three two', async (text) => text.includes('r'));
    assert.equal(least, 'r');
  });
});
