import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { directionOf } from '../direction.ts';
import { headHtml } from '../seo/head.ts';
import { headOf, type PageHead } from './head.ts';
import { footMenu, mainMenu } from './menu.ts';
import { LANGUAGE_NAMES } from './strings/index.ts';
import type { Visit } from './visit.ts';

export type { Visit };
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const languageOf = (locale: string): string => locale.toLowerCase().split('-', 1)[0] ?? '';

/** Text of the merchant's, in the store's own language and direction whatever the page's. */
export const own = ({ store, locale }: Pick<Visit, 'store' | 'locale'>, text: string): Html =>
  languageOf(store.locale) === languageOf(locale)
    ? html`<bdi>${text}</bdi>`
    : html`<bdi lang="${store.locale}">${text}</bdi>`;

/** The page in another language. */
function inLanguage(path: string, tag: string): string {
  const [pathname = '/', query = ''] = path.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('lang', tag);
  return `${pathname}?${parameters}`;
}

function languageLinks({ languages, locale, path, say }: Visit): Html | string {
  if (languages.length < 2) return '';
  return html`<nav class="languages" aria-label="${say('languages')}">
    ${languages.map(
      (tag) =>
        html`<a
          href="${inLanguage(path, tag)}"
          lang="${tag}"
          hreflang="${tag}"
          rel="nofollow"
          ${tag === locale ? html`aria-current="true"` : ''}
          >${LANGUAGE_NAMES[languageOf(tag)] ?? tag}</a
        >`,
    )}
  </nav>`;
}

/** The form that searches. `labelledBy` is the id of what names its field on the page. */
export const searchForm = ({ say }: Visit, query = '', labelledBy?: string): Html =>
  html`<form class="search" action="/search" role="search" ${labelledBy ? html`aria-labelledby="${labelledBy}"` : ''}>
    <input
      type="search"
      name="q"
      value="${query}"
      maxlength="200"
      ${labelledBy ? html`aria-labelledby="${labelledBy}"` : html`aria-label="${say('search')}"`}
      placeholder="${say('searchPlaceholder')}"
    />
    <button class="${labelledBy ? 'second' : 'plain'}">${say('search')}</button>
  </form>`;

/** The search of every page; an element of ours takes its place where scripts run. */
function searchBox(visit: Visit, query: string): Html {
  const form = searchForm(visit, query);
  return visit.elements ? html`<vitrine-search product-url="/products/{handle}">${form}</vitrine-search>` : form;
}

function cartLink({ say, count, elements }: Visit): Html {
  const label = count > 0 ? say('cartCount', { count }) : say('cart');
  // As the element draws it, which takes its place.
  const link = html`<a class="to-cart" slot="plain" href="/cart" aria-label="${label}"
    ><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M6 8h12l1 12.5H5zM9 10.5V7a3 3 0 0 1 6 0v3.5" /></svg
    >${count > 0 ? html` <span class="count" aria-hidden="true">${count > 99 ? '99+' : count}</span>` : ''}</a
  >`;
  return elements ? html`<vitrine-cart-button>${link}</vitrine-cart-button>` : link;
}

/** A page of a store's own host: what it says of itself, and what it shows. */
export interface HostedPage {
  readonly head: PageHead;
  readonly main: Html;
  /** Address of a style sheet besides the store's own. */
  readonly sheet?: string;
  /** What stands in the search field. */
  readonly query?: string;
  /** Seconds after which the browser is to go on, and the path it goes to. */
  readonly refresh?: { readonly afterS: number; readonly path: string };
  /** Little else than the way through: for checkouts. */
  readonly quiet?: boolean;
  /** Whether it shows the cart's element itself. */
  readonly ownCart?: boolean;
  /** What the main part needs that our elements have been drawn into. */
  readonly served?: ServedParts;
  /** Whether the main part takes the whole width, as sections do. */
  readonly wide?: boolean;
}

/** Files of elements that were drawn on the server. */
export interface ServedParts {
  /** The script that takes over, before the loader; null where nothing may. */
  readonly script: string | null;
  /** Style sheets of their shadow roots. */
  readonly sheets: readonly string[];
}

/** Our scripts: with what takes over drawn elements, both run in their order once the page is read. */
function scripts({ store, locale }: Visit, served: ServedParts | undefined): Html {
  const loader = html`src="/vitrine.js" data-store="${store.handle}" data-locale="${locale}" data-cfasync="false"`;
  return served?.script
    ? html`<script type="module" src="${served.script}"></script>
        <script defer ${loader}></script>`
    : html`<script async ${loader}></script>`;
}

/** A whole page. */
export function pageHtml(visit: Visit, page: HostedPage): Html {
  const { store, locale, say, css, ownCss, elements } = visit;
  const { head, main, sheet, query = '', refresh, quiet = false, ownCart = false, served, wide = false } = page;
  const { logo } = store.branding;
  // Where somebody pays or is told of an order, nothing but our own may say what is seen.
  const isOwn = Boolean(ownCss) && !quiet;
  return html`<!doctype html>
    <html lang="${locale}" dir="${directionOf(locale)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${raw(headHtml(headOf(visit, head)))}
        ${refresh ? html`<meta http-equiv="refresh" content="${refresh.afterS};url=${refresh.path}" />` : ''}
        <link rel="stylesheet" href="${css}" />
        ${isOwn ? html`<link rel="stylesheet" href="${ownCss}" />` : ''}
        ${sheet ? html`<link rel="stylesheet" href="${sheet}" />` : ''}
        ${served?.sheets.map((href) => html`<link rel="preload" as="style" href="${href}" />`) ?? ''}
        ${elements ? scripts(visit, served) : ''}
      </head>
      <body ${isOwn ? html`class="vitrine-shop"` : ''}>
        <a class="skip" href="#main">${say('skip')}</a>
        <header>
          <div class="wrap">
            <a class="name" href="/"
              >${
                logo && /^(?:https:\/\/|\/(?!\/))/.test(logo)
                  ? html`<img src="${logo}" alt="${store.name}" height="36" />`
                  : html`<bdi>${store.name}</bdi>`
              }</a
            >
            ${quiet ? '' : searchBox(visit, query)} ${cartLink(visit)}
          </div>
          ${quiet ? '' : mainMenu(visit)}
        </header>
        <main id="main" class="${wide ? 'served' : 'wrap'}" tabindex="-1">${main}</main>
        <footer>
          <div class="wrap">
            <span><bdi>${store.name}</bdi></span>
            <a href="/account">${say('account')}</a> ${quiet ? '' : footMenu(visit)} ${languageLinks(visit)}
          </div>
        </footer>
        ${elements && !ownCart ? html`<vitrine-cart note order-url="/orders/{token}"></vitrine-cart>` : ''}
      </body>
    </html>`;
}

/** A page that says one thing, and where to go from there. */
export const messagePage = (
  title: string,
  text: string,
  way: { href: string; label: string },
  kind: PageHead['kind'] = 'error',
): HostedPage => ({
  head: { kind, title },
  main: html`<div class="message">
    <h1>${title}</h1>
    <p>${text}</p>
    <p><a class="button" href="${way.href}">${way.label}</a></p>
  </div>`,
});
