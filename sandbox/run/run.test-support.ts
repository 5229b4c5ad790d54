import { formatsOf } from './formats.ts';
import type { BlockInput, RenderRequest } from './port.ts';

/** What blocks of tests are given, but for what a test says. */
export const inputOf = (more: Partial<BlockInput> = {}): BlockInput => ({
  settings: {},
  locale: 'en',
  currency: 'EUR',
  now: Date.UTC(2026, 10, 22, 12),
  seed: 1,
  formats: formatsOf(more.locale ?? 'en', ['EUR', 'JPY', 'KWD']),
  paths: { product: '/products/{handle}', collection: '/collections/{handle}', page: '/pages/{handle}' },
  data: {},
  ...more,
});

export const requestOf = (
  source: string,
  more: Partial<BlockInput> = {},
  limits?: RenderRequest['limits'],
): RenderRequest => ({
  source,
  input: inputOf(more),
  ...(limits && { limits }),
});

/** A block whose function has this body, with everything it is given in reach by name. */
export const bodyOf = (body: string): string =>
  `export default function (given, settings) { const { ${API.join(', ')} } = given; ${body}\n}`;

export const API = [
  'html',
  'escapeHtml',
  'truncate',
  'pluralize',
  'formatPrice',
  'formatDate',
  'image',
  'url',
  't',
  'locale',
  'currency',
  'products',
  'collections',
  'product',
  'cart',
];

/** The block that the documentation begins with. */
export const EXAMPLE = `export default function ({ products, formatPrice, html }, settings) {
  return html\`<h2>\${settings.title}</h2>
    \${products({ collection: 'summer', limit: 3 }).map((p) => html\`<p>\${p.title}: \${formatPrice(p.price)}</p>\`)}\`;
}`;

export const EXAMPLE_HTML =
  '<h2>Light &amp; airy</h2>\n    <p>Hat: €12.00</p><p>Towel &lt;XL&gt;: €1,024.50</p><p>Fan: €7.05</p>';

/** What fetches the example's products. */
export const SUMMER = [
  { handle: 'hat', title: 'Hat', priceMin: { amountMinor: 1200, currency: 'EUR' } },
  { handle: 'towel', title: 'Towel <XL>', priceMin: { amountMinor: 102450, currency: 'EUR' } },
  { handle: 'fan', title: 'Fan', priceMin: { amountMinor: 705, currency: 'EUR' } },
];
