import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { assertError, startApi } from './api.test-support.ts';

const api = await startApi();
before(async () => {
  for (const store of ['ada', 'bob', 'sue', 'del']) await api.store(store);
});
const bearer = (key: string, init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { authorization: `Bearer ${key}`, ...(init.body ? { 'content-type': 'application/json' } : {}) },
});
const send = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });
const remove: RequestInit = { method: 'DELETE' };
const keysOf = (store: string) => `/v1/admin/stores/${store}/keys`;
const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

describe('keys of a store', () => {
  test('a key is shown once, opens until it is revoked, and both are written down', async () => {
    const owner = await api.key('ada', 'keys:write', 'audit:read');
    const made = await api.call(keysOf('ada'), bearer(owner, send({ name: 'Till', scopes: ['keys:read'] })));
    assert.equal(made.status, 201);
    assert.match(made.body.secret, /^vsk_/);
    const list = await api.call(keysOf('ada'), bearer(made.body.secret));
    assert.equal(list.status, 200);
    assert.ok(!JSON.stringify(list.body).includes(made.body.secret.slice(31)));
    const id: string = made.body.key.id;
    const one = `${keysOf('ada')}/${id}`;
    assert.equal((await api.request(one, bearer(owner, remove))).status, 204);
    assert.equal((await api.call(keysOf('ada'), bearer(made.body.secret))).status, 401);
    assert.equal((await api.call(one, bearer(owner, remove))).status, 404);

    const log = await api.call('/v1/admin/stores/ada/audit', bearer(owner));
    assert.deepEqual(
      log.body.entries.map(({ action, target }: { action: string; target: string }) => [action, target]),
      [
        ['key.revoke', id],
        ['key.create', id],
      ],
    );
    assert.ok(!JSON.stringify(log.body).includes(made.body.secret.slice(31)));
  });

  test('a key of the platform does what the store’s own may, and alone is told that a store is not there', async () => {
    const key = await api.key(null, 'stores:read');
    assert.equal((await api.call(keysOf('bob'), bearer(key))).status, 200);
    assert.equal((await api.call(keysOf('bob'), bearer(key, send({ name: 'x' })))).status, 401);
    assertError(await api.call(keysOf('nobody'), bearer(key)), 'store_not_found', 404);
    assert.equal((await api.call(keysOf('nobody'), bearer(key, send({ name: 'x' })))).status, 401);
  });

  test('a secret key has scopes, a publishable one has none, and no key lives in the past', async () => {
    const key = await api.key('ada', 'keys:write', 'orders:write');
    const wrong = [
      { name: 'x' },
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['everything'] },
      { name: 'x', kind: 'publishable', scopes: ['orders:read'] },
      { name: 'x', kind: 'platform', scopes: ['stores:write'] },
      { name: '', scopes: ['orders:read'] },
      { name: '\u001b[2J', scopes: ['orders:read'] },
      { name: 'x', scopes: ['orders:read'], expiresAt: inHours(-1) },
      { name: 'x', scopes: ['orders:read'], expiresAt: 'tomorrow' },
    ];
    for (const wish of wrong)
      assertError(await api.call(keysOf('ada'), bearer(key, send(wish))), 'invalid_request', 400);
  });

  test('a key gives no scope that it does not have', async () => {
    const key = await api.key('ada', 'keys:write', 'orders:write');
    const make = async (...scopes: string[]) =>
      (await api.call(keysOf('ada'), bearer(key, send({ name: 'x', scopes })))).status;
    assert.equal(await make('orders:read', 'keys:read'), 201);
    assert.equal(await make('orders:write', 'keys:write'), 201);
    assert.equal(await make('orders:read', 'catalogue:read'), 401);
    assert.equal(await make('store:write'), 401);
    const platform = await api.key(null, 'stores:write');
    const all = await api.call(keysOf('ada'), bearer(platform, send({ name: 'x', scopes: ['backups:write'] })));
    assert.equal(all.status, 201);
  });

  test('a key that expires gives no key that lives longer', async () => {
    const owner = await api.key('ada', 'keys:write');
    const make = (key: string, expiresAt: string | null, kind = 'secret') => {
      const scopes = kind === 'secret' ? ['keys:write'] : [];
      return api.call(keysOf('ada'), bearer(key, send({ name: 'x', kind, scopes, expiresAt })));
    };
    const short = (await make(owner, inHours(1))).body.secret;
    assert.equal((await make(short, inHours(0.5))).status, 201);
    assertError(await make(short, inHours(2)), 'invalid_request', 400);
    assertError(await make(short, null), 'invalid_request', 400);
    assertError(await make(short, null, 'publishable'), 'invalid_request', 400);
    assert.equal((await make(short, inHours(0.5), 'publishable')).status, 201);
  });

  test('are listed page by page, oldest first, each once', async () => {
    await api.store('many');
    const owner = await api.key('many', 'keys:write');
    for (const name of ['1', '2', '3', '4'])
      assert.equal((await api.call(keysOf('many'), bearer(owner, send({ name, scopes: ['keys:read'] })))).status, 201);
    const seen: string[] = [];
    for (let next = ''; ;) {
      const { status, body } = await api.call(`${keysOf('many')}?limit=2${next}`, bearer(owner));
      assert.equal(status, 200);
      assert.ok(body.keys.length <= 2);
      seen.push(...body.keys.map(({ id }: { id: string }) => id));
      if (body.next === null) break;
      next = `&after=${body.next}`;
    }
    assert.equal(seen.length, 5);
    assert.deepEqual(seen, [...new Set(seen)].sort());
    for (const query of ['limit=0', 'limit=201', 'after=x'])
      assertError(await api.call(`${keysOf('many')}?${query}`, bearer(owner)), 'invalid_request', 400);
    const platform = await api.key(null, 'keys:write');
    const { body } = await api.call('/v1/platform/keys?limit=1', bearer(platform));
    assert.equal(body.keys.length, 1);
  });

  test('when a key was used is noted behind the answer', async () => {
    const owner = await api.key('bob', 'keys:read');
    await api.call(keysOf('bob'), bearer(owner));
    const noted = async () => (await api.call(keysOf('bob'), bearer(owner))).body.keys[0].lastUsedAt;
    const end = Date.now() + 5000;
    while ((await noted()) === null) assert.ok(Date.now() < end, 'never noted');
    assert.match(await noted(), /^\d{4}-\d\d-\d\dT/);
  });

  test('a suspended store’s keys read and change nothing; a deleted store’s open nothing', async () => {
    const keys = { sue: await api.key('sue', 'keys:write'), del: await api.key('del', 'keys:write') };
    const wish = send({ name: 'x', scopes: ['keys:read'] });
    for (const store of ['sue', 'del'] as const)
      assert.equal((await api.call(keysOf(store), bearer(keys[store], wish))).status, 201);
    const set = (handle: string, status: string) =>
      api.databases.platform.run('UPDATE stores SET status = ? WHERE handle = ?', [status, handle]);
    await set('sue', 'suspended');
    await set('del', 'deleted');
    assert.equal((await api.call(keysOf('sue'), bearer(keys.sue))).status, 200);
    assertError(await api.call(keysOf('sue'), bearer(keys.sue, wish)), 'store_suspended', 423);
    assertError(await api.call(keysOf('del'), bearer(keys.del)), 'unauthorized', 401);
    assertError(await api.call(keysOf('del'), bearer(keys.del, wish)), 'unauthorized', 401);
    const platform = await api.key(null, 'stores:write');
    for (const store of ['sue', 'del']) assert.equal((await api.call(keysOf(store), bearer(platform))).status, 200);
  });
});

test('keys of a store past its trial read and change nothing, the platform’s go on', async () => {
  await api.store('tried', { trialDays: 1 });
  const owner = await api.key('tried', 'keys:write', 'backups:write', 'domains:write');
  const wishes = [
    ['keys', send({ name: 'x', scopes: ['keys:read'] })],
    ['domains', send({ host: 'tried.example' })],
    ['backups', send({})],
  ] as const;
  const ends = (at: string) =>
    api.databases.platform.run(`UPDATE stores SET trial_ends_at = ? WHERE handle = 'tried'`, [at]);
  await ends('2026-01-01T00:00:00.000Z');
  for (const [what, wish] of wishes) {
    const path = `/v1/admin/stores/tried/${what}`;
    assert.equal((await api.call(path, bearer(owner))).status, 200, what);
    assertError(await api.call(path, bearer(owner, wish)), 'trial_ended', 423);
  }
  const platform = await api.key(null, 'stores:write');
  assert.equal((await api.call(keysOf('tried'), bearer(platform, wishes[0][1]))).status, 201);
  await ends(inHours(1));
  assert.equal((await api.call(keysOf('tried'), bearer(owner, wishes[0][1]))).status, 201);
});

describe('keys of the platform', () => {
  const path = '/v1/platform/keys';

  test('are listed and revoked by the platform alone, and give no scope they do not have', async () => {
    const owner = await api.key(null, 'keys:write', 'stores:read');
    const make = (key: string, ...scopes: string[]) => api.call(path, bearer(key, send({ name: 'Robot', scopes })));
    const made = await make(owner, 'stores:read');
    assert.equal(made.status, 201);
    assert.match(made.body.secret, /^vpl_/);
    assert.equal((await make(owner, 'stores:write')).status, 401);
    assert.equal((await make(made.body.secret, 'stores:read')).status, 401);

    const list = await api.call(path, bearer(owner));
    assert.ok(list.body.keys.some(({ id }: { id: string }) => id === made.body.key.id));
    assert.ok(list.body.keys.every(({ kind }: { kind: string }) => kind === 'platform'));
    assert.equal((await api.call(path, bearer(await api.key('ada', 'keys:write')))).status, 401);

    // A store's key is not the platform's to find here, nor the other way round.
    const stores = await api.call(keysOf('ada'), bearer(await api.key('ada', 'keys:read')));
    const foreign: string = stores.body.keys[0].id;
    assertError(await api.call(`${path}/${foreign}`, bearer(owner, remove)), 'key_not_found', 404);
    const mine = `${keysOf('ada')}/${made.body.key.id}`;
    assertError(await api.call(mine, bearer(await api.key('ada', 'keys:write'), remove)), 'key_not_found', 404);

    assert.equal((await api.request(`${path}/${made.body.key.id}`, bearer(owner, remove))).status, 204);
    assert.equal((await api.call(keysOf('ada'), bearer(made.body.secret))).status, 401);
  });
});

describe('the audit log', () => {
  test('is read page by page, newest first, of one store or of everything', async () => {
    await api.store('log');
    const owner = await api.key('log', 'keys:write', 'audit:read');
    for (const name of ['1', '2', '3', '4', '5'])
      await api.call(keysOf('log'), bearer(owner, send({ name, scopes: ['audit:read'] })));
    const path = '/v1/admin/stores/log/audit';
    const seen: string[] = [];
    for (let next = ''; ;) {
      const { body } = await api.call(`${path}?limit=2${next}`, bearer(owner));
      assert.ok(body.entries.length <= 2);
      seen.push(...body.entries.map(({ id }: { id: string }) => id));
      if (body.next === null) break;
      next = `&before=${body.next}`;
    }
    assert.equal(seen.length, 5);
    assert.deepEqual(seen, [...new Set(seen)].sort().reverse());

    const everything = await api.call('/v1/platform/audit?limit=200', bearer(await api.key(null, 'audit:read')));
    const ids = everything.body.entries.map(({ id }: { id: string }) => id);
    assert.ok(seen.every((id) => ids.includes(id)));
    assert.ok(new Set(everything.body.entries.map(({ storeId }: { storeId: string }) => storeId)).size > 1);
    for (const query of ['limit=0', 'limit=201', 'before=x', 'before=%27'])
      assertError(await api.call(`${path}?${query}`, bearer(owner)), 'invalid_request', 400);
  });
});
