import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atomFeed, type Feed, type FeedPost, jsonFeed, rssFeed, stableName, wholeHtml } from './feeds.ts';
import { robotsTxt, TRAINING_ROBOTS } from './robots-txt.ts';
import { childrenNamed, parseXml, textOf, type XmlElement } from './xml.test-support.ts';

const post: FeedPost = {
  id: '01JD3V6ZK8Q4W2T9M7X5R1N0BC',
  path: '/blog/clay',
  title: 'Ton & <Feuer>',
  summary: '',
  html: '<p>Aus der <a href="/products/mug?a=1&amp;b=2">Werkstatt</a>.</p><img src="/media/kiln.jpg" alt="Ofen">',
  publishedAt: '2026-11-01T08:00:00Z',
  updatedAt: '2026-11-02T09:30:00Z',
  authors: ['Ada'],
  tags: ['Ton'],
  image: { url: '/media/kiln.jpg', type: 'image/jpeg', bytes: 1234 },
};
const older: FeedPost = {
  ...post,
  id: '7f2c0d52-6c07-4a2b-9f0e-3c1f7f0a1b2c',
  path: '/blog/first',
  publishedAt: '2025-01-01',
};
const feed: Feed = {
  id: 'halden/blog',
  origin: 'https://halden.example',
  pagePath: '/blog',
  feedPath: '/blog/feed.xml',
  title: 'Halden',
  description: 'Aus der Werkstatt',
  language: 'de',
  shop: 'Halden',
  icon: '/media/icon.png',
  createdAt: '2024-01-01T00:00:00Z',
  posts: [older, post],
};

const HOSTILE = [`]]></description><script>`, `"><x y='&nbsp;`, `\u0000\ud800\u001b`, `<!-- &amp; -->`, `\r\nX: y`];
const hostile = (text: string): Feed => ({
  ...feed,
  id: text,
  title: text,
  description: text,
  language: text,
  shop: text,
  posts: [{ ...post, id: text, title: text, html: text, authors: [text], tags: [text] }],
});

const rss = (of: Feed): XmlElement => parseXml(rssFeed(of)).children[0]!;
const atom = (of: Feed): XmlElement => parseXml(atomFeed(of));
const json = (of: Feed) => JSON.parse(jsonFeed(of)) as { items: Record<string, string>[] } & Record<string, string>;

/** Elements of a kind must be there once and say something. */
const demand = (element: XmlElement, ...names: string[]) => {
  for (const name of names) assert.ok(textOf(element, name), `${element.name} without ${name}`);
};

test('RSS has what its specification demands, in its forms', () => {
  const root = parseXml(rssFeed(feed));
  assert.deepEqual([root.name, root.attributes['version'], root.children.length], ['rss', '2.0', 1]);
  const channel = rss(feed);
  demand(channel, 'title', 'link', 'description', 'language', 'lastBuildDate');
  const items = childrenNamed(channel, 'item');
  assert.equal(items.length, 2);
  for (const item of items) {
    demand(item, 'title', 'link', 'guid', 'pubDate', 'description', 'content:encoded');
    assert.match(textOf(item, 'pubDate')!, /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
    assert.equal(childrenNamed(item, 'guid')[0]!.attributes['isPermaLink'], 'false');
  }
  assert.deepEqual(childrenNamed(items[0]!, 'enclosure')[0]!.attributes, {
    url: 'https://halden.example/media/kiln.jpg',
    type: 'image/jpeg',
    length: '1234',
  });
});

test('Atom has what RFC 4287 demands, in its forms', () => {
  const root = atom(feed);
  assert.deepEqual([root.name, root.attributes['xmlns']], ['feed', 'http://www.w3.org/2005/Atom']);
  demand(root, 'id', 'title', 'updated');
  assert.deepEqual(
    childrenNamed(root, 'link').map(({ attributes }) => `${attributes['rel']} ${attributes['href']}`),
    ['self https://halden.example/blog/feed.xml', 'alternate https://halden.example/blog'],
  );
  for (const entry of childrenNamed(root, 'entry')) {
    demand(entry, 'id', 'title', 'updated', 'published', 'content');
    assert.equal(childrenNamed(entry, 'content')[0]!.attributes['type'], 'html');
    assert.match(textOf(entry, 'updated')!, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(URL.canParse(textOf(entry, 'id')!));
  }
  demand(childrenNamed(root, 'author')[0]!, 'name');
});

test('JSON Feed has what version 1.1 demands', () => {
  const told = json(feed);
  assert.equal(told['version'], 'https://jsonfeed.org/version/1.1');
  assert.equal(told['feed_url'], 'https://halden.example/blog/feed.xml');
  assert.deepEqual(Object.keys(told.items[0]!), [
    'id',
    'url',
    'title',
    'content_html',
    'summary',
    'image',
    'date_published',
    'date_modified',
    'authors',
    'tags',
  ]);
});

test('hostile texts stay texts in every feed', () => {
  for (const text of HOSTILE) {
    const shown = text.replaceAll(/(?!\r|\n)[\p{Cc}\p{Cs}]/gu, '');
    const item = childrenNamed(rss(hostile(text)), 'item')[0]!;
    assert.equal(textOf(item, 'dc:creator') ?? '', shown);
    assert.equal(textOf(item, 'content:encoded') ?? '', shown);
    assert.equal(textOf(childrenNamed(atom(hostile(text)), 'entry')[0]!, 'title'), shown);
    assert.equal(json(hostile(text)).items[0]!['title'], shown);
  }
});

test('a post keeps its name when its title, its address and its host change, in every feed the same', () => {
  const moved = { ...feed, origin: 'https://new.example', posts: [{ ...post, path: '/news/x', title: 'y' }] };
  const names = [feed, moved].flatMap((one) => [
    textOf(childrenNamed(rss(one), 'item')[0]!, 'guid'),
    textOf(childrenNamed(atom(one), 'entry')[0]!, 'id'),
    json(one).items[0]!['id'],
  ]);
  assert.equal(new Set(names).size, 1, names.join(' '));
  assert.match(names[0]!, /^urn:uuid:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/);
  assert.equal(stableName('7ZZZZZZZZZZZZZZZZZZZZZZZZZ'), 'urn:uuid:ffffffff-ffff-ffff-ffff-ffffffffffff');
  assert.equal(stableName(older.id), `urn:uuid:${older.id}`);
  assert.notEqual(stableName('a b'), stableName('a+b'));
});

test('addresses in a post are whole, and lead only where the web does', () => {
  assert.equal(
    wholeHtml(feed.origin, post.html),
    '<p>Aus der <a href="https://halden.example/products/mug?a=1&amp;b=2">Werkstatt</a>.</p>' +
      '<img src="https://halden.example/media/kiln.jpg" alt="Ofen">',
  );
  assert.equal(wholeHtml(feed.origin, '<a href="javascript:alert(1)">x</a>'), '<a>x</a>');
  assert.equal(wholeHtml(feed.origin, '<a href="mailto:a@b.example">x</a>'), '<a href="mailto:a@b.example">x</a>');
  assert.equal(
    wholeHtml(feed.origin, '<img srcset="/a 1x" src="//cdn.example/a">'),
    '<img src="https://cdn.example/a">',
  );
  assert.equal(wholeHtml(feed.origin, 'href="/x" is text'), 'href="/x" is text');
});

test('the newest post comes first, and a feed is as new as the last change in it', () => {
  assert.deepEqual(
    json(feed).items.map(({ url }) => url),
    ['https://halden.example/blog/clay', 'https://halden.example/blog/first'],
  );
  assert.equal(textOf(atom(feed), 'updated'), '2026-11-02T09:30:00.000Z');
  assert.equal(textOf(atom({ ...feed, posts: [] }), 'updated'), '2024-01-01T00:00:00.000Z');
  const early = { ...post, updatedAt: '2026-10-01T00:00:00Z' };
  assert.equal(json({ ...feed, posts: [early] }).items[0]!['date_modified'], '2026-11-01T08:00:00.000Z');
});

test('a feed tells no more than fifty posts, and none whose day or address is none', () => {
  const many = Array.from({ length: 80 }, (_, index) => ({ ...post, id: `p${index}` }));
  assert.equal(json({ ...feed, posts: many }).items.length, 50);
  const broken = [
    { ...post, publishedAt: 'soon' },
    { ...post, path: 'javascript:alert(1)' },
  ];
  assert.equal(json({ ...feed, posts: broken }).items.length, 0);
});

const robots = { origin: feed.origin, open: true, sitemapPath: '/sitemap.xml' };

test('robots may read an open shop but for carts, accounts and searches, and nothing of a closed one', () => {
  const text = robotsTxt(robots);
  assert.match(text, /^User-agent: \*\nDisallow: \/cart\n/);
  assert.match(text, /\n\nSitemap: https:\/\/halden\.example\/sitemap\.xml\n$/);
  assert.doesNotMatch(text, /^Disallow: \/(?:products|v1|vitrine|$)/m);
  assert.equal(robotsTxt({ ...robots, open: false, refused: ['GPTBot'] }), 'User-agent: *\nDisallow: /\n');
});

test('no robot is refused by name unless the merchant says so, and no setting can write lines of its own', () => {
  assert.equal(robotsTxt(robots).match(/User-agent/g)?.length, 1);
  const refused = robotsTxt({ ...robots, refused: [...TRAINING_ROBOTS, 'GPTBot', 'x\nAllow: /', '*', ''] });
  assert.match(refused, /User-agent: GPTBot\nUser-agent: meta-externalagent\nDisallow: \/\n/);
  assert.equal(refused.match(/^User-agent/gm)?.length, 1 + TRAINING_ROBOTS.length);
  assert.doesNotMatch(refused, /Allow: \/$|^User-agent: \*\nDisallow: \/$/m);
});
