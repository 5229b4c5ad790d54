import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { testFolder } from '../../edge-api/db/folder.test-support.ts';
import { PLANS } from '../../edge-api/services/plans.ts';
import { type Output, readArguments, UsageError, withDatabases } from './command.ts';
import { usageCommands } from './store-usage.ts';

process.env['DATA_DIR'] = join(testFolder(), 'data');
await withDatabases((databases) =>
  createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' }, databases),
);

/** Runs a command; answers its text and its value. */
async function run(name: string, ...args: string[]) {
  const command = usageCommands.find((candidate) => candidate.name === name)!;
  // oxlint-disable-next-line typescript/no-explicit-any
  const said: { text: string; value: any } = { text: '', value: undefined };
  const output: Output = {
    json: false,
    answer: (text, value) => Object.assign(said, { text, value }),
    note: () => undefined,
  };
  const { values, positionals } = readArguments(command, args);
  assert.equal(await command.run(positionals, values, output), 0);
  return said;
}

test('a plan and limits of one store are set, shown, and taken back', async () => {
  const changed = await run('store plan', 'ada', '--plan', 'pro', '--limit', 'products=5', '--limit', 'domains=none');
  assert.deepEqual(changed.value, {
    plan: 'pro',
    overrides: { products: 5, domains: null },
    limits: { ...PLANS.pro, products: 5, domains: null },
  });
  assert.match((await run('store usage', 'ada')).text, /products +0 of 5\n/);
  const back = await run('store plan', 'ada', '--limit', 'products=plan');
  assert.deepEqual([back.value.plan, back.value.overrides], ['pro', { domains: null }]);
  const audit = await withDatabases(({ platform }) => platform.all('SELECT actor, action FROM audit_log'));
  assert.deepEqual(
    audit.map(({ actor, action }) => [actor, action]),
    [
      ['command', 'store.limits'],
      ['command', 'store.limits'],
    ],
  );
});

test('what is no plan and no limit is refused', async () => {
  for (const args of [
    ['--plan', 'gold'],
    ['--limit', 'products=many'],
    ['--limit', 'shelves=3'],
  ])
    await assert.rejects(async () => run('store plan', 'ada', ...args), UsageError);
});
