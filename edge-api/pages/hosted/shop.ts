import { html } from 'hono/html';
import type { Product, ProductSummary, Variant } from '../../contract/products.ts';
import type { SearchAnswer } from '../../contract/search.ts';
import { type Crumb, homeHead, productHead, searchHead, wayTo } from './heads.ts';
import { type HostedPage, type Html, own, type Visit } from './page.ts';
import { money, picture, safeHtml, stand, tokenField } from './parts.ts';

const CARD_SIZES = '(max-width: 38rem) 45vw, (max-width: 76rem) 30vw, 280px';
const pathOf = (handle: string): string => `/products/${encodeURIComponent(handle)}`;
export const collectionPath = (handle: string): string => `/collections/${encodeURIComponent(handle)}`;

function cardPrice(visit: Visit, { priceMin, priceMax, compareAtPrice }: ProductSummary): Html {
  const { say } = visit;
  const price = money(visit, priceMin);
  const now = priceMax.amountMinor > priceMin.amountMinor ? say('from', { price }) : price;
  return html`<p class="price">
    ${now}${compareAtPrice ? html` <s><span class="hidden">${say('before')} </span>${money(visit, compareAtPrice)}</s>` : ''}
  </p>`;
}

function card(visit: Visit, product: ProductSummary, index: number): Html {
  const { say } = visit;
  const { available, compareAtPrice, handle, image, title } = product;
  const badge = !available ? say('soldOut') : compareAtPrice ? say('sale') : '';
  return html`<li class="card">
    <div class="frame">${picture(image, CARD_SIZES, { eager: index < 4 }) || stand(title)}</div>
    ${badge ? html`<p class="badge">${badge}</p>` : ''}
    <h2><a href="${pathOf(handle)}">${own(visit, title)}</a></h2>
    ${cardPrice(visit, product)}
  </li>`;
}

/** Products as cards, and the way to the next page of them; `query` is what that keeps of this one's. */
export function cards(
  visit: Visit,
  products: readonly ProductSummary[],
  next: string | null,
  query: Readonly<Record<string, string>> = {},
): Html {
  const { say } = visit;
  const more = new URLSearchParams([...Object.entries(query), ['after', next ?? '']]);
  return html`<ul class="cards">
      ${products.map((product, index) => card(visit, product, index))}
    </ul>
    ${next === null ? '' : html`<p class="next"><a class="button second" rel="next" href="?${more}">${say('more')}</a></p>`}`;
}

/** The front page: the store's products, a page at a time. */
export function homePage(
  visit: Visit,
  { products, next }: { products: readonly ProductSummary[]; next: string | null },
): HostedPage {
  const { store, say, elements } = visit;
  const list = products.length ? cards(visit, products, next) : html`<p class="quiet">${say('noProducts')}</p>`;
  return {
    head: homeHead(visit, products),
    main: html`<div class="head">
        <h1><bdi>${store.name}</bdi></h1>
      </div>
      ${
        elements
          ? html`<vitrine-product-grid limit="24" product-url="/products/{handle}">${list}</vitrine-product-grid>`
          : list
      }`,
  };
}

/** What a search found. */
export function searchPage(visit: Visit, query: string, found: SearchAnswer | null): HostedPage {
  const { say } = visit;
  const { products = [], total = 0, matching = 0, corrected = null, didYouMean = null, next = null } = found ?? {};
  const asked = { query: corrected ?? query };
  const title = !query
    ? say('search')
    : total > 0 && matching > 0
      ? say('found', { ...asked, count: matching })
      : say('nothing', asked);
  return {
    head: searchHead(visit),
    query,
    main: html`<div class="head" role="status">
        <h1>${title}</h1>
        ${query && matching === 0 ? html`<p class="quiet">${say(total > 0 ? 'closest' : 'hint')}</p>` : ''}
        ${corrected ? html`<p class="quiet">${say('showing', { query: corrected })}</p>` : ''}
        ${
          didYouMean
            ? html`<p>
                <a href="/search?${new URLSearchParams({ q: didYouMean })}"
                  >${say('didYouMean', { query: didYouMean })}</a
                >
              </p>`
            : ''
        }
      </div>
      ${
        products.length
          ? cards(visit, products, next, { q: query })
          : html`<p><a class="button second" href="/">${say('everything')}</a></p>`
      }`,
  };
}

/** Whether a variant can be had, in words; '' when there is nothing to say. */
function stockOf({ say }: Visit, { available, backOrdered, lowStock, quantityAvailable }: Variant): string {
  if (!available) return say('soldOut');
  if (backOrdered) return say('shipsLater');
  return lowStock && quantityAvailable !== null ? say('left', { count: quantityAvailable }) : '';
}

function price(visit: Visit, { price: now, compareAtPrice }: Variant): Html {
  const { say } = visit;
  return html`<span class="price ${compareAtPrice ? 'sale' : ''}">${money(visit, now)}</span>${
      compareAtPrice ? html` <s><span class="hidden">${say('before')} </span>${money(visit, compareAtPrice)}</s>` : ''
    }`;
}

/** What a measure of it costs, such as 3.98 € / 100 ml. */
function unitPrice(visit: Visit, { unitPrice: unit }: Variant): string {
  if (!unit) return '';
  return `${money(visit, unit.price)} / ${unit.quantity === 1 ? '' : `${unit.quantity} `}${unit.unit}`;
}

/** A choice among a product's variants; the first that can be bought is chosen. */
function variants(visit: Visit, { options, variants: all }: Product, chosen: string | undefined): Html {
  const { say } = visit;
  const first = all.find(({ id, available }) => available && id === chosen) ?? all.find(({ available }) => available);
  if (all.length === 1)
    return html`<p>${price(visit, all[0]!)} <span class="quiet small">${unitPrice(visit, all[0]!)}</span></p>
      <input type="hidden" name="variant" value="${all[0]!.id}" />
      ${stockOf(visit, all[0]!) ? html`<p class="quiet">${stockOf(visit, all[0]!)}</p>` : ''}`;
  return html`<fieldset class="choices">
    <legend class="hidden">
      ${options.length ? own(visit, options.map(({ name }) => name).join(', ')) : say('choose')}
    </legend>
    ${all.map(
      (variant) =>
        html`<label class="choice">
          <input
            type="radio"
            name="variant"
            value="${variant.id}"
            required
            ${variant.available ? '' : html`disabled`}
            ${variant === first ? html`checked` : ''}
          />
          <span class="what"
            >${own(visit, variant.title)}<small>${stockOf(visit, variant)}</small
            ><small>${unitPrice(visit, variant)}</small></span
          >
          <span class="cost small">${price(visit, variant)}</span>
        </label>`,
    )}
  </fieldset>`;
}

function gallery(visit: Visit, { images, title }: Product): Html | string {
  const [first, ...rest] = images;
  if (!first) return '';
  return html`<figure aria-label="${visit.say('pictures')}">
    <div class="main-picture">
      ${picture(first, '(max-width: 52rem) 92vw, 600px', { eager: true, alt: first.alt || title })}
    </div>
    ${
      rest.length
        ? html`<ul class="thumbs">
            ${rest.slice(0, 11).map((image, index) => html`<li><a href="${image.url}">${picture(image, '96px', { alt: image.alt || `${title}, ${index + 2}` })}</a></li>`)}
          </ul>`
        : ''
    }
  </figure>`;
}

function buyForm(visit: Visit, product: Product, chosen: string | undefined, entryId: string): Html {
  const { say } = visit;
  return html`<form class="stack" method="post" action="/cart">
    ${tokenField(visit)}
    <input type="hidden" name="do" value="add" />
    <input type="hidden" name="entry" value="${entryId}" />
    ${variants(visit, product, chosen)}
    ${
      product.available
        ? html`<div class="field qty">
              <label for="quantity">${say('quantity')}</label>
              <input
                id="quantity"
                type="number"
                name="quantity"
                value="1"
                min="1"
                max="9999"
                inputmode="numeric"
                required
              />
            </div>
            <div class="bar"><button class="wide">${say('add')}</button></div>`
        : html`<p class="error">${say('soldOut')}</p>`
    }
  </form>`;
}

/** The way from the front page to a page, in links. */
export const crumbLinks = (visit: Visit, crumbs: readonly Crumb[]): Html =>
  html`<nav class="crumbs" aria-label="${visit.say('breadcrumb')}">
    <ol>
      ${crumbs.map(
        ({ name, path }) =>
          html`<li>
            ${path === null ? html`<span aria-current="page">${own(visit, name)}</span>` : html`<a href="${path}">${own(visit, name)}</a>`}
          </li>`,
      )}
    </ol>
  </nav>`;

/** What a form of a product's page begins with, and the day it is shown on. */
export interface ProductAsked {
  /** The variant asked for. */
  readonly chosen: string | undefined;
  /** Makes a form that is sent twice count once. */
  readonly entryId: string;
  /** Day in UTC, as 2026-11-21. */
  readonly today: string;
}

/** A product's own page. */
export function productPage(visit: Visit, product: Product, { chosen, entryId, today }: ProductAsked): HostedPage {
  const { descriptionHtml, handle, title, vendor, collections } = product;
  const [collection] = collections;
  const crumbs = wayTo(
    visit,
    title,
    ...(collection ? [{ name: collection.title, path: collectionPath(collection.handle) }] : []),
  );
  const shown = html`<div class="product${product.images.length ? '' : ' bare'}">
      ${gallery(visit, product)}
      <div class="stack">
        ${vendor ? html`<p class="quiet">${own(visit, vendor)}</p>` : ''}
        <h1>${own(visit, title)}</h1>
        ${buyForm(visit, product, chosen, entryId)}
      </div>
    </div>
    ${descriptionHtml ? html`<div class="prose" lang="${visit.store.locale}" dir="auto">${safeHtml(descriptionHtml)}</div>` : ''}`;
  return {
    head: productHead(visit, product, crumbs, today),
    main: html`${crumbLinks(visit, crumbs)}
    ${visit.elements ? html`<vitrine-product handle="${handle}" heading-level="1">${shown}</vitrine-product>` : shown}`,
  };
}
