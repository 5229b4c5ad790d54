import assert from 'node:assert/strict';
import test from 'node:test';
import { checkBlock } from '../check/check.ts';
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
