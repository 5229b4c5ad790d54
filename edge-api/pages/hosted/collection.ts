import { html } from 'hono/html';
import type { ProductSort } from '../../contract/products.ts';
import { type CollectionFacts, collectionHead, wayTo } from './heads.ts';
import { type HostedPage, type Html, own, type Visit } from './page.ts';
import { picture, safeHtml } from './parts.ts';
import { cards, crumbLinks, servedWith, type ShownProducts } from './shop.ts';
import type { Word } from './strings/index.ts';

const SORTS: Readonly<Record<ProductSort, Word>> = {
  featured: 'sortFeatured',
  newest: 'sortNewest',
  'price-asc': 'sortPriceAsc',
  'price-desc': 'sortPriceDesc',
  'title-asc': 'sortTitleAsc',
  'title-desc': 'sortTitleDesc',
};

/** Chooses the order of the products. */
const sortForm = ({ say }: Visit, chosen: ProductSort): Html =>
  html`<form class="sort">
    <label for="sort">${say('sortBy')}</label>
    <select id="sort" name="sort">
      ${Object.entries(SORTS).map(([sort, word]) => html`<option value="${sort}" ${sort === chosen ? html`selected` : ''}>${say(word)}</option>`)}
    </select>
    <button class="second">${say('sortShow')}</button>
  </form>`;

/** A collection: what it is, and its products a page at a time. */
export function collectionPage(
  visit: Visit,
  collection: CollectionFacts,
  { products, next, drawn, sort }: ShownProducts & { readonly sort: ProductSort },
): HostedPage {
  const { say } = visit;
  const { title, descriptionHtml, image } = collection;
  const crumbs = wayTo(visit, title);
  const list = drawn
    ? html`${sortForm(visit, sort)} ${cards(visit, drawn, next, sort === 'featured' ? {} : { sort })}`
    : html`<p class="quiet">${say('noProducts')}</p>`;
  return {
    head: collectionHead(visit, collection, products, crumbs),
    ...servedWith(drawn),
    main: html`${crumbLinks(visit, crumbs)}
      <div class="head">
        <h1>${own(visit, title)}</h1>
        ${descriptionHtml ? html`<div class="prose" lang="${visit.store.locale}" dir="auto">${safeHtml(descriptionHtml)}</div>` : ''}
      </div>
      ${image ? html`<div class="banner">${picture(image, '(max-width: 76rem) 92vw, 1200px', { eager: true, alt: image.alt })}</div>` : ''}
      ${list}`,
  };
}
