import assert from 'node:assert/strict';
import { test } from 'node:test';
import { luminance } from '../contrast.ts';
import { type ShareImageFacts, shareImageSvg } from './share-image.ts';
import { fitText, widthOf } from './text-width.ts';
import { childrenNamed, parseXml, type XmlElement } from './xml.test-support.ts';

const facts: ShareImageFacts = {
  title: 'Tasse aus Steinzeug',
  shop: 'Halden',
  locale: 'de',
  accent: '#2f5d50',
  price: { amountMinor: 1999, currency: 'EUR' },
};
const draw = (changed: Partial<ShareImageFacts> = {}): XmlElement => parseXml(shareImageSvg({ ...facts, ...changed }));
const texts = (changed: Partial<ShareImageFacts> = {}) => childrenNamed(draw(changed), 'text');
const plain = (text: string): string => text.replaceAll(/[\u2066-\u2069]/g, '');

/** Short, long, without spaces, wide, right to left, mixed, joined, empty and hostile. */
const TITLES = [
  'A',
  'Handgetöpferte Tasse aus Steinzeug mit blauer Glasur, passender Untertasse und Löffel aus Olivenholz',
  'wort '.repeat(200),
  'W'.repeat(500),
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen',
  '手作りの青い釉薬の陶器のカップと木のスプーンのセット、贈り物に最適な一品です',
  'كوب خزفي مصنوع يدويا بطلاء أزرق مع صحن وملعقة من خشب الزيتون لهدية جميلة',
  'كوب Halden الأزرق 250 ml',
  '👨‍👩‍👧'.repeat(60),
  'z̷̢̧̛'.repeat(100),
  '',
  ' \n\t ',
  '</text><script>alert(1)</script>',
  '"><image href="https://evil.example/x"/>',
  ']]> &amp; <!-- \u0000\ud800',
  '\u202eabc\u2067',
];

test('whatever the title, the drawing is XML of rectangles, a circle and texts, and loads nothing', () => {
  for (const title of TITLES) {
    const svg = draw({ title, shop: title || 'x' });
    assert.deepEqual([svg.name, svg.attributes['width'], svg.attributes['height']], ['svg', '1200', '630']);
    const kinds = new Set(svg.children.map(({ name }) => name));
    assert.deepEqual(
      [...kinds].filter((kind) => !['rect', 'circle', 'text'].includes(kind)),
      [],
      title,
    );
    for (const { attributes, children } of svg.children) {
      assert.deepEqual(children, []);
      assert.ok(!Object.keys(attributes).some((name) => /^on|href|style|src/.test(name)), title);
    }
  }
});

test('every line stands within the edges, a title in at most four lines, below the shop’s name', () => {
  for (const title of TITLES)
    for (const locale of ['de', 'ar']) {
      const [shop, ...rest] = texts({ title, locale, shop: 'Halden' });
      const lines = rest.slice(0, -1);
      assert.ok(lines.length >= 1 && lines.length <= 4, title);
      for (const { attributes, text } of [shop!, ...lines]) {
        // With room for a font that is a sixth wider than the table.
        assert.ok((widthOf(plain(text), Number(attributes['font-size'])) * 7) / 6 <= 1040, `${title}: ${text}`);
        const bottom = Number(attributes['y']);
        assert.ok(bottom >= 80 && bottom <= 480, `${title}: ${bottom}`);
      }
      const tops = lines.map(({ attributes }) => Number(attributes['y']) - Number(attributes['font-size']));
      assert.ok(tops[0]! > 122, `${title}: over the shop’s name`);
    }
});

test('a long title is drawn smaller, and cut with dots when nothing else helps', () => {
  const size = (title: string) => Number(texts({ title })[1]!.attributes['font-size']);
  assert.ok(size(TITLES[0]!) > size(TITLES[1]!));
  assert.match(plain(texts({ title: 'W'.repeat(500) }).at(-2)!.text), /W…$/);
  const shown = texts({ title: TITLES[1]! }).slice(1, -1);
  assert.equal(shown.map(({ text }) => plain(text)).join(' '), TITLES[1]);
});

test('a right-to-left page is drawn from the right, each text in its own direction', () => {
  const [shop, title, price] = texts({ locale: 'ar', title: 'كوب Halden' });
  for (const one of [shop!, title!]) assert.equal(one.attributes['text-anchor'], 'end');
  assert.ok(Number(price!.attributes['x']) > 600);
  assert.equal(title!.attributes['x'], '1120');
  assert.deepEqual([shop!.text[0], title!.text[0]], ['\u2066', '\u2067']);
  const left = texts({ title: 'كوب' })[1]!;
  assert.deepEqual(
    [left.attributes['text-anchor'], left.attributes['x'], left.text],
    ['start', '80', '\u2067كوب\u2069'],
  );
});

test('a text brings no marks of its own that turn it around', () => {
  const shown = texts({ title: '\u202eabc\u2067' })[1]!;
  assert.equal(shown.text, '\u2066abc\u2069');
});

test('ink can be read on every colour, and what is no colour is none', () => {
  for (const accent of ['#000000', '#ffffff', '#808080', '#e4572e', '#FFD400', null, 'red;}', 'url(#x)']) {
    const svg = draw({ accent });
    const ground = childrenNamed(svg, 'rect')[0]!.attributes['fill']!;
    const ink = childrenNamed(svg, 'text')[1]!.attributes['fill']!;
    assert.match(ground, /^#[\da-f]{6}$/);
    const [dim = 0, bright = 0] = [luminance(ground), luminance(ink)].sort((a, b) => a - b);
    assert.ok((bright + 0.05) / (dim + 0.05) > 4, `${accent}`);
  }
});

test('the price is shown as the page’s readers write it, and is left out where there is none', () => {
  assert.equal(plain(texts().at(-1)!.text), '19,99\u00a0€');
  assert.equal(texts({ title: 'Tasse', price: null }).length, 2);
  assert.equal(childrenNamed(draw({ price: null }), 'rect').length, 1);
});

test('widths are those of the table, accents count nothing, and no line is wider than asked', () => {
  assert.equal(widthOf('Abc', 1000), 722 + 611 + 556);
  assert.equal(widthOf('é', 1000), widthOf('e', 1000));
  assert.equal(widthOf('é', 1000), widthOf('e\u0301', 1000));
  const [first, last] = [
    { size: 90, lines: 4 },
    { size: 60, lines: 4 },
  ];
  for (const title of TITLES)
    for (const width of [120, 333, 1040]) {
      const { size, lines } = fitText(title, [first!, last!], width);
      for (const text of lines) assert.ok(widthOf(text, size) <= width, title);
    }
});
