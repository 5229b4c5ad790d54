import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDatabases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { testFolder } from '../../edge-api/db/folder.test-support.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { keyRepository } from '../../edge-api/repositories/keys.ts';
import { keyService } from '../../edge-api/services/keys.ts';

const data = join(testFolder(), 'data');
const tool = fileURLToPath(new URL('../vitrine.ts', import.meta.url));

async function vitrine(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { PATH: process.env['PATH'], DATA_DIR: data };
  const child = spawn(process.execPath, [tool, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return { code: await new Promise((resolve) => child.once('close', resolve)), out, err };
}

const opens = async (key: string): Promise<boolean> => {
  const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
  try {
    return (await keyService(keyRepository(databases.platform), Date.now).verify(key)) !== undefined;
  } finally {
    databases.close();
  }
};

before(async () => {
  assert.equal((await vitrine('store', 'create', 'ada')).code, 0);
});

describe('vitrine key', () => {
  test('makes a key that opens until it is revoked, and every change is in the log', async () => {
    const made = await vitrine(
      'key',
      'create',
      '--store',
      'ada',
      '--scope',
      'keys:read,audit:read',
      '--scope',
      'orders:write',
    );
    assert.equal(made.code, 0, made.err);
    const secret = made.out.trim();
    assert.match(secret, /^vsk_\w{26}_[\w-]{32}$/);
    assert.equal(await opens(secret), true);

    const list = JSON.parse((await vitrine('key', 'list', '--store', 'ada', '--json')).out);
    assert.deepEqual(list.keys[0].scopes, ['audit:read', 'keys:read', 'orders:write']);
    assert.ok(!JSON.stringify(list).includes(secret.slice(31)));

    const id: string = list.keys[0].id;
    const other = await vitrine('key', 'revoke', id, '--platform');
    assert.equal(other.code, 1);
    assert.match(other.err, /key_not_found/);
    assert.equal((await vitrine('key', 'revoke', id, '--store', 'ada')).code, 0);
    assert.equal(await opens(secret), false);

    const log = JSON.parse((await vitrine('audit', '--store', 'ada', '--json')).out);
    const changes = log.entries.map((entry: { actor: string; action: string }) => [entry.actor, entry.action]);
    assert.deepEqual(changes.slice(0, 2), [
      ['command', 'key.revoke'],
      ['command', 'key.create'],
    ]);
    assert.ok(!JSON.stringify(log).includes(secret.slice(31)));
  });

  test('makes keys of the platform and publishable ones, and sets when they expire', async () => {
    const platform = await vitrine(
      'key',
      'create',
      '--platform',
      '--scope',
      'stores:read',
      '--expires',
      '90d',
      '--json',
    );
    const { key } = JSON.parse(platform.out);
    assert.equal(key.kind, 'platform');
    assert.equal(Math.round((Date.parse(key.expiresAt) - Date.now()) / 86_400_000), 90);
    const page = await vitrine('key', 'create', '--store', 'ada', '--kind', 'publishable');
    assert.match(page.out, /^vpk_/);
  });

  test('refuses what is asked wrongly', async () => {
    const wrong = [
      ['--scope', 'keys:read'],
      ['--store', 'ada', '--platform', '--scope', 'keys:read'],
      ['--store', 'ada'],
      ['--store', 'ada', '--scope', 'everything'],
      ['--store', 'ada', '--kind', 'publishable', '--scope', 'keys:read'],
      ['--platform', '--scope', 'stores:read', '--expires', 'soon'],
    ];
    for (const args of wrong) assert.equal((await vitrine('key', 'create', ...args)).code, 2, args.join(' '));
    assert.equal((await vitrine('key', 'create', '--store', 'nobody', '--scope', 'keys:read')).code, 1);
  });
});

describe('vitrine origins', () => {
  test('shows and sets the origins that may write', async () => {
    assert.deepEqual(JSON.parse((await vitrine('origins', '--store', 'ada', '--json')).out).origins, []);
    const set = await vitrine('origins', '--store', 'ada', '--set', 'https://Shop.example:443', '--json');
    assert.deepEqual(JSON.parse(set.out).origins, ['https://shop.example']);
    const wrong = await vitrine('origins', '--store', 'ada', '--set', 'https://*.example');
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /https:\/\/\*\.example: must be an origin/);
    assert.equal((await vitrine('origins', '--store', 'ada')).out.trim(), 'https://shop.example');
    assert.deepEqual(JSON.parse((await vitrine('origins', '--store', 'ada', '--every', '--json')).out).origins, []);
  });
});
