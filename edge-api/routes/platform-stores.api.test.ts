import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { assertError, startApi } from './api.test-support.ts';

const api = await startApi();
let key = '';
before(async () => {
  key = await api.key(null, 'stores:write');
});

const call = (method: string, path: string, body?: unknown, as = key) =>
  api.call(path, {
    method,
    headers: { authorization: `Bearer ${as}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const wish = (handle: string, more: object = {}) => ({
  handle,
  name: `Shop ${handle}`,
  currency: 'EUR',
  locale: 'en',
  ...more,
});
const create = (handle: string, more: object = {}) => call('POST', '/v1/platform/stores', wish(handle, more));
const auditOf = async (storeId: string) => {
  const rows = await api.databases.platform.all('SELECT action, actor FROM audit_log WHERE store_id = ? ORDER BY id', [
    storeId,
  ]);
  for (const { actor } of rows) assert.match(String(actor), /^key:/);
  return rows.map(({ action }) => action);
};

describe('stores of the platform', () => {
  test('a store is made, sells at once, and tells nothing of where its data is', async () => {
    const made = await create('ada', { plan: 'pro', trialDays: 14 });
    assert.equal(made.status, 201);
    const { store } = made.body;
    assert.deepEqual([store.status, store.plan, store.name], ['trial', 'pro', 'Shop ada']);
    assert.equal(Date.parse(store.trialEndsAt) - Date.parse(store.createdAt), 14 * 86_400_000);
    assert.equal((await api.call('/v1/stores/ada/products')).status, 200);
    const row = await api.databases.stores.find('ada');
    const told = JSON.stringify([made.body, (await call('GET', '/v1/platform/stores')).body]);
    for (const secret of [row!.databaseUrl, row!.databaseName, row!.instantAppId]) assert.ok(!told.includes(secret));
    assert.deepEqual(await auditOf(store.id), ['store.create']);
    assertError(await create('ada'), 'store_exists', 409);
  });

  test('the same wish twice makes one store, and another one under the same key is refused', async () => {
    const idempotencyKey = 'make-bob-0000000001';
    const first = await create('bob', { idempotencyKey });
    const again = await create('bob', { idempotencyKey });
    assert.deepEqual([first.status, again.status], [201, 200]);
    assert.equal(again.body.store.id, first.body.store.id);
    assert.deepEqual(await auditOf(first.body.store.id), ['store.create']);
    assertError(await create('bob', { idempotencyKey, name: 'Another' }), 'idempotency_key_reused', 409);
    const other = await api.key(null, 'stores:write');
    assertError(await call('POST', '/v1/platform/stores', wish('bob', { idempotencyKey }), other), 'store_exists', 409);
  });

  test('the same wish twice at once makes one store', async () => {
    const idempotencyKey = 'make-twin-0000000001';
    const both = await Promise.all([create('twin', { idempotencyKey }), create('twin', { idempotencyKey })]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 201]);
    assert.equal(both[0]?.body.store.id, both[1]?.body.store.id);
  });

  test('a wish that is not right is refused before anything is made', async () => {
    assertError(await create('www'), 'store_handle_invalid', 422);
    assertError(await create('x', { currency: 'ZZZ' }), 'store_invalid', 422);
    assertError(await create('x', { trialDays: 0 }), 'invalid_request', 400);
    assertError(await call('GET', '/v1/platform/stores/x'), 'store_not_found', 404);
  });

  test('a name or a note that a terminal would obey is refused', async () => {
    await create('terminal');
    const one = '/v1/platform/stores/terminal';
    for (const text of ['Mug\u001b]0;pwn\u0007', '\u009b2J', 'Mug\u202egum', 'one\ntwo', 'one\u2028two']) {
      assertError(await create('x', { name: text }), 'invalid_request', 400);
      assertError(await call('PATCH', one, { name: text }), 'invalid_request', 400);
      assertError(await call('POST', `${one}/clone`, { handle: 'copy', name: text }), 'invalid_request', 400);
      const backups = '/v1/admin/stores/terminal/backups';
      assertError(await call('POST', backups, { note: text }), 'invalid_request', 400);
    }
    assert.equal((await call('PATCH', one, { name: ' Bücher – كتب 書 ' })).body.store.name, 'Bücher – كتب 書');
  });

  test('a store is suspended, resumed, deleted and brought back; each change is written down once', async () => {
    const id: string = (await create('cleo', { trialDays: 3 })).body.store.id;
    const step = async (method: string, path = '') => {
      const { status, body } = await call(method, `/v1/platform/stores/cleo${path}`);
      assert.equal(status, 200, JSON.stringify(body));
      return body.store;
    };
    assert.equal((await step('POST', '/suspend')).status, 'suspended');
    assert.equal((await step('POST', '/suspend')).status, 'suspended');
    assert.equal((await step('POST', '/resume')).status, 'trial');
    const deleted = await step('DELETE');
    assert.equal(deleted.status, 'deleted');
    assert.equal(Date.parse(deleted.purgesAt) - Date.parse(deleted.deletedAt), 30 * 86_400_000);
    assertError(await api.call('/v1/stores/cleo/products'), 'store_not_found', 404);
    assertError(await call('POST', '/v1/platform/stores/cleo/suspend'), 'store_invalid', 422);
    assertError(await call('PATCH', '/v1/platform/stores/cleo', { name: 'x' }), 'store_invalid', 422);
    assert.deepEqual([(await step('POST', '/resume')).status, (await step('GET')).purgesAt], ['trial', null]);
    assert.deepEqual(await auditOf(id), [
      'store.create',
      'store.suspend',
      'store.resume',
      'store.delete',
      'store.resume',
    ]);
  });

  test('a store whose purge has begun does not come back', async () => {
    const id: string = (await create('dan')).body.store.id;
    await api.databases.stores.beginPurge(id, new Date().toISOString());
    assertError(await call('POST', '/v1/platform/stores/dan/resume'), 'store_busy', 409);
  });

  test('what is named is changed, and nothing else', async () => {
    await create('eve', { trialDays: 3 });
    const change = async (body: unknown) => call('PATCH', '/v1/platform/stores/eve', body);
    const { store } = (await change({ plan: 'enterprise', trialEndsAt: null })).body;
    assert.deepEqual(
      [store.name, store.status, store.plan, store.trialEndsAt],
      ['Shop eve', 'active', 'enterprise', null],
    );
    assert.equal((await change({ name: 'Eve' })).body.store.plan, 'enterprise');
    assertError(await change({}), 'invalid_request', 400);
    assertError(await change({ status: 'deleted' }), 'invalid_request', 400);
  });

  test('stores are listed by handle, page by page, each once', async () => {
    for (const handle of ['z-1', 'z-2', 'z-3', 'z-4', 'z-5']) await create(handle);
    await call('POST', '/v1/platform/stores/z-3/suspend');
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body } = await call('GET', `/v1/platform/stores?limit=2${next ? `&after=${next}` : ''}`);
      assert.ok(body.stores.length <= 2);
      seen.push(...body.stores.map(({ handle }: { handle: string }) => handle));
      next = body.next;
    }
    assert.deepEqual(seen, [...new Set(seen)].sort());
    assert.deepEqual(
      seen.filter((handle) => handle.startsWith('z-')),
      ['z-1', 'z-2', 'z-3', 'z-4', 'z-5'],
    );
    const suspended = await call('GET', '/v1/platform/stores?status=suspended');
    assert.deepEqual(
      suspended.body.stores.map(({ handle }: { handle: string }) => handle),
      ['z-3'],
    );
    assertError(await call('GET', '/v1/platform/stores?after=nonsense'), 'invalid_request', 400);
  });

  test('every key that may not is refused with one and the same answer', async () => {
    const keys = ['', 'vpl_nonsense', await api.key('ada', 'store:write'), await api.key(null, 'audit:read')];
    const answers = new Set<string>();
    for (const as of keys)
      for (const [method, path, body] of [
        ['GET', '/v1/platform/stores'],
        ['POST', '/v1/platform/stores', wish('never')],
        ['GET', '/v1/platform/stores/ada'],
        ['GET', '/v1/platform/stores/no-such-store'],
        ['PATCH', '/v1/platform/stores/ada', { name: 'Mine' }],
        ['DELETE', '/v1/platform/stores/ada'],
        ['POST', '/v1/platform/stores/ada/suspend'],
        ['POST', '/v1/platform/stores/ada/resume'],
      ] as const) {
        const answer = await call(method, path, body, as);
        assert.equal(answer.status, 401);
        answers.add(JSON.stringify({ ...answer.body.error, requestId: '' }));
      }
    assert.equal(answers.size, 1);
    const readOnly = await api.key(null, 'stores:read');
    assert.equal((await call('GET', '/v1/platform/stores/ada', undefined, readOnly)).status, 200);
    assertError(await call('DELETE', '/v1/platform/stores/ada', undefined, readOnly), 'unauthorized', 401);
  });
});
