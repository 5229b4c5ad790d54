import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PAGE_TYPES } from '../../contract/sections/page.ts';
import { SectionSettings } from '../../contract/sections/parts.ts';
import { sectionType } from '../../contract/sections/section-types.ts';
import { composePage, composer } from './compose.ts';
import { composerWords } from './composer-words.ts';
import type { PageBrief, ShopFacts, ShopProduct } from './generator.ts';

const euros = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const image = (name: string) => ({
  id: name,
  url: `/media/${name}.jpg`,
  alt: '',
  width: 1600,
  height: 1200,
  sized: null,
  placeholder: null,
});
const product = (name: string, productType: string, amountMinor: number): ShopProduct => ({
  handle: name,
  title: `The ${name}`,
  vendor: 'Halden',
  productType,
  image: image(name),
  priceMin: euros(amountMinor),
  priceMax: euros(amountMinor),
  available: true,
});
const full: ShopFacts = {
  name: 'Halden',
  locale: 'en',
  products: [
    product('shirt', 'Shirts', 8900),
    product('scarf', 'Scarves', 2900),
    product('bag', 'Bags', 5900),
    product('vest', 'Shirts', 6900),
    product('cap', 'Caps', 1900),
  ],
  productCount: 5,
  collections: [
    { handle: 'linen', title: 'Linen', image: image('linen'), productCount: 4 },
    { handle: 'wool', title: 'Wool', image: null, productCount: 3 },
  ],
  policies: {
    freeShippingFrom: euros(8000),
    returnsDays: 30,
    paymentMethods: ['Bank transfer', 'Card'],
    shipsTo: ['DE', 'PT'],
  },
  contact: { email: 'ola@halden.example', address: ['Rua das Flores 48', 'Porto'] },
  story: 'In 2016 we bought two looms.',
  newsletter: true,
  postCount: 3,
};
const bare: ShopFacts = { name: 'X', locale: 'en', products: [], productCount: 0, collections: [], policies: {} };
const home = (seed: string | number = 1): PageBrief => ({ pageType: 'home', seed });
const textOf = (shop: ShopFacts, brief: PageBrief = home()) => JSON.stringify(composePage(brief, shop).sections);
const typesOf = (shop: ShopFacts, brief: PageBrief = home()) =>
  composePage(brief, shop).sections.map(({ type }) => type);

describe('composing a page by rule', () => {
  it('gives valid sections for every type of page, language and seed, of much and of little', () => {
    for (const pageType of PAGE_TYPES)
      for (const locale of ['en', 'de-AT', 'ar', 'ja', 'not a locale'])
        for (const shop of [
          { ...full, locale },
          { ...bare, locale },
        ])
          for (const seed of [1, 2, 'three']) {
            const { sections, issues } = composePage({ pageType, seed, collection: 'linen' }, shop);
            assert.deepEqual(issues, []);
            for (const { type, variant, content, settings } of sections) {
              assert.deepEqual(sectionType(type)!.content.parse(content), content);
              assert.ok(Object.hasOwn(sectionType(type)!.variants, variant));
              assert.deepEqual(SectionSettings.parse(settings), settings);
            }
          }
  });

  it('begins with the hero, has what can be bought in its midst, and ends with a way on', () => {
    const types = typesOf(full);
    assert.deepEqual(types.slice(0, 3), ['hero', 'benefits', 'product-showcase']);
    assert.equal(types.at(-1), 'call-to-action');
  });

  it('gives the same page for the same seed, and others for others', () => {
    assert.equal(textOf(full, home('a')), textOf(full, home('a')));
    const all = new Set(Array.from({ length: 10 }, (_, seed) => textOf(full, home(seed))));
    assert.ok(all.size > 5, String(all.size));
  });

  it('never has a section that lives of what nobody told it', () => {
    const untold = [
      'testimonials',
      'team',
      'stats',
      'pricing',
      'social-proof',
      'process-steps',
      'comparison',
      'timeline',
    ];
    for (const pageType of PAGE_TYPES)
      for (let seed = 0; seed < 20; seed++)
        assert.deepEqual(
          typesOf(full, { pageType, seed }).filter((type) => untold.includes(type)),
          [],
        );
  });

  it('says nothing of delivery, returns, ways to pay or where it is, where it does not know', () => {
    assert.deepEqual(typesOf(bare), ['hero']);
    const silent = textOf({ ...full, policies: {}, contact: null, story: null, newsletter: false, postCount: 0 });
    assert.doesNotMatch(silent, /deliver|send|pay|mail|blog/i);
    const only = textOf({ ...full, policies: { returnsDays: 14 } }, home());
    assert.match(only, /14 days/);
    assert.doesNotMatch(only, /deliver/i);
    assert.ok(!typesOf({ ...full, policies: { returnsDays: 14 } }).includes('faq'));
  });

  it('holds no number but those of the facts', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { sections } = composePage(home(seed), full);
      const said = sections.flatMap(({ content }) =>
        ['heading', 'text', 'intro', 'eyebrow', 'items'].flatMap((name) => JSON.stringify(content[name] ?? '')),
      );
      const numbers =
        said
          .join(' ')
          .replaceAll(/"(?:width|height)":\d+/g, '')
          .match(/\d+(?:\.\d+)?/g) ?? [];
      assert.deepEqual(
        [...new Set(numbers)].filter((number) => !['80.00', '30', '19.00'].includes(number)),
        [],
      );
    }
  });

  it('names a lowest price only where it knows all products', () => {
    assert.match(textOf(full), /from €19/i);
    assert.doesNotMatch(textOf({ ...full, productCount: 900 }), /€19/);
  });

  it('speaks the shop’s language where it has words for it, and English otherwise', async () => {
    assert.match(textOf({ ...full, locale: 'de' }), /Kostenloser Versand ab 80,00\s€/);
    assert.match(textOf({ ...full, locale: 'ar' }), /توصيل مجاني ابتداءً من/);
    assert.match(textOf({ ...full, locale: 'ja' }), /Free delivery from €80\.00/);
    const { metadata } = await composer().compose(home(), { ...full, locale: 'ja' });
    assert.equal(metadata.language, 'en');
    assert.deepEqual(
      [1, 2, 7, 11, 30, 100, 103]
        .map(composerWords('ar').words.returnsAnswer)
        .map((text) => text.replace('نعم، خلال ', '')),
      ['يوم واحد.', 'يومين.', '7 أيام.', '11 يومًا.', '30 يومًا.', '100 يوم.', '103 أيام.'],
    );
  });

  it('shows pictures that a page may show, and no product that is sold out', () => {
    const products = full.products.map((one, at) => ({
      ...one,
      image: at === 0 ? { ...image('x'), url: 'http://cdn.example/x.jpg' } : one.image,
      available: at !== 1,
    }));
    const text = textOf({ ...full, products }, { pageType: 'about', seed: 1 });
    assert.doesNotMatch(text, /cdn\.example|media\/scarf/);
  });

  it('leads with the collection that a page of one is about', () => {
    const { sections } = composePage({ pageType: 'category', seed: 1, collection: 'linen' }, full);
    assert.equal(sections[0]!.content['heading'], 'Linen');
    assert.deepEqual(sections[1]!.content['products'], { from: 'category', collection: 'linen' });
  });

  it('takes texts of the shop as they come, and keeps the page whole', () => {
    const title = `<b>\u202e${'very '.repeat(100)}long</b>\ud800`;
    const products = full.products.map((one) => ({
      ...one,
      title,
      productType: title,
      handle: `a\ud800/${one.handle}`,
    }));
    const { sections, issues } = composePage(home(), { ...full, products, name: title, tagline: title, story: title });
    assert.deepEqual(issues, []);
    assert.doesNotMatch(JSON.stringify(sections), /<b>|\\ud800|\u202e/);
  });

  it('says that it composed by rule, asked no model and is sure of nothing', async () => {
    const times = [100, 103];
    const { metadata } = await composer({ now: () => times.shift()! }).compose(home('s'), full);
    assert.deepEqual(metadata, {
      generator: 'composer',
      model: null,
      prompt: null,
      tokens: null,
      ms: 3,
      confidence: null,
      language: 'en',
      seed: 's',
    });
  });
});
