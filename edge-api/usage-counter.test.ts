import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Count, UsageCounter } from './usage-counter.ts';

/** A counter over a clock of its own, and what it wrote. */
function counter({ fails = () => false, spent = [] }: { fails?: () => boolean; spent?: string[] } = {}) {
  let time = Date.parse('2026-11-30T23:59:00.000Z');
  const written: Count[][] = [];
  const troubles: unknown[] = [];
  const usage = new UsageCounter({
    write: async (counts) => {
      if (fails()) throw new Error('away');
      written.push(counts.map((count) => ({ ...count })));
      return new Set(spent);
    },
    everyMs: 60_000,
    now: () => time,
    onTrouble: (error) => troubles.push(error),
  });
  return { usage, written, troubles, pass: (ms: number) => (time += ms) };
}

test('however much is counted, it is written in one piece, a line for each store, metric and day', async () => {
  const { usage, written, pass } = counter();
  for (let request = 0; request < 1000; request += 1) usage.count(request % 2 ? 'ada' : 'bob', 'requests');
  usage.count('ada', 'emails', 3);
  pass(60_000);
  usage.count('ada', 'requests');
  await usage.flush();
  assert.deepEqual(written, [
    [
      { storeId: 'bob', metric: 'requests', day: '2026-11-30', amount: 500 },
      { storeId: 'ada', metric: 'requests', day: '2026-11-30', amount: 500 },
      { storeId: 'ada', metric: 'emails', day: '2026-11-30', amount: 3 },
      { storeId: 'ada', metric: 'requests', day: '2026-12-01', amount: 1 },
    ],
  ]);
  await usage.flush();
  assert.equal(written.length, 1);
});

test('it is written behind a request once the time has come, and not before', async () => {
  const { usage, written, pass } = counter();
  const behind: Promise<unknown>[] = [];
  const request = () => {
    usage.count('ada', 'requests');
    usage.settle((work) => behind.push(work));
  };
  request();
  pass(59_999);
  request();
  assert.equal(behind.length, 0);
  pass(1);
  request();
  request();
  await Promise.all(behind);
  assert.deepEqual([behind.length, written.flat().map(({ amount }) => amount)], [1, [2, 1]]);
});

test('what could not be written is written with the next, together with what came meanwhile', async () => {
  let away = true;
  const { usage, written, troubles, pass } = counter({ fails: () => away });
  const behind: Promise<unknown>[] = [];
  usage.count('ada', 'requests', 2);
  await assert.rejects(usage.flush(), /away/);
  usage.count('ada', 'requests', 3);
  pass(60_000);
  usage.settle((work) => behind.push(work));
  await Promise.all(behind);
  assert.equal(troubles.length, 1);
  away = false;
  await usage.flush();
  assert.deepEqual(
    written.flat().map(({ amount }) => amount),
    [5],
  );
});

test('what the registry says of a store that has used up its requests is known until it says otherwise', async () => {
  const spent = ['ada'];
  const { usage } = counter({ spent });
  const counted = async () => {
    for (const store of ['ada', 'bob']) usage.count(store, 'requests');
    await usage.flush();
    return ['ada', 'bob'].map((store) => usage.isSpent(store));
  };
  assert.deepEqual(await counted(), [true, false]);
  spent.length = 0;
  assert.deepEqual(await counted(), [false, false]);
});
