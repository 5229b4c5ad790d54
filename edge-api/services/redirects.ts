import { redirectPath } from '../contract/pages.ts';
import type { LivePages } from './pages/live-pages.ts';

/** Where an address leads that has no page: to another one, for good or for a while, or nowhere any more. */
export type Way =
  { readonly kind: 'moved'; readonly status: 301 | 302; readonly to: string } | { readonly kind: 'gone' };

export interface RedirectService {
  /** Where a path and its query (`?…` or '') lead on a store's host; null when nobody has said. */
  find(origin: string, path: string, query: string): Promise<Way | null>;
}

/** The whole address a redirect leads to; null for one that leads out of the web, or to where it was asked. */
function leadsTo(target: string, origin: string, path: string, query: string): string | null {
  if (!URL.canParse(target, origin)) return null;
  const url = new URL(target, origin);
  if (!/^https?:$/.test(url.protocol)) return null;
  // Campaigns and languages go along, unless the merchant has written a query.
  if (url.search === '') url.search = query;
  const isHere = url.origin === origin && redirectPath(url.pathname) === redirectPath(path);
  return isHere ? null : url.href;
}

export const redirectService = (pages: Pick<LivePages, 'redirect'>): RedirectService => ({
  async find(origin, path, query) {
    const found = await pages.redirect(path);
    if (!found) return null;
    const { target, status } = found;
    if (status === 410 || target === null) return { kind: 'gone' };
    const to = leadsTo(target, origin, path, query);
    return to === null ? null : { kind: 'moved', status, to };
  },
});
