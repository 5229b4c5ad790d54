import type { RedirectReader } from '../repositories/redirects.ts';

/** Where an address leads that has no page: to another one, for good or for a while, or nowhere any more. */
export type Way =
  { readonly kind: 'moved'; readonly status: 301 | 302; readonly to: string } | { readonly kind: 'gone' };

export interface RedirectService {
  /** Where a path and its query (`?…` or '') lead on a store's host; null when nobody has said. */
  find(origin: string, path: string, query: string): Promise<Way | null>;
}

/** A path as merchants write it, where it can be read so. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Ways to write a path that mean the same page: as it was asked for, readable, and without a slash at its end. */
export function spellings(path: string): string[] {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
  return [...new Set([path, readable(path), plain, readable(plain)])].filter((one) => !one.includes('\0'));
}

/** The whole address a redirect leads to; null for one that leads out of the web, or to where it was asked. */
function leadsTo(target: string, origin: string, path: string, query: string): string | null {
  if (!URL.canParse(target, origin)) return null;
  const url = new URL(target, origin);
  if (!/^https?:$/.test(url.protocol)) return null;
  // Campaigns and languages go along, unless the merchant has written a query.
  if (url.search === '') url.search = query;
  const isHere = url.origin === origin && spellings(url.pathname).some((one) => spellings(path).includes(one));
  return isHere ? null : url.href;
}

export const redirectService = (redirects: RedirectReader): RedirectService => ({
  async find(origin, path, query) {
    const found = await redirects.find(spellings(path));
    if (!found) return null;
    const { target, status } = found;
    if (status === 410 || target === null) return { kind: 'gone' };
    const to = leadsTo(target, origin, path, query);
    return to === null ? null : { kind: 'moved', status, to };
  },
});
