import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { startApi } from './api.test-support.ts';

const api = await startApi();
before(async () => {
  await api.store('ada');
  await api.store('bob');
});
const bearer = (key: string, init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { authorization: `Bearer ${key}`, ...(init.body ? { 'content-type': 'application/json' } : {}) },
});
const send = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });

describe('keys of a store', () => {
  test('a key is shown once, opens until it is revoked, and both are written down', async () => {
    const owner = await api.key('ada', 'keys:write', 'audit:read');
    const made = await api.call(
      '/v1/admin/stores/ada/keys',
      bearer(owner, send({ name: 'Till', scopes: ['keys:read'] })),
    );
    assert.equal(made.status, 201);
    assert.match(made.body.secret, /^vsk_/);
    const list = await api.call('/v1/admin/stores/ada/keys', bearer(made.body.secret));
    assert.equal(list.status, 200);
    assert.ok(!JSON.stringify(list.body).includes(made.body.secret));
    const id: string = made.body.key.id;
    assert.equal(
      (await api.request(`/v1/admin/stores/ada/keys/${id}`, bearer(owner, { method: 'DELETE' }))).status,
      204,
    );
    assert.equal((await api.call('/v1/admin/stores/ada/keys', bearer(made.body.secret))).status, 401);
    assert.equal((await api.call(`/v1/admin/stores/ada/keys/${id}`, bearer(owner, { method: 'DELETE' }))).status, 404);
    const log = await api.databases.platform.all('SELECT action, target FROM audit_log ORDER BY id');
    assert.deepEqual(
      log.map(({ action, target }) => [action, target]),
      [
        ['key.create', id],
        ['key.revoke', id],
      ],
    );
  });

  test('every wrong key is refused with one and the same answer', async () => {
    const publishable = await api.call(
      '/v1/admin/stores/ada/keys',
      bearer(await api.key('ada', 'keys:write'), send({ kind: 'publishable', name: 'Page' })),
    );
    const answers = new Set<string>();
    for (const key of [
      '',
      'nonsense',
      publishable.body.secret as string,
      await api.key('bob', 'keys:write'),
      await api.key('ada', 'audit:read'),
      await api.key(null, 'keys:write'),
    ])
      for (const store of ['ada', 'no-such-store']) {
        const { status, body } = await api.call(`/v1/admin/stores/${store}/keys`, bearer(key));
        assert.equal(status, 401);
        answers.add(JSON.stringify({ ...body.error, requestId: '' }));
      }
    assert.equal(answers.size, 1);
  });

  test('a key of the platform does what the store’s own may', async () => {
    const key = await api.key(null, 'stores:read');
    assert.equal((await api.call('/v1/admin/stores/bob/keys', bearer(key))).status, 200);
    const wish = bearer(key, send({ name: 'x' }));
    assert.equal((await api.call('/v1/admin/stores/bob/keys', wish)).status, 401);
  });
});
