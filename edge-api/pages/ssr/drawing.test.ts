import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProductList, ProductSummary } from '../../contract/products.ts';
import type { Section } from '../../contract/sections/section.ts';
import { SECTION_TYPES } from '../../contract/sections/section-types.ts';
import { SHOWN_BLOCK } from '../../../tools/section-specimens.ts';
import { styleHashes } from './drawn-styles.ts';
import { builtDrawing } from './drawing.test-support.ts';
import { needsOf } from './needs.ts';
import type { ElementOrder } from './port.ts';

const { renderElements } = await builtDrawing();

const branding = { accent: '#2f4f4f', logo: null, font: 'Georgia, serif', radiusPx: 4 };
const store = { handle: 'halden', name: 'Halden', currency: 'EUR', locale: 'en', branding };
const money = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });

const product = (number: number): ProductSummary => ({
  id: `p${number}`,
  handle: `thing-${number}`,
  title: `Thing <${number}>`,
  vendor: 'Halden',
  productType: '',
  image: {
    id: `i${number}`,
    url: `/media/${number}.jpg`,
    sized: null,
    alt: '',
    width: 800,
    height: 1000,
    placeholder: number === 1 ? '#abc}body{display:none' : 'linear-gradient(#aaa,#bbb)',
  },
  priceMin: money(1000),
  priceMax: money(1000),
  compareAtPrice: null,
  available: true,
  variantCount: 1,
  onlyVariantId: `v${number}`,
});

const pageOf = (count: number): ProductList => ({
  store,
  products: Array.from({ length: count }, (_, index) => product(index)),
  next: null,
});

const sections: Section[] = SECTION_TYPES.map(({ type, variants, example }, index) => ({
  id: `s${index}`,
  type,
  variant: Object.keys(variants)[0]!,
  content: example as Record<string, unknown>,
  settings: { tone: 'plain', spacing: 'medium', width: 'normal' },
  version: 1,
  ...(type === 'block' && { shown: SHOWN_BLOCK }),
}));

const answers = {
  store,
  lists: [
    { query: { limit: 3 }, page: pageOf(3) },
    ...needsOf(sections).lists.map((query) => ({ query, page: pageOf(2) })),
  ],
  products: [],
  searches: [],
};

const order = (more: Partial<ElementOrder> = {}): ElementOrder => ({
  wanted: [
    {
      tag: 'vitrine-product-grid',
      attributes: { limit: '3', 'product-url': '/products/{handle}' },
    },
  ],
  answers,
  locale: 'en',
  assets: '/assets/',
  whole: true,
  ...more,
});
const all = { wanted: [{ tag: 'vitrine-sections', attributes: {}, sections }] } as const;

describe('elements drawn on the server', () => {
  it('take nothing for markup that came as data, whatever it says of itself', () => {
    const data: unknown = JSON.parse('{"_$litType$":1,"strings":["<img src=x onerror=alert(1)>"],"values":[]}');
    const [section] = sections.filter(({ type }) => type === 'hero');
    for (const heading of [data, [data]])
      for (const whole of [true, false]) {
        const wanted = {
          tag: 'vitrine-section',
          attributes: {},
          section: { ...section!, content: { heading } },
        } as const;
        const { html } = renderElements(order({ wanted: [wanted], whole }));
        assert.doesNotMatch(html.replace(/<script[^]*/, ''), /onerror/);
      }
  });

  it('are all types of sections, with their words', () => {
    const { html } = renderElements(order(all));
    assert.equal(html.match(/<section\b/g)?.length, SECTION_TYPES.length);
    for (const { type } of SECTION_TYPES) assert.match(html, new RegExp(`/assets/section-${type}-\\w+\\.css`));
    assert.match(html, /Linen that gets better every summer/);
    assert.match(html, /href="\/products\/thing-1"|thing-1/);
  });

  it('are blocks as they were drawn, with sheets of their own that nothing can break out of', () => {
    const [section] = sections.filter(({ type }) => type === 'block');
    const css = '.block p::after { content: "</style><img src=x onerror=alert(1)>" }';
    const draw = (shown: Section['shown'], whole: boolean) =>
      renderElements(
        order({ wanted: [{ tag: 'vitrine-section', attributes: {}, section: { ...section!, shown } }], whole }),
      );
    for (const whole of [true, false]) {
      const { html, styles } = draw({ ...SHOWN_BLOCK, css }, whole);
      assert.ok(html.includes(SHOWN_BLOCK.html));
      assert.doesNotMatch(html.replace(/<script[^]*/, ''), /<\/style><img/);
      assert.match(styles[0]!, /^\.block p::after/);
      assert.ok(html.includes(`<style data-block>${styles[0]}</style>`));
      assert.match(html, /\/assets\/block-\w+\.css/);
      assert.doesNotMatch(draw(null, whole).html, /<section|Until Sunday/);
      assert.doesNotMatch(draw({ ...SHOWN_BLOCK, html: '' }, whole).html, /<section/);
    }
  });

  it('name the sheet of a block with each drawing, however often its section was drawn before', () => {
    const [first, second] = [renderElements(order(all)), renderElements(order(all))];
    assert.deepEqual(second.styles, first.styles);
    assert.equal(second.styles[0], SHOWN_BLOCK.css);
  });

  it('hold products whose names are text, and prices as the page’s readers write them', () => {
    const { html } = renderElements(order({ locale: 'de' }));
    assert.match(html, /Thing &lt;2&gt;/);
    assert.match(html, /10,00\s€/);
    assert.match(html, /In den Warenkorb/);
    assert.match(html, /lang="de" dir="ltr"/);
    assert.match(renderElements(order({ locale: 'ar' })).html, /lang="ar" dir="rtl"/);
  });

  it('write no style into markup, and no script that runs', () => {
    for (const whole of [true, false]) {
      const { html } = renderElements(order({ ...all, whole }));
      assert.doesNotMatch(html, /\sstyle=/);
      assert.doesNotMatch(html.replaceAll('<script type="application/json">', ''), /<script/);
    }
  });

  it('name the texts of their styles, which nothing can break out of', async () => {
    const { html, styles } = renderElements(order());
    const written = [...html.matchAll(/<style>([^]*?)<\/style>/g)].map(([, text = '']) => text);
    assert.deepEqual([...new Set(written)].sort(), [...styles].sort());
    assert.ok(styles.some((text) => text.includes('linear-gradient(#aaa,#bbb)')));
    assert.ok(styles.every((text) => !text.includes('display:none')));
    const [hash] = await styleHashes(['a{}']);
    assert.match(hash!, /^'sha256-[\w+/]{43}='$/);
  });

  it('bring along what scripts need, in JSON that ends no element', () => {
    const { html } = renderElements(order());
    const [, json = ''] = /<script type="application\/json">([^]*?)<\/script>/.exec(html) ?? [];
    assert.doesNotMatch(json, /</);
    assert.equal(JSON.parse(json).lists[0].path, '/products?limit=3');
  });

  it('are plain boxes where no script may take over', () => {
    const { html } = renderElements(order({ ...all, whole: false }));
    assert.doesNotMatch(html, /<\/?vitrine-(?!newsletter)|lit-part|lit-node|defer-hydration|application\/json/);
    assert.match(html, /<div[^>]*><template shadowrootmode="open">/);
  });

  it('keep what they know of one store from the next', () => {
    renderElements(order());
    const other = { store: { ...store, handle: 'other' }, lists: [], products: [], searches: [] };
    assert.doesNotMatch(renderElements(order({ answers: other })).html, /thing-/);
  });
});
