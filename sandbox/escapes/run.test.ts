import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engineFromBuild } from '../run/engine-file.node.ts';
import { inProcess } from '../run/in-process.ts';
import { corpus, hasCorpora, keptVerdicts, verdictBook } from './corpora.test-support.ts';
import { HOSTILE, staysAsItIs, withstand } from './run.test-support.ts';

/** Every so manieth row is tried here, and all of them by `npm run soak blocks`. */
const EVERY = 12;

describe('hostile programs that were not checked before they run', { skip: !hasCorpora }, () => {
  const renderer = inProcess(engineFromBuild());

  it('change nothing outside, end in time, and spoil no other render', async () => {
    const book = verdictBook();
    for (const name of HOSTILE)
      for (const row of corpus(name).filter((_row, at) => at % EVERY === 0))
        book.note(name, await withstand(renderer, row), row.id);
    assert.deepEqual(book.verdicts(), keptVerdicts('run.verdicts.json', book.verdicts()));
  });

  it('leave harmless programs as they are: each gives what it gives elsewhere', async () => {
    for (const row of corpus('benign-controls').filter(({ kind }) => kind === 'js')) await staysAsItIs(renderer, row);
  });
});
