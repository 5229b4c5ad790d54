import { html, raw } from 'hono/html';
import { directionOf } from '../direction.ts';
import { newsletterStrings, spokenIn } from './strings.ts';

const STYLE = `:root{color-scheme:light dark;--paper:light-dark(#f4f3f0,#121213);--card:light-dark(#fff,#1c1c1e);--ink:light-dark(#1b1b1a,#ededea);--line:light-dark(#e7e6e2,#303033);font:17px/1.6 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans Arabic",sans-serif}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.25rem;background:var(--paper);color:var(--ink)}
main{width:100%;max-width:32rem;padding:clamp(1.5rem,5vw,2.5rem);background:var(--card);border:1px solid var(--line);border-radius:14px}
.shop{margin:0 0 1.25rem;font-weight:600;overflow-wrap:anywhere}.shop img{display:block;max-width:100%;height:36px;width:auto}
h1{margin:0 0 .75rem;font-size:1.35rem;line-height:1.25;letter-spacing:-.01em;font-weight:650;overflow-wrap:anywhere}:lang(ar) h1{letter-spacing:0;line-height:1.5}p{margin:0 0 1.5rem}p:last-child{margin:0}
button{min-height:48px;padding:.75rem 1.5rem;border:0;border-radius:8px;background:var(--accent);color:lch(from var(--accent) calc((49.4 - l)*infinity) 0 0);font:inherit;font-weight:600;cursor:pointer}
button:focus-visible{outline:3px solid var(--ink);outline-offset:3px}`;

/** How far somebody is with the link of a mail. */
export type LinkState = 'asked' | 'done' | 'gone';

export interface LinkedNewsletterPage {
  readonly shop: string;
  /** BCP 47. */
  readonly locale: string;
  readonly accent: string | null;
  readonly logo: string | null;
  readonly state: LinkState;
  /** For the policy of the page. */
  readonly nonce: string;
}

/** Where the link of a mail leads for stores without pages of their own. The button confirms, so that no mail scanner does. */
export function linkedNewsletterPage({ shop, locale, accent, logo, state, nonce }: LinkedNewsletterPage) {
  const say = newsletterStrings(locale, shop);
  const colour = accent && /^#[0-9a-f]{6}$/i.test(accent) ? accent : null;
  const brand = colour ? `light-dark(${colour},oklch(from ${colour} max(l,.68) c h))` : 'var(--ink)';
  const [title, text] = {
    asked: [say.confirmTitle, say.confirm],
    done: [say.doneTitle, say.done],
    gone: [say.goneTitle, say.gone],
  }[state] as [string, string];
  return html`<!doctype html>
    <html lang="${spokenIn(locale)}" dir="${directionOf(spokenIn(locale))}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} · ${shop}</title>
        <style nonce="${nonce}">
          ${raw(`:root{--accent:${brand}}${STYLE}`)}
        </style>
      </head>
      <body>
        <main>
          <p class="shop">
            ${logo?.startsWith('https://') ? html`<img src="${logo}" alt="${shop}" height="36" />` : html`<bdi>${shop}</bdi>`}
          </p>
          <h1>${title}</h1>
          <p>${text}</p>
          ${state === 'asked' ? html`<form method="post"><button>${say.confirmButton}</button></form>` : ''}
        </main>
      </body>
    </html>`;
}
