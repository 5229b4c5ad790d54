import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { testFolder } from '../../edge-api/db/folder.test-support.ts';
import { readArguments, withDatabases } from './command.ts';
import { sealCommands } from './seal.ts';
import { storeCommands } from './store.ts';

const folder = testFolder();
let data = '';
beforeEach((t) => {
  data = join(folder, t.name.replaceAll(/\W+/g, '-'));
  Object.assign(process.env, { DATA_DIR: data, DELETE_GRACE_DAYS: '0' });
});

/** Runs a command in this process, as the command line would, and answers its JSON. */
// The commands' answers are as different as they are many.
// oxlint-disable-next-line typescript/no-explicit-any
async function vitrine(line: string): Promise<any> {
  const words = line.split(' ');
  const command = [...storeCommands, ...sealCommands].find(({ name }) => line.startsWith(name));
  assert.ok(command, line);
  const { values, positionals } = readArguments(command, words.slice(command.name.split(' ').length));
  let told: unknown;
  await command.run(positionals, values, {
    json: true,
    answer: (_text, value) => void (told = value),
    note: () => undefined,
  });
  return told;
}

test('a store on trial keeps its status through suspension and deletion, and every change is written down', async () => {
  await vitrine('store create acme --plan pro --trial 14');
  await vitrine('store suspend acme');
  await vitrine('store delete acme');
  assert.equal((await vitrine('store resume acme')).store.status, 'suspended');
  const { store } = await vitrine('store resume acme');
  assert.deepEqual([store.status, store.plan], ['trial', 'pro']);
  await vitrine('store delete acme --purge --yes');
  const log = await withDatabases(({ platform }) => platform.all('SELECT actor, action FROM audit_log ORDER BY id'));
  assert.deepEqual(
    log.map(({ actor, action }) => `${String(actor)} ${String(action)}`),
    ['create', 'suspend', 'delete', 'resume', 'resume', 'purge'].map((what) => `command store.${what}`),
  );
});

test('a deleted store goes when its grace is over, and a file of nobody is told of and stays', async () => {
  await vitrine('store create acme');
  await vitrine('store create kept');
  await vitrine('store delete acme');
  writeFileSync(join(data, 'stores', 'copy.db'), '');
  const { purged, stray, failed } = await vitrine('store recover');
  assert.deepEqual([purged.length, purged[0].handle, stray, failed], [1, 'acme', ['copy'], []]);
  assert.deepEqual(
    (await vitrine('store list')).stores.map(({ handle }: { handle: string }) => handle),
    ['kept'],
  );
  assert.ok(readdirSync(join(data, 'stores')).includes('copy.db'));
});

test('what does not fit is refused, and changes nothing', async () => {
  await vitrine('store create acme');
  await vitrine('store delete acme');
  for (const [line, says] of [
    ['store create other --trial soon', /--trial is a number of days/],
    ['store create other --trial 999', /1 to 365 days/],
    ['store create other --plan gold', /--plan is one of/],
    ['store suspend acme', /is deleted already/],
    ['store resume nobody', /no store with the handle/],
    ['store rotate-token acme', /no tokens of their own/],
    ['seal rotate', /VITRINE_KEY is not set/],
  ] as const)
    await assert.rejects(vitrine(line), says, line);
  assert.deepEqual(
    (await vitrine('store list')).stores.map(({ status }: { status: string }) => status),
    ['deleted'],
  );
});
