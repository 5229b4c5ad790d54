import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { sitemapUrls } from '../pages/seo/sitemap.test-support.ts';
import { childrenNamed, parseXml, textOf } from '../pages/seo/xml.test-support.ts';
import { startApi } from './api.test-support.ts';
import { sell } from './catalogue.test-support.ts';

const api = await startApi({}, { BASE_DOMAIN: 'shops.example' });
const ORIGIN = 'http://ada.shops.example';
const get = (path: string, init: RequestInit = {}) => api.request(`${ORIGIN}${path}`, { redirect: 'manual', ...init });
const places = (xml: string): string[] =>
  sitemapUrls(xml, ORIGIN).map((url) => textOf(url, 'loc')!.slice(ORIGIN.length));
/** What an answer says of itself: its status, and where it leads. */
const outcome = async (path: string): Promise<string> => {
  const { status, headers } = await get(path);
  return `${status} ${headers.get('location') ?? ''}`.trim();
};

before(async () => {
  await api.store('bob');
  await api.store('cyd');
  await api.databases.platform.write([
    { sql: `UPDATE stores SET status = 'suspended' WHERE handle = 'bob'` },
    {
      sql: `INSERT INTO domain_claims (host, store_id, status, proof, canonical, created_at)
            SELECT 'cyd.example', id, 'verified', '', 1, '2026-01-01' FROM stores WHERE handle = 'cyd'`,
    },
  ]);
  await api.store('ada', { name: 'Ada', settings: { languages: ['en', 'de'] } }, async (db) => {
    await sell({ handle: 'mug', collections: ['table'], description: 'A mug.' })(db);
    await sell({ handle: 'größe', position: 1, createdAt: '2026-02-01T00:00:00.000Z' })(db);
    await sell({ handle: 'draft', position: 2, status: 'draft', collections: ['hidden'] })(db);
    await db.write([
      {
        sql: `INSERT INTO redirects (path, target, status, origin, created_at) VALUES
          ('/products/cup', '/products/mug', 301, 'merchant', 0), ('/products/draft', '/sale', 302, 'merchant', 0),
          ('/products/mug', '/never', 301, 'merchant', 0), ('/collections/old', NULL, 410, 'merchant', 0),
          ('/alt/seite', 'https://else.example/x', 301, 'merchant', 0), ('/loop', '/loop', 301, 'merchant', 0)`,
      },
    ]);
  });
});

describe('what a store says to robots', () => {
  it('is where its sitemaps are, and what leads nowhere', async () => {
    const robots = await get('/robots.txt');
    const text = await robots.text();
    assert.equal(robots.status, 200);
    assert.match(robots.headers.get('content-type') ?? '', /^text\/plain/);
    assert.match(text, /^Sitemap: http:\/\/ada\.shops\.example\/sitemap\.xml$/m);
    assert.match(text, /^Disallow: \/cart$/m);
    assert.equal((await api.request('http://shops.example/robots.txt')).status, 404);
  });

  it('is to stay away while the store is closed', async () => {
    const robots = await api.request('http://bob.shops.example/robots.txt');
    assert.deepEqual([robots.status, await robots.text()], [200, 'User-agent: *\nDisallow: /\n']);
  });

  it('names the one host that the store’s pages are known by', async () => {
    const elsewhere = await api.request('http://cyd.shops.example/sitemap.xml', { redirect: 'manual' });
    assert.deepEqual([elsewhere.status, elsewhere.headers.get('location')], [308, 'http://cyd.example/sitemap.xml']);
    const at = async (path: string) => (await api.request(`http://cyd.example${path}`)).text();
    assert.match(await at('/robots.txt'), /^Sitemap: http:\/\/cyd\.example\/sitemap\.xml$/m);
    assert.match(await at('/'), /<link rel="canonical" href="http:\/\/cyd\.example\/">/);
    assert.match(await at('/sitemaps/pages-1.xml'), /<loc>http:\/\/cyd\.example\/<\/loc>/);
  });

  it('is every page on sale once in each language, by an index and its parts', async () => {
    const index = parseXml(await (await get('/sitemap.xml')).text());
    const parts = childrenNamed(index, 'sitemap').map((one) => textOf(one, 'loc')!.slice(ORIGIN.length));
    assert.deepEqual(parts, ['/sitemaps/pages-1.xml', '/sitemaps/collections-1.xml', '/sitemaps/products-1.xml']);
    const [pages, collections, products] = await Promise.all(
      parts.map(async (part) => places(await (await get(part)).text())),
    );
    assert.deepEqual(pages, ['/', '/?lang=de']);
    assert.deepEqual(collections, ['/collections/table', '/collections/table?lang=de']);
    assert.deepEqual(products, [
      '/products/mug',
      '/products/mug?lang=de',
      '/products/gr%C3%B6%C3%9Fe',
      '/products/gr%C3%B6%C3%9Fe?lang=de',
    ]);
    for (const none of ['products-2', 'products-0', 'posts-1', 'pages-2', 'products-1e9'])
      assert.equal(await outcome(`/sitemaps/${none}.xml`), '404', none);
  });

  it('is sent again only when something has changed', async () => {
    const first = await get('/sitemaps/products-1.xml');
    await first.text();
    const etag = first.headers.get('etag') ?? '';
    const unchanged = await get('/sitemaps/products-1.xml', { headers: { 'if-none-match': etag } });
    assert.deepEqual([unchanged.status, await unchanged.text()], [304, '']);
    assert.match(first.headers.get('cache-control') ?? '', /^public/);
    assert.equal((await get('/sitemaps/products-1.xml', { method: 'HEAD' })).status, 200);
    await api.inspect('ada', async (db) => {
      await db.write([{ sql: 'UPDATE store_state SET pages_version = pages_version + 1' }]);
    });
    const changed = await get('/sitemaps/products-1.xml', { headers: { 'if-none-match': etag } });
    assert.equal(changed.status, 200);
    await changed.text();
  });
});

describe('an address of a store without a page', () => {
  it('leads where the store says, or is gone, or is not found', async () => {
    assert.equal(await outcome('/products/cup?utm_source=x'), `301 ${ORIGIN}/products/mug?utm_source=x`);
    assert.equal(await outcome('/products/draft'), `302 ${ORIGIN}/sale`);
    assert.equal(await outcome('/alt/seite/'), '301 https://else.example/x');
    assert.equal(await outcome('/collections/old'), '410');
    assert.equal(await outcome('/collections/table/'), `301 ${ORIGIN}/collections/table`);
    assert.equal(await outcome('//evil.example/'), `301 ${ORIGIN}/evil.example`);
    for (const path of ['/loop', '/products/none', '/collections/none', '/x/y.php', `/collections/${'x'.repeat(300)}`])
      assert.equal(await outcome(path), '404', path);
  });

  it('goes behind a page that is there', async () => {
    assert.equal(await outcome('/products/mug'), '200');
  });

  it('is answered in the shop’s own looks, with a search, and kept out of search engines', async () => {
    for (const path of ['/nothing/here', '/products/none', '/collections/old']) {
      const answer = await get(path);
      const text = await answer.text();
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/, path);
      assert.match(answer.headers.get('x-robots-tag') ?? '', /^noindex/, path);
      assert.match(text, /<link rel="stylesheet" href="\/store\.css\?v=/, path);
      assert.match(text, /<main[^]*action="\/search"[^]*<\/main>/, path);
      assert.doesNotMatch(text, /rel="canonical"|ld\+json/, path);
    }
    const api404 = await get('/v1/stores/ada/nothing');
    assert.match(api404.headers.get('content-type') ?? '', /json/);
  });
});

describe('a collection’s page', () => {
  it('shows its products in the order asked for, and is listed in its own', async () => {
    const text = await (await get('/collections/all?sort=title-desc')).text();
    assert.match(text, /<option value="title-desc" selected>/);
    assert.match(text, /name="robots" content="noindex, follow"/);
    const cards = [...text.matchAll(/<a class="choose" href="([^"]+)"/g)].map(([, path]) => path);
    assert.deepEqual(cards, ['/products/mug', '/products/gr%C3%B6%C3%9Fe']);
    const table = await (await get('/collections/table?sort=nonsense')).text();
    assert.match(table, /<nav class="crumbs"/);
    assert.doesNotMatch(table, /href="\/products\/gr/);
    assert.match(
      await (await get('/collections/table')).text(),
      /<link rel="canonical" href="[^"]+\/collections\/table">/,
    );
  });
});
