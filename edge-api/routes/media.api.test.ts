import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import type { Media } from '../contract/media.ts';
import { createApp } from '../app.ts';
import { animation, hostileFiles, photo, picture } from '../services/media/pictures.test-support.ts';
import { type Answer, assertError, onWorker, startApi, testPorts } from './api.test-support.ts';
import { sell } from './catalogue.test-support.ts';

const api = await startApi();
await api.store('ada', {}, sell({ handle: 'mug' }));
await api.store('bob');
const key = await api.key('ada', 'media:write', 'store:read');
const path = '/v1/admin/stores/ada/media';
const keyed = (more: Record<string, string> = {}) => ({ authorization: `Bearer ${key}`, ...more });

const upload = (bytes: Uint8Array<ArrayBuffer>, query = ''): Promise<Answer> =>
  // What the sender claims of it counts for nothing.
  api.call(`${path}${query}`, { method: 'POST', headers: keyed({ 'content-type': 'text/html' }), body: bytes });
const ask = (method: string, below: string, body?: unknown): Promise<Answer> =>
  api.call(`${path}${below}`, {
    method,
    headers: keyed({ 'content-type': 'application/json' }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const shown = ({ sized }: Media, width: number, format = 'webp') =>
  sized.replace('{width}', `${width}`).replace(/webp$/, format);
async function seen(address: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const response = await api.request(address);
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}
async function usedBytes(): Promise<number> {
  const usage = await api.call('/v1/admin/stores/ada/usage', { headers: keyed() });
  return usage.body.limits.find(({ name }: { name: string }) => name === 'storageBytes').used;
}

describe('a picture that is uploaded', () => {
  it('is served to pages of every origin in the width and format they ask for, without what the camera wrote', async () => {
    const { status, body } = await upload(await photo('jpg'), '?name=Beach.jpg&alt=A%20beach');
    assert.equal(status, 201);
    const { media } = body;
    assert.deepEqual(
      [media.name, media.alt, media.mime, media.width, media.height],
      ['Beach.jpg', 'A beach', 'image/jpeg', 30, 40],
    );
    for (const [format, mime] of Object.entries({ webp: 'image/webp', avif: 'image/avif', jpg: 'image/jpeg' })) {
      const { status, headers, bytes } = await seen(shown(media, 24, format));
      assert.equal(status, 200, bytes.toString());
      assert.equal(headers.get('content-type'), mime);
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/);
      assert.match(headers.get('cache-control') ?? '', /max-age=31536000, immutable/);
      assert.ok(!bytes.includes('secret-owner'));
      const { width, height, exif } = await sharp(bytes).metadata();
      assert.deepEqual([width, height, exif], [24, 32, undefined]);
    }
  });

  it('is never enlarged, and kept once it was made', async () => {
    const { media } = (await upload(await picture('png', { colour: '#123456' }))).body;
    const before = await usedBytes();
    const first = await seen(media.url);
    const { width } = await sharp(first.bytes).metadata();
    assert.equal(width, 40);
    const again = await api.request(media.url, { headers: { 'if-none-match': first.headers.get('etag') ?? 'none' } });
    await again.arrayBuffer();
    assert.equal(again.status, 304);
    assert.ok((await usedBytes()) > before);
    assert.equal(media.colour, '#123456');
  });

  it('is one picture however often it comes', async () => {
    const bytes = await picture('gif');
    const [first, second] = [await upload(bytes, '?name=a.gif'), await upload(bytes, '?name=b.gif')];
    assert.deepEqual([first.status, second.status], [201, 200]);
    assert.deepEqual(second.body, first.body);
  });

  it('keeps moving when it is an animation', { skip: onWorker }, async () => {
    const { media } = (await upload(await animation())).body;
    assert.equal(media.frames, 2);
    assert.equal((await sharp((await seen(shown(media, 24))).bytes).metadata()).pages, 2);
    assert.equal((await seen(shown(media, 24, 'avif'))).status, 404);
  });

  it('is refused with the reason when it is not what it seems', async () => {
    for (const [what, bytes, said] of await hostileFiles()) {
      const answer = await upload(bytes, '?name=photo.png');
      assertError(answer, 'media_invalid', 422);
      assert.match(answer.body.error.message, said, what);
    }
    const huge = new Uint8Array(20 * 1024 * 1024 + 1);
    if (!onWorker) assertError(await upload(huge), 'body_too_large', 413);
  });

  it('is refused when its pixels are not all there', { skip: onWorker }, async () => {
    const noise = sharp({
      create: {
        width: 64,
        height: 64,
        channels: 3,
        background: '#fff',
        noise: { type: 'gaussian', mean: 99, sigma: 30 },
      },
    });
    const bytes = new Uint8Array(await noise.png().toBuffer());
    // Still a file of whole parts: only what is compressed in them is not.
    bytes.fill(0, bytes.byteLength - 4000, bytes.byteLength - 200);
    assertError(await upload(bytes), 'media_invalid', 422);
  });

  it('counts as storage, and is refused beyond the limit', async () => {
    const set = (limits: object) =>
      api.databases.platform.run(`UPDATE stores SET limits = ? WHERE handle = 'ada'`, [JSON.stringify(limits)]);
    await set({ storageBytes: 10 });
    const answer = await upload(await picture('png', { colour: '#abcdef' }));
    await set({});
    assertError(answer, 'limit_reached', 402);
  });
});

describe('a form of files', () => {
  it('keeps those that are right, and says of each other one why not', async () => {
    const form = new FormData();
    form.append('file', new Blob([await picture('png', { colour: '#0f0f0f' })]), '../../etc/Chair <1>.png');
    form.append('file', new Blob(['<svg/>']), 'logo.png');
    form.append('words', 'are no file');
    const sent = new Request('http://x.example/', { method: 'POST', body: form });
    const answer = await api.call(`${path}/form`, {
      method: 'POST',
      headers: keyed({ 'content-type': sent.headers.get('content-type') ?? '' }),
      body: await sent.arrayBuffer(),
    });
    assert.equal(answer.status, 200);
    const [chair, logo, none] = answer.body.results;
    assert.deepEqual([chair.media.name, chair.error], ['Chair <1>.png', null]);
    assert.deepEqual([logo.media, logo.error.code, none], [null, 'media_invalid', undefined]);
  });

  it('is refused when it is none', async () => {
    for (const [type, body] of [
      ['image/png', 'x'],
      ['multipart/form-data; boundary=x', 'y'],
      ['multipart/form-data', ''],
    ] as const)
      assertError(
        await api.call(`${path}/form`, { method: 'POST', headers: keyed({ 'content-type': type }), body }),
        'invalid_request',
        400,
      );
  });
});

describe('the library', () => {
  it('lists pictures newest first, page by page, and by the words of their names', async () => {
    const names = ['Red 100% chair', 'red_table', 'Blue chair'];
    for (const [at, name] of names.entries())
      await upload(await picture('png', { width: 5 + at }), `?name=${encodeURIComponent(name)}`);
    const listed: string[] = [];
    for (let after = ''; ;) {
      const { body } = await ask('GET', `?limit=2${after}`);
      listed.push(...body.media.map(({ name }: Media) => name));
      if (!body.next) break;
      after = `&after=${body.next}`;
    }
    assert.deepEqual(listed.slice(0, 3), [...names].reverse());
    assert.equal(new Set(listed).size, listed.length);
    const found = async (q: string) =>
      (await ask('GET', `?q=${encodeURIComponent(q)}`)).body.media.map(({ name }: Media) => name);
    assert.deepEqual(await found('chair RED'), ['Red 100% chair']);
    assert.deepEqual(await found('0% '), ['Red 100% chair']);
    assert.deepEqual(await found('d_t'), ['red_table']);
  });

  it('changes names and words, and refuses what it does not know', async () => {
    const { media } = (await upload(await picture('png', { width: 9 }))).body;
    const { body } = await ask('PATCH', `/${media.id}`, { alt: 'A square' });
    assert.deepEqual(body.media, { ...media, alt: 'A square' });
    assert.deepEqual((await ask('GET', `/${media.id}`)).body, { media: body.media, uses: [] });
    assertError(await ask('PATCH', `/${media.id}`, { name: '' }), 'invalid_request', 400);
    assertError(await ask('PATCH', '/med_none', { alt: '' }), 'media_not_found', 404);
    assertError(await ask('GET', '?after=x'), 'invalid_request', 400);
  });

  it('does not give up a picture that something shows, unless it is told to, and then leaves nothing of it', async () => {
    const { media } = (await upload(await picture('png', { width: 11 }))).body;
    await seen(shown(media, 24));
    await api.inspect('ada', (db) =>
      db.write([
        { sql: `INSERT INTO images (id, product_id, url, position) VALUES ('i', 'p-mug', ?, 1)`, args: [media.url] },
        { sql: `INSERT INTO sections (id, version, created_at, updated_at) VALUES ('sec_1', 1, 1, 1)` },
        {
          sql: `INSERT INTO section_versions (section_id, version, type, variant, content, settings, created_at)
                VALUES ('sec_1', 1, 'hero', 'centred', ?, '{}', 1)`,
          args: [JSON.stringify({ image: { src: media.url, alt: '' } })],
        },
        {
          sql: `INSERT INTO blocks (id, name, title, source, created_at, updated_at) VALUES ('blk_1', 'offers', 'Offers', ?, 1, 1)`,
          args: [`export default ({ image }) => image("${media.url}");`],
        },
      ]),
    );
    const { uses } = (await ask('GET', `/${media.id}`)).body;
    assert.deepEqual(
      uses.map(({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`),
      ['product p-mug', 'section sec_1', 'block offers'],
    );
    assertError(await ask('DELETE', `/${media.id}`), 'media_in_use', 409);
    await api.inspect('ada', (db) => db.run('UPDATE sections SET live_version = 1'));
    const section = await api.call('/v1/stores/ada/sections/sec_1');
    // Whole addresses: the page that shows it may be of any host.
    const { origin } = new URL(section.body.section.content.image.src);
    assert.deepEqual(section.body.section.content.image, {
      src: origin + media.url,
      alt: '',
      width: 11,
      height: 30,
      sized: origin + media.sized,
    });
    const product = await api.call('/v1/stores/ada/products/mug');
    assert.match(product.body.product.images.at(-1).sized, /\/media\/ada\/[0-9a-f]{64}\/\{width\}\.webp$/);
    assert.equal((await ask('DELETE', `/${media.id}?force=true`)).status, 204);
    // With a query, no cache between answers for the shop.
    for (const width of [24, 160]) assert.equal((await seen(`${shown(media, width)}?now`)).status, 404);
    assertError(await ask('DELETE', `/${media.id}`), 'media_not_found', 404);
  });

  it('is one store’s alone', async () => {
    const { media } = (await upload(await picture('png', { width: 12 }))).body;
    assert.equal((await seen(media.url.replace('/ada/', '/bob/'))).status, 404);
    assert.equal((await seen(media.url.replace('/ada/', '/nobody/'))).status, 404);
    for (const file of ['641.webp', '24.svg', '24.webp.html', '..%2f..%2fplatform.db', ''])
      assert.equal((await seen(media.url.replace(/[^/]+$/, file))).status, 404, file);
  });
});

describe('the pictures of a store', () => {
  it('are shown at its own host, and no other store’s are', { skip: onWorker }, async () => {
    const { media } = (await upload(await picture('png', { width: 14 }))).body;
    const app = createApp(testPorts(api.databases, { hosts: { baseDomain: 'shops.example', publicHost: null } }));
    const at = async (host: string) =>
      (await app.request(`http://${host}.shops.example${media.url}`, {}, { waitUntil: () => undefined })).status;
    assert.deepEqual([await at('ada'), await at('bob')], [200, 404]);
  });

  it('go with a copy of it, and end with it', { skip: onWorker }, async () => {
    const platform = await api.key(null, 'stores:write');
    const headers = { authorization: `Bearer ${platform}`, 'content-type': 'application/json' };
    const post = (below: string, body: object) =>
      api.call(`/v1/platform/stores/${below}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const { media } = (await upload(await picture('png', { width: 13 }))).body;
    await api.inspect('ada', (db) =>
      db.run(`INSERT INTO images (id, product_id, url, position) VALUES ('own', 'p-mug', ?, 2)`, [media.url]),
    );
    const clone = await post('ada/clone', { handle: 'ada-next' });
    assert.equal(clone.status, 201, JSON.stringify(clone.body));
    await ask('DELETE', `/${media.id}?force=true`);
    const [row] = await api.inspect('ada-next', (db) => db.all(`SELECT url FROM images WHERE id = 'own'`));
    assert.equal(row?.['url'], media.url.replace('/ada/', '/ada-next/'));
    assert.equal((await seen(String(row?.['url']))).status, 200);

    const copy = await api.databases.stores.find('ada-next');
    assert.ok(copy);
    assert.ok((await api.databases.media.count(copy.id)) > 0);
    await api.call('/v1/platform/stores/ada-next', { method: 'DELETE', headers });
    const purged = await post('ada-next/purge', {});
    assert.equal(purged.status, 200, JSON.stringify(purged.body));
    assert.equal(await api.databases.media.count(copy.id), 0);
  });
});
