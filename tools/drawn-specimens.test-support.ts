import { parentPort, workerData } from 'node:worker_threads';
import type { Product, ProductSummary } from '../edge-api/contract/products.ts';
import { SECTION_TYPES } from '../edge-api/contract/sections/section-types.ts';
import type { Section } from '../edge-api/contract/sections/section.ts';
import { needsOf } from '../edge-api/pages/ssr/needs.ts';
import type { ElementDrawing, WantedElement } from '../edge-api/pages/ssr/port.ts';
import { KINDS, SHOWN_BLOCK, specimenOf, type Language } from './section-specimens.ts';

/** Draws all there is, as a thread of its own: a runtime has one registry of elements. Answers each piece by its name. */

const branding = { accent: '#2f4f4f', logo: null, font: 'Georgia, serif', radiusPx: 4 };
const store = { handle: 'halden', name: 'Halden', currency: 'EUR', locale: 'en', branding };
const money = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const image = (id: string, placeholder: string | null) => ({
  id,
  url: `/media/${id}.jpg`,
  sized: `/media/${id}-{width}.jpg`,
  alt: `<${id}>`,
  width: 800,
  height: 1000,
  placeholder,
});

const summary = (number: number): ProductSummary => ({
  id: `p${number}`,
  handle: `thing-${number}`,
  title: `Thing <${number}> & more`,
  vendor: `'Halden'`,
  productType: 'Things',
  image: number % 5 ? image(`i${number}`, number % 2 ? '#ccbbaa' : '#abc}body{}') : null,
  priceMin: money(1000 + number),
  priceMax: money(1000 + number + (number % 2)),
  compareAtPrice: number % 3 ? null : money(9000),
  available: number % 4 !== 0,
  variantCount: 1,
  onlyVariantId: number % 2 ? `v${number}` : null,
});
const products = Array.from({ length: 9 }, (_, index) => summary(index));

const variant = (id: string, options: string[], changes: Partial<Product['variants'][number]> = {}) => ({
  id,
  title: options.join(' / '),
  sku: 'A"1',
  options,
  price: money(1990),
  compareAtPrice: null,
  available: true,
  quantityAvailable: 3,
  lowStock: true,
  backOrdered: false,
  backInStockOn: null,
  unitPrice: null,
  imageId: null,
  requiresShipping: true,
  ...changes,
});

const product: Product = {
  ...summary(1),
  descriptionHtml: '<p>Made &amp; mended.<br>Twice</p><my-thing a="1">by hand</my-thing>',
  tags: ['a'],
  collections: [],
  options: [
    { name: 'Size', values: ['S', 'M'], swatches: null },
    {
      name: 'Colour',
      values: ['Red', 'Sand'],
      swatches: [
        { label: 'Red', colors: ['#a00'], imageId: null },
        { label: 'Sand', colors: ['#d3bd9a', '#fff'], imageId: 'two' },
      ],
    },
  ],
  variants: [
    variant('v1', ['S', 'Red']),
    variant('v2', ['M', 'Red'], { available: false, quantityAvailable: 0 }),
    variant('v3', ['S', 'Sand'], { compareAtPrice: money(2990), imageId: 'two' }),
  ],
  images: [image('one', '#ccc'), image('two', null)],
  videos: [],
  seoTitle: null,
  seoDescription: null,
};

function* pieces(language: Language): Generator<[name: string, wanted: WantedElement]> {
  const settings = { tone: 'plain', spacing: 'medium', width: 'normal' } as const;
  for (const specimen of SECTION_TYPES) {
    const shown = specimen.type === 'block' ? SHOWN_BLOCK : undefined;
    for (const name of Object.keys(specimen.variants)) {
      for (const kind of language === 'en' ? (['example', ...KINDS] as const) : (['example'] as const)) {
        const content = kind === 'example' ? specimen.example : specimenOf(specimen, kind, language);
        const section = {
          id: 's',
          type: specimen.type,
          variant: name,
          content,
          settings,
          version: 1,
          shown,
        } as Section;
        yield [
          `${specimen.type} ${name} ${kind}`,
          { tag: 'vitrine-sections', attributes: { level: '1' }, sections: [section] },
        ];
      }
    }
  }
  for (const layout of ['grid', 'carousel', 'masonry']) {
    const attributes = { limit: '9', layout, heading: '<Things>', 'product-url': '/products/{handle}' };
    yield [`grid ${layout}`, { tag: 'vitrine-product-grid', attributes }];
    yield [`sortable ${layout}`, { tag: 'vitrine-product-grid', attributes: { limit: '9', layout, sortable: '' } }];
  }
  yield ['empty grid', { tag: 'vitrine-product-grid', attributes: { limit: '3' } }];
  yield ['waiting grid', { tag: 'vitrine-product-grid', attributes: { limit: '4' } }];
  for (const handle of ['thing-1', 'gone', 'unknown'])
    yield [
      `product ${handle}`,
      { tag: 'vitrine-product', attributes: { handle, 'product-url': '/products/{handle}' } },
    ];
}

// A product that is gone is told to the console.
console.warn = () => undefined;
const drawing = (await import((workerData as { module: string }).module)) as ElementDrawing;
await drawing.ready;
const drawn: [name: string, html: string][] = [];
for (const whole of [true, false]) {
  for (const language of ['en', 'ar'] as const) {
    for (const [name, wanted] of pieces(language)) {
      const { lists, searches } = needsOf(wanted.sections ?? []);
      const page = { store, products, next: null };
      const answers = {
        store,
        lists: [
          { query: { limit: 9 }, page },
          { query: { limit: 3 }, page: { ...page, products: [] } },
          ...lists.map((query) => ({ query, page })),
        ],
        products: [
          { handle: 'thing-1', product },
          { handle: 'gone', product: null },
        ],
        searches: searches.map((search) => ({ ...search, products })),
      };
      const order = { wanted: [wanted], answers, locale: language, assets: '/assets/', whole, formAction: '/buy?a&b' };
      drawn.push([`${name} ${language} ${whole ? 'whole' : 'to stay'}`, JSON.stringify(drawing.renderElements(order))]);
    }
  }
}
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
parentPort!.postMessage(drawn);
