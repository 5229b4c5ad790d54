import { html } from 'hono/html';
import { type ProductSort, type ProductSummary } from '../../contract/products.ts';
import { type CollectionFacts, collectionHead, wayTo } from './heads.ts';
import { type HostedPage, type Html, own, type Visit } from './page.ts';
import { picture, safeHtml } from './parts.ts';
import { cards, crumbLinks } from './shop.ts';
import type { Word } from './strings/index.ts';

const SORTS: Readonly<Record<ProductSort, Word>> = {
  featured: 'sortFeatured',
  newest: 'sortNewest',
  'price-asc': 'sortPriceAsc',
  'price-desc': 'sortPriceDesc',
  'title-asc': 'sortTitleAsc',
  'title-desc': 'sortTitleDesc',
};

/** A part of a collection's products, in an order. */
export interface ShownProducts {
  readonly products: readonly ProductSummary[];
  readonly next: string | null;
  readonly sort: ProductSort;
}

/** Chooses the order of the products; an element of ours takes its place where scripts run. */
const sortForm = ({ say }: Visit, chosen: ProductSort): Html =>
  html`<form class="sort">
    <label for="sort">${say('sortBy')}</label>
    <select id="sort" name="sort">
      ${Object.entries(SORTS).map(([sort, word]) => html`<option value="${sort}" ${sort === chosen ? html`selected` : ''}>${say(word)}</option>`)}
    </select>
    <button class="second">${say('sortShow')}</button>
  </form>`;

/** A collection: what it is, and its products a page at a time. Its handle is null for all the shop's products. */
export function collectionPage(
  visit: Visit,
  collection: CollectionFacts & { readonly handle: string | null },
  { products, next, sort }: ShownProducts,
): HostedPage {
  const { say, elements } = visit;
  const { title, handle, descriptionHtml, image } = collection;
  const crumbs = wayTo(visit, title);
  const list = products.length
    ? html`${sortForm(visit, sort)} ${cards(visit, products, next, sort === 'featured' ? {} : { sort })}`
    : html`<p class="quiet">${say('noProducts')}</p>`;
  return {
    head: collectionHead(visit, collection, products, crumbs),
    main: html`${crumbLinks(visit, crumbs)}
      <div class="head">
        <h1>${own(visit, title)}</h1>
        ${descriptionHtml ? html`<div class="prose" lang="${visit.store.locale}" dir="auto">${safeHtml(descriptionHtml)}</div>` : ''}
      </div>
      ${image ? html`<div class="banner">${picture(image, '(max-width: 76rem) 92vw, 1200px', { eager: true, alt: image.alt })}</div>` : ''}
      ${
        elements
          ? html`<vitrine-product-grid
              ${handle === null ? '' : html`collection="${handle}"`}
              sort="${sort}"
              sortable
              limit="24"
              product-url="/products/{handle}"
              >${list}</vitrine-product-grid
            >`
          : list
      }`,
  };
}
