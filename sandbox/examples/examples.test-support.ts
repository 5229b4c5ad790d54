import type {
  BlockCart,
  BlockCollection,
  BlockProduct,
  BlockProductDetail,
} from '../../edge-api/contract/block-data.ts';
import type { Need } from '../run/port.ts';

/** A shop of a dozen products for examples of blocks. */

const money = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });

const picture = (name: string) => ({
  url: `/v1/stores/halden/media/${name}.webp`,
  sized: `/v1/stores/halden/media/${name}.webp?w={width}`,
  alt: `A ${name} on a table`,
  width: 1600,
  height: 1200,
});

const NAMES = ['cup', 'jug', 'bowl', 'plate', 'vase', 'lamp', 'towel', 'stool', 'tray', 'spoon', 'candle', 'rug'];

const PRODUCTS = NAMES.map((name, at): BlockProduct => ({
  id: `p-${name}`,
  handle: name,
  title: `${name[0]!.toUpperCase()}${name.slice(1)} “No. ${at + 1}” & more <new>`,
  vendor: at % 2 ? 'Halden' : '',
  type: ['Table', 'Light', ''][at % 3]!,
  tags: ['clay'],
  image: at === 3 ? null : picture(name),
  priceMin: money(900 + at * 1350),
  priceMax: money(900 + at * 1350 + (at % 4) * 500),
  price: money(900 + at * 1350),
  compareAt: at % 3 ? null : money(2000 + at * 1350),
  available: at % 5 !== 4,
  variantId: at % 4 ? null : `v-${name}`,
  description: `A ${name} for every day. `.repeat(20),
}));

const detailOf = (product: BlockProduct): BlockProductDetail => ({
  ...product,
  images: product.image ? [product.image] : [],
  options: [{ name: 'Colour', values: ['Clay', 'Chalk'] }],
  variants: [],
  collections: [{ handle: 'summer', title: 'Summer' }],
});

const COLLECTIONS = ['summer', 'table', 'light'].map((handle): BlockCollection => ({
  handle,
  title: handle[0]!.toUpperCase() + handle.slice(1),
  description: '',
  image: handle === 'light' ? null : picture(handle),
  productCount: 4,
}));

const CART: BlockCart = {
  lines: [],
  count: 2,
  subtotal: money(3750),
  discount: null,
  total: money(3750),
  freeShippingRemaining: null,
};

/** What the shop answers to a need. */
export async function answerOf({ kind, query }: Need): Promise<unknown> {
  if (kind === 'cart') return CART;
  if (kind === 'collections') return COLLECTIONS.slice(0, Number(query['limit'] ?? 24));
  if (kind === 'products') return PRODUCTS.slice(0, Number(query['limit'] ?? 24));
  const found = PRODUCTS.find(({ handle }) => handle === query['handle']);
  return found ? detailOf(found) : null;
}

/** Settings of examples that show nothing without any. */
export const SETTINGS: Readonly<Record<string, Record<string, unknown>>> = {
  announcement: { link: '/pages/gifts', label: 'More', from: '2026-11-01', until: '2026-12-24' },
  'brand-story': {
    picture: '/v1/stores/halden/media/cup.webp',
    alt: 'Hands at a wheel',
    link: 'https://halden.example/story',
    side: 'end',
  },
  comparison: { first: 'cup', second: 'jug', third: 'gone' },
  'featured-product': { product: 'cup', text: 'Thrown, not poured.\nEach one is its own.' },
  'new-arrivals': { collection: 'summer' },
  'size-guide': { note: 'Measured on the body.', open: true },
  'summer-sale': { ends: '2026-11-30' },
  'volume-prices': { product: 'cup' },
};
