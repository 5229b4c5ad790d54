import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { testFolder } from '../../edge-api/db/folder.test-support.ts';
import { type Command, type Output, readArguments, withDatabases } from './command.ts';
import { discountCommands } from './discount.ts';
import { orderCommands } from './order.ts';
import { searchCommands } from './search.ts';
import { webhookCommands } from './webhook.ts';

process.env['DATA_DIR'] = join(testFolder(), 'data');
await withDatabases(async (databases) => {
  const { id } = await createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' }, databases);
  await databases.stores.markDeleted(id, new Date().toISOString());
});

const output: Output = {
  json: false,
  answer: (text) => assert.fail(`It answered: ${text}`),
  note: () => undefined,
};

const run = (commands: readonly Command[], name: string, ...args: string[]) => {
  const command = commands.find((candidate) => candidate.name === name)!;
  const { values, positionals } = readArguments(command, args);
  return command.run(positionals, values, output);
};

test('a store that was deleted is no store to any command that works inside one', async () => {
  const refused = { code: 'store_not_found' };
  await assert.rejects(run(orderCommands, 'order list', 'ada'), refused);
  await assert.rejects(run(orderCommands, 'order paid', 'ada', '1001'), refused);
  await assert.rejects(run(webhookCommands, 'webhook list', '--store', 'ada'), refused);
  await assert.rejects(run(webhookCommands, 'webhook create', 'https://a.example', '--store', 'ada'), refused);
  await assert.rejects(run(searchCommands, 'search rebuild', 'ada'), refused);
  await assert.rejects(run(discountCommands, 'discount list', 'ada'), refused);
});
