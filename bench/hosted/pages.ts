import type { Awaited } from './measure.ts';

/** One of the hosted pages that are measured. */
export interface MeasuredPage {
  readonly name: string;
  readonly path: string;
  /** What the page shows of products, for the comparison with embeds. */
  readonly products?: Awaited;
  /** Audits of Lighthouse that do not count for this page, each with the reason. */
  readonly leftOut?: Readonly<Record<string, string>>;
}

/** Products as cards: drawn by the element, or plain. */
const CARDS = '.card h2, .card h3, [part~=item], .grid > li';
const NOT_LISTED = {
  'is-crawlable': 'the page asks search engines not to list it, as results of searches and carts should',
};

/** The pages of the shop that `openHostedShop` makes. */
export const PAGES: readonly MeasuredPage[] = [
  { name: 'home of sections', path: '/' },
  { name: 'collection', path: '/collections/all', products: { selector: CARDS, count: 20 } },
  { name: 'product', path: '/products/fjord-vase' },
  { name: 'search', path: '/search?q=vase', leftOut: NOT_LISTED },
  { name: 'cart', path: '/cart', leftOut: NOT_LISTED },
  { name: 'blog post', path: '/blog/how-a-vase-is-fired' },
];
