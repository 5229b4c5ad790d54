import { html } from 'hono/html';
import { type HostedPage, searchForm, type Visit } from './page.ts';
import type { Word } from './strings/index.ts';

/** A page for an address that has none: says so, and offers a search. */
export function lostPage(visit: Visit, title: Word, text: Word): HostedPage {
  const { say } = visit;
  return {
    head: { kind: 'error', title: say(title) },
    main: html`<div class="message">
      <h1>${say(title)}</h1>
      <p>${say(text)}</p>
      <p id="instead">${say('searchInstead')}</p>
      ${searchForm(visit, '', 'instead')}
      <p><a class="button second" href="/">${say('toShop')}</a></p>
    </div>`,
  };
}
