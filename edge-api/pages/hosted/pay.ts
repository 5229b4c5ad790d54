import { html } from 'hono/html';
import { type HostedPage, messagePage, type Visit } from './page.ts';

/** Leads to a payment page that a form must not go to by itself. */
export const leavePage = (visit: Visit, url: string, order: string): HostedPage => ({
  head: { kind: 'checkout', title: visit.say('payment') },
  quiet: true,
  main: html`<div class="message">
    <h1>${visit.say('payment')}</h1>
    <p>${visit.say('payLead')}</p>
    <p>
      <a class="button" href="${/^https?:\/\//.test(url) ? url : order}" rel="noreferrer">${visit.say('payGo')}</a>
    </p>
    <p><a href="${order}">${visit.say('orderLink')}</a></p>
  </div>`,
});

/** For a way to pay that only scripts can show. */
export const scriptPage = (visit: Visit, order: string): HostedPage =>
  messagePage(
    visit.say('payment'),
    visit.say('payNeedsScript'),
    { href: order, label: visit.say('orderLink') },
    'checkout',
  );
