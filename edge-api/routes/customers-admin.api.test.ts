import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertError, startApi } from './api.test-support.ts';

const api = await startApi();
await api.store('ada');
await api.store('bob');
const key = await api.key('ada', 'customers:write', 'audit:read');
const reader = await api.key('ada', 'customers:read');
const bobs = await api.key('bob', 'customers:write');

const call = (path: string, method = 'GET', body?: unknown, by = key, store = 'ada') =>
  api.call(`/v1/admin/stores/${store}/customers${path}`, {
    method,
    headers: { authorization: `Bearer ${by}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

describe('a merchant’s customers', () => {
  it('are made, found, changed and erased, each of it on record', async () => {
    const made = await call('', 'POST', { email: 'Grace@Shop.Example', name: 'Grace Hopper', tags: ['wholesale'] });
    assert.equal(made.status, 201);
    const { id } = made.body.customer;
    assert.equal(made.body.customer.email, 'grace@shop.example');
    assertError(await call('', 'POST', { email: 'grace@shop.example' }), 'customer_exists', 409);
    for (const query of ['?q=GRACE', '?q=hop', '?tag=wholesale', ''])
      assert.equal((await call(query)).body.customers[0].id, id);
    for (const query of ['?q=_race', '?q=%25', '?q=race@', '?tag=whole'])
      assert.deepEqual((await call(query)).body.customers, []);
    const changed = await call(`/${id}`, 'PATCH', {
      note: 'Likes compilers.',
      tags: [],
      role: 'admin',
      email: 'x@y.z',
    });
    assert.deepEqual([changed.body.customer.note, changed.body.customer.tags], ['Likes compilers.', []]);
    assert.equal(changed.body.customer.email, 'grace@shop.example');
    assert.equal(changed.body.customer.name, 'Grace Hopper');
    await call(`/${id}/consents`, 'POST', { given: true });
    await call(`/${id}/consents`, 'POST', { given: true });
    const agreed = await call(`/${id}/consents`, 'POST', { given: false });
    assert.deepEqual(
      agreed.body.consents.map(({ given, source }: { given: boolean; source: string }) => [given, source]),
      [
        [true, 'merchant'],
        [false, 'merchant'],
      ],
    );
    const data = await call(`/${id}/export`, 'GET', undefined, reader);
    assert.equal(data.body.customer.email, 'grace@shop.example');
    assert.equal((await call(`/${id}`, 'DELETE')).status, 204);
    assertError(await call(`/${id}`), 'customer_not_found', 404);
    assert.deepEqual((await call('')).body.customers, []);
    const log = await api.call('/v1/admin/stores/ada/audit', { headers: { authorization: `Bearer ${key}` } });
    const actions = log.body.entries
      .map(({ action }: { action: string }) => action)
      .filter((name: string) => name.startsWith('customer'));
    assert.deepEqual([...new Set(actions)].sort(), [
      'customer.consent',
      'customer.create',
      'customer.erase',
      'customer.export',
      'customer.update',
    ]);
  });

  it('are pages long, without a gap or a repetition', async () => {
    for (let each = 0; each < 5; each += 1) await call('', 'POST', { email: `p${each}@shop.example` });
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await call(`?limit=2${after}`);
      seen.push(...body.customers.map(({ email }: { email: string }) => email));
      if (body.next === null) break;
      after = `&after=${body.next}`;
    }
    assert.deepEqual(
      seen,
      ['p4', 'p3', 'p2', 'p1', 'p0'].map((name) => `${name}@shop.example`),
    );
  });

  it('are changed by no key that may only read, and by none of another store', async () => {
    const { id } = (await call('', 'POST', { email: 'kept@shop.example' })).body.customer;
    assertError(await call(`/${id}`, 'PATCH', { name: 'x' }, reader), 'unauthorized', 401);
    assertError(await call(`/${id}`, 'DELETE', undefined, bobs), 'unauthorized', 401);
    assertError(await call(`/${id}`, 'DELETE', undefined, bobs, 'bob'), 'customer_not_found', 404);
    assert.equal((await call(`/${id}`)).body.customer.name, '');
  });
});
