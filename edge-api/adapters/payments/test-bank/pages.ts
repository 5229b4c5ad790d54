import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { minorDigits } from '../../../contract/minor-digits.ts';
import type { BankPayment } from './ledger.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const CSS = `:root{color-scheme:light dark;--paper:light-dark(#f4f5f7,#131417);--card:light-dark(#fff,#1c1e22);--ink:light-dark(#17181a,#eceef0);
--quiet:light-dark(#5c626b,#a2a8b0);--line:light-dark(#d9dce1,#34373d);--go:light-dark(#1f5fd6,#6ea1ff);--on-go:light-dark(#fff,#0b1220);--stop:light-dark(#b3261e,#ff8a80)}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{width:min(26rem,100%);padding:2rem;border:1px solid var(--line);border-radius:14px;background:var(--card)}
.test{margin:0 0 1.25rem;font-size:.8125rem;color:var(--quiet)}h1{margin:0;font-size:2.1rem;line-height:1.2;font-variant-numeric:tabular-nums;letter-spacing:-.02em}
.what{margin:.25rem 0 1.5rem;color:var(--quiet);overflow-wrap:anywhere}.error{margin:0 0 1rem;color:var(--stop)}
form{display:grid;gap:.75rem}button{display:block;width:100%;min-height:48px;padding:.6rem 1rem;border:1px solid var(--line);border-radius:9px;background:none;color:inherit;font:inherit;text-align:center;cursor:pointer}.away{margin:1.5rem 0 0;text-align:center}.away a{display:inline-block;padding:.6rem 1rem;color:var(--quiet);text-underline-offset:.2em}
button.go{border-color:transparent;background:var(--go);color:var(--on-go);font-weight:600}button:focus-visible,a:focus-visible{outline:3px solid var(--go);outline-offset:2px}`;

const page = (title: string, body: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${CSS}
        </style>
      </head>
      <body>
        <main>
          <p class="test">Test bank. No real money moves here.</p>
          ${body}
        </main>
      </body>
    </html>`;

const amountOf = ({ amount, currency }: BankPayment): string => {
  const digits = minorDigits(currency);
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, minimumFractionDigits: digits });
  return format.format(amount / 10 ** digits);
};

const ENDED: Readonly<Record<string, string>> = {
  succeeded: 'This is paid.',
  failed: 'This payment failed.',
  cancelled: 'This payment was cancelled.',
};

const button = (decision: string, label: string, look = ''): Html =>
  html`<button class="${look}" name="decision" value="${decision}">${label}</button>`;

const choices = ({ status }: BankPayment): Html =>
  status === 'challenged'
    ? html`<p class="what">Your bank asks: is this you?</p>
        ${button('pay', 'Yes, it is me', 'go')} ${button('fail', 'No')}`
    : html`${button('pay', 'Pay', 'go')} ${button('challenge', 'Pay, and be asked first (3-D Secure)')}
      ${button('decline', 'Card is declined, try another')} ${button('fail', 'Card is declined for good')}`;

/** Where a shopper pays. */
export const bankPage = (payment: BankPayment): Html =>
  page(
    `Pay ${amountOf(payment)}`,
    html`<h1>${amountOf(payment)}</h1>
      <p class="what">${payment.description}</p>
      ${payment.error ? html`<p class="error" role="alert">${payment.error}</p>` : ''}
      ${
        ENDED[payment.status]
          ? html`<p>${ENDED[payment.status]}</p>`
          : html`<form method="post">${choices(payment)}</form>`
      }
      <p class="away">
        <a href="${/^https?:\/\//.test(payment.return_url) ? payment.return_url : '#'}">Back to the shop</a>
      </p>`,
  );

export const goneBankPage = (): Html =>
  page(
    'No such payment',
    html`<h1>Nothing to pay</h1>
      <p class="what">There is no such payment.</p>`,
  );
