import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { streamed } from './streamed.ts';

/** Counts up, and notes what it has made and whether it was told to stop. */
function counting(most: number, log: string[]) {
  return streamed(
    (async function* count() {
      try {
        for (let n = 1; n <= most; n += 1) {
          log.push(`made ${n}`);
          yield `${n},`;
        }
        if (most > 5) throw new Error('too many');
      } finally {
        log.push('stopped');
      }
    })(),
  );
}
const settled = async (work: Promise<void>): Promise<boolean> =>
  Promise.race([work.then(() => true), new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))]);

describe('text that is made while it is read', () => {
  it('is not made before, and over when it was read', async () => {
    const log: string[] = [];
    const { body, ended } = counting(3, log);
    assert.deepEqual([log, await settled(ended)], [[], false]);
    assert.equal(await new Response(body).text(), '1,2,3,');
    assert.equal(await settled(ended), true);
  });

  it('is over, and no more is made, when whoever read it goes away', async () => {
    const log: string[] = [];
    const { body, ended } = counting(3, log);
    const reader = body.getReader();
    await reader.read();
    await reader.cancel();
    assert.deepEqual([log, await settled(ended)], [['made 1', 'stopped'], true]);
  });

  it('is over when it fails, and its reader is told', async () => {
    const { body, ended } = counting(6, []);
    await assert.rejects(new Response(body).text(), /too many/);
    assert.equal(await settled(ended), true);
  });
});
