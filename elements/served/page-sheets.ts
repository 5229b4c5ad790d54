import { headersOf } from '../client/headers-of.ts';
import { exchangeSheet } from '../internal/exchange-sheet.ts';

/** Style sheets of a store's own pages whose address changes with its theme. */
const THEMED = ['/store.css', '/own.css'];
/** The class behind which the merchant's own CSS counts. */
const SHOP = 'vitrine-shop';

const addressOf = (href: string): URL => new URL(href, location.href);

/** Addresses of style sheets in a `Link` header. */
const sheetsIn = (header: string): URL[] =>
  [...header.matchAll(/<([^>]+)>[^,<]*\bas=style\b/g)].map(([, href = '']) => addressOf(href));

/** Wears the theme that this page of a store's own host would have if it were opened now: its headers name the style sheets. */
export async function renewSheets(): Promise<void> {
  const header = (await headersOf(location.href, { method: 'HEAD', cache: 'no-cache' }))?.get('link');
  if (!header) return;
  const wanted = sheetsIn(header);
  let before: HTMLLinkElement | undefined;
  for (const path of THEMED) {
    const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')];
    // Of two, the latter is on its way to take the other's place.
    const link = links.findLast(({ href }) => addressOf(href).pathname === path);
    const href = wanted.find(({ pathname }) => pathname === path)?.href;
    if (path === '/own.css') document.body.classList.toggle(SHOP, href !== undefined);
    if (link && !href) link.remove();
    else if (link && href && link.href !== href) before = exchangeSheet(link, href);
    else if (!link && href) before?.after(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
    else before = link;
  }
}
