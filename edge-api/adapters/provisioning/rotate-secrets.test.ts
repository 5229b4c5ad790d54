import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { platformMigrations } from '../../../migrations/index.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { migrate } from '../../db/migrate.ts';
import { connectNode, createNode, fileAddress } from '../../db/open.node.ts';
import { openPlatformDatabase } from '../../db/open.ts';
import { storeRepository } from '../../repositories/stores.ts';
import { addressOf, createStore, type StoreMaking } from './create-store.ts';
import { fileProvisioning } from './file.node.ts';
import { resealTokens, rotateStoreToken } from './rotate-secrets.ts';
import { sealer } from './sealing.ts';
import { StoreError } from './store-error.ts';

const folder = testFolder();
let made = 0;
const [first, second, third] = ['11', '22', '33'].map((pair, index) => ({ id: `k${index + 1}`, hex: pair.repeat(32) }));

/** A place whose databases have tokens, `<name>:<how many there were>`, as those at Turso do. */
async function shops(...handles: string[]) {
  const place = join(folder, String((made += 1)));
  const files = fileProvisioning(join(place, 'stores'));
  let tokens = 0;
  const platform = openPlatformDatabase(fileAddress(join(place, 'platform.db')), createNode);
  await migrate(platform, platformMigrations);
  const making: StoreMaking = {
    platform,
    connect: connectNode,
    sealer: sealer(first!),
    provisioning: {
      ...files,
      create: async (name) => ({ ...(await files.create(name)), token: `${name}:${(tokens += 1)}` }),
      rotateToken: async (name) => `${name}:${(tokens += 1)}`,
    },
  };
  for (const handle of handles) await createStore({ handle, name: handle, currency: 'EUR', locale: 'en' }, making);
  const stores = storeRepository(platform);
  const tokenOf = async (handle: string, by: StoreMaking['sealer']) => {
    const store = await stores.find(handle);
    assert.ok(store);
    return (await addressOf(store, by)).token?.replace(/^.*:/, '');
  };
  return { making, platform, stores, tokenOf };
}

describe('a new sealing key', () => {
  test('seals every token anew, after which the old key opens nothing and is needed for nothing', async () => {
    const { making, tokenOf } = await shops('ada', 'bob', 'cleo');
    const both = sealer(second!, [first!]);
    assert.deepEqual(await resealTokens({ ...making, sealer: both }), { resealed: 3, failed: [] });
    assert.deepEqual(await resealTokens({ ...making, sealer: both }), { resealed: 0, failed: [] });
    const alone = sealer(second!);
    assert.deepEqual(await Promise.all(['ada', 'bob', 'cleo'].map((h) => tokenOf(h, alone))), ['1', '2', '3']);
    await assert.rejects(tokenOf('ada', sealer(first!)), /k2/);
  });

  test('an interrupted run is carried on by the next', async () => {
    const { making, platform, tokenOf } = await shops('ada', 'bob', 'cleo');
    const both = sealer(second!, [first!]);
    let sealed = 0;
    const dying = {
      ...both,
      seal: (...args: Parameters<typeof both.seal>) =>
        ++sealed > 1 ? Promise.reject(new Error('killed')) : both.seal(...args),
    };
    const interrupted = await resealTokens({ ...making, sealer: dying });
    assert.deepEqual([interrupted.resealed, interrupted.failed.length], [1, 2]);
    assert.equal((await resealTokens({ ...making, sealer: both })).resealed, 2);
    assert.deepEqual(await platform.all("SELECT handle FROM stores WHERE token_key_id <> 'k2'"), []);
    assert.equal(await tokenOf('cleo', sealer(second!)), '3');
  });

  test('a token that is changed meanwhile is not lost', async () => {
    const { making, stores, tokenOf } = await shops('ada');
    const both = sealer(second!, [first!]);
    const { id, sealedToken } = (await stores.find('ada'))!;
    const raced: typeof both = {
      ...both,
      async seal(secret, subject) {
        if (secret.endsWith(':1')) await stores.replaceToken(id, sealedToken, await both.seal('ada:new', subject));
        return both.seal(secret, subject);
      },
    };
    assert.equal((await resealTokens({ ...making, sealer: raced })).resealed, 0);
    assert.equal(await tokenOf('ada', sealer(second!)), 'new');
  });

  test('a token whose key is lost is told of, and keeps no other from its turn', async () => {
    const { making, platform } = await shops('ada', 'bob');
    await platform.run("UPDATE stores SET token_key_id = 'lost' WHERE handle = 'ada'");
    const { resealed, failed } = await resealTokens({ ...making, sealer: sealer(third!, [first!]) });
    assert.equal(resealed, 1);
    assert.deepEqual(
      failed.map(({ handle }) => handle),
      ['ada'],
    );
    assert.match(String(failed[0]?.error), /The key lost/);
  });

  test('without a key nothing is sealed', async () => {
    const { making } = await shops('ada');
    await assert.rejects(resealTokens({ ...making, sealer: sealer(null, [first!]) }), /VITRINE_KEY is not set/);
  });
});

describe('a new token of a store’s database', () => {
  test('takes the place of the one before', async () => {
    const { making, tokenOf } = await shops('ada', 'bob');
    await rotateStoreToken('ada', making);
    assert.deepEqual([await tokenOf('ada', making.sealer), await tokenOf('bob', making.sealer)], ['3', '2']);
  });

  test('is not asked for when it could not be sealed, or where databases have none', async () => {
    const { making } = await shops('ada');
    let rotated = false;
    const provisioning = { ...making.provisioning, rotateToken: async () => ((rotated = true), 'x') };
    await assert.rejects(rotateStoreToken('ada', { ...making, provisioning, sealer: sealer(null) }), /VITRINE_KEY/);
    assert.equal(rotated, false);
    const { rotateToken: _none, ...without } = making.provisioning;
    const code = (wanted: string) => (error: unknown) => error instanceof StoreError && error.code === wanted;
    await assert.rejects(rotateStoreToken('ada', { ...making, provisioning: without }), code('store_invalid'));
    await assert.rejects(rotateStoreToken('nobody', making), code('store_not_found'));
  });
});
