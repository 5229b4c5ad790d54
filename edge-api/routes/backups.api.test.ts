import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { importText, SHIRT } from '../repositories/catalogue.test-support.ts';
import type { StoreDatabase } from '../db/database.ts';
import { picture } from '../services/media/pictures.test-support.ts';
import { fence, unfence } from '../repositories/store-replacement.ts';
import { assertError, startApi } from './api.test-support.ts';

const api = await startApi();
const bearer = (key: string, method = 'GET', body?: unknown): RequestInit => ({
  method,
  headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});
const shop = (handle: string) =>
  api.store(handle, {}, async (database) => {
    // The store's own database, as the lease of the tests gives it.
    await importText(database as StoreDatabase, SHIRT);
    await database.write([
      {
        sql: `INSERT INTO customers (id, email, name, phone, created_at) VALUES ('c', 'eve@example.com', 'Eve', '', '')`,
      },
      { sql: 'UPDATE store_state SET catalogue_version = 20' },
    ]);
  });
const titles = async (handle: string) => {
  const { body, headers } = await api.call(`/v1/stores/${handle}/products`);
  return { titles: body.products.map(({ title }: { title: string }) => title).sort(), etag: headers.get('etag') };
};

describe('backups of a store', () => {
  test('one is made, listed, verified, restored and removed, and each is written down', async () => {
    await shop('ada');
    const key = await api.key('ada', 'backups:write');
    const base = '/v1/admin/stores/ada/backups';
    const before = await titles('ada');
    const made = await api.call(base, bearer(key, 'POST', { note: 'before the sale' }));
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { id, sha256, rows, note } = made.body.backup;
    assert.deepEqual([note, rows.products, rows.customers], ['before the sale', 2, 1]);
    assert.match(sha256, /^[0-9a-f]{64}$/);
    assert.deepEqual((await api.call(base, bearer(key))).body.backups, [made.body.backup]);
    assert.equal((await api.call(`${base}/${id}/verify`, bearer(key, 'POST'))).body.whole, true);

    await api.inspect('ada', (database) =>
      database.write([
        { sql: "UPDATE products SET title = 'Skirt' WHERE handle = 'shirt'" },
        { sql: 'UPDATE store_state SET catalogue_version = catalogue_version + 1' },
      ]),
    );
    const changed = await titles('ada');
    assert.notDeepEqual(changed.titles, before.titles);
    const restored = await api.call(`${base}/${id}/restore`, bearer(key, 'POST'));
    assert.deepEqual(restored.body, { store: { handle: 'ada' }, backup: { id } });
    const after = await titles('ada');
    assert.deepEqual(after.titles, before.titles);
    assert.ok(![before.etag, changed.etag].includes(after.etag), 'a page of before could be taken for one of now');

    assert.equal((await api.request(`${base}/${id}`, bearer(key, 'DELETE'))).status, 204);
    assert.deepEqual((await api.call(base, bearer(key))).body.backups, []);
    assertError(await api.call(`${base}/${id}/restore`, bearer(key, 'POST')), 'backup_not_found', 404);
    const log = await api.databases.platform.all(
      "SELECT action, target FROM audit_log WHERE actor LIKE 'key:%' ORDER BY id",
    );
    assert.deepEqual(
      log.map(({ action, target }) => [action, target]),
      ['backup.create', 'backup.restore', 'backup.remove'].map((action) => [action, id]),
    );
  });

  test('pictures are in it, and come back with the store', async () => {
    await shop('seen');
    const key = await api.key('seen', 'backups:write', 'media:write');
    const headers = { authorization: `Bearer ${key}` };
    const bytes = await picture('png', { colour: '#123456', width: 60, height: 40 });
    const media = '/v1/admin/stores/seen/media';
    const { url, id: mediaId } = (await api.call(media, { method: 'POST', headers, body: bytes })).body.media;
    const base = '/v1/admin/stores/seen/backups';
    const bare = (await api.call(base, bearer(key, 'POST', { pictures: false }))).body.backup;
    const { id, pictures } = (await api.call(base, bearer(key, 'POST', {}))).body.backup;
    assert.deepEqual([bare.pictures, pictures.count, pictures.left], [null, 1, 0]);
    assert.equal((await api.call(`${base}/${id}/verify`, bearer(key, 'POST'))).body.whole, true);

    const before = Buffer.from(await (await api.request(url)).arrayBuffer());
    assert.equal((await api.request(`${media}/${mediaId}`, { method: 'DELETE', headers })).status, 204);
    const restored = await api.call(`${base}/${id}/restore`, bearer(key, 'POST'));
    assert.equal(restored.status, 200, JSON.stringify(restored.body));
    assert.deepEqual((await api.call(media, { headers })).body.media[0].url, url);
    const shown = await api.request(url);
    assert.deepEqual([shown.status, Buffer.from(await shown.arrayBuffer()).equals(before)], [200, true]);
  });

  test('another store’s backup is not there, and reading is not writing', async () => {
    await shop('bob');
    await shop('eve');
    const key = await api.key('bob', 'backups:write');
    const { id } = (await api.call('/v1/admin/stores/bob/backups', bearer(key, 'POST', {}))).body.backup;
    const evil = await api.key('eve', 'backups:write');
    const base = '/v1/admin/stores/eve/backups';
    assert.deepEqual((await api.call(base, bearer(evil))).body.backups, []);
    for (const [method, path] of [
      ['DELETE', id],
      ['POST', `${id}/verify`],
      ['POST', `${id}/restore`],
    ] as const)
      assertError(await api.call(`${base}/${path}`, bearer(evil, method)), 'backup_not_found', 404);
    const reader = await api.key('bob', 'backups:read');
    assert.equal((await api.call('/v1/admin/stores/bob/backups', bearer(reader))).body.backups.length, 1);
    assertError(await api.call('/v1/admin/stores/bob/backups', bearer(reader, 'POST', {})), 'unauthorized', 401);
  });

  test('while the databases change places, who writes is told to try again, and pages are served', async () => {
    await shop('moves');
    await api.inspect('moves', (database) => fence(database, 30));
    const session = () => api.post('/v1/stores/moves/cart-sessions', {});
    const refused = await session();
    assertError(refused, 'store_unavailable', 503);
    assert.equal(refused.headers.get('retry-after'), '2');
    assert.deepEqual((await titles('moves')).titles.length, 2);
    await api.inspect('moves', unfence);
    assert.equal((await session()).status, 200);
    // A fence opens by itself, should whoever made it have been killed.
    await api.inspect('moves', (database) => fence(database, 0));
    assert.equal((await session()).status, 200);
  });

  test('a store is exported whole, to those who may read it', async () => {
    await shop('exp');
    const response = await api.request('/v1/admin/stores/exp/export', bearer(await api.key('exp', 'backups:read')));
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/gzip');
    const lines = gunzipSync(new Uint8Array(await response.arrayBuffer()))
      .toString('utf8')
      .trim()
      .split('\n');
    assert.equal(JSON.parse(lines[0]!).store.handle, 'exp');
    assert.equal(JSON.parse(lines.at(-1)!).tables.products.rows, 2);
    assert.match(lines.join('\n'), /eve@example\.com/);
  });

  test('backups count as storage, and a store that has used it up makes no more', async () => {
    await shop('full');
    const key = await api.key('full', 'backups:write', 'store:read');
    const used = async () => {
      const { body } = await api.call('/v1/admin/stores/full/usage', bearer(key));
      return body.limits.find(({ name }: { name: string }) => name === 'storageBytes').used;
    };
    const base = '/v1/admin/stores/full/backups';
    const before = await used();
    const { id, bytes } = (await api.call(base, bearer(key, 'POST', {}))).body.backup;
    assert.equal(await used(), before + bytes);
    const limits = (storageBytes: number) =>
      api.databases.platform.run("UPDATE stores SET limits = ? WHERE handle = 'full'", [
        JSON.stringify({ storageBytes }),
      ]);
    await limits(before + bytes);
    assertError(await api.call(base, bearer(key, 'POST', {})), 'limit_reached', 402);
    assert.equal((await api.request(`${base}/${id}`, bearer(key, 'DELETE'))).status, 204);
    assert.equal((await api.call(base, bearer(key, 'POST', {}))).status, 201);
  });

  test('while one export of a store is read, another is told when to try again', async () => {
    await shop('twice');
    const key = await api.key('twice', 'backups:write');
    const first = await api.request('/v1/admin/stores/twice/export', bearer(key));
    const refused = await api.call('/v1/admin/stores/twice/export', bearer(key));
    // One that is small is gone before anybody asks again, where the runtime reads ahead.
    if (refused.status !== 200) {
      assertError(refused, 'store_busy', 409);
      assert.equal(refused.headers.get('retry-after'), '10');
    }
    await first.arrayBuffer();
    assert.equal((await api.request('/v1/admin/stores/twice/backups', bearer(key, 'POST', {}))).status, 201);
  });

  test('a preview is made by the platform alone, and knows no customer', async () => {
    await shop('src');
    const path = '/v1/platform/stores/src/clone';
    assertError(
      await api.call(path, bearer(await api.key('src', 'backups:write'), 'POST', { handle: 'pre' })),
      'unauthorized',
      401,
    );
    const key = await api.key(null, 'stores:write');
    const { status, body } = await api.call(path, bearer(key, 'POST', { handle: 'pre' }));
    assert.equal(status, 201, JSON.stringify(body));
    assert.deepEqual([body.store.handle, body.store.name], ['pre', 'Shop src (preview)']);
    assert.deepEqual((await titles('pre')).titles, (await titles('src')).titles);
    await api.inspect('pre', async (database) => assert.deepEqual(await database.all('SELECT * FROM customers'), []));
    assertError(await api.call(path, bearer(key, 'POST', { handle: 'pre' })), 'store_exists', 409);
    assertError(
      await api.call('/v1/platform/stores/nobody/clone', bearer(key, 'POST', { handle: 'x' })),
      'store_not_found',
      404,
    );
  });

  test('a deleted store is erased by the platform, and what was looked for is not there', async () => {
    await shop('end');
    const path = '/v1/platform/stores/end';
    const own = await api.key('end', 'backups:write', 'store:write');
    const key = await api.key(null, 'stores:write');
    await api.call('/v1/admin/stores/end/backups', bearer(own, 'POST', {}));
    assertError(await api.call(`${path}/purge`, bearer(own, 'POST', {})), 'unauthorized', 401);
    assertError(await api.call(`${path}/purge`, bearer(key, 'POST', {})), 'store_invalid', 422);
    assert.equal((await api.call(path, bearer(key, 'DELETE'))).status, 200);
    const { status, body } = await api.call(`${path}/purge`, bearer(key, 'POST', {}));
    assert.deepEqual([status, body.erased], [200, true], JSON.stringify(body));
    const looked = body.findings.map(({ what }: { what: string }) => what);
    for (const what of ['database', 'registry', 'backups']) assert.ok(looked.includes(what), what);
    assertError(await api.call(`${path}/purge`, bearer(key, 'POST', {})), 'store_not_found', 404);
    assertError(await api.call('/v1/stores/end'), 'store_not_found', 404);
    await api.store('end');
  });
});
