import assert from 'node:assert/strict';
import test from 'node:test';
import { checkBlock } from '../check/check.ts';
import { engineFromBuild } from '../run/engine-file.node.ts';
import { inProcess } from '../run/in-process.ts';
import { requestOf } from '../run/run.test-support.ts';
import { corpus, hasCorpora, keptVerdicts, verdictBook, type HostileRow } from './corpora.test-support.ts';

/** A row where a merchant would paste it. */
const blockOf = ({ payload, parses }: HostileRow): string => {
  if (parses === 'module') return `${payload}\nexport default function () {}`;
  return parses === 'expr'
    ? `export default function () { return (${payload}\n); }`
    : `export default function () {\n${payload}\n}`;
};

test('tricks with syntax: none passes, as it is or inside of a block', { skip: !hasCorpora }, async () => {
  const rows = corpus('sandbox-syntax');
  for (const row of rows)
    for (const source of [row.payload, blockOf(row)]) {
      const checked = await checkBlock(source);
      assert.equal(checked.ok, false, row.id);
      assert.ok(!checked.ok && checked.problems.every(({ line, column }) => line >= 1 && column >= 1), row.id);
    }
});

test('what attackers wrote as programs becomes what is written down', { skip: !hasCorpora }, async () => {
  const book = verdictBook();
  for (const name of ['sandbox-syntax', 'sandbox-escape'])
    for (const row of corpus(name)) {
      const checked = await checkBlock(blockOf(row));
      book.note(name, checked.ok ? 'left to the engine' : checked.problems[0]!.code, row.id);
    }
  const found = book.verdicts();
  assert.deepEqual(found, keptVerdicts('check.verdicts.json', found));
});

test('honest programs pass', { skip: !hasCorpora }, async () => {
  const honest = corpus('benign-controls').filter(
    ({ kind, payload }) => kind === 'js' && !/\bglobalThis\b/.test(payload),
  );
  for (const row of honest) assert.deepEqual((await checkBlock(blockOf(row))).ok, true, row.payload);
});

/** Sources that stand in one another as deep as they are given. */
const DEEP: Readonly<Record<string, (depth: number) => string>> = {
  brackets: (depth) => `${'('.repeat(depth)}1${')'.repeat(depth)}`,
  calls: (depth) => `${'isNaN('.repeat(depth)}1${')'.repeat(depth)}`,
  lists: (depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`,
  patterns: (depth) => `const ${'['.repeat(depth)}v${']'.repeat(depth)} = []`,
  templates: (depth) => `${'`${'.repeat(depth)}1${'}`'.repeat(depth)}`,
  functions: (depth) => `${'(() => '.repeat(depth)}1${')()'.repeat(depth)}`,
  classes: (depth) => `${'(class { static a = '.repeat(depth)}1${'})'.repeat(depth)}`,
  operands: (depth) => `${'1 ** '.repeat(depth)}1`,
};

test('what the check lets through is not too deep for the engine', async () => {
  const renderer = inProcess(engineFromBuild());
  for (const [name, write] of Object.entries(DEEP)) {
    const sourceOf = (depth: number) => `export default function () {\nif (0) { ${write(depth)} }\nreturn 'drawn'; }`;
    let depth = 20;
    while ((await checkBlock(sourceOf(depth + 20))).ok) depth += 20;
    assert.equal((await renderer.render(requestOf(sourceOf(depth)))).status, 'done', `${name}, ${depth} deep`);
    assert.ok(depth < 400, name);
  }
});
