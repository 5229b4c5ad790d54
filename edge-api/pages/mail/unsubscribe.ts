import { html, raw } from 'hono/html';
import { fill, stringsFor } from './strings.ts';

const STYLE = `:root{color-scheme:light dark;--paper:light-dark(#f4f3f0,#121213);--card:light-dark(#fff,#1c1c1e);--ink:light-dark(#1b1b1a,#ededea);--line:light-dark(#e7e6e2,#303033);font:17px/1.6 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.25rem;background:var(--paper);color:var(--ink)}
main{width:100%;max-width:30rem;padding:clamp(1.5rem,5vw,2.5rem);background:var(--card);border:1px solid var(--line);border-radius:14px}
h1{margin:0 0 .75rem;font-size:1.35rem;line-height:1.25;letter-spacing:-.01em;font-weight:650;overflow-wrap:anywhere}p{margin:0 0 1.5rem}p:last-child{margin:0}
button{min-height:48px;padding:.75rem 1.5rem;border:0;border-radius:8px;background:var(--ink);color:var(--card);font:inherit;font-weight:600;cursor:pointer}
button:focus-visible{outline:3px solid var(--ink);outline-offset:3px}`;

/** What the page about the end of some mails shows. */
export interface UnsubscribePage {
  readonly shop: string;
  /** BCP 47. */
  readonly locale: string;
  readonly done: boolean;
  /** For the policy of the page. */
  readonly nonce: string;
}

/** Asks, so that no mail scanner that follows links ends anything; then says that it is done. */
export function unsubscribePage({ shop, locale, done, nonce }: UnsubscribePage) {
  const { strings, tag, rtl } = stringsFor(locale);
  const says = fill(done ? strings.unsubscribed : strings.unsubscribeAsk, { shop });
  return html`<!doctype html>
    <html lang="${tag}" dir="${rtl ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${shop}</title>
        <style nonce="${nonce}">
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1>${shop}</h1>
          <p>${says}</p>
          ${done ? '' : html`<form method="post"><button type="submit">${strings.unsubscribe}</button></form>`}
        </main>
      </body>
    </html>`;
}
