import { html } from 'hono/html';
import type { HostedPage, Visit } from './page.ts';

/** Where the link of a reminder leads. It opens nothing yet, for scanners of mail open links too; its button does. */
export const resumePage = (visit: Visit): HostedPage => ({
  head: { kind: 'checkout', title: visit.say('checkoutTitle') },
  quiet: true,
  main: html`<form class="message" method="post" action="/checkout">
    <h1>${visit.say('welcomeBack')}</h1>
    <p class="quiet">${visit.say('welcomeText')}</p>
    <button name="do" value="resume">${visit.say('goOn')}</button>
  </form>`,
});
