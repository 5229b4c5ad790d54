import { headersOf } from '../client/headers-of.ts';
import { exchangeSheet } from '../internal/exchange-sheet.ts';

/** Links that were exchanged here; the merchant's own with a `?v=` want the theme of that name. */
const exchanged = new WeakSet<HTMLLinkElement>();
const marks = new Map<string, string>();

/** What the theme's style sheet is called now: its ETag is `W/"theme-<store>-<mark>"`. */
async function markOf(sheet: string, cache: RequestCache): Promise<string | undefined> {
  const store = decodeURIComponent(sheet.split('/').at(-2)!);
  const etag = (await headersOf(sheet, { cache }))?.get('etag') ?? '';
  return etag.split(`"theme-${store}-`)[1]?.replace('"', '');
}

/**
 * Has the page wear the shop's theme as it is now, where it links to its style sheet. The first call learns which one it wears,
 * mostly without a request. `base` is the store's address, as the client has it.
 */
export async function renewTheme(base: string): Promise<void> {
  const sheet = `${base}/theme.css`;
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet"]')].filter(
    (link) => link.href === sheet || (exchanged.has(link) && link.href.startsWith(`${sheet}?v=`)),
  );
  if (!links.length) return;
  const before = marks.get(sheet);
  const mark = await markOf(sheet, before === undefined ? 'force-cache' : 'no-cache');
  // Somebody else may have asked for the same meanwhile.
  if (mark === undefined || mark === before || marks.get(sheet) !== before) return;
  marks.set(sheet, mark);
  if (before === undefined) return;
  for (const link of links) exchanged.add(exchangeSheet(link, `${sheet}?v=${encodeURIComponent(mark)}`));
}
