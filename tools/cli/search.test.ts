import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { testFolder } from '../../edge-api/db/folder.test-support.ts';
import { type Output, readArguments, UsageError, withDatabases } from './command.ts';
import { searchCommands } from './search.ts';

const folder = testFolder();
process.env['DATA_DIR'] = join(folder, 'data');
await withDatabases((databases) =>
  createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' }, databases),
);
const fileOf = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Runs a command; answers how it ended, what it said and what it noted. */
async function run(name: string, ...args: string[]) {
  const command = searchCommands.find((candidate) => candidate.name === name)!;
  const notes: string[] = [];
  // oxlint-disable-next-line typescript/no-explicit-any
  const said: { text: string; value: any } = { text: '', value: undefined };
  const output: Output = {
    json: false,
    answer: (text, value) => Object.assign(said, { text, value }),
    note: (text) => notes.push(text),
  };
  const { values, positionals } = readArguments(command, args);
  return { exit: await command.run(positionals, values, output), ...said, notes };
}

test('what steers search is shown, changed and set again', async () => {
  const { value: first, text } = await run('search show', 'ada');
  assert.deepEqual(JSON.parse(text), first);
  const changed = { ...first, stopWords: ['please'], rules: [{ query: 'gift', pins: ['mug'] }] };
  const file = fileOf('settings.json', JSON.stringify(changed));
  const { value, notes } = await run('search set', 'ada', '--file', file);
  assert.deepEqual([value.version, value.stopWords], [1, ['please']]);
  assert.deepEqual(notes, ['rules.0.pins.0: No product has the handle "mug".']);
  await assert.rejects(() => run('search set', 'ada', '--file', file), { code: 'search_settings_changed' });
  const audit = await withDatabases(({ platform }) => platform.all('SELECT actor, action FROM audit_log'));
  assert.deepEqual(
    audit.map(({ actor, action }) => [actor, action]),
    [['command', 'search.set']],
  );
});

test('what is wrong with a file is said before anything is written', async () => {
  for (const [text, message] of [
    ['{', /not JSON/],
    ['{"synonym": []}', /synonym/],
    ['{"boosts": {"popularity": 5}}', /boosts\.popularity/],
  ] as const)
    await assert.rejects(
      async () => run('search set', 'ada', '--file', fileOf('wrong.json', text)),
      (error) => error instanceof UsageError && message.test(error.message),
    );
  await assert.rejects(async () => run('search set', 'ada', '--file', join(folder, 'none.json')), UsageError);
  await assert.rejects(() => run('search show', 'eve'), { code: 'store_not_found' });
});

test('synonyms are added from a file, each once, and lines that are none are told', async () => {
  const file = fileOf('synonyms.txt', '# seats\nsofa, couch\nseating => chair, stool\nalone\n');
  const first = await run('search import-synonyms', 'ada', file);
  assert.deepEqual([first.exit, first.value.added, first.notes], [1, 2, ['line 4: has one word alone']]);
  const more = await run('search import-synonyms', 'ada', fileOf('more.txt', 'sofa, couch\ntv, television\n'));
  assert.deepEqual([more.exit, more.value.added, more.value.synonyms], [0, 1, 3]);
  const { value } = await run('search show', 'ada');
  assert.deepEqual(value.synonyms, [
    { words: ['sofa', 'couch'] },
    { from: ['seating'], to: ['chair', 'stool'] },
    { words: ['tv', 'television'] },
  ]);
  assert.deepEqual(value.stopWords, ['please']);
  const replaced = await run('search import-synonyms', 'ada', '--replace', fileOf('other.txt', 'mug, cup'));
  assert.equal(replaced.value.synonyms, 1);
});

test('an index is looked at, and made anew', async () => {
  const inside = (sql: string) =>
    withDatabases(async (databases) => {
      const { database, release } = await databases.lease((await databases.stores.find('ada'))!);
      try {
        return await database.all(sql);
      } finally {
        release();
      }
    });
  await inside(`INSERT INTO products (id, handle, title, created_at, updated_at) VALUES ('p', 'mug', 'Mug', '', '')`);
  await inside(`UPDATE search_state SET indexed_seq = seq, embedded_seq = seq, analysis = 'x', documents = 1`);
  const before = await run('search status', 'ada');
  assert.deepEqual([before.value.documents, before.value.pending, before.value.pendingVectors], [1, 0, 0]);
  assert.equal((await run('search rebuild', 'ada')).value.pending, 1);
  const after = await run('search status', 'ada');
  assert.deepEqual([after.value.documents, after.value.pending, after.value.analysis], [1, 1, '']);
});
