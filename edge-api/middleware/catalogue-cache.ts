import type { MiddlewareHandler } from 'hono';
import type { StoreEnv } from './env.ts';

/** Shoppers and proxies may keep an answer, and ask each time whether it still holds. */
const REVALIDATE = 'public, max-age=0, must-revalidate';
/** Goes up when an unchanged catalogue would be rendered differently. */
const RENDERING = 1;

interface Kept {
  readonly etag: string;
  readonly json: string;
  readonly type: string;
  /** What the store's database was stamped with when this was known to hold, and when that was, in milliseconds. */
  stamp?: string | undefined;
  seenAt?: number;
}

/** How long an unchanged stamp is believed before the version is read again. */
const BELIEVED_MS = 300_000;

/** Rendered answers of the catalogue, the least recently used leave first. */
export class RenderedPages {
  private readonly pages = new Map<string, Kept>();
  private readonly maxChars: number;
  private chars = 0;

  constructor(maxChars = 64 * 1024 * 1024) {
    this.maxChars = maxChars;
  }

  get(key: string): Kept | undefined {
    const page = this.pages.get(key);
    if (page) {
      this.pages.delete(key);
      this.pages.set(key, page);
    }
    return page;
  }

  set(key: string, page: Kept): void {
    this.delete(key);
    if (page.json.length > this.maxChars / 8) return;
    this.pages.set(key, page);
    this.chars += key.length + page.json.length;
    for (const oldest of this.pages.keys()) {
      if (this.chars <= this.maxChars) break;
      this.delete(oldest);
    }
  }

  private delete(key: string): void {
    const page = this.pages.get(key);
    if (!page) return;
    this.pages.delete(key);
    this.chars -= key.length + page.json.length;
  }
}

/** FNV-1a: tells the addresses of one store apart, so that one page's tag never matches another's. */
function short(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');

/**
 * Answers pages of the catalogue by its version: 304 when the caller has this version, the kept page when we have it, and
 * both after reading one row, or none while the stamp of the store's database says that nothing was written. Tags are weak,
 * because compression changes the bytes and not the meaning. `versionOf` reads another version, for answers that change with it;
 * `renderingOf` names what draws them, where it is another with each build.
 */
export function catalogueCache(
  kept: RenderedPages | null,
  now: () => number = Date.now,
  versionOf: (services: StoreEnv['Variables']['services']) => Promise<number> = ({ store }) => store.version(),
  renderingOf: () => Promise<string> = async () => '',
): MiddlewareHandler<StoreEnv> {
  return async (c, next) => {
    const { pathname, searchParams } = new URL(c.req.url);
    const { storeId } = c.var;
    // The key a page shows was checked before, and changes nothing of the answer.
    searchParams.delete('key');
    // Pictures are named by the address we were reached under.
    const address = `${storeId} ${c.var.origin}${pathname}?${searchParams}`;
    const rendering = `${RENDERING}${await renderingOf()}`;
    const etagOf = (version: number) => `W/"${rendering}-${version}-${short(address)}"`;
    const asked = c.req.header('if-none-match');
    // What is drawn otherwise is kept apart: a kept page may be believed without a look at its tag.
    const place = `${rendering} ${address}`;
    const page = kept?.get(place);
    // Taken before anything is read: what is written meanwhile changes it.
    const stamp = kept ? c.var.stamp() : undefined;
    const seenAt = now();
    if (asked !== undefined || page) {
      const unchanged =
        page !== undefined && stamp !== undefined && page.stamp === stamp && seenAt - (page.seenAt ?? 0) < BELIEVED_MS;
      const etag = unchanged ? page.etag : etagOf(await versionOf(c.var.services));
      if (page?.etag === etag && !unchanged) Object.assign(page, { stamp, seenAt });
      if (asked?.split(',').some((tag) => opaque(tag) === opaque(etag)))
        return c.body(null, 304, { etag, 'cache-control': REVALIDATE });
      if (page?.etag === etag)
        return c.body(page.json, 200, { 'content-type': page.type, etag, 'cache-control': REVALIDATE });
    }
    await next();
    if (c.res.status !== 200) return undefined;
    if (c.var.provisional) {
      c.res.headers.set('cache-control', 'no-store');
      return undefined;
    }
    const etag = etagOf(c.var.catalogueVersion);
    c.res.headers.set('etag', etag);
    c.res.headers.set('cache-control', REVALIDATE);
    const type = c.res.headers.get('content-type') ?? 'application/json';
    if (kept) kept.set(place, { etag, json: await c.res.clone().text(), type, stamp, seenAt });
    return undefined;
  };
}
