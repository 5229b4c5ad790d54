import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'parse5';
import { alternatesOf, canonicalAddress, wholeAddress } from './addresses.ts';
import { decimalAmount } from './decimal-amount.ts';
import { type HeadPage, type HeadSite, headHtml, headTags, robotsOf } from './head.ts';
import { cutAtWord, escaped, textOfHtml } from './text.ts';

const site: HeadSite = {
  origin: 'https://halden.example',
  locale: 'de',
  locales: ['de', 'en', 'ar'],
  name: 'Halden',
  open: true,
  themeColor: '#2f5d50',
  icons: [{ href: '/media/icon.svg', sizes: 'any' }],
  twitter: '@halden',
  feeds: [{ title: 'Halden: News', href: '/blog/feed.xml', type: 'application/rss+xml' }],
};
const page: HeadPage = { kind: 'product', path: '/products/mug', locale: 'de', title: 'Tasse' };

/** What is as dangerous in HTML as in XML, in JSON, in addresses. */
const HOSTILE = [
  `</title><script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `' onload='alert(1)`,
  `<!--<script>`,
  `]]></script>`,
  `&lt;script&gt;`,
  `\u0000\u001b[31m\ud800 half`,
  `\u2028\u2029`,
  `</SCRIPT\t><svg/onload=alert(1)>`,
];

interface Node {
  readonly nodeName: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Node[];
  readonly value?: string;
}
const elementsOf = (node: Node): Node[] => [node, ...(node.childNodes ?? []).flatMap(elementsOf)];
const elements = (html: string): Node[] =>
  elementsOf(parse(`<!doctype html><html><head>${html}</head><body></body></html>`) as Node);
const textIn = (node: Node | undefined): string => node?.childNodes?.[0]?.value ?? '';
const content = (tags: ReturnType<typeof headTags>, name: string): string | undefined =>
  tags.meta.find((tag) => tag.name === name || tag.property === name)?.content;
const link = (tags: ReturnType<typeof headTags>, rel: string) => tags.links.find((one) => one.rel === rel);

test('hostile texts stay texts in every place of a head', () => {
  const plain = elements(headHtml(headTags(site, page))).map(({ nodeName }) => nodeName);
  for (const text of HOSTILE) {
    const tags = headTags(
      { ...site, name: text },
      { ...page, title: text, descriptions: [`x${text}`], image: { url: '/a.png', alt: text }, jsonLd: { name: text } },
    );
    const found = elements(headHtml(tags));
    const unknown = found.filter(({ nodeName }) => !plain.includes(nodeName) && nodeName !== 'script');
    assert.deepEqual(unknown, [], text);
    assert.equal(found.filter(({ nodeName }) => nodeName === 'script').length, 1, text);
    const marks = found.flatMap(({ attrs }) => attrs ?? []).map(({ name }) => name);
    assert.ok(!marks.some((name) => name.startsWith('on') || name === 'src'), text);
    const json = textIn(found.find(({ nodeName }) => nodeName === 'script'));
    assert.doesNotMatch(json, /[<>&\u2028\u2029]/, text);
    assert.deepEqual(JSON.parse(json), { name: text });
  }
});

test('addresses that are none on the web are left out of a head', () => {
  for (const url of [
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user:pass@halden.example/',
    'file:///etc',
    '',
  ]) {
    assert.equal(wholeAddress(site.origin, url), null, url);
    const tags = headTags({ ...site, icons: [{ href: url }] }, { ...page, image: { url } });
    assert.equal(content(tags, 'og:image'), undefined, url);
    assert.equal(link(tags, 'icon')?.href, 'data:,', url);
  }
});

test('a page has one canonical address: no campaign, click, variant or currency, and never another host', () => {
  const cases: [path: string, canonical: string][] = [
    ['/', '/'],
    ['/products/mug?utm_source=x&gclid=1&variant=v1&currency=USD#top', '/products/mug'],
    ['/products/mug/', '/products/mug'],
    ['/collections/summer?page=1', '/collections/summer'],
    ['/collections/summer?page=3&fbclid=2', '/collections/summer?page=3'],
    ['/collections/summer?page=-1', '/collections/summer'],
    ['//evil.example/x', '/evil.example/x'],
    ['/\\evil.example', '/evil.example'],
    ['/products/größe', '/products/gr%C3%B6%C3%9Fe'],
    ['/a?lang=xx', '/a'],
  ];
  for (const [path, canonical] of cases) assert.equal(canonicalAddress(site, path), `${site.origin}${canonical}`, path);
  assert.equal(canonicalAddress(site, '/?page=2', 'en'), `${site.origin}/?page=2&lang=en`);
});

test('every language of a page names all of them, itself and the default among them', () => {
  const german = alternatesOf(site, '/products/mug');
  assert.deepEqual(
    german.map(({ hreflang, href }) => `${hreflang} ${href.slice(site.origin.length)}`),
    ['de /products/mug', 'en /products/mug?lang=en', 'ar /products/mug?lang=ar', 'x-default /products/mug'],
  );
  assert.deepEqual(alternatesOf(site, '/products/mug?lang=en&utm_source=x'), german);
  assert.deepEqual(alternatesOf({ ...site, locales: ['de'] }, '/'), []);
  for (const path of ['/', '/?page=2', '/a?page=3&utm_source=x'])
    for (const { hreflang, href } of alternatesOf(site, path).slice(0, -1))
      assert.equal(href, canonicalAddress(site, path, hreflang));
  assert.deepEqual(
    alternatesOf({ ...site, locales: ['pt-BR', '"><x'] }, '/').map(({ hreflang }) => hreflang),
    ['de', 'pt-BR', 'x-default'],
  );
  const english = headTags(site, { ...page, locale: 'en' });
  assert.equal(link(english, 'canonical')?.href, 'https://halden.example/products/mug?lang=en');
});

test('what is private, partial, asked to be hidden or not yet public is listed nowhere and names no canonical address', () => {
  const unlisted: Partial<HeadPage>[] = [
    { kind: 'cart' },
    { kind: 'checkout' },
    { kind: 'order' },
    { kind: 'account' },
    { kind: 'error' },
    { kind: 'search', path: '/search?q=mug' },
    { kind: 'home', path: '/?after=abc' },
    { kind: 'collection', path: '/collections/x?filter.vendor=Ada' },
    { kind: 'collection', path: '/collections/x?sort=newest' },
    { preview: true },
    { hidden: true },
  ];
  for (const one of unlisted) {
    const tags = headTags(site, { ...page, jsonLd: {}, ...one });
    assert.match(content(tags, 'robots') ?? '', /^noindex\b/, JSON.stringify(one));
    assert.equal(link(tags, 'canonical') ?? tags.jsonLd, null, JSON.stringify(one));
  }
  assert.match(robotsOf({ ...site, open: false }, page), /^noindex, nofollow/);
  for (const one of [page, { ...page, kind: 'collection', path: '/collections/x?page=2&utm_source=y' } as const])
    assert.match(robotsOf(site, one), /^index/);
});

test('nothing of a cart, checkout, order or account is offered for sharing', () => {
  for (const kind of ['cart', 'checkout', 'order', 'account'] as const)
    assert.deepEqual(
      headTags(site, { ...page, kind }).meta.filter((tag) => tag.property),
      [],
    );
});

test('a title carries the shop’s name once, where there is room, and its page of a list', () => {
  const title = (changed: Partial<HeadPage>) => headTags(site, { ...page, ...changed }).title;
  assert.equal(title({}), 'Tasse · Halden');
  assert.equal(title({ title: 'Halden' }), 'Halden');
  assert.equal(title({ title: 'Tassen von halden' }), 'Tassen von halden');
  assert.equal(title({ seoTitle: 'Becher' }), 'Becher · Halden');
  assert.equal(title({ kind: 'collection', path: '/collections/x?page=2' }), 'Tasse (2) · Halden');
  const long = 'Handgetöpferte Tasse aus Steinzeug mit blauer Glasur und Untertasse';
  assert.equal(title({ title: long }), long);
  assert.ok([...title({ title: 'wort '.repeat(500) })].length <= 110);
});

test('a description is the first text there is, without tags, cut at a word; without any, the title', () => {
  const of = (...descriptions: (string | null)[]) => content(headTags(site, { ...page, descriptions }), 'description');
  assert.equal(
    of(null, ' ', '<p>Eine <b>gute</b> Tasse</p><p>aus Ton &amp; Liebe</p>'),
    'Eine gute Tasse aus Ton & Liebe',
  );
  assert.equal(of(null, '<p></p>'), 'Tasse · Halden');
  const cut = of('Steinzeug, von Hand. '.repeat(40)) ?? '';
  assert.ok(cut.length <= 160 && cut.length > 120 && /(?:Steinzeug|von|Hand)…$/.test(cut), cut);
});

test('Open Graph and X say what is shared, with whole addresses', () => {
  const tags = headTags(site, {
    ...page,
    image: { url: '/media/mug.jpg', width: 1200, height: 630, alt: 'Blaue Tasse' },
    product: { price: { amountMinor: 1999, currency: 'EUR' }, available: true },
  });
  const of = (name: string) => content(tags, name);
  assert.equal(of('og:type'), 'product');
  assert.equal(of('og:url'), 'https://halden.example/products/mug');
  assert.equal(of('og:locale'), 'de_DE');
  assert.deepEqual(
    tags.meta.filter(({ property }) => property === 'og:locale:alternate').map((tag) => tag.content),
    ['en_US', 'ar_EG'],
  );
  assert.equal(of('og:image'), 'https://halden.example/media/mug.jpg');
  assert.equal(of('product:price:amount'), '19.99');
  assert.equal(of('twitter:card'), 'summary_large_image');
  assert.equal(of('twitter:site'), '@halden');
  assert.equal(content(headTags({ ...site, twitter: 'a"b' }, page), 'twitter:site'), undefined);
});

test('a theme colour is a colour, one for light and one for dark if the shop has both', () => {
  const colours = (themeColor: HeadSite['themeColor']) =>
    headTags({ ...site, themeColor: themeColor ?? null }, page).meta.filter(({ name }) => name === 'theme-color');
  assert.deepEqual(colours('red;background:url(//evil)'), []);
  assert.deepEqual(
    colours({ light: '#ffffff', dark: '#111111' }).map(({ media }) => media),
    ['(prefers-color-scheme: light)', '(prefers-color-scheme: dark)'],
  );
});

test('an amount has the digits of its currency, and loses none', () => {
  const cases = { '19.99 EUR': 1999, '0.05 EUR': 5, '-0.05 EUR': -5, '1999 JPY': 1999, '0.001 KWD': 1 };
  for (const [text, amountMinor] of Object.entries(cases)) {
    const [amount, currency = ''] = text.split(' ');
    assert.equal(decimalAmount({ amountMinor, currency }), amount);
  }
  assert.equal(decimalAmount({ amountMinor: 9007199254740991, currency: 'EUR' }), '90071992547409.91');
});

test('a text is cut between words, else between characters as readers see them, and never in half of one', () => {
  assert.equal(cutAtWord('one two three', 13), 'one two three');
  assert.equal(cutAtWord('one two, three', 10), 'one two…');
  assert.equal(cutAtWord('日本語の長い文章です', 5), '日本語の…');
  const family = '👨‍👩‍👧';
  assert.equal(cutAtWord(family.repeat(9), 12), `${family.repeat(2)}…`);
  for (let most = 2; most < 30; most += 1) {
    const cut = cutAtWord(`é${family}z̷̢̧̛ wörter 🇩🇪🇩🇪 `.repeat(9), most);
    assert.ok([...cut].length <= most && !/\p{Cs}/u.test(cut), `${most}: ${cut}`);
  }
});

test('HTML is read as text, whatever it is', () => {
  assert.equal(
    textOfHtml('a<br>b<!-- c -->d&#x41;&#66;&nbsp;&amp;lt; 1 < 2 &unknown;'),
    'a b dAB &lt; 1 < 2 &unknown;',
  );
  assert.equal(textOfHtml('x&#0;y&#xd800;z&#99999999;'), 'xyz');
  assert.equal(textOfHtml('one <b class="x">two</b>', 12), 'one');
  const broken = '<a<!--</b'.repeat(100_000);
  assert.equal(textOfHtml(broken), broken);
  for (const text of HOSTILE) assert.doesNotMatch(escaped(textOfHtml(text)), /[<>"'\p{Cs}\p{Cc}]/u, text);
});
