import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { testFolder } from '../../edge-api/db/folder.test-support.ts';
import { readArguments, UsageError, withDatabases } from './command.ts';
import { discountCommands } from './discount.ts';
import { settingsCommands } from './store-settings.ts';

process.env['DATA_DIR'] = join(testFolder(), 'data');
await withDatabases((databases) =>
  createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' }, databases),
);

/** Runs a command; answers what it said. */
async function run(name: string, ...args: string[]) {
  const command = [...settingsCommands, ...discountCommands].find((candidate) => candidate.name === name)!;
  // oxlint-disable-next-line typescript/no-explicit-any
  let said: any;
  const output = { json: true, answer: (_text: string, value: unknown) => (said = value), note: () => undefined };
  const { values, positionals } = readArguments(command, args);
  await command.run(positionals, values, output);
  return said;
}
const wrong = (message: RegExp) => (error: unknown) => error instanceof UsageError && message.test(error.message);

test('a setting is changed by its path, and what is wrong with it is said', async () => {
  assert.equal(await run('store settings set', 'ada', 'shipping.methods.0.priceMinor', '490'), 490);
  assert.equal(await run('store settings get', 'ada', 'shipping.methods.0.priceMinor'), 490);
  assert.equal(await run('store settings get', 'ada', 'shipping.methods.0.id'), 'standard');
  await assert.rejects(run('store settings set', 'ada', 'shipping.methods.0.price', '1'), wrong(/no such setting/));
  await assert.rejects(run('store settings set', 'ada', 'cart.expiryDays', '"x"'), wrong(/settings\.cart\.expiryDays/));
  await assert.rejects(run('store settings set', 'ada', 'cart.expiryDays', 'x'), wrong(/not JSON/));
});

test('discounts are made, given codes, listed and ended', async () => {
  const rule = { value: { type: 'percentage', bps: 1000 } };
  const { id } = await run('discount create', 'ada', JSON.stringify({ title: 'Spring', kind: 'order', rule }));
  const { codeCount } = await run('discount codes', 'ada', id, '{"codes": ["A1", "A2"]}');
  assert.equal(codeCount, 2);
  await assert.rejects(run('discount codes', 'ada', id, '{"codes": ["a1"]}'), wrong(/"a1" is taken/));
  assert.equal((await run('discount list', 'ada'))[0].title, 'Spring');
  await run('discount delete', 'ada', id);
  assert.deepEqual(await run('discount list', 'ada'), []);
  const audit = await withDatabases(({ platform }) => platform.all('SELECT action FROM audit_log ORDER BY id'));
  assert.deepEqual(
    audit.map(({ action }) => action),
    ['settings.change', 'discount.create', 'discount.codes.add', 'discount.delete'],
  );
});
