import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { z } from 'zod';
import { StoreScope, PlatformScope } from '../contract/keys.ts';
import { keyRepository } from '../repositories/keys.ts';
import { keyService, type KeyWish } from '../services/keys.ts';
import { onWorker, startApi } from './api.test-support.ts';

const api = await startApi();
const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ security: z.array(z.object({ key: z.array(z.string()) })).optional() })),
  ),
});

interface Operation {
  readonly method: string;
  readonly path: string;
  /** The scope it needs, as the document names it. */
  readonly scope: string;
}
/** Handles tried in the path: the store whose keys are used, another, closed ones, one that never was, none at all. Fewer where a request takes long. */
const STORES = onWorker ? ['ada', 'del', 'no-such-store'] : ['ada', 'bob', 'sue', 'del', 'no-such-store', '%00', 'ADA'];
const operations: Operation[] = [];
/** Keys that open nothing they are tried on, by what is wrong with them. */
const wrong = new Map<string, string | undefined>();

before(async () => {
  for (const store of ['ada', 'bob', 'sue', 'del']) await api.store(store);
  const ids = new Map<string, string>();
  for (const store of ['ada', 'bob', 'sue', 'del']) ids.set(store, (await api.databases.stores.find(store))!.id);
  const make = async (store: string | null, more: Partial<KeyWish> = {}, at = Date.now()) => {
    const keys = keyService(keyRepository(api.databases.platform), () => at);
    const kind = store === null ? 'platform' : 'secret';
    const storeId = store === null ? null : ids.get(store)!;
    return keys.create({ kind, storeId, name: 'x', scopes: [], expiresAt: null, ...more }, null);
  };
  const all: { scopes: string[] } = { scopes: StoreScope.options };
  const { secret: good, key } = await make('ada', all);
  const { secret: platform } = await make(null, { scopes: PlatformScope.options });
  const revoked = await make(null, { scopes: PlatformScope.options });
  await keyRepository(api.databases.platform).revoke(revoked.key.id, null, new Date().toISOString());
  const expiresAt = new Date(Date.now() - 3_600_000).toISOString();
  const expired = { expiresAt, scopes: PlatformScope.options };
  const random = good.slice(31);

  wrong.set('none', undefined);
  wrong.set('empty', 'Bearer ');
  wrong.set('another scheme', `Basic ${btoa(`key:${platform}`)}`);
  wrong.set('without a scheme', platform);
  wrong.set('malformed', 'Bearer nonsense');
  wrong.set('cut short', `Bearer ${platform.slice(0, -1)}`);
  wrong.set('too long', `Bearer ${platform}x`);
  wrong.set('with quotes', `Bearer '${platform}' OR 1=1`);
  wrong.set('very long', `Bearer ${'a'.repeat(5000)}`);
  wrong.set('of an id that nobody has', `Bearer vpl_01HZZZZZZZZZZZZZZZZZZZZZZZ_${random}`);
  wrong.set('of a key’s id with another secret', `Bearer vsk_${key.id}_${'A'.repeat(32)}`);
  wrong.set('called of the platform', `Bearer ${good.replace('vsk', 'vpl')}`);
  wrong.set('called of a store', `Bearer ${platform.replace('vpl', 'vsk')}`);
  wrong.set('expired', `Bearer ${(await make(null, expired, Date.parse(expiresAt) - 1000)).secret}`);
  wrong.set('revoked', `Bearer ${revoked.secret}`);
  wrong.set('publishable', `Bearer ${(await make('ada', { kind: 'publishable' })).secret}`);
  wrong.set('without a scope', `Bearer ${(await make('ada')).secret}`);
  wrong.set('of the platform without a scope', `Bearer ${(await make(null)).secret}`);
  wrong.set('of a deleted store', `Bearer ${(await make('del', all)).secret}`);
  wrong.set('of a store that is none of these', `Bearer ${await strangerKey(all)}`);

  for (const [handle, status] of [
    ['sue', 'suspended'],
    ['del', 'deleted'],
  ])
    await api.databases.platform.run('UPDATE stores SET status = ? WHERE handle = ?', [status!, handle!]);

  const document = Document.parse(await (await api.request('/v1/openapi.json')).json());
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, { security }] of Object.entries(methods))
      if (security?.length) operations.push({ method: method.toUpperCase(), path, scope: security[0]?.key[0] ?? '' });

  async function strangerKey(more: Partial<KeyWish>): Promise<string> {
    await api.store('eve');
    ids.set('eve', (await api.databases.stores.find('eve'))!.id);
    return (await make('eve', more)).secret;
  }
});

/** An answer without what differs between any two answers. */
async function told(operation: Operation, store: string, authorization: string | undefined): Promise<string> {
  const path = operation.path.replaceAll('{store}', store).replace(/\{\w+\}/g, '01HZZZZZZZZZZZZZZZZZZZZZZZ');
  const response = await api.request(path, {
    method: operation.method,
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(operation.method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(operation.method === 'GET' ? {} : { body: '{"certainly": "not right' }),
  });
  const id = response.headers.get('x-request-id') ?? '';
  assert.match(id, /^[0-9a-f-]{36}$/);
  const headers = [...response.headers].filter(([name]) => !['x-request-id', 'date', 'keep-alive'].includes(name));
  return JSON.stringify({ status: response.status, headers, body: (await response.text()).replaceAll(id, '') });
}

describe('every operation behind a key', () => {
  test('is one of those that carry a store in the path or are the platform’s', () => {
    assert.ok(operations.length >= 10, `${operations.length} operations`);
    for (const { path, scope } of operations) {
      assert.ok(scope, `${path} names no scope`);
      assert.match(path, /^\/v1\/(?:admin\/stores\/\{store\}|platform)\//);
    }
  });

  test('and every path under /v1/admin and /v1/platform is behind a key', async () => {
    const document = Document.parse(await (await api.request('/v1/openapi.json')).json());
    for (const [path, methods] of Object.entries(document.paths))
      if (/^\/v1\/(?:admin|platform)\b/.test(path))
        for (const [method, { security }] of Object.entries(methods)) assert.ok(security?.length, `${method} ${path}`);
  });

  test('refuses each wrong key, on stores that are there and on others, with one and the same answer', async () => {
    const answers = new Map<string, string>();
    // Over HTTP each takes long: there every operation has a third of the keys, and every key a third of the operations.
    const keysFor = (at: number) => [...wrong].filter((_, key) => !onWorker || key % 3 === at % 3);
    for (const [at, operation] of operations.entries())
      for (const store of operation.path.includes('{store}') ? STORES : ['ada'])
        await Promise.all(
          keysFor(at).map(async ([why, authorization]) => {
            const what = `${operation.method} ${operation.path} of ${store}, with a key ${why}`;
            answers.set(await told(operation, store, authorization), what);
          }),
        );
    const [first = '', ...others] = answers.keys();
    assert.equal(JSON.parse(first).status, 401);
    assert.equal(JSON.parse(JSON.parse(first).body).error.code, 'unauthorized');
    assert.deepEqual(
      others.map((answer) => `${answers.get(answer)}: ${answer}`),
      [],
    );
  });

  test('refuses keys that may do everything but this', async () => {
    const others = (all: readonly string[], scope: string) =>
      all.filter((one) => one !== scope && one !== scope.replace(/:read$/, ':write'));
    const keys = new Map<string, string[]>();
    for (const scope of new Set(operations.map((operation) => operation.scope))) {
      const made = [await api.key('ada', ...others(StoreScope.options, scope))];
      for (const wanted of [`stores:${scope.split(':')[1]}`, scope])
        made.push(await api.key(null, ...others(PlatformScope.options, wanted)));
      keys.set(scope, made);
    }
    const answers = new Map<string, string>();
    for (const operation of operations) {
      const isStores = operation.path.startsWith('/v1/admin/stores/');
      const [own, asPlatform, exact] = keys.get(operation.scope)!;
      for (const key of [own, isStores ? asPlatform : exact])
        for (const store of ['ada', 'bob', 'no-such-store'])
          answers.set(await told(operation, store, `Bearer ${key}`), `${operation.method} ${operation.path}`);
    }
    assert.deepEqual([...answers.values()].slice(1), []);
    assert.equal(JSON.parse([...answers.keys()][0]!).status, 401);
  });

  test('refuses a store’s own key on every other store, whatever that key may do at home', async () => {
    const key = await api.key('ada', ...StoreScope.options);
    const answers = new Set<string>();
    for (const operation of operations)
      for (const store of STORES.filter((handle) => handle !== 'ada'))
        answers.add(await told(operation, store, `Bearer ${key}`));
    assert.equal(answers.size, 1, [...answers].join('\n'));
  });
});
