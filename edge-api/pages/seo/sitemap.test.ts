import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ShopPlace } from './addresses.ts';
import {
  entryXml,
  type KeyedEntry,
  pagesOf,
  SITEMAP_LIMITS,
  type SitemapEntry,
  sitemapIndexXml,
  type SitemapPart,
  sitemapParts,
  sitemapXml,
} from './sitemap.ts';
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

/** A shop with so many products, read by key, a thousand at a time. */
const shopOf = (count: number, size: number, entryOf: (key: number) => SitemapEntry, shop = place) => {
  const row = (key: number): KeyedEntry<number> => {
    const entry = entryOf(key);
    return { key, xml: entryXml(shop, entry), changedAt: entry.changedAt ?? null };
  };
  return (after: number | null = null, through: number | null = null) =>
    pagesOf<KeyedEntry<number>, number>((from) => {
      const first = (from ?? -1) + 1;
      const end = Math.min((through ?? count - 1) + 1, first + size);
      const rows = Array.from({ length: Math.max(0, end - first) }, (_, index) => row(first + index));
      return Promise.resolve({ rows, next: rows.length === size ? end - 1 : null });
    }, after);
};

/** Rules of https://www.sitemaps.org/protocol.html, and of its image and language extensions. */
function urlsOf(xml: string, limits = SITEMAP_LIMITS): XmlElement[] {
  assert.ok(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>'));
  assert.ok(Buffer.byteLength(xml) <= limits.bytes);
  const root = parseXml(xml);
  assert.equal(root.name, 'urlset');
  assert.equal(root.attributes['xmlns'], 'http://www.sitemaps.org/schemas/sitemap/0.9');
  assert.ok(root.children.length <= limits.entries);
  for (const url of root.children) {
    assert.equal(url.name, 'url');
    const address = textOf(url, 'loc') ?? '';
    assert.ok(
      address.startsWith(`${place.origin}/`) && address.length < 2048 && /^[\x21-\x7e]+$/.test(address),
      address,
    );
    assert.match(textOf(url, 'lastmod') ?? '2026-01-01', /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/);
    assert.ok(childrenNamed(url, 'image:image').length <= 1000);
    const known = ['loc', 'lastmod', 'image:image', 'xhtml:link'];
    assert.deepEqual(
      url.children.filter(({ name }) => !known.includes(name)),
      [],
    );
  }
  return root.children as XmlElement[];
}
const sitemapOf = async (entries: SitemapEntry[], shop = place): Promise<XmlElement[]> =>
  urlsOf(await textFrom(sitemapXml(shopOf(entries.length, 1000, (key) => entries[key]!, shop)())));

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

test('a million pages are parted in one pass, and no more of them is held than a page of rows and a chunk', async () => {
  const count = 1_000_000;
  const shop = shopOf(count, 1000, (key) => ({ path: `/products/p-${key}`, changedAt: '2026-01-01' }));
  const parts = await listFrom(sitemapParts(shop()));
  assert.equal(parts.length, Math.ceil(count / 45_000));
  const sum = (of: (part: SitemapPart<number>) => number) => parts.reduce((total, part) => total + of(part), 0);
  assert.equal(
    sum(({ entries }) => entries),
    count,
  );
  assert.deepEqual(
    parts.slice(1).map(({ after }) => after),
    parts.slice(0, -1).map(({ through }) => through),
  );

  const { after, through, entries, bytes } = parts[11]!;
  const chunks = await listFrom(sitemapXml(shop(after, through)));
  assert.ok(chunks.length > 20 && Math.max(...chunks.map(({ length }) => length)) < 250_000);
  const text = chunks.join('');
  assert.equal(text.length, bytes);
  assert.equal(text.split('<loc>').length - 1, entries);
  assert.match(text, new RegExp(`/products/p-${after! + 1}<`));
  assert.match(text, new RegExp(`/products/p-${through}<`));
});

test('together the parts hold every page once, and each keeps within count and bytes', async () => {
  const images = ['/media/a.jpg', '/media/b.jpg'];
  const shop = shopOf(200, 7, (key) => ({ path: `/products/p-${key}`, images: key % 3 === 0 ? images : [] }), spoken);
  for (const limits of [
    { entries: 100, bytes: 1e9 },
    { entries: 1e9, bytes: 20_000 },
  ]) {
    const seen: string[] = [];
    for (const { after, through, entries, bytes } of await listFrom(sitemapParts(shop(), limits))) {
      const xml = await textFrom(sitemapXml(shop(after, through), limits));
      assert.equal(Buffer.byteLength(xml), bytes);
      const urls = urlsOf(xml, limits as typeof SITEMAP_LIMITS);
      assert.equal(urls.length, entries);
      seen.push(...urls.map((url) => textOf(url, 'loc')!));
    }
    assert.equal(seen.length, 600);
    assert.equal(new Set(seen).size, 600);
  }
});

test('a part that has grown since it was counted stays within the protocol', async () => {
  const shop = shopOf(60, 7, (key) => ({ path: `/p/${key}` }));
  const limits = { entries: 50, bytes: 50_000_000 };
  assert.equal(urlsOf(await textFrom(sitemapXml(shop(), limits))).length, 50);
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

test('a shop without pages has no parts, and its empty sitemap is one', async () => {
  const shop = shopOf(0, 10, () => ({ path: '/' }));
  assert.deepEqual(await listFrom(sitemapParts(shop())), []);
  assert.deepEqual(urlsOf(await textFrom(sitemapXml(shop()))), []);
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
