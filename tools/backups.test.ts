import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testFolder } from '../edge-api/db/folder.test-support.ts';
import { auditCommand } from './cli/audit-log.ts';
import { backupCommands } from './cli/backup.ts';
import { checkArguments, readArguments, UsageError } from './cli/command.ts';
import { exportCommand } from './cli/export.ts';
import { importCommand } from './cli/import.ts';
import { restoreCommand } from './cli/restore.ts';
import { copyCommands } from './cli/store-copy.ts';
import { storeCommands } from './cli/store.ts';

const folder = testFolder();
const data = join(folder, 'data');
process.env['DATA_DIR'] = data;
const COMMANDS = [
  ...storeCommands,
  ...copyCommands,
  ...backupCommands,
  restoreCommand,
  importCommand,
  exportCommand,
  auditCommand,
];

/** Runs a command in this process, as `tools/vitrine.ts` does in one of its own. */
async function vitrine(...args: string[]): Promise<{ code: number; out: string }> {
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
  assert.ok(command, args.join(' '));
  const json = args.includes('--json');
  let out = '';
  try {
    const { values, positionals } = readArguments(command, args.slice(command.name.split(' ').length));
    checkArguments(command, positionals);
    const answer = (text: string, value: unknown) => void (out += json ? JSON.stringify(value) : text);
    return { code: await command.run(positionals, values, { json, answer, note: () => undefined }), out };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : String(error);
    return { code: error instanceof UsageError ? 2 : 1, out: JSON.stringify({ error: { code } }) };
  }
}
const json = async (...args: string[]) => JSON.parse((await vitrine(...args, '--json')).out);

test('a store is backed up, put back, copied and exported by commands, and each is in the audit log', async () => {
  await vitrine('store', 'create', 'acme');
  const csv = join(folder, 'mug.csv');
  writeFileSync(csv, 'Handle,Title,Variant Price\nmug,Mug,8\n');
  await vitrine('import', csv, '--store', 'acme');
  const { made } = await json('backup', '--store', 'acme', '--note', 'before');
  const { id } = made[0];
  assert.equal('location' in made[0], false);
  assert.deepEqual((await json('backup', 'list')).backups, made);
  assert.equal((await json('backup', 'verify', id)).whole, true);

  writeFileSync(csv, 'Handle,Title,Variant Price\nmug,Cup,9\n');
  await vitrine('import', csv, '--store', 'acme');
  const shown = async (handle: string) => {
    const out = join(folder, `${handle}.csv`);
    await vitrine('export', '--store', handle, '--out', out, '--force');
    return readFileSync(out, 'utf8');
  };
  assert.match(await shown('acme'), /Cup/);
  assert.equal((await json('restore', id)).store.handle, 'acme');
  assert.match(await shown('acme'), /Mug/);

  assert.equal((await json('store', 'clone', 'acme', 'next')).store.name, 'acme (preview)');
  const out = join(folder, 'acme.ndjson.gz');
  assert.equal((await json('store', 'export', 'acme', '--out', out)).bytes, statSync(out).size);
  // It holds what customers wrote.
  assert.equal(statSync(out).mode & 0o077, 0);
  // A name that was mistaken costs no file, and no database even where --force is said.
  const kept = readFileSync(out);
  for (const words of [
    ['store', 'export', 'next'],
    ['export', '--store', 'next'],
  ]) {
    assert.equal((await vitrine(...words, '--out', out)).code, 2);
    for (const inside of ['platform.db', 'new.gz', 'stores/x'])
      assert.equal((await vitrine(...words, '--force', '--out', join(data, inside))).code, 2, inside);
  }
  assert.deepEqual(readFileSync(out), kept);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.part')),
    [],
  );
  assert.equal((await json('restore', out, '--as', 'copy', '--name', 'Copy')).store.name, 'Copy');
  for (const handle of ['next', 'copy']) assert.equal(await shown(handle), await shown('acme'));
  assert.equal((await json('restore', out, '--store', 'copy')).error.code, 'backup_invalid');
  assert.equal((await vitrine('restore', out)).code, 2);
  assert.equal((await vitrine('restore', 'nothing', '--as', 'x')).code, 2);
  assert.equal((await json('restore', '01HZZZZZZZZZZZZZZZZZZZZZZZ')).error.code, 'backup_not_found');

  const log = JSON.stringify(await json('audit', '--store', 'acme'));
  for (const action of ['backup.create', 'backup.restore', 'store.export']) assert.match(log, new RegExp(action));
});

test('all stores are backed up, older ones go, and one that fails does not keep the next', async () => {
  const first = await json('backup', '--all');
  assert.deepEqual([first.made.length, first.failed.length], [3, 0]);
  const second = await json('backup', '--all', '--keep', '1');
  assert.equal(second.removed.length, 4);
  assert.equal((await json('backup', 'list', '--store', 'acme')).backups.length, 1);
  assert.equal((await vitrine('backup', '--all', '--keep', '0')).code, 2);
  assert.equal((await vitrine('backup')).code, 2);
  assert.equal((await vitrine('backup', '--all', '--store', 'acme')).code, 2);
  const { store } = await json('store', 'show', 'next');
  writeFileSync(fileURLToPath(store.databaseUrl), 'no database');
  const third = await vitrine('backup', '--all', '--json');
  assert.equal(third.code, 1);
  const { made, failed } = JSON.parse(third.out);
  assert.deepEqual([made.length, failed.map((fault: { store: string }) => fault.store)], [2, ['next']]);
  // What is broken is what backups are for.
  assert.equal(
    (await vitrine('restore', second.made.find(({ handle }: { handle: string }) => handle === 'next').id)).code,
    0,
  );
});

test('a purge shows what it looked for, and leaves the backups it was asked to leave', async () => {
  const { proof } = await json('store', 'delete', 'copy', '--purge', '--yes');
  assert.equal(proof.erased, true);
  const looked = proof.findings.map(({ what }: { what: string }) => what);
  assert.deepEqual(looked, ['database', 'its address', 'registry', 'media', 'live carts', 'backups']);
  assert.equal(existsSync(join(data, 'backups', proof.storeId)), false);
  const [backup] = (await json('backup', 'list', '--store', 'acme')).backups;
  const text = await vitrine('store', 'delete', 'acme', '--purge', '--yes', '--keep-backups');
  assert.match(text.out, /nothing found/);
  assert.equal(readdirSync(join(data, 'backups', backup.storeId)).length, 1 + 1);
  assert.equal((await vitrine('restore', backup.id)).code, 2);
  assert.equal((await json('restore', backup.id, '--as', 'acme')).store.handle, 'acme');
});
