import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { platformMigrations } from '../../../migrations/index.ts';
import type { PlatformDatabase } from '../../db/database.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { migrate } from '../../db/migrate.ts';
import { createNode, fileAddress } from '../../db/open.node.ts';
import { openPlatformDatabase } from '../../db/open.ts';
import { storeJobRepository } from '../../repositories/store-jobs.ts';
import { StoreError } from './store-error.ts';
import { beginJob, HOLD_MS, takeOverJob } from './store-job.ts';

const folder = testFolder();
let made = 0;
async function fresh() {
  const platform: PlatformDatabase = openPlatformDatabase(fileAddress(join(folder, `${(made += 1)}.db`)), createNode);
  await migrate(platform, platformMigrations);
  let time = Date.parse('2026-11-21T10:00:00Z');
  const now = () => new Date(time);
  return { jobs: storeJobRepository(platform), platform, how: { now }, pass: (ms: number) => void (time += ms) };
}
const create = { kind: 'create', storeId: 's1', handle: 'ada' } as const;
const busy = (error: unknown) => error instanceof StoreError && error.code === 'store_busy';

test('a handle has one piece of work at a time', async () => {
  const { jobs, how } = await fresh();
  const first = await beginJob(jobs, create, how);
  assert.ok(first);
  assert.equal(await beginJob(jobs, { ...create, storeId: 's2' }, how), undefined);
  await first.finish();
  assert.ok(await beginJob(jobs, { ...create, storeId: 's2' }, how));
});

test('a store is made only where none is, and worked on only where one is', async () => {
  const { jobs, how, platform } = await fresh();
  const purge = { ...create, kind: 'purge' } as const;
  assert.equal(await beginJob(jobs, purge, how), undefined);
  await platform.run(
    `INSERT INTO stores (id, handle, name, database_url, instant_app_id, created_at, updated_at)
     VALUES ('s1', 'ada', 'Ada', 'file:///ada', 'x', '', '')`,
  );
  assert.equal(await beginJob(jobs, create, how), undefined);
  assert.equal(await beginJob(jobs, { ...purge, storeId: 'another' }, how), undefined);
  assert.ok(await beginJob(jobs, purge, how));
});

test('a step is written down before it is begun, with what is known by then', async () => {
  const { jobs, how } = await fresh();
  const lease = await beginJob(jobs, { ...create, detail: { name: 'Ada' } }, how);
  assert.ok(lease);
  const seen = await lease.step('database', async () => jobs.find('ada'), { name: 'Ada', url: 'x' });
  assert.deepEqual([seen?.step, seen?.detail], ['database', { name: 'Ada', url: 'x' }]);
  await lease.step('seed', async () => undefined);
  assert.deepEqual((await jobs.find('ada'))?.detail, { name: 'Ada', url: 'x' });
});

test('an abandoned job is listed and taken over, and the first attempt learns of it at its next move', async () => {
  const { jobs, how, pass } = await fresh();
  const first = await beginJob(jobs, create, how);
  assert.ok(first);
  const listed = async () => (await jobs.listStale(how.now().toISOString())).map(({ handle }) => handle);
  pass(HOLD_MS - 1);
  assert.deepEqual(await listed(), []);
  assert.equal(await takeOverJob(jobs, first.job, how), undefined);
  await first.renew();
  pass(HOLD_MS);
  assert.deepEqual(await listed(), ['ada']);
  const both = await Promise.all([takeOverJob(jobs, first.job, how), takeOverJob(jobs, first.job, how)]);
  const [second] = both.filter((lease) => lease !== undefined);
  assert.equal(both.filter((lease) => lease !== undefined).length, 1);
  await assert.rejects(first.renew(), busy);
  await assert.rejects(first.finish(), busy);
  let done = false;
  await assert.rejects(
    first.step('seed', async () => void (done = true)),
    busy,
  );
  assert.equal(done, false);
  await second?.finish();
  assert.equal(await jobs.find('ada'), undefined);
});

test('a step may take longer than a job is held', async () => {
  const { jobs, how, pass } = await fresh();
  const lease = await beginJob(jobs, create, { ...how, holdMs: 30 });
  assert.ok(lease);
  await lease.step('upload', async () => {
    pass(1000);
    const before = (await jobs.find('ada'))?.heldUntil;
    while ((await jobs.find('ada'))?.heldUntil === before) await new Promise((resolve) => setTimeout(resolve, 5));
  });
  await lease.finish();
});
