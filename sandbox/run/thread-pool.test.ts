import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { engineFromBuild } from './engine-file.node.ts';
import { bodyOf, requestOf } from './run.test-support.ts';
import { outcomeOf } from './suite.test-support.ts';
import { threadPool } from './thread-pool.node.ts';

const engine = engineFromBuild();
const honest = requestOf(bodyOf('return "fine";'));
/** A thread that answers honest requests and hangs on others, as if the engine did not count. */
const hanging = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ source }) => {
      if (source.includes('hang')) for (;;);
      if (source.includes('crash')) throw new Error('crash');
      parentPort.postMessage({ status: 'done', html: 'fine', usage: {}, console: [] });
    });
    parentPort.postMessage('ready');`)}`,
);

describe('a pool of threads', () => {
  const pool = threadPool(engine);
  after(() => pool.close());

  it('renders, many at once', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => pool.render(honest)));
    assert.deepEqual([...new Set(results.map(outcomeOf))], ['fine']);
  });

  it('ends a render that hangs after its time, and loses no other', async () => {
    const pool = threadPool(engine, { code: hanging, wallMs: 200 });
    const attacks = [pool.render({ ...honest, source: 'hang' }), pool.render({ ...honest, source: 'hang' })];
    const others = Array.from({ length: 10 }, () => pool.render(honest));
    assert.deepEqual((await Promise.all(attacks)).map(outcomeOf), ['out_of_time', 'out_of_time']);
    assert.deepEqual([...new Set((await Promise.all(others)).map(outcomeOf))], ['fine']);
    assert.equal(pool.ended, 2);
    await pool.close();
  });

  it('takes what was answered while this process was at other work', async () => {
    const pool = threadPool(engine, { code: hanging, threads: 1, wallMs: 100 });
    await pool.render(honest);
    // After it, timers have their turn before anything is read.
    const result = await new Promise<ReturnType<typeof pool.render>[]>((go) =>
      setImmediate(() => {
        go([pool.render(honest)]);
        for (const until = performance.now() + 500; performance.now() < until;);
      }),
    );
    assert.deepEqual([outcomeOf(await result[0]!), pool.ended], ['fine', 0]);
    await pool.close();
  });

  it('cleans what a block gave back, and ends a cleaning that lasts', async () => {
    const options = { prefix: 'block-a-', scopeClass: 'block', pictures: [] };
    const cleaned = await pool.clean('<p onclick="x()">fine</p><script>x()</script>', options);
    assert.equal(cleaned.ok && cleaned.html, '<p>fine</p>');
    const never = new URL(
      `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => { for (;;); });
      parentPort.postMessage('ready');`)}`,
    );
    const hangs = threadPool(engine, { code: never, wallMs: 100 });
    const ended = await hangs.clean('<p>fine</p>', options);
    assert.equal(!ended.ok && ended.code, 'out_of_time');
    await hangs.close();
  });

  it('survives a thread that dies', async () => {
    const pool = threadPool(engine, { code: hanging, threads: 1 });
    const [crash, after] = await Promise.all([pool.render({ ...honest, source: 'crash' }), pool.render(honest)]);
    assert.deepEqual([outcomeOf(crash), outcomeOf(after)], ['engine_failed', 'fine']);
    await pool.close();
  });

  it('refuses more than may wait, and what comes after it was closed', async () => {
    const pool = threadPool(engine, { code: hanging, threads: 1, waiting: 2, wallMs: 100 });
    const results = Array.from({ length: 4 }, () => pool.render({ ...honest, source: 'hang' }));
    assert.deepEqual((await Promise.all(results.slice(2))).map(outcomeOf), ['busy', 'busy']);
    await pool.close();
    assert.deepEqual((await Promise.all(results.slice(0, 2))).map(outcomeOf), ['busy', 'busy']);
    assert.equal(outcomeOf(await pool.render(honest)), 'busy');
  });
});
