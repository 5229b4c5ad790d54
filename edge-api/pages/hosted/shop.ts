import { html } from 'hono/html';
import type { Product, ProductSummary, Variant } from '../../contract/products.ts';
import type { SearchAnswer } from '../../contract/search.ts';
import { type Crumb, homeHead, productHead, searchHead, wayTo } from './heads.ts';
import { type HostedPage, type Html, own, type ServedParts, type Visit } from './page.ts';
import { money, tokenField } from './parts.ts';

export const collectionPath = (handle: string): string => `/collections/${encodeURIComponent(handle)}`;

/** A part of a page that our elements have been drawn into, and what its head needs for that. */
export interface DrawnPart {
  readonly main: Html;
  readonly served: ServedParts;
}

/** Products drawn as cards, and the way to the next page of them; `query` is what that keeps of this one's. */
export function cards(
  { say }: Visit,
  { main }: DrawnPart,
  next: string | null,
  query: Readonly<Record<string, string>> = {},
): Html {
  const more = new URLSearchParams([...Object.entries(query), ['after', next ?? '']]);
  return html`<h2 class="hidden">${say('products')}</h2>
    ${main}
    ${next === null ? '' : html`<p class="next"><a class="button second" rel="next" href="?${more}">${say('more')}</a></p>`}`;
}

/** A page of products, and how they are drawn; null where there is none. */
export interface ShownProducts {
  readonly products: readonly ProductSummary[];
  readonly next: string | null;
  readonly drawn: DrawnPart | null;
}

/** What a page of products, or of none, needs besides its main part. */
export const servedWith = (drawn: DrawnPart | null): Pick<HostedPage, 'served'> =>
  drawn ? { served: drawn.served } : {};

/** The front page: the store's products, a page at a time. */
export function homePage(visit: Visit, { products, next, drawn }: ShownProducts): HostedPage {
  const { store, say } = visit;
  return {
    head: homeHead(visit, products),
    ...servedWith(drawn),
    main: html`<div class="head">
        <h1><bdi>${store.name}</bdi></h1>
      </div>
      ${drawn ? cards(visit, drawn, next) : html`<p class="quiet">${say('noProducts')}</p>`}`,
  };
}

/** What a search found. */
export function searchPage(
  visit: Visit,
  query: string,
  found: SearchAnswer | null,
  drawn: DrawnPart | null,
): HostedPage {
  const { say } = visit;
  const { products = [], total = 0, matching = 0, corrected = null, didYouMean = null, next = null } = found ?? {};
  const asked = { query: corrected ?? query };
  const title = !query
    ? say('search')
    : total > 0 && matching > 0
      ? say('found', { ...asked, count: matching })
      : say('nothing', asked);
  return {
    head: searchHead(visit, products),
    query,
    ...servedWith(drawn),
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
        drawn
          ? cards(visit, drawn, next, { q: query })
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

/** What a form to buy begins with. */
export interface ProductAsked {
  /** The variant asked for. */
  readonly chosen: string | undefined;
  /** Makes a form that is sent twice count once. */
  readonly entryId: string;
}

/** A choice of variants with their prices, and a quantity. */
function buyForm(visit: Visit, product: Product, { chosen, entryId }: ProductAsked): Html {
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

/** What buys a product where no script does: it fills the slot below the element's own button. */
export const plainBuying = (visit: Visit, product: Product, asked: ProductAsked): Html =>
  visit.elements
    ? html`<noscript slot="after-buy">${buyForm(visit, product, asked)}</noscript>`
    : html`<div slot="after-buy">${buyForm(visit, product, asked)}</div>`;

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

/** A product's own page; `today` is the day in UTC, as 2026-11-21. */
export function productPage(visit: Visit, product: Product, today: string, { main, served }: DrawnPart): HostedPage {
  const { title, collections } = product;
  const [collection] = collections;
  const crumbs = wayTo(
    visit,
    title,
    ...(collection ? [{ name: collection.title, path: collectionPath(collection.handle) }] : []),
  );
  return { head: productHead(visit, product, crumbs, today), served, main: html`${crumbLinks(visit, crumbs)} ${main}` };
}
