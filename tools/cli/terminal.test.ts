import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testFolder } from '../../edge-api/db/folder.test-support.ts';
import { withDatabases } from './command.ts';
import { printable, printableInLine } from './terminal.ts';

const NASTY = 'Mug\u001b]0;pwn\u0007\u001b[2J\u009b2J\r\u202egum\nevil  active  Bank';
const CONTROLS = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u;
const data = testFolder();
const tool = fileURLToPath(new URL('../vitrine.ts', import.meta.url));
const vitrine = (...args: string[]) =>
  spawnSync(process.execPath, [tool, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], DATA_DIR: data },
  });

test('a text with control characters is shown, never obeyed, and others stay as they are', () => {
  assert.equal(printable('\u001b[2J\u009b\u007f\u202e'), String.raw`\u001b[2J\u009b\u007f\u202e`);
  assert.equal(printable('Bücher – كتب 書\n\tzwei'), 'Bücher – كتب 書\n\tzwei');
  assert.equal(printableInLine('one\ntwo'), String.raw`one\u000atwo`);
  assert.deepEqual(JSON.parse(printable(JSON.stringify({ NASTY }, null, 2))), { NASTY });
});

test('no command hands on to the terminal what is stored, whoever wrote it', async () => {
  assert.equal(vitrine('store', 'create', 'ada').status, 0);
  assert.equal(vitrine('backup', '--store', 'ada').status, 0);
  process.env['DATA_DIR'] = data;
  await withDatabases(async ({ platform }) => {
    await platform.run('UPDATE stores SET name = ?', [NASTY]);
    await platform.run('UPDATE store_backups SET note = ?', [NASTY]);
  });
  const lists = [
    ['store', 'list'],
    ['backup', 'list'],
    ['backup', 'list', '--store', 'ada'],
  ];
  for (const list of lists) {
    const plain = vitrine(...list);
    assert.match(plain.stdout, /Mug\\u001b]0;pwn/);
    assert.equal(plain.stdout.trim().split('\n').length, 1, 'a text pretends to be another line');
    const json = vitrine(...list, '--json');
    const [only] = Object.values(JSON.parse(json.stdout) as Record<string, { name?: string; note?: string }[]>).flat();
    assert.equal(only?.note ?? only?.name, NASTY);
    for (const { stdout } of [plain, json]) assert.doesNotMatch(stdout, CONTROLS);
  }
  const { stdout } = vitrine('store', 'show', 'ada');
  assert.match(stdout, /Mug/);
  assert.doesNotMatch(stdout, CONTROLS);
  const refused = vitrine('store', 'show', '\u001b[2J');
  assert.equal(refused.status, 1);
  assert.doesNotMatch(refused.stderr, CONTROLS);
});
