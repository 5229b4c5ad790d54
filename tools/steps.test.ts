import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { nodeTests, runStep, runSteps, type Step } from './steps.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steps-'));
  // With it, Node's runner takes itself for one inside another, and runs nothing.
  delete process.env['NODE_TEST_CONTEXT'];
});
after(() => rm(folder, { recursive: true, force: true }));

/** A file with a test that passes and one that fails as long as `until` is not there, which it makes. */
async function starved(name: string, until: string): Promise<string> {
  const file = join(folder, `${name}.test.mjs`);
  await writeFile(
    file,
    `import { it } from 'node:test'; import { existsSync, writeFileSync } from 'node:fs';
     it('passes', () => undefined);
     it('waits', () => { const there = existsSync(${JSON.stringify(until)}); writeFileSync(${JSON.stringify(join(folder, name))}, ''); if (!there) throw new Error('starved'); });`,
  );
  return file;
}

const step = (file: string, again: boolean) => nodeTests('x', [file], { again });
const quietly = (one: Step) => runStep(one, () => undefined);

describe('a step of tests', () => {
  it('runs what failed once more where that is asked for, and says that it was unsteady', async () => {
    const outcome = await quietly(step(await starved('once', join(folder, 'once')), true));
    assert.deepEqual([outcome.passed, outcome.failed, outcome.unsteady], [2, 0, 1]);
  });

  it('fails what fails again', async () => {
    const outcome = await quietly(step(await starved('always', join(folder, 'never')), true));
    assert.deepEqual([outcome.passed, outcome.failed, outcome.unsteady], [1, 1, 0]);
  });

  it('fails at once elsewhere', async () => {
    const outcome = await quietly(step(await starved('final', join(folder, 'final')), false));
    assert.deepEqual([outcome.passed, outcome.failed, outcome.unsteady], [1, 1, 0]);
  });
});

describe('steps of a list', () => {
  it('run at once, and each counts', async () => {
    // Each waits, ten seconds at most, for what the other makes: one after the other the first would fail.
    const waiting = (name: string, makes: string, waits: string): Step => ({
      name,
      command: [
        'sh',
        '-c',
        `touch ${join(folder, makes)}; for i in $(seq 500); do test -e ${join(folder, waits)} && exit; sleep 0.02; done; exit 1`,
      ],
    });
    assert.equal(await runSteps([[waiting('a', 'from-a', 'from-b'), waiting('b', 'from-b', 'from-a')]]), 0);
    const failing: Step = { name: 'c', command: ['false'] };
    assert.equal(await runSteps([[waiting('a', 'from-a', 'from-b'), failing]]), 1);
  });
});
