import { readFile } from 'node:fs/promises';
import { products } from './catalogue.ts';
import { served, type Served } from './server.ts';

/** Shopify's Buy Button JS as its merchants get it, and the answers of its API for our 24 products. */
export const buyButtonScript = async (): Promise<Served> =>
  served(
    'text/javascript',
    await readFile(new URL('../../node_modules/@shopify/buy-button-js/dist/buybutton.min.js', import.meta.url)),
  );

const money = (amountMinor: number) => ({ amount: (amountMinor / 100).toFixed(2), currencyCode: 'EUR' });
const NO_PAGES = { hasNextPage: false, hasPreviousPage: false };

function node(origin: string, index: number) {
  const product = products[index]!;
  const price = money(product.priceMin.amountMinor);
  const compareAtPrice = product.compareAtPrice && money(product.compareAtPrice.amountMinor);
  const image = {
    id: `gid://shopify/ProductImage/${index}`,
    src: origin + product.image!.url,
    altText: product.image!.alt,
    width: 800,
    height: 1000,
  };
  return {
    id: `gid://shopify/Product/${index + 1}`,
    availableForSale: true,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    descriptionHtml: '',
    description: '',
    handle: product.handle,
    productType: product.productType,
    title: product.title,
    vendor: product.vendor,
    publishedAt: '2026-01-01T00:00:00Z',
    onlineStoreUrl: null,
    options: [{ id: `gid://shopify/ProductOption/${index}`, name: 'Title', values: ['Default Title'] }],
    images: { pageInfo: NO_PAGES, edges: [{ cursor: 'a', node: image }] },
    variants: {
      pageInfo: NO_PAGES,
      edges: [
        {
          cursor: 'a',
          node: {
            id: `gid://shopify/ProductVariant/${index + 1}`,
            title: 'Default Title',
            price,
            priceV2: price,
            weight: 1,
            available: true,
            sku: '',
            compareAtPrice,
            compareAtPriceV2: compareAtPrice,
            image,
            selectedOptions: [{ name: 'Title', value: 'Default Title' }],
            unitPrice: null,
            unitPriceMeasurement: null,
          },
        },
      ],
    },
  };
}

const COLLECTION = {
  id: 'gid://shopify/Collection/1',
  handle: 'all',
  title: 'All',
  description: '',
  descriptionHtml: '',
  updatedAt: '2026-01-01T00:00:00Z',
  image: null,
};

/** A page of the collection's products, as many as its client asks for: twenty unless told otherwise. */
function productsPage(origin: string, from: number, first: number) {
  const nodes = products.map((_, index) => ({ cursor: String(index), node: node(origin, index) }));
  const pageInfo = { hasNextPage: from + first < products.length, hasPreviousPage: from > 0 };
  return { pageInfo, edges: nodes.slice(from, from + first) };
}

/** Answers its GraphQL queries in the shape its own client checks: not a field more than it asked for. */
export function answerGraphql(origin: string, body: string): Served {
  const { query, variables = {} } = JSON.parse(body) as { query: string; variables?: { productsFirst?: number } };
  const answer = (data: unknown) => served('application/json', JSON.stringify({ data }));
  const first = variables.productsFirst ?? 20;
  if (query.includes('nodes ('))
    return answer({ nodes: products.map((_, index) => ({ __typename: 'Product', ...node(origin, index) })) });
  if (query.includes('collectionByHandle'))
    return answer({ collectionByHandle: { ...COLLECTION, products: productsPage(origin, 0, first) } });
  const [, after] = /after: "(\d+)"/.exec(query) ?? [];
  const { id, ...rest } = COLLECTION;
  return answer({
    node: {
      __typename: 'Collection',
      id,
      ...(after === undefined ? rest : {}),
      products: productsPage(origin, after === undefined ? 0 : Number(after) + 1, first),
    },
  });
}

/** The products by their ids, which costs it the fewest requests: one. */
export const BY_IDS = `'productSet', { id: [${products.map((_, index) => index + 1)}]`;
/** A collection by its handle, as our grid shows one. It shows twenty products and a button for more. */
export const BY_HANDLE = `'collection', { handle: 'all'`;

/** Its snippet: the page's `fetch` is turned to the fixture, since it takes no other address than Shopify's. */
export const buyButtonSnippet = (origin: string, component: string): string => `<script>
const real = fetch;
window.fetch = (url, options) => real(String(url).replace(/^https:\\/\\/[^/]+\\.myshopify\\.com/, '${origin}'), options);
</script>
<script async src="${origin}/buybutton.min.js" onload="ShopifyBuy.UI.init(ShopifyBuy.buildClient({ domain: 'bench.myshopify.com', storefrontAccessToken: 'token' })).createComponent(${component}, node: document.getElementById('shop'), moneyFormat: '%E2%82%AC%7B%7Bamount%7D%7D', options: {} })"></script>`;
