import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createApp } from '../app.ts';
import { fileStamp } from '../db/file-stamp.node.ts';
import { startApi, testPorts } from '../routes/api.test-support.ts';
import { sell, variantId } from '../routes/catalogue.test-support.ts';

const api = await startApi();
const languages = { settings: { languages: ['en', 'de'] } };
await api.store(
  'ada',
  languages,
  sell(...Array.from({ length: 3 }, (_, i) => ({ handle: `mug-${i}`, title: `Mug ${i}` }))),
);
await api.store('bob', languages, sell({ handle: 'hat', title: 'A hat' }));

const HOST = 'http://ada.shops.test';
const SETTLED_MS = 10_000;
let opened = 0;
let app: ReturnType<typeof createApp>;
let clock = 0;

/** The pages over real files, whose stamps are those of the server that runs, some time after the last change. */
beforeEach(() => {
  opened = 0;
  clock = Date.now() + SETTLED_MS;
  const { stores, ...ports } = testPorts(api.databases, { hosts: { baseDomain: 'shops.test', publicHost: null } });
  app = createApp({
    ...ports,
    now: () => clock,
    stores: {
      ...stores,
      stamp: (store) => fileStamp({ url: (store as unknown as { databaseUrl: string }).databaseUrl }, clock),
      open: (store) => ((opened += 1), stores.open(store)),
    },
  });
});

const ask = (address: string, headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> =>
  Promise.resolve(app.request(address, { ...init, headers }, { waitUntil: () => undefined }));

/** Asks twice; answers the second answer, and whether the store was opened for it. */
async function again(address: string, headers: Record<string, string> = {}, first = headers) {
  await (await ask(address, first)).text();
  const before = opened;
  const answer = await ask(address, headers);
  return { answer, text: await answer.text(), isKept: opened === before };
}

describe('a page that is kept for visitors without a cookie', () => {
  for (const path of ['/', '/collections/all', '/blog']) {
    it(`is answered again without opening the store, with all it was answered with: ${path}`, async () => {
      const first = await ask(`${HOST}${path}`);
      const text = await first.text();
      const { answer, text: second, isKept } = await again(`${HOST}${path}`);
      assert.equal(isKept, true);
      assert.equal(second, text);
      const [one, other] = [first, answer].map(({ headers }) => Object.fromEntries(headers));
      assert.notEqual(one!['x-request-id'], other!['x-request-id']);
      assert.deepEqual({ ...one, 'x-request-id': '' }, { ...other, 'x-request-id': '' });
    });
  }

  it('need not be sent again to a browser that has it', async () => {
    const { answer } = await again(`${HOST}/`);
    const etag = answer.headers.get('etag') ?? '';
    const asked = await ask(`${HOST}/`, { 'if-none-match': etag });
    assert.deepEqual([asked.status, await asked.text(), asked.headers.get('etag')], [304, '', etag]);
    // Browsers put these in the place of those they have.
    assert.equal(asked.headers.get('content-security-policy'), answer.headers.get('content-security-policy'));
  });

  it('is not shown to a visitor with a cookie, whichever it is, nor is his to others', async () => {
    const posted = await ask(
      `${HOST}/cart`,
      { origin: HOST, 'content-type': 'application/x-www-form-urlencoded' },
      { method: 'POST', body: new URLSearchParams({ do: 'add', variant: variantId('mug-1'), quantity: '2' }) },
    );
    const cookie = posted.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    assert.match(cookie, /cart/);
    clock += SETTLED_MS;
    const his = await again(`${HOST}/`, { cookie });
    assert.equal(his.isKept, false);
    assert.equal(his.answer.headers.get('etag'), null);
    const others = await again(`${HOST}/`, {}, { cookie });
    assert.equal(others.isKept, false);
    assert.notEqual(others.text, his.text);
    const after = await again(`${HOST}/`, { cookie }, {});
    assert.equal(after.isKept, false);
    assert.equal(after.text, his.text);
    assert.equal((await again(`${HOST}/`, { cookie: 'anything=1' }, {})).isKept, false);
    assert.equal((await again(`${HOST}/`, { authorization: 'Bearer x' }, {})).isKept, false);
  });

  it('is another for each host, language and query', async () => {
    const english = await again(`${HOST}/`, { 'accept-language': 'en' });
    const german = await again(`${HOST}/`, { 'accept-language': 'de' }, { 'accept-language': 'en' });
    assert.equal(german.isKept, false);
    assert.match(german.text, /<html[^>]* lang="de"/);
    assert.match(english.text, /<html[^>]* lang="en"/);
    assert.match((await again('http://bob.shops.test/', {}, {})).text, /A hat/);
    assert.match((await again(`${HOST}/collections/all?sort=title-desc`)).text, /Mug 2[^]*Mug 1/);
    assert.match((await again(`${HOST}/collections/all?sort=title-asc`)).text, /Mug 1[^]*Mug 2/);
    const other = 'http://ada.shops.test:8080/';
    await ask(`${HOST}/`);
    assert.match(await (await ask(other)).text(), /ada\.shops\.test:8080/);
  });

  it('shows a change with the next request', async () => {
    assert.equal((await again(`${HOST}/`)).isKept, true);
    await api.inspect('ada', (db) => db.run(`UPDATE products SET title = 'Changed & new' WHERE handle = 'mug-1'`));
    await api.inspect('ada', (db) => db.run('UPDATE store_state SET catalogue_version = catalogue_version + 1'));
    const changed = await ask(`${HOST}/`);
    assert.match(await changed.text(), /Changed &amp; new/);
  });

  it('is not what begins something for one visitor, and no search', async () => {
    for (const path of [
      '/?lang=de',
      '/?theme=0123456789012345678901',
      '/pages/x?preview=secret',
      '/search?q=mug',
      '/cart',
    ])
      assert.equal((await again(`${HOST}${path}`)).isKept, false, path);
    assert.equal((await again(`${HOST}/products/mug-1`)).isKept, false);
  });

  it('is gone while nobody can tell whether the store has changed', async () => {
    assert.equal((await again(`${HOST}/`)).isKept, true);
    clock = Date.now() - SETTLED_MS;
    assert.equal((await again(`${HOST}/`)).isKept, false);
  });

  it('is kept without files too: by what the store says of its versions', async () => {
    const { stores, ...ports } = testPorts(api.databases, { hosts: { baseDomain: 'shops.test', publicHost: null } });
    app = createApp({ ...ports, now: () => clock, stores: { ...stores, stamp: () => undefined } });
    const rename = (title: string, raised: string) =>
      api.inspect('bob', async (db) => {
        await db.run('UPDATE products SET title = ?', [title]);
        if (raised) await db.run(`UPDATE store_state SET ${raised} = ${raised} + 1`);
      });
    const shown = async () => /A \w*hat/.exec(await (await ask('http://bob.shops.test/')).text())?.[0];
    assert.equal(await shown(), 'A hat');
    // Nothing that we write changes what visitors see without a word; here it tells that the page was kept.
    await rename('A redhat', '');
    assert.equal(await shown(), 'A hat');
    for (const raised of ['catalogue_version', 'price_version', 'pages_version']) {
      await rename(`A ${raised}hat`, raised);
      assert.equal(await shown(), `A ${raised}hat`);
    }
    await rename('A hat', 'catalogue_version');
  });
});
