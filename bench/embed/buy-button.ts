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

function node(origin: string, index: number): unknown {
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
    __typename: 'Product',
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

/** Answers its GraphQL queries in the shape its own client checks. */
export function answerGraphql(origin: string, body: string): Served {
  const { query } = JSON.parse(body) as { query: string };
  const nodes = products.map((_, index) => node(origin, index));
  const shop = Object.fromEntries(
    [...query.matchAll(/\b(moneyFormat|name|description)\b/g)].map(([, field]) => [
      field,
      field === 'moneyFormat' ? '€{{amount}}' : 'Bench',
    ]),
  );
  return served('application/json', JSON.stringify({ data: query.includes('nodes (') ? { nodes } : { shop } }));
}

/** Its snippet: the page's `fetch` is turned to the fixture, since it takes no other address than Shopify's. */
export const buyButtonSnippet = (origin: string): string => `<script>
const real = fetch;
window.fetch = (url, options) => real(String(url).replace(/^https:\\/\\/[^/]+\\.myshopify\\.com/, '${origin}'), options);
</script>
<script async src="${origin}/buybutton.min.js" onload="ShopifyBuy.UI.init(ShopifyBuy.buildClient({ domain: 'bench.myshopify.com', storefrontAccessToken: 'token' })).createComponent('productSet', { id: [${products.map((_, index) => index + 1)}], node: document.getElementById('shop'), options: {} })"></script>`;
