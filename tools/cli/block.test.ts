import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { testFolder } from '../../edge-api/db/folder.test-support.ts';
import { blockReads } from '../../edge-api/repositories/blocks.ts';
import { blockCommands } from './block.ts';
import { checkArguments, readArguments, UsageError, withDatabases } from './command.ts';
import { inStore } from './in-store.ts';

const folder = testFolder();
process.env['DATA_DIR'] = join(folder, 'data');
await withDatabases((databases) =>
  createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'de' }, databases),
);
const file = join(folder, 'summer-offers.ts');

async function run(name: string, ...args: string[]): Promise<string> {
  const command = blockCommands.find((one) => one.name === `block ${name}`)!;
  const { values, positionals } = readArguments(command, args);
  checkArguments(command, positionals);
  const told: string[] = [];
  const note = (text: string) => told.push(text);
  const exit = await command.run(positionals, values, { json: false, answer: (text) => told.push(text), note });
  return [exit, ...told].join('\n');
}

test('a file is kept as a draft with what is wrong with it, published when that is mended, and rolled back', async () => {
  writeFileSync(file, 'export default () => eval("1");');
  assert.match(await run('put', 'ada', file, '--publish'), /^1\n.*summer-offers\.ts:1:22: [^]*cannot be published yet/);
  assert.match(await run('list', 'ada'), /^0\nsummer-offers {2}draft {2}Summer offers$/);
  assert.match(await run('publish', 'ada', 'summer-offers'), /^1\nLine 1, column 22: [^]*cannot be published yet/);
  writeFileSync(file, 'export default ({ html }: Tools) => html`one`;');
  assert.match(await run('put', 'ada', file, '--publish', '--note', 'First'), /live as version 1/);
  writeFileSync(file, 'export default ({ html }) => html`two`;');
  assert.match(await run('put', 'ada', file, '--title', 'Offers'), /^0\nKept the draft of "summer-offers"\.$/);
  assert.match(await run('list', 'ada'), /version 1, draft differs {2}Offers/);
  assert.match(await run('publish', 'ada', 'summer-offers'), /live as version 2/);
  assert.match(await run('roll-back', 'ada', 'summer-offers', '1'), /live as version 3/);
  assert.match(await run('versions', 'ada', 'summer-offers'), /^0\n3 .*\n2 .*\n1 .*First$/);
});

test('what fails is said to, with its line', async () => {
  writeFileSync(file, 'export default ({ html }) => html`one`;');
  await run('put', 'ada', file, '--name', 'failing', '--publish');
  assert.match(await run('failures', 'ada', 'failing'), /^0\nIt has not failed\.$/);
  await inStore('ada', async ({ database }) => {
    const row = await database.first(`SELECT id FROM blocks WHERE name = 'failing'`);
    const failure = { reason: 'threw', message: 'No price.', line: 2, column: 7, settings: {}, locale: 'de' };
    await blockReads(database).fail({ id: String(row?.['id']), version: 1 }, failure, true, 0);
    return 0;
  });
  assert.match(await run('list', 'ada'), /failing {2}version 1, failing {2}/);
  assert.match(
    await run('failures', 'ada', 'failing'),
    /^0\nversion 1 {2}threw at 2:7 {2}1 times, last 1970.* No price\.$/,
  );
});

test('a default that its setting does not allow is told as such, and the draft is kept', async () => {
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, '[{"type":"range","id":"n","label":"N","min":1,"max":4,"default":9}]');
  writeFileSync(file, 'export default ({ html }) => html`one`;');
  const told = await run('put', 'ada', file, '--name', 'ranged', '--settings', settings, '--publish');
  assert.match(told, /^1\nsettings\.0\.default: The default [^]*cannot be published yet/);
  assert.match(await run('list', 'ada'), /ranged {2}draft/);
});

test('what cannot be is named', async () => {
  const refused = (words: RegExp, ...args: [string, ...string[]]) =>
    assert.rejects(
      () => run(...args),
      (error) => error instanceof UsageError && words.test(error.message),
    );
  await refused(/cannot be read/, 'put', 'ada', join(folder, 'none.ts'));
  await refused(/name: A name is small letters/, 'put', 'ada', file, '--name', 'Big');
  await refused(/summer-offers\.ts is not JSON: /, 'put', 'ada', file, '--settings', file);
  await refused(/VERSION/, 'roll-back', 'ada', 'summer-offers', 'one');
  await assert.rejects(() => run('publish', 'ada', 'nothing'), { code: 'block_not_found' });
});
