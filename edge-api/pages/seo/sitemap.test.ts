import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ShopPlace } from './addresses.ts';
import {
  entryXml,
  pagesPerSitemap,
  SITEMAP_LIMITS,
  type SitemapEntry,
  sitemapIndexXml,
  sitemapXml,
} from './sitemap.ts';
import { sitemapUrls } from './sitemap.test-support.ts';
import { childrenNamed, parseXml, textOf, type XmlElement } from './xml.test-support.ts';

const place: ShopPlace = { origin: 'https://halden.example', locale: 'de', locales: ['de'] };
const spoken: ShopPlace = { ...place, locales: ['de', 'en', 'ar'] };

async function textFrom(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}
async function listFrom<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** So many pages, a thousand at a time. */
async function* pagesOf(
  count: number,
  entryOf: (key: number) => SitemapEntry,
): AsyncGenerator<readonly SitemapEntry[]> {
  for (let first = 0; first < count; first += 1000)
    yield Array.from({ length: Math.min(1000, count - first) }, (_, index) => entryOf(first + index));
}

const urlsOf = (xml: string): XmlElement[] => sitemapUrls(xml, place.origin);
const sitemapOf = async (entries: SitemapEntry[], shop = place): Promise<XmlElement[]> =>
  urlsOf(
    await textFrom(
      sitemapXml(
        shop,
        pagesOf(entries.length, (key) => entries[key]!),
      ),
    ),
  );

test('a sitemap keeps to the protocol, whatever the paths, dates and pictures are', async () => {
  const urls = await sitemapOf([
    { path: '/', changedAt: '2026-11-21T10:00:00.000Z' },
    { path: '/products/größe & "co" <b>\u0000\ud800', changedAt: 'yesterday</lastmod>' },
    {
      path: '//evil.example/x?utm_source=y',
      images: ['/a b.jpg', 'data:image/png,x', 'https://cdn.example/<x>&y.jpg'],
    },
    { path: `/${'x'.repeat(3000)}`, changedAt: '2026-01-01' },
    { path: '/plain-path', changedAt: '2026-01-01' },
  ]);
  assert.deepEqual(
    urls.map((url) => [textOf(url, 'loc')?.slice(place.origin.length), textOf(url, 'lastmod')]),
    [
      ['/', '2026-11-21T10:00:00.000Z'],
      ['/products/gr%C3%B6%C3%9Fe%20&%20%22co%22%20%3Cb%3E%00%EF%BF%BD', undefined],
      ['/evil.example/x', undefined],
      ['/plain-path', '2026-01-01'],
    ],
  );
  assert.deepEqual(
    childrenNamed(urls[2]!, 'image:image').map((image) => textOf(image, 'image:loc')),
    ['https://halden.example/a%20b.jpg', 'https://cdn.example/%3Cx%3E&y.jpg'],
  );
});

test('each language of a page is listed, and names all of them', async () => {
  const urls = await sitemapOf([{ path: '/products/mug', changedAt: '2026-01-01' }], spoken);
  assert.equal(urls.length, 3);
  const links = (url: XmlElement) => childrenNamed(url, 'xhtml:link').map(({ attributes }) => attributes);
  for (const url of urls) assert.deepEqual(links(url), links(urls[0]!));
  assert.deepEqual(
    links(urls[0]!).map(({ rel, hreflang }) => `${rel} ${hreflang}`),
    ['alternate de', 'alternate en', 'alternate ar', 'alternate x-default'],
  );
  assert.equal(textOf(urls[1]!, 'loc'), 'https://halden.example/products/mug?lang=en');
});

test('a sitemap is written in chunks, and no more of it is held than a step of pages and a chunk', async () => {
  const count = pagesPerSitemap(place);
  assert.equal(count, 45_000);
  const entryOf = (key: number) => ({ path: `/products/p-${key}`, changedAt: '2026-01-01' });
  const chunks = await listFrom(sitemapXml(place, pagesOf(count, entryOf)));
  assert.ok(chunks.length > 20 && Math.max(...chunks.map(({ length }) => length)) < 250_000);
  const text = chunks.join('');
  assert.equal(text.split('<loc>').length - 1, count);
  assert.match(text, /\/products\/p-44999</);
});

test('as many pages as a sitemap is planned for stay within count and bytes, in any number of languages', () => {
  for (const locales of [['de'], ['de', 'en'], ['de', 'en', 'ar'], ['de', 'en', 'ar', 'fr', 'it', 'es', 'pt', 'nl']]) {
    const shop = { ...place, locales };
    const images = [`https://cdn.example/${'x'.repeat(150)}.jpg`];
    const one = entryXml(shop, { path: `/products/${'y'.repeat(250)}`, changedAt: '2026-01-01T00:00:00Z', images });
    const rows = pagesPerSitemap(shop);
    assert.ok(rows * locales.length <= SITEMAP_LIMITS.entries && rows >= 100, locales.join());
    assert.ok(rows * one.length < SITEMAP_LIMITS.bytes, locales.join());
  }
});

test('more pages than the protocol allows are left out', async () => {
  const limits = { entries: 50, bytes: 50_000_000 };
  const text = await textFrom(
    sitemapXml(
      place,
      pagesOf(60, (key) => ({ path: `/p/${key}` })),
      limits,
    ),
  );
  assert.equal(urlsOf(text).length, 50);
});

test('a page of one language takes the short way to the same address as any other', () => {
  for (const path of ['/', '/a', '/a/', '/a//b', '//a', '/a.b_c-d~e/f', '/a/../b', '/./c', '/d/..', '/e?f'])
    assert.equal(
      entryXml(place, { path }).replace(/<url><loc>(.*?)<.*\n/, '$1'),
      /<loc>(.*?)</.exec(entryXml({ ...place, locales: ['de', 'en'] }, { path }))?.[1],
      path,
    );
});

test('an index lists the shop’s own sitemaps with their last change', async () => {
  const xml = await textFrom(
    sitemapIndexXml(place.origin, [
      { path: '/sitemaps/products-1.xml?a=1&b=2', changedAt: '2026-11-21T10:00:00Z' },
      { path: 'https://evil.example/sitemap.xml' },
      { path: '/sitemaps/pages.xml', changedAt: 'soon' },
    ]),
  );
  const root = parseXml(xml);
  assert.equal(root.name, 'sitemapindex');
  assert.equal(root.attributes['xmlns'], 'http://www.sitemaps.org/schemas/sitemap/0.9');
  assert.deepEqual(
    root.children.map((one) => [one.name, textOf(one, 'loc'), textOf(one, 'lastmod')]),
    [
      ['sitemap', 'https://halden.example/sitemaps/products-1.xml?a=1&b=2', '2026-11-21T10:00:00Z'],
      ['sitemap', 'https://halden.example/sitemaps/pages.xml', undefined],
    ],
  );
});

test('a sitemap without pages is one', async () => {
  assert.deepEqual(
    urlsOf(
      await textFrom(
        sitemapXml(
          place,
          pagesOf(0, () => ({ path: '/' })),
        ),
      ),
    ),
    [],
  );
});

test('the check of XML refuses what is none', () => {
  const wrong = [
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a b=c/>',
    '<a b="<"/>',
    '<a>&nbsp;</a>',
    '<a>& </a>',
    '<a>\u0001</a>',
    '<x:a/>',
  ];
  for (const document of [...wrong, '<a b="1" b="2"/>', 'x<a/>', '<a>]]></a>'])
    assert.throws(() => parseXml(document), document);
});
