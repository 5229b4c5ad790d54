import type { ProductKey, SitemapRepository } from '../repositories/sitemap.ts';
import type { LivePages } from './pages/live-pages.ts';

/** A page of the shop that search engines should know. */
export interface ListedAddress {
  /** Path under the store's host; it may hold letters of any script. */
  readonly path: string;
  /** Moment of its last change, ISO 8601, where it is known. */
  readonly changedAt?: string | null;
  /** Addresses of its pictures. */
  readonly images?: readonly string[];
}

/** What a store's sitemaps are about, each in one or several of them. */
export const SITEMAP_KINDS = ['pages', 'collections', 'products'] as const;
export type SitemapKind = (typeof SITEMAP_KINDS)[number];

export interface SitemapService {
  /** Goes up whenever anything in any of them may have changed. */
  version(): Promise<number>;
  /** How many sitemaps there are of each kind, when one has room for so many rows. */
  parts(rowsEach: number): Promise<{ readonly kind: SitemapKind; readonly count: number }[]>;
  /**
   * One of them, some rows at a time; its number counts from 1. Nothing is remembered between two readings: a part is found
   * by how many rows stand before it. Ends at once where there is no such part.
   */
  rows(kind: SitemapKind, part: number, rowsEach: number): AsyncGenerator<readonly ListedAddress[]>;
}

/** Rows read at once. */
const STEP = 1000;
const inPath = (handle: string): string => encodeURIComponent(handle);
const isoOf = (ms: number): string => new Date(ms).toISOString();

export function sitemapService(
  repository: SitemapRepository,
  pages: Pick<LivePages, 'list' | 'version'>,
): SitemapService {
  async function* livePages(): AsyncGenerator<readonly ListedAddress[]> {
    let hasPosts = false;
    const front: ListedAddress[] = [{ path: '/' }];
    for (let after = ''; ;) {
      const rows = await pages.list({ after, limit: STEP });
      const listed = rows.filter(({ details, path }) => !details.hidden && path !== null && path !== '/');
      hasPosts ||= listed.some(({ type }) => type === 'post');
      yield [
        ...front.splice(0),
        ...listed.map(({ path, changedAt }) => ({ path: path ?? '/', changedAt: isoOf(changedAt) })),
      ];
      const last = rows.at(-1);
      if (!last || rows.length < STEP) break;
      after = last.id;
    }
    if (hasPosts) yield [{ path: '/blog' }];
  }

  async function* collections(): AsyncGenerator<readonly ListedAddress[]> {
    for (let after = ''; ;) {
      const handles = await repository.collectionsAfter(after, STEP);
      if (handles.length > 0) yield handles.map((handle) => ({ path: `/collections/${inPath(handle)}` }));
      const last = handles.at(-1);
      if (last === undefined || handles.length < STEP) break;
      after = last;
    }
  }

  async function* products(part: number, rowsEach: number): AsyncGenerator<readonly ListedAddress[]> {
    const before = (part - 1) * rowsEach;
    let after: ProductKey | null | undefined = before === 0 ? null : await repository.productAt(before - 1);
    if (after === undefined) return;
    for (let left = rowsEach; left > 0;) {
      const rows = await repository.productsAfter(after, Math.min(STEP, left));
      yield rows.map(({ handle, updatedAt, image }) => ({
        path: `/products/${inPath(handle)}`,
        changedAt: updatedAt,
        images: image ? [image.url] : [],
      }));
      const last = rows.at(-1);
      if (!last || rows.length < STEP) break;
      left -= rows.length;
      after = last;
    }
  }

  return {
    version: () => pages.version(),

    async parts(rowsEach) {
      const [first] = await repository.collectionsAfter('', 1);
      const onSale = await repository.products();
      return [
        { kind: 'pages', count: 1 },
        { kind: 'collections', count: first === undefined ? 0 : 1 },
        { kind: 'products', count: Math.ceil(onSale / rowsEach) },
      ];
    },

    async *rows(kind, part, rowsEach) {
      if (kind === 'products') yield* products(part, rowsEach);
      else if (part === 1) yield* kind === 'pages' ? livePages() : collections();
    },
  };
}
