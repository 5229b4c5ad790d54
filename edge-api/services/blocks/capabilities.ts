import { INPUT_BYTES, MOST_NEEDS, type Need } from '../../../sandbox/run/port.ts';
import type {
  BlockCart,
  BlockCollection,
  BlockImage,
  BlockProduct,
  BlockProductDetail,
} from '../../contract/block-data.ts';
import {
  type Collection,
  type Image,
  ListProducts,
  type Product,
  ProductSort,
  type ProductSummary,
} from '../../contract/products.ts';
import type { Quote, RequestedLine } from '../../contract/quotes.ts';
import { SearchProducts } from '../../contract/search.ts';
import type { ReadProductWords } from '../../repositories/block-products.ts';
import { presented } from '../currencies.ts';
import { ApiError } from '../errors.ts';
import type { ProductService } from '../products.ts';
import type { QuoteService } from '../quotes.ts';
import type { SearchService } from '../search.ts';
import type { Exchange } from '../totals/exchange.ts';

/** How much of anything a block is given. */
const MOST = {
  /** Bytes of one answer: those to all needs together stay well below what crosses into the engine. */
  answer: Math.floor((INPUT_BYTES * 0.85) / MOST_NEEDS),
  limit: 50,
  listed: 24,
  tags: 30,
  /** Characters of a tag, a name and the like, and of addresses. */
  name: 255,
  address: 1000,
  /** Characters of descriptions: in lists, and of one product. */
  beginning: 400,
  description: 5000,
  images: 20,
  variants: 100,
  options: 10,
  values: 50,
  collections: 20,
} as const;

/** What the needs of blocks are answered from: the services of one store. */
export interface BlockSources {
  readonly products: Pick<ProductService, 'list' | 'get' | 'collections'>;
  readonly search: Pick<SearchService, 'find'>;
  readonly quotes: Pick<QuoteService, 'quote'>;
  readonly words: ReadProductWords;
}

/** For whom needs are answered. */
export interface Asking {
  /** The currency amounts are shown in. */
  readonly exchange: Exchange;
  /** What goes before addresses that begin at the root; '' leaves them. */
  readonly origin: string;
  /** What is in the shopper's cart; without it a block sees an empty one. */
  readonly lines?: readonly RequestedLine[] | undefined;
  readonly customerId?: string | null | undefined;
}

/** Answers needs, and notes what a drawing has to know of its data. */
export interface Capabilities {
  answer(need: Need): Promise<unknown>;
  /** Whether the cart was asked for. */
  readonly readsCart: boolean;
  /** Whether the same data may come out better in a moment, as searches may. */
  readonly provisional: boolean;
  /** Where the pictures lie that were given: addresses and paths that end with a slash. */
  readonly pictures: ReadonlySet<string>;
}

const encoder = new TextEncoder();
const isTooMuch = (answer: unknown): boolean => encoder.encode(JSON.stringify(answer)).length > MOST.answer;

/** As much of a list, from its beginning, as one answer may have. */
function fitting<Item>(list: readonly Item[]): readonly Item[] {
  let shorter = list;
  while (shorter.length > 0 && isTooMuch(shorter)) shorter = shorter.slice(0, Math.floor(shorter.length * 0.8));
  return shorter;
}

/** A product with as many of its variants, values and pictures. */
function fittingProduct(product: BlockProductDetail): BlockProductDetail {
  let smaller = product;
  const half = <Item>(list: readonly Item[]): readonly Item[] => list.slice(0, Math.floor(list.length / 2));
  while (isTooMuch(smaller)) {
    const { images, options, variants, collections } = smaller;
    if (images.length + options.length + variants.length + collections.length === 0) break;
    smaller = {
      ...smaller,
      ...{ images: half(images), variants: half(variants), collections: half(collections) },
      options: half(options).map(({ name, values }) => ({ name, values: half(values) })),
    };
  }
  return smaller;
}

const cut = (text: string, most: number = MOST.name): string => text.slice(0, most);

/** The folders of a picture's addresses. */
export function foldersOf({ url, sized }: Pick<BlockImage, 'url' | 'sized'>): string[] {
  return [url, sized?.split('{width}')[0]].flatMap((address) => {
    const folder = /^(?:https?:\/\/[^/?#]+)?\/(?:[^?#]*\/)?/.exec(address ?? '')?.[0];
    return folder === undefined || folder.startsWith('//') ? [] : [folder];
  });
}

/** Answers the needs of one block over the services of its store, and of no other. */
export function capabilities({ products, search, quotes, words }: BlockSources, asking: Asking): Capabilities {
  const { exchange, origin, lines, customerId = null } = asking;
  const pictures = new Set<string>();
  const noted = { readsCart: false, provisional: false };
  const whole = (address: string): string => (/^\/(?!\/)/.test(address) ? `${origin}${address}` : address);

  function imageOf(image: Image | null): BlockImage | null {
    if (!image || image.url.length > MOST.address) return null;
    const { url, sized, width, height, alt } = image;
    const shown: BlockImage = {
      url: whole(url),
      ...(sized !== null && sized.length <= MOST.address && { sized: whole(sized) }),
      width,
      height,
      alt: cut(alt, MOST.beginning),
    };
    for (const folder of foldersOf(shown)) pictures.add(folder);
    return shown;
  }

  function productOf(product: ProductSummary, known?: { tags: readonly string[]; description: string }): BlockProduct {
    const { id, handle, title, vendor, productType, priceMin, priceMax, compareAtPrice, available } = product;
    return {
      id,
      handle,
      title: cut(title),
      vendor: cut(vendor),
      type: cut(productType),
      tags: (known?.tags ?? []).slice(0, MOST.tags).map((tag) => cut(tag, 100)),
      price: priceMin,
      priceMin,
      priceMax,
      compareAt: compareAtPrice,
      available,
      variantId: product.onlyVariantId,
      image: imageOf(product.image),
      description: known?.description ?? '',
    };
  }

  const detailOf = (product: Product, description: string): BlockProductDetail => ({
    ...productOf(product, { tags: product.tags, description }),
    images: product.images.slice(0, MOST.images).flatMap((image) => imageOf(image) ?? []),
    options: product.options
      .slice(0, MOST.options)
      .map(({ name, values }) => ({ name: cut(name), values: values.slice(0, MOST.values).map((one) => cut(one)) })),
    variants: product.variants
      .slice(0, MOST.variants)
      .map(({ id, title, options, price, compareAtPrice, available }) => ({
        ...{ id, title: cut(title), options: options.map((one) => cut(one)) },
        ...{ price, compareAt: compareAtPrice, available },
      })),
    collections: product.collections
      .slice(0, MOST.collections)
      .map(({ handle, title }) => ({ handle, title: cut(title) })),
  });

  const collectionOf = ({ handle, title, descriptionHtml, image, productCount }: Collection): BlockCollection => ({
    handle,
    title: cut(title),
    description: cut(textOf(descriptionHtml), MOST.beginning),
    image: imageOf(image),
    productCount,
  });

  const cartOf = (quote: Quote): BlockCart => ({
    lines: quote.lines.map((line) => ({
      handle: line.productHandle,
      variantId: line.variantId,
      title: cut(line.title),
      variant: cut(line.variantTitle),
      quantity: line.quantity,
      price: line.unitPrice,
      compareAt: line.compareAtPrice,
      total: line.discountedTotal,
      image: imageOf(line.image),
      available: line.problem === null,
    })),
    count: quote.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    subtotal: quote.subtotal,
    discount: quote.discount,
    total: quote.total,
    freeShippingRemaining: quote.freeShippingRemaining,
  });

  async function listed(query: Need['query']): Promise<readonly ProductSummary[]> {
    const { collection, search: text, sort, limit } = readQuery(query);
    if (text !== undefined && collection === undefined && sort === undefined) {
      const found = await search.find(SearchProducts.parse({ q: text, limit, facets: 'none' }));
      if (found.provisional) noted.provisional = true;
      return presented(found.body, exchange).products;
    }
    const wish = ListProducts.parse({ ...(text !== undefined && { q: text }), ...(sort && { sort }), limit });
    const list = await products.list({ ...wish, ...(collection !== undefined && { collection }) });
    return presented(list.body, exchange).products;
  }

  const answers: Readonly<Record<Need['kind'], (query: Need['query']) => Promise<unknown>>> = {
    async products(query) {
      const found = await listed(query);
      const known = await words(
        found.map(({ id }) => id),
        MOST.beginning,
      );
      const byId = new Map(known.map((one) => [one.id, one]));
      return fitting(found.map((product) => productOf(product, byId.get(product.id))));
    },

    async collections(query) {
      const { body } = await products.collections();
      return fitting(body.collections.slice(0, readQuery(query).limit).map(collectionOf));
    },

    async product({ handle }) {
      if (typeof handle !== 'string' || handle === '') return null;
      const { body } = await products.get(handle);
      const { product } = presented(body, exchange);
      const [known] = await words([product.id], MOST.description);
      return fittingProduct(detailOf(product, known?.description ?? ''));
    },

    async cart() {
      noted.readsCart = true;
      if (!lines || lines.length === 0) return null;
      const { currency } = exchange;
      const cart = cartOf(await quotes.quote({ lines: [...lines], currency }, { customerId }));
      return { ...cart, lines: fitting(cart.lines) };
    },
  };

  return {
    get readsCart() {
      return noted.readsCart;
    },
    get provisional() {
      return noted.provisional;
    },
    pictures,
    async answer({ kind, query }) {
      try {
        return await answers[kind](query);
      } catch (error) {
        // A block that names what is not there is given nothing, as a page would show nothing.
        if (error instanceof ApiError && kind !== 'cart' && NOT_THERE.has(error.code)) return null;
        throw error;
      }
    },
  };
}

const NOT_THERE: ReadonlySet<string> = new Set(['collection_not_found', 'product_not_found', 'invalid_request']);

const textIn = (value: string | number | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;

/** A query as the engine lets it out, or as somebody sends it who has run a block himself. */
function readQuery({ collection, search, sort, limit }: Need['query']) {
  const count = typeof limit === 'number' && limit >= 1 ? Math.floor(limit) : MOST.listed;
  return {
    collection: textIn(collection),
    search: textIn(search)?.trim() || undefined,
    sort: ProductSort.safeParse(sort).data,
    limit: Math.min(MOST.limit, count),
  };
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

/** The text of HTML that was cleaned on its way in, in one line. It is text: whoever shows it escapes it. */
const textOf = (html: string): string =>
  html
    .slice(0, 4 * MOST.description)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_whole, name: string) => NAMED[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
