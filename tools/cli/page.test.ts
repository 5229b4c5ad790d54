import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { testFolder } from '../../edge-api/db/folder.test-support.ts';
import { pageReads } from '../../edge-api/repositories/pages.ts';
import { sell } from '../../edge-api/routes/catalogue.test-support.ts';
import { readArguments, UsageError, withDatabases } from './command.ts';
import { inStore } from './in-store.ts';
import { pageCommands } from './page.ts';

process.env['DATA_DIR'] = join(testFolder(), 'data');
await withDatabases((databases) =>
  createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'de' }, databases),
);
await inStore('ada', async ({ database }) => {
  await sell({ handle: 'becher', title: 'Becher' })(database);
  return 0;
});

async function compose(...args: string[]): Promise<string> {
  const [command] = pageCommands;
  const { values, positionals } = readArguments(command!, args);
  const told: string[] = [];
  const output = { json: false, answer: (text: string) => told.push(text), note: () => undefined };
  assert.equal(await command!.run(positionals, values, output), 0);
  return told.join('\n');
}

test('a page is written of a store’s own things with no account, and live where that is wished for', async () => {
  assert.match(
    await compose('ada', '--type', 'home', '--seed', 'one'),
    /^Ada: a draft of \d+ sections[^]*Written by composer in "de"/,
  );
  assert.match(await compose('ada', '--type', 'about', '--title', 'Wir', '--publish'), /live of \d+ sections/);
  await inStore('ada', async ({ database }) => {
    const { found } = await pageReads(database).live({ slug: 'wir' });
    assert.equal(found?.page.title, 'Wir');
    return 0;
  });
});

test('a wish that cannot be kept is named', async () => {
  await assert.rejects(
    () => compose('ada', '--type', 'shop'),
    (error) => error instanceof UsageError && /--type/.test(error.message),
  );
  await assert.rejects(() => compose('ada', '--collection', 'none'), /collection/);
});
