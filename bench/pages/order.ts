import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { SECTION_TYPES } from '../../edge-api/contract/sections/section-types.ts';
import type { Section } from '../../edge-api/contract/sections/section.ts';
import type { ElementOrder } from '../../edge-api/pages/ssr/port.ts';

export const PRODUCTS = 24;
export const SECTIONS = 8;

const store = {
  handle: 'halden',
  name: 'Halden',
  currency: 'EUR',
  locale: 'en',
  branding: { accent: '#2f4f4f', logo: null, font: null, radiusPx: 4 },
};

const product = (number: number): ProductSummary => ({
  id: `p${number}`,
  handle: `thing-${number}`,
  title: `A thing of linen & oak, number ${number}`,
  vendor: 'Halden',
  productType: 'Things',
  image: {
    id: `i${number}`,
    url: `/media/${number}.jpg`,
    sized: `/media/${number}-{width}.jpg`,
    alt: `Thing ${number} on a table`,
    width: 800,
    height: 1000,
    placeholder: '#ccbbaa',
  },
  priceMin: { amountMinor: 1000 + number, currency: 'EUR' },
  priceMax: { amountMinor: 1000 + number, currency: 'EUR' },
  compareAtPrice: null,
  available: true,
  variantCount: 1,
  onlyVariantId: `v${number}`,
});

/** Sections of different types, with what their types show as examples. */
export const sections: Section[] = SECTION_TYPES.filter(({ type }) => type !== 'product-showcase')
  .slice(0, SECTIONS)
  .map(({ type, variants, example }, index) => ({
    id: `s${index}`,
    type,
    variant: Object.keys(variants)[0]!,
    content: example as Record<string, unknown>,
    settings: { tone: 'plain', spacing: 'medium', width: 'normal' },
    version: 1,
  }));

const products = Array.from({ length: PRODUCTS }, (_, index) => product(index));

/** A page of sections and products, to be taken over by scripts or to stay as it is. */
export const orderOf = (whole: boolean): ElementOrder => ({
  wanted: [
    { tag: 'vitrine-sections', attributes: { level: '1' }, sections },
    { tag: 'vitrine-product-grid', attributes: { limit: `${PRODUCTS}`, 'product-url': '/products/{handle}' } },
  ],
  answers: {
    store,
    lists: [{ query: { limit: PRODUCTS }, page: { store, products, next: null } }],
    products: [],
    searches: [],
  },
  locale: 'en',
  assets: '/assets/',
  whole,
});
