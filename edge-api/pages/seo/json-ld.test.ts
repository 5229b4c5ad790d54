import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Product, type Variant } from '../../contract/products.ts';
import { faq } from '../../contract/sections/faq.ts';
import {
  articleNode,
  breadcrumbNode,
  collectionNode,
  faqNode,
  graphOf,
  type Node,
  organizationNode,
  type ShopFacts,
  websiteNode,
} from './json-ld.ts';
import { type ProductFacts, productNodes, returnsId, returnsNode } from './json-ld-product.ts';
import { quarrels } from './vocabulary.test-support.ts';

const shop: ShopFacts = {
  origin: 'https://halden.example',
  locale: 'de',
  locales: ['de', 'en'],
  name: 'Halden',
  legalName: 'Halden GmbH',
  description: 'Dinge aus Ton',
  logo: '/media/logo.svg',
  email: 'hallo@halden.example',
  telephone: '+49 30 1234',
  vatId: 'DE123456789',
  profiles: ['https://social.example/halden', 'javascript:alert(1)'],
  address: { street: 'Weg 1', postalCode: '10115', city: 'Berlin', country: 'DE' },
};
const url = 'https://halden.example/products/mug';
const euros = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });

const variant = (id: string, options: string[], changed: Partial<Variant> = {}): Variant => ({
  id,
  title: options.join(' / '),
  sku: null,
  options,
  price: euros(1999),
  compareAtPrice: null,
  available: true,
  quantityAvailable: null,
  lowStock: false,
  backOrdered: false,
  backInStockOn: null,
  unitPrice: null,
  imageId: null,
  requiresShipping: true,
  ...changed,
});

const image = {
  id: 'i1',
  url: '/media/mug.jpg',
  alt: '',
  width: null,
  height: null,
  sized: null,
  placeholder: null,
};
const blue = { label: 'Blau', colors: ['#0000ff'], imageId: null };
const product: Product = Product.parse({
  id: 'p1',
  handle: 'mug',
  title: 'Tasse',
  vendor: 'Halden',
  productType: 'Geschirr',
  image,
  priceMin: euros(1999),
  priceMax: euros(2499),
  compareAtPrice: null,
  available: true,
  variantCount: 2,
  onlyVariantId: null,
  descriptionHtml: '<p>Eine <b>gute</b> Tasse.</p>',
  tags: [],
  collections: [],
  options: [
    { name: 'Glasur', values: ['Blau #0000ff'], swatches: [blue] },
    { name: 'Größe', values: ['S', 'L'], swatches: null },
    { name: 'Gravur', values: ['ohne'], swatches: null },
  ],
  variants: [
    variant('v1', ['Blau #0000ff', 'S', 'ohne'], { sku: 'MUG-S', imageId: 'i1' }),
    variant('v2', ['Blau #0000ff', 'L', 'ohne'], { price: euros(2499), compareAtPrice: euros(2999) }),
  ],
  images: [image],
  videos: [],
  seoTitle: null,
  seoDescription: null,
});
const facts: ProductFacts = {
  place: shop,
  url,
  product,
  today: '2026-11-21',
  priceValidUntil: '2026-12-31',
  shipping: [
    { countries: ['DE', 'AT'], rate: euros(490), handlingDays: [0, 1], transitDays: [1, 3] },
    { countries: ['CH'], rate: { amountMinor: 0, currency: 'EUR' } },
  ],
  returns: { countries: ['DE', 'AT'], days: 30, by: 'mail', fees: euros(299), url: '/pages/returns' },
  rating: {
    average: 4.6,
    count: 12,
    best: 5,
    worst: 1,
    reviews: [{ author: 'Ada', rating: 5, text: 'Hält warm.', at: '2026-01-02' }],
  },
};
const only = (changed: Partial<Variant>): ProductFacts => ({
  ...facts,
  product: { ...product, options: [], variants: [variant('v1', [], changed)] },
});

type Parts = Record<string, unknown>;
const first = (...nodes: Parameters<typeof graphOf>): Parts => (graphOf(...nodes)['@graph'] as Parts[])[0]!;
const offerOf = (changed: Partial<Variant>, more: Partial<ProductFacts> = {}): Parts =>
  first(productNodes({ ...only(changed), ...more }))['offers'] as Parts;
const accept = (document: Node) => assert.deepEqual(quarrels(document), []);

test('the vocabulary accepts a product in every form: one variant, some, very many, none', () => {
  const many = Array.from({ length: 200 }, (_, index) => variant(`v${index}`, ['Blau #0000ff', `${index}`, 'ohne']));
  for (const variants of [product.variants.slice(0, 1), product.variants, many, []])
    accept(graphOf(organizationNode(shop), productNodes({ ...facts, product: { ...product, variants } })));
  for (const days of ['none', 'unlimited', 14] as const)
    for (const fees of ['free', 'customer', euros(0)] as const)
      accept(graphOf(returnsNode(shop, { countries: ['DE'], days, fees, by: 'store' })));
});

test('the vocabulary accepts shops, sites, collections, ways, posts and questions', () => {
  const listed = { url: `${shop.origin}/collections/cups`, name: 'Tassen', description: '<p>Alle</p>', locale: 'de' };
  const crumbs = [{ name: 'Halden', url: '/' }, { name: 'Tassen' }];
  accept(
    graphOf(
      organizationNode(shop, returnsId(shop.origin)),
      returnsNode(shop, { countries: ['DE'], days: 14 }),
      websiteNode(shop),
      breadcrumbNode(shop.origin, listed.url, crumbs),
      collectionNode(shop, listed, [{ name: 'Tasse', url: '/products/mug', image: '/media/mug.jpg' }], { total: 90 }),
      articleNode(shop, {
        url: `${shop.origin}/blog/clay`,
        title: 'Ton',
        description: 'Woher er kommt',
        locale: 'de',
        images: ['/media/clay.jpg'],
        publishedAt: '2026-11-01T08:00:00Z',
        updatedAt: '2026-11-02T08:00:00.123Z',
        authors: [{ name: 'Ada', url: '/blog/authors/ada' }],
        tags: ['Ton', 'Ofen'],
        section: 'Werkstatt',
      }),
      faqNode(listed.url, [faq.example]),
    ),
  );
});

test('the check refuses what the vocabulary has not: types, properties, values, references', () => {
  const refused: Parts[] = [
    { '@type': 'Produkt', '@id': 'x' },
    { '@type': 'Brand', price: '1.00' },
    { '@type': 'Offer', hasVariant: { '@type': 'Product', name: 'x' } },
    { '@type': 'Offer', availability: 'InStock' },
    { '@type': 'Offer', priceValidUntil: 'tomorrow' },
    { '@type': 'Product', offers: { '@type': 'Brand', name: 'x' } },
    { '@type': 'Product', image: '/relative.png' },
    { '@type': 'ItemList', numberOfItems: 1.5 },
    { '@type': 'Offer', seller: { '@id': 'https://halden.example/#nobody' } },
  ];
  for (const one of refused) assert.equal(quarrels(one).length, 1, JSON.stringify(one));
});

test('variants are a group that says what they vary by, and what each is of that', () => {
  const group = first(productNodes(facts));
  assert.equal(group['@type'], 'ProductGroup');
  assert.equal(group['productGroupID'], 'p1');
  assert.deepEqual(group['variesBy'], ['https://schema.org/color', 'https://schema.org/size', 'Gravur']);
  const [small, large] = group['hasVariant'] as Parts[];
  assert.deepEqual([small?.['sku'], small?.['color'], small?.['size']], ['MUG-S', 'Blau', 'S']);
  assert.deepEqual(small?.['additionalProperty'], [{ '@type': 'PropertyValue', name: 'Gravur', value: 'ohne' }]);
  const offer = large?.['offers'] as Parts;
  assert.equal(offer['url'], `${url}?variant=v2`);
  assert.equal((offer['priceSpecification'] as Parts)['price'], '29.99');
});

test('one variant is an offer, very many are a range of prices', () => {
  assert.equal(offerOf({})['price'], '19.99');
  const variants = Array.from({ length: 61 }, (_, index) => variant(`v${index}`, []));
  const range = first(productNodes({ ...facts, product: { ...product, variants } }))['offers'] as Parts;
  assert.deepEqual([range['lowPrice'], range['highPrice'], range['offerCount']], ['19.99', '24.99', 61]);
});

test('prices are decimal text of their currency’s digits', () => {
  assert.equal(offerOf({ price: { amountMinor: 1999, currency: 'JPY' } })['price'], '1999');
  assert.equal(offerOf({ price: { amountMinor: 5, currency: 'EUR' } })['price'], '0.05');
});

test('stock is told as it is', () => {
  const stock = (changed: Partial<Variant>) => String(offerOf(changed)['availability']).split('/').at(-1);
  assert.equal(stock({}), 'InStock');
  assert.equal(stock({ lowStock: true }), 'LimitedAvailability');
  assert.equal(stock({ available: false, lowStock: true }), 'OutOfStock');
  assert.equal(stock({ backOrdered: true }), 'BackOrder');
  const later = { backOrdered: true, backInStockOn: '2026-12-03' };
  assert.equal(offerOf(later)['availabilityStarts'], '2026-12-03');
  assert.equal(offerOf({ ...later, backInStockOn: '2026-11-20' })['availabilityStarts'], undefined);
});

test('nothing is made up: no end of a price, shipping, returns or ratings that nobody has stated', () => {
  const { place, today } = facts;
  const bare = graphOf(productNodes({ place, today, url, product }));
  assert.doesNotMatch(JSON.stringify(bare), /priceValidUntil|shipping|eturn|ating|review|itemCondition/);
  assert.equal(offerOf({}, { priceValidUntil: '2026-11-20' })['priceValidUntil'], undefined);
  const rating = facts.rating!;
  for (const wrong of [{ count: 0 }, { count: 1.5 }, { average: 5.1 }, { average: Number.NaN }]) {
    const told = first(productNodes({ ...facts, rating: { ...rating, ...wrong } }));
    assert.equal(told['aggregateRating'] ?? told['review'], undefined, JSON.stringify(wrong));
  }
});

test('what is not sent has no shipping', () => {
  assert.equal(offerOf({ requiresShipping: false })['shippingDetails'], undefined);
  assert.equal((offerOf({})['shippingDetails'] as Parts[]).length, 2);
});

test('a graph leaves out what says nothing, and describes a thing once', () => {
  const node = {
    '@type': 'Thing',
    '@id': 'a',
    name: 'x\u0000',
    url: '',
    sameAs: [null, ''],
    image: { '@type': 'URL' },
  };
  assert.deepEqual(graphOf(node, null, [{ ...node, name: 'again' }], { '@type': 'Thing' }), {
    '@context': 'https://schema.org',
    '@graph': [{ '@type': 'Thing', '@id': 'a', name: 'x' }],
  });
});

test('a breadcrumb of one step is none, and its places count from one', () => {
  assert.equal(breadcrumbNode(shop.origin, url, [{ name: 'Halden', url: '/' }]), null);
  const way = first(breadcrumbNode(shop.origin, url, [{ name: 'Halden', url: '/' }, { name: 'Tasse' }]));
  assert.deepEqual(way['itemListElement'], [
    { '@type': 'ListItem', position: 1, name: 'Halden', item: 'https://halden.example/' },
    { '@type': 'ListItem', position: 2, name: 'Tasse' },
  ]);
});
