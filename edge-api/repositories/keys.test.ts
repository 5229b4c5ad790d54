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
const logged = async () =>
  (await auditRepository(platform).list(undefined, { limit: 100 })).map(({ action, target }) => `${action} ${target}`);

describe('keys and the log of changes', () => {
  test('a key is never there without its entry, nor an entry without its key', async () => {
    await platform.run(`CREATE TRIGGER full BEFORE INSERT ON audit_log BEGIN SELECT raise(ABORT, 'full'); END`);
    await assert.rejects(keys.create(wish, { actor, holder: null }), /full/);
    assert.deepEqual(await keys.list(null), []);
    await platform.run('DROP TRIGGER full');
    const { key } = await keys.create(wish, { actor, holder: null });
    assert.deepEqual(await logged(), [`key.create ${key.id}`]);

    await platform.run(`CREATE TRIGGER full BEFORE INSERT ON audit_log BEGIN SELECT raise(ABORT, 'full'); END`);
    await assert.rejects(keys.revoke(key.id, null, actor), /full/);
    assert.equal((await keys.list(null))[0]?.revokedAt, null);
    await platform.run('DROP TRIGGER full');
  });

  test('what changed nothing is not written down', async () => {
    const before = await logged();
    await assert.rejects(keys.revoke('01HZZZZZZZZZZZZZZZZZZZZZZZ', null, actor), /No key that still opens/);
    assert.deepEqual(await logged(), before);
  });
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
