import type { ProductList, ProductSummary } from '../../edge-api/contract/products.ts';

const THINGS = [
  'Linen shirt',
  'Stoneware mug',
  'Oak stool',
  'Wool throw',
  'Brass lamp',
  'Canvas tote',
  'Glass carafe',
  'Cork board',
];
const MAKERS = ['Halden', 'Moor & Field', 'Atelier Sund'];
const COUNT = 24;

/** The 24 products that every contestant shows. */
export const products: readonly ProductSummary[] = Array.from({ length: COUNT }, (_, index) => {
  const price = { amountMinor: 1290 + index * 350, currency: 'EUR' };
  return {
    id: `01J${String(index).padStart(23, '0')}`,
    handle: `product-${index + 1}`,
    title: `${THINGS[index % THINGS.length]} no. ${index + 1}`,
    vendor: MAKERS[index % MAKERS.length]!,
    productType: 'Homeware',
    image: {
      id: `image-${index}`,
      url: `/pictures/${index}.svg`,
      alt: `${THINGS[index % THINGS.length]}`,
      width: 800,
      height: 1000,
      sized: null,
      placeholder: null,
    },
    priceMin: price,
    priceMax: price,
    compareAtPrice: index % 6 === 4 ? { amountMinor: price.amountMinor + 1000, currency: 'EUR' } : null,
    available: true,
    variantCount: 1,
    onlyVariantId: `variant-${index}`,
  };
});

/** Our API's answer, with absolute addresses of pictures. */
export function productList(origin: string): ProductList {
  return {
    store: {
      handle: 'bench',
      name: 'Bench',
      currency: 'EUR',
      locale: 'en',
      branding: { accent: null, logo: null, font: null, radiusPx: null },
    },
    products: products.map((product) => ({
      ...product,
      image: product.image && { ...product.image, url: origin + product.image.url },
    })),
    next: null,
  };
}

/** A picture of a few kilobytes, the same for every contestant. */
export function picture(index: number): string {
  const shapes = Array.from({ length: 36 }, (_, n) => {
    const hue = (index * 15 + n * 7) % 360;
    return `<circle cx="${(n * 97 + index * 31) % 800}" cy="${(n * 61 + index * 53) % 1000}" r="${20 + ((n * 13) % 90)}" fill="hsl(${hue} 30% ${60 + (n % 20)}%)" fill-opacity=".5"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 1000" width="800" height="1000"><rect width="800" height="1000" fill="#e9e4da"/>${shapes.join('')}</svg>`;
}
