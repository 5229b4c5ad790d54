import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** What the front page of a store shows. */
export interface StoreHome {
  readonly handle: string;
  readonly name: string;
  /** BCP 47 tag. */
  readonly locale: string;
  /** Colour of buttons and links, as #rrggbb; null keeps the default. */
  readonly accent: string | null;
}

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const RIGHT_TO_LEFT = new Set('ar arc ckb dv fa ha he ks ps sd ug ur yi'.split(' '));
export const directionOf = (locale: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(locale.toLowerCase().split('-', 1)[0] ?? '') ? 'rtl' : 'ltr';

/** The style sheet of the pages a store answers with under its own host. */
export const STORE_PAGE_CSS = `:root{color-scheme:light dark;--paper:light-dark(#fff,#131314);--ink:light-dark(#1b1b1a,#ededea);
--quiet:light-dark(#63635f,#a3a39d);--line:light-dark(#e7e6e2,#2e2e30);--vitrine-color-surface:var(--paper);
font:17px/1.6 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink)}
.wrap{width:100%;max-width:76rem;margin-inline:auto;padding-inline:clamp(1.25rem,4vw,3rem)}
header{position:sticky;top:0;z-index:1;background:color-mix(in srgb,var(--paper) 92%,transparent);backdrop-filter:blur(10px);border-block-end:1px solid var(--line)}
header .wrap{display:flex;align-items:center;gap:1.5rem;min-height:4.5rem}
header a{margin-inline-end:auto;color:inherit;text-decoration:none;font-weight:650;font-size:1.2rem;letter-spacing:-.01em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
header a:focus-visible{outline:2px solid;outline-offset:4px;border-radius:4px}
vitrine-search{display:block;width:min(20rem,40vw);min-height:48px}
vitrine-cart-button{display:block;min-width:44px;min-height:44px}
main{flex:1;padding-block:clamp(2.5rem,7vw,5rem)}
h1{margin:0 0 clamp(1.75rem,4vw,3rem);font-size:clamp(2rem,5vw,3.4rem);line-height:1.08;letter-spacing:-.025em;font-weight:650;text-wrap:balance;overflow-wrap:anywhere}
p{margin:0;max-width:46ch;color:var(--quiet)}
vitrine-product-grid{display:block;min-height:60vh}
footer{border-block-start:1px solid var(--line);color:var(--quiet);font-size:.875rem}
footer .wrap{padding-block:1.5rem}
@media (max-width:34rem){header .wrap{flex-wrap:wrap;gap:.5rem 1rem;padding-block:.75rem}vitrine-search{order:3;width:100%}}`;

function page({ name, locale, accent }: Omit<StoreHome, 'handle'>, head: Html | string, body: Html): Html {
  return html`<!doctype html>
    <html lang="${locale}" dir="${directionOf(locale)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${name}</title>
        ${accent ? html`<meta name="theme-color" content="${accent}" />` : ''}
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/store.css" />
        ${head}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
}

/** The front page of a store under its own host: its products, search and cart, by the same elements any page may use. */
export const storeHome = (store: StoreHome): Html =>
  page(
    store,
    html`<script async src="/vitrine.js" data-store="${store.handle}" data-cfasync="false"></script>`,
    html`<header>
        <div class="wrap">
          <a href="/">${store.name}</a>
          <vitrine-search></vitrine-search>
          <vitrine-cart-button></vitrine-cart-button>
        </div>
      </header>
      <main class="wrap">
        <h1>${store.name}</h1>
        <vitrine-product-grid limit="24"></vitrine-product-grid>
      </main>
      <footer><div class="wrap">${store.name}</div></footer>
      <vitrine-cart></vitrine-cart>`,
  );

/** What a store shows while it is closed. */
export const storeClosed = (name: string): Html =>
  page(
    { name, locale: 'en', accent: null },
    html`<meta name="robots" content="noindex" />`,
    html`<main class="wrap">
      <h1>${name}</h1>
      <p>This shop is closed for now. Please come back later.</p>
    </main>`,
  );
