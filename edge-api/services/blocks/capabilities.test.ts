import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { INPUT_BYTES, type Need } from '../../../sandbox/run/port.ts';
import type { Image, Product, ProductSummary } from '../../contract/products.ts';
import { StoreSettings } from '../../repositories/settings.ts';
import { exchangeFor } from '../currencies.ts';
import { collectionNotFound, productNotFound } from '../errors.ts';
import { type Asking, type BlockSources, capabilities, foldersOf } from './capabilities.ts';
import { productPattern } from './ways.ts';

const state = {
  currency: 'EUR',
  settings: StoreSettings.parse({ currencies: [{ currency: 'USD', rate: '2' }] }),
};
const euros = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const long = 'ü'.repeat(20_000);
const picture = (url: string): Image => ({
  ...{ id: 'i', url, alt: long, width: 9, height: 9 },
  ...{ sized: url.replace('1920', '{width}'), placeholder: long },
});
const summary = (handle: string): ProductSummary => ({
  ...{
    id: `p-${handle}`,
    handle,
    title: long,
    vendor: long,
    productType: long,
    image: picture('/media/ada/x/1920.webp'),
  },
  ...{ priceMin: euros(100), priceMax: euros(300), compareAtPrice: null, available: true, variantCount: 1 },
  onlyVariantId: null,
});
const variant = {
  ...{ id: 'v', title: long, sku: 'secret-sku', options: [long], price: euros(100), compareAtPrice: null },
  ...{ available: true, quantityAvailable: 7, lowStock: false, backOrdered: false, backInStockOn: null },
  ...{ unitPrice: null, imageId: null, requiresShipping: true },
};
const many = <T>(count: number, one: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => one(at));
const detail = (handle: string): Product => ({
  ...summary(handle),
  ...{ descriptionHtml: long, tags: many(900, () => long), videos: [], seoTitle: null, seoDescription: null },
  collections: many(99, () => ({ handle: 'c', title: long })),
  options: many(99, () => ({ name: long, values: many(999, () => long), swatches: null })),
  variants: many(2000, () => variant),
  images: many(250, (at) => picture(`https://cdn.example/${at}/a.jpg`)),
});
const versioned = <Body>(body: Body) => Promise.resolve({ version: 1, body });
const store = { handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en', branding: state.settings.branding };

const sources: BlockSources = {
  products: {
    list: ({ collection, limit }) => {
      if (collection === 'gone') throw collectionNotFound('gone');
      return versioned({ store, products: many(limit, (at) => summary(`${at}`)), next: null });
    },
    get: (handle) => {
      if (handle === 'gone') throw productNotFound('gone');
      return versioned({ store, product: detail(handle) });
    },
    collections: () =>
      versioned({
        collections: many(1000, () => ({
          ...{ handle: 'c', title: long, descriptionHtml: `<p>${long}</p>`, productCount: 1 },
          image: picture('/media/ada/c/1920.webp'),
        })),
      }),
  },
  search: {
    find: ({ q }) =>
      Promise.resolve({
        ...{ version: 1, provisional: true },
        body: {
          ...{ store, products: [summary(q)], total: 1, matching: 1, relaxed: false, corrected: null },
          ...{ didYouMean: null, facets: [], tookMs: 1, next: null },
        },
      }),
  },
  quotes: { quote: () => assert.fail('no cart was given') },
  words: async (ids, most) => ids.map((id) => ({ id, tags: many(900, () => long), description: long.slice(0, most) })),
};
const asked = (more: Partial<Asking> = {}) =>
  capabilities(sources, { exchange: exchangeFor(state, undefined), origin: 'https://shop.example', ...more });
const need = (kind: Need['kind'], query: Need['query'] = {}): Need => ({ key: '', kind, query });
type Shown = Record<string, unknown> & { price: unknown; image: { url: string; sized: string } };

describe('what blocks are given', () => {
  it('is little enough to cross into the engine, whatever a store has and a block asks for', async () => {
    const data = asked();
    const needs = [
      ...many(4, () => need('product', { handle: 'a' })),
      ...many(4, (at) => need('products', { limit: 5000 + at })),
      ...many(4, () => need('collections', { limit: 5000 })),
    ];
    const answers = await Promise.all(needs.map((one) => data.answer(one)));
    const bytes = new TextEncoder().encode(JSON.stringify(answers)).length;
    assert.ok(bytes < INPUT_BYTES * 0.9, `${bytes}`);
  });

  it('is nothing where nothing is, and no error', async () => {
    const data = asked();
    assert.equal(await data.answer(need('products', { collection: 'gone' })), null);
    assert.equal(await data.answer(need('product', { handle: 'gone' })), null);
    assert.equal(await data.answer(need('product')), null);
    assert.deepEqual([data.readsCart, await data.answer(need('cart')), data.readsCart], [false, null, true]);
  });

  it('is priced in the currency asked for, and tells nothing of stock or numbers of articles', async () => {
    const data = asked({ exchange: exchangeFor(state, 'USD') });
    const product = (await data.answer(need('product', { handle: 'a' }))) as Shown;
    assert.deepEqual(product.price, { amountMinor: 200, currency: 'USD' });
    assert.doesNotMatch(JSON.stringify(product), /secret-sku|quantity|placeholder/);
  });

  it('has whole addresses of pictures, and says in which folders they lie', async () => {
    const data = asked();
    const [{ image }] = (await data.answer(need('products', { limit: 1 }))) as [Shown];
    assert.equal(image.url, 'https://shop.example/media/ada/x/1920.webp');
    assert.equal(image.sized, 'https://shop.example/media/ada/x/{width}.webp');
    assert.deepEqual([...data.pictures], ['https://shop.example/media/ada/x/']);
    assert.deepEqual(
      foldersOf({ url: 'https://a.example/s/x.jpg?v=/b/', sized: 'https://a.example/s/w_{width}/x.jpg' }),
      ['https://a.example/s/', 'https://a.example/s/'],
    );
    assert.deepEqual(foldersOf({ url: '//evil.example/x.jpg' }), []);
    assert.deepEqual(foldersOf({ url: 'javascript:alert(1)' }), []);
    assert.deepEqual(foldersOf({ url: 'https://a.example' }), []);
  });

  it('may come better in a moment where it was searched for', async () => {
    const data = asked();
    const [found] = (await data.answer(need('products', { search: 'mug' }))) as [Shown];
    assert.deepEqual([found['handle'], data.provisional], ['mug', true]);
  });
});

describe('an address pattern of products that a page tells', () => {
  it('is a path from the root or a whole address with {handle}, and nothing else', () => {
    for (const fine of ['/p/{handle}', 'https://ada.example/p?h={handle}#top', '/{handle}/{handle}'])
      assert.equal(productPattern(fine), fine);
    for (const wrong of [
      ...['p/{handle}', '//evil.example/{handle}', 'javascript:{handle}', '/p', '/{handle}/{id}', '/a b/{handle}'],
      ...['https://a:b@evil.example/{handle}', '/p/{handle}"onclick=', `/${'x'.repeat(500)}{handle}`],
    ])
      assert.equal(productPattern(wrong), null, wrong);
  });
});
