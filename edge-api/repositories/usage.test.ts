import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readEnvironment } from '../env.ts';
import { openDatabases } from '../adapters/provisioning/compose.node.ts';
import { createStore } from '../adapters/provisioning/create-store.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { usageRepository } from './usage.ts';

const databases = await openDatabases(readEnvironment({ DATA_DIR: join(testFolder(), 'data') }));
const { id } = await createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' }, databases);
const usage = usageRepository(databases.platform);
const metric = 'orders';

test('use is counted by day, month and year, and a store that is gone by nobody', async () => {
  await usage.add([
    { storeId: id, metric, day: '2026-11-30', amount: 1 },
    { storeId: 'gone', metric, day: '2026-11-30', amount: 9 },
    { storeId: id, metric, day: '2026-12-01', amount: 2 },
  ]);
  await usage.add([{ storeId: id, metric, day: '2026-12-01', amount: 4 }]);
  assert.deepEqual(
    (await databases.platform.all('SELECT period, amount FROM usage_counters ORDER BY period')).map(Object.values),
    [
      ['2026', 7],
      ['2026-11', 1],
      ['2026-11-30', 1],
      ['2026-12', 6],
      ['2026-12-01', 6],
    ],
  );
  assert.deepEqual(await usage.read(id, { month: '2026-12', day: '2026-12-01' }), [
    { metric, period: '2026-12', amount: 6 },
    { metric, period: '2026-12-01', amount: 6 },
  ]);
});

test('what is taken one by one stops at the limit of its month, and begins anew in the next', async () => {
  const take = (day: string) => usage.take(id, 'aiGenerations', 2, day);
  for (const day of ['2026-11-29', '2026-11-30']) assert.equal((await take(day)).taken, true);
  assert.deepEqual(await take('2026-11-30'), { taken: false, used: 2 });
  assert.deepEqual(await take('2026-12-01'), { taken: true, used: 1 });
  assert.equal((await usage.take(id, 'aiGenerations', null, '2026-11-30')).taken, true);
});

test.after(() => databases.close());
