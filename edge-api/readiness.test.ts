import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readiness } from './readiness.ts';

const answers = async () => undefined;
const fails = async () => {
  throw new Error('vsk_01KAJ5V0YR3M7Z2W2G4DS1F31G is not told');
};

describe('whether requests can be served', () => {
  it('names every check, and which failed; why is for the log alone', async () => {
    const log: string[] = [];
    const ready = readiness(
      { registry: answers, disk: fails },
      { log: (_level, message, more) => log.push(`${message} ${String(more?.['cause'])}`), now: () => 0 },
    );
    const { ready: isReady, checks } = await ready();
    assert.equal(isReady, false);
    assert.deepEqual(
      Object.entries(checks).map(([name, { ok }]) => [name, ok]),
      [
        ['registry', true],
        ['disk', false],
      ],
    );
    assert.doesNotMatch(JSON.stringify(checks), /not told/);
    assert.match(log.join('\n'), /^not ready: disk Error: .* is not told/);
  });

  it('waits for nobody who does not answer', async () => {
    const never = () => new Promise(() => undefined);
    const ready = readiness({ registry: never }, { log: () => undefined, now: () => 0, patienceMs: 5 });
    assert.equal((await ready()).ready, false);
  });

  it('looks once for all who ask at a time, and again a moment later', async () => {
    let looks = 0;
    let now = 0;
    const ready = readiness({ registry: async () => void (looks += 1) }, { log: () => undefined, now: () => now });
    await Promise.all([ready(), ready(), ready()]);
    assert.equal(looks, 1);
    now = 1000;
    await ready();
    assert.equal(looks, 2);
  });
});
