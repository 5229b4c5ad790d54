import { html } from 'hono/html';
import type { MenuLink } from '../../services/menu.ts';
import type { Html } from './page.ts';
import type { Visit } from './visit.ts';

/** What stands for a link that has no title of the merchant's. */
const WORDS = { all: 'allProducts', blog: 'blog' } as const;

/** The words that the merchant wrote, in the store's language. */
const ownWords = ({ store, locale }: Visit, title: string): Html =>
  html`<bdi ${store.locale === locale ? '' : html`lang="${store.locale}"`}>${title}</bdi>`;

function item(visit: Visit, { title, path, kind }: MenuLink): Html {
  const [page] = visit.path.split('?');
  const here = page === path || (kind === 'blog' && page?.startsWith('/blog/'));
  const words = title === null ? visit.say(WORDS[kind ?? 'all']) : ownWords(visit, title);
  return html`<li>
    <a href="${path}" ${here ? html`aria-current="${page === path ? 'page' : 'true'}"` : ''}>${words}</a>
  </li>`;
}

/** The main menu, below the head of each page; '' where there is nothing to lead to. */
export const mainMenu = (visit: Visit): Html | string =>
  visit.menu.header.length === 0
    ? ''
    : html`<nav class="menu" aria-label="${visit.say('mainMenu')}">
        <ul class="wrap">
          ${visit.menu.header.map((link) => item(visit, link))}
        </ul>
      </nav>`;

/** The menu at the foot of each page. */
export const footMenu = (visit: Visit): Html | string =>
  visit.menu.footer.length === 0
    ? ''
    : html`<nav aria-label="${visit.say('footMenu')}">
        <ul class="row">
          ${visit.menu.footer.map((link) => item(visit, link))}
        </ul>
      </nav>`;
