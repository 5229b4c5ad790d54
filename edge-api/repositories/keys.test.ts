import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openDatabases } from '../adapters/provisioning/compose.node.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { readEnvironment } from '../env.ts';
import { keyService } from '../services/keys.ts';
import { auditRepository } from './audit.ts';
import { keyRepository } from './keys.ts';

const databases = await openDatabases(readEnvironment({ DATA_DIR: testFolder() }));
after(() => databases.close());
const { platform } = databases;
const keys = keyService(keyRepository(platform), () => 1_800_000_000_000);
const actor = { name: 'command', requestId: null };
const wish = { kind: 'platform', storeId: null, name: 'x', scopes: ['audit:read'], expiresAt: null } as const;
const listed = async () => (await keys.list(null, { limit: 200 })).keys;
const logged = async () =>
  (await auditRepository(platform).list(undefined, { limit: 100 })).map(({ action, target }) => `${action} ${target}`);

describe('keys and the log of changes', () => {
  test('a key is never there without its entry, nor an entry without its key', async () => {
    await platform.run(`CREATE TRIGGER full BEFORE INSERT ON audit_log BEGIN SELECT raise(ABORT, 'full'); END`);
    await assert.rejects(keys.create(wish, { actor, holder: null }), /full/);
    assert.deepEqual(await listed(), []);
    await platform.run('DROP TRIGGER full');
    const { key } = await keys.create(wish, { actor, holder: null });
    assert.deepEqual(await logged(), [`key.create ${key.id}`]);

    await platform.run(`CREATE TRIGGER full BEFORE INSERT ON audit_log BEGIN SELECT raise(ABORT, 'full'); END`);
    await assert.rejects(keys.revoke(key.id, null, actor), /full/);
    assert.equal((await listed())[0]?.revokedAt, null);
    await platform.run('DROP TRIGGER full');
  });

  test('what changed nothing is not written down', async () => {
    const before = await logged();
    await assert.rejects(keys.revoke('01HZZZZZZZZZZZZZZZZZZZZZZZ', null, actor), /No key that still opens/);
    assert.deepEqual(await logged(), before);
  });
});

test('a list leaves out keys that ended more than 30 days ago, and no others', async () => {
  const DAY_MS = 86_400_000;
  const start = 1_900_000_000_000;
  let at = start;
  const timed = keyService(keyRepository(platform), () => at);
  const names = async () => (await timed.list(null, { limit: 200 })).keys.map(({ name }) => name);
  const make = (name: string, days: number | null) =>
    timed.create(
      { ...wish, name, expiresAt: days === null ? null : new Date(start + days * DAY_MS).toISOString() },
      null,
    );
  await make('expires', 1);
  await make('lasts', 90);
  const { key } = await make('revoked', null);
  await make('stays', null);
  await timed.revoke(key.id, null, actor);
  const since = async (days: number) => {
    at = start + days * DAY_MS;
    return (await names()).filter((name) => name !== 'x').sort();
  };
  assert.deepEqual(await since(29), ['expires', 'lasts', 'revoked', 'stays']);
  assert.deepEqual(await since(30.5), ['expires', 'lasts', 'stays']);
  assert.deepEqual(await since(32), ['lasts', 'stays']);
});

describe('a key that is looked for', () => {
  test('is found by its exact id alone, and nobody’s key opens for any secret', async () => {
    const { key, secret } = await keys.create(wish, null);
    assert.equal((await keys.verify(secret))?.keyId, key.id);
    const nobody = await keyRepository(platform).find(key.id.toLowerCase());
    assert.deepEqual([nobody.id, nobody.revokedAt, nobody.hash], ['', 'never', '0'.repeat(64)]);
    for (const prefix of ['vpk', 'vsk', 'vpl'])
      for (const wrong of [`${prefix}__`, `${prefix}_${'0'.repeat(26)}_${'-'.repeat(32)}`, ''])
        assert.equal(await keys.verify(wrong), undefined, wrong);
  });
});
