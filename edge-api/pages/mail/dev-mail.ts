import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A mail in the list. */
export interface ListedMail {
  readonly shop: string;
  readonly id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly subject: string;
  readonly locale: string;
  readonly status: string;
  readonly error: string | null;
  readonly createdAt: string;
}

/** A mail as it goes out. */
export interface ShownMail extends ListedMail {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
}

/** The style sheet of these pages. */
export const DEV_MAIL_CSS = `:root{color-scheme:light dark;--paper:light-dark(#faf9f7,#131314);--card:light-dark(#fff,#1b1b1d);--ink:light-dark(#1b1b1a,#ededea);--quiet:light-dark(#63635f,#a3a39d);--line:light-dark(#e7e6e2,#2e2e30);--bad:light-dark(#a4262c,#ff9a94);font:15px/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink)}
.wrap{max-width:76rem;margin-inline:auto;padding:2rem clamp(1rem,4vw,3rem) 4rem}
h1{margin:0 0 .25rem;font-size:1.6rem;line-height:1.2;letter-spacing:-.015em;font-weight:650;overflow-wrap:anywhere}
.quiet,.quiet a{color:var(--quiet)}p{margin:0 0 1.5rem}a{color:inherit;text-underline-offset:3px}
nav{display:flex;flex-wrap:wrap;gap:.5rem;margin:0 0 1.5rem}nav a{padding:.35rem .8rem;border:1px solid var(--line);border-radius:99px;text-decoration:none;background:var(--card)}nav a[aria-current]{background:var(--ink);color:var(--paper);border-color:var(--ink)}
ol{list-style:none;margin:0;padding:0;border:1px solid var(--line);border-radius:12px;background:var(--card);overflow:hidden}
li+li{border-block-start:1px solid var(--line)}li a{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.1rem 1rem;padding:.85rem 1.1rem;text-decoration:none}li a:hover{background:color-mix(in srgb,var(--ink) 4%,transparent)}a:focus-visible{outline:2px solid;outline-offset:-2px}
li b{font-weight:600}li b,li span{min-width:0;overflow-wrap:anywhere}li span{color:var(--quiet);font-size:.87rem}li .end{text-align:end}.bad{color:var(--bad)}
.frames{display:grid;grid-template-columns:minmax(0,1fr) 390px;gap:1.25rem;align-items:start;margin:1.5rem 0}@media (max-width:70rem){.frames{grid-template-columns:minmax(0,1fr)}}@media (max-width:30rem){iframe+iframe{display:none}}
iframe{width:100%;height:64rem;min-height:20rem;resize:vertical;border:1px solid var(--line);border-radius:12px;background:#fff}
table{width:100%;border-collapse:collapse;font-size:.9rem}th{width:12rem;text-align:start;font-weight:400;color:var(--quiet);vertical-align:top}th,td{padding:.35rem 0;border-block-end:1px solid var(--line);overflow-wrap:anywhere}
pre{margin:0;padding:1.1rem;border:1px solid var(--line);border-radius:12px;background:var(--card);white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.55 ui-monospace,SFMono-Regular,Menlo,monospace}h2{margin:2rem 0 .75rem;font-size:1.05rem}`;

const page = (title: string, body: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/dev/mail/style.css" />
      </head>
      <body>
        <main class="wrap">${body}</main>
      </body>
    </html>`;

const item = ({ shop, id, kind, recipient, subject, locale, status, error, createdAt }: ListedMail): Html =>
  html`<li>
    <a href="/dev/mail/${shop}/${id}">
      <b><bdi>${subject}</bdi></b>
      <span class="end${error ? ' bad' : ''}">${status}</span>
      <span>${recipient} · ${kind} · ${locale}</span>
      <span class="end">${createdAt.slice(0, 16).replace('T', ' ')}</span>
    </a>
  </li>`;

/** The mails of a store, and the way to those of others. */
export const mailList = (shops: readonly string[], current: string | null, mails: readonly ListedMail[]): Html =>
  page(
    'Mails',
    html`<h1>Mails</h1>
      <p class="quiet">Everything the shops of this server have sent, or would have.</p>
      <nav aria-label="Shops">
        ${shops.map((shop) => html`<a href="/dev/mail/${shop}" ${shop === current ? 'aria-current=page' : ''}>${shop}</a>`)}
      </nav>
      ${
        mails.length > 0
          ? html`<ol>
              ${mails.map(item)}
            </ol>`
          : html`<p>
              ${current === null ? 'Choose a shop.' : 'No mail yet. Place an order, and its confirmation comes here.'}
            </p>`
      }`,
  );

/** One mail: as a desk and a phone show it, its headers, its text. */
export const mailView = (mail: ShownMail): Html => {
  const frame = (title: string) =>
    html`<iframe
      title="${title}"
      src="/dev/mail/${mail.shop}/${mail.id}/html"
      sandbox="allow-popups allow-popups-to-escape-sandbox"
    ></iframe>`;
  return page(
    mail.subject,
    html`<p class="quiet"><a href="/dev/mail/${mail.shop}">Mails of ${mail.shop}</a></p>
      <h1><bdi>${mail.subject}</bdi></h1>
      <p class="quiet">
        ${mail.recipient} · ${mail.kind} · ${mail.locale} · ${mail.status}${mail.error ? ` · ${mail.error}` : ''}
      </p>
      <div class="frames">${frame('On a desk')}${frame('On a phone')}</div>
      <h2>Headers</h2>
      <table>
        ${mail.headers.map(
          ([name, value]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${value}</td>
            </tr>`,
        )}
      </table>
      <h2>Text</h2>
      <pre dir="auto">${mail.text}</pre>`,
  );
};
