import { pagePath, redirectPath, type PageDetails, slugOf } from '../../contract/pages.ts';
import type { PageAnswer, SectionAnswer } from '../../contract/sections/page.ts';
import type { Found, LivePage, LivePageAndSections, PageQuery, PageReads } from '../../repositories/pages.ts';
import { ApiError } from '../errors.ts';
import { sha256 } from '../secrets.ts';
import { storeSummary, type Versioned } from '../summary.ts';
import { filled } from './blog-previews.ts';

/** A page as visitors get it, with what heads, feeds and sitemaps say of it. Times are epoch milliseconds. */
export interface ShownPage extends Versioned<PageAnswer> {
  readonly id: string;
  readonly details: PageDetails;
  /** Its path under the store's host, not percent-encoded; null for pages of products and categories. */
  readonly path: string | null;
  /** When it first went live, and when this version of it did; of a draft, when it was last changed. */
  readonly publishedAt: number | null;
  readonly changedAt: number;
  /** Whether this is a draft, shown to who has its link. */
  readonly isPreview: boolean;
}

/** A live page as lists name it. */
export type ListedPage = Pick<LivePage, 'id' | 'type' | 'slug' | 'title' | 'details' | 'publishedAt' | 'changedAt'> & {
  readonly path: string | null;
};

/** Where a path leads that no page is at; null where what was there is gone for good. */
export interface Moved {
  readonly target: string | null;
  readonly status: 301 | 302 | 410;
}

/** Pages and sections as visitors get them. */
export interface LivePages {
  /** The version that ETags carry: it goes up with every change of a page, and of the catalogue. */
  version(): Promise<number>;
  /** The live page with this slug. */
  live(slug: string): Promise<ShownPage | undefined>;
  /** The newest live page of a type; `handle` is that of a product or collection, which may have a page of its own. */
  liveOfType(type: 'home' | 'product' | 'category', handle?: string): Promise<ShownPage | undefined>;
  /** The draft that a preview link shows; undefined where the secret does not open it. */
  preview(query: PageQuery, secret: string): Promise<ShownPage | undefined>;
  /** For the public API: throws `page_not_found`, and `page_gone`. What has moved is answered from where it is now. */
  answer(slug: string, preview?: string): Promise<ShownPage>;
  /** A section that stands alone, or is on a live page. Throws `section_not_found`. */
  section(id: string): Promise<Versioned<SectionAnswer>>;
  /** Live pages after an id, by id: all of them, in steps. */
  list(page: { readonly after: string; readonly limit: number }): Promise<ListedPage[]>;
  /** Where a path leads that no page is at. */
  redirect(path: string): Promise<Moved | undefined>;
}

const pageNotFound = () => new ApiError('page_not_found', 'No page that visitors see has this slug.');

/** Gives pictures in sections what the media library knows of them. */
export type FillPictures = <Contents>(contents: Contents) => Promise<Contents>;

export function livePages(reads: PageReads, fillPictures: FillPictures = async (contents) => contents): LivePages {
  async function shown(
    { state, version, found }: Found<LivePageAndSections>,
    isPreview: boolean,
  ): Promise<ShownPage | undefined> {
    if (!found) return undefined;
    const { id, type, slug, title, details, publishedAt, changedAt, version: pageVersion } = found.page;
    const sections = await fillPictures(await filled(found.sections, reads));
    const description = details.description ?? null;
    return {
      version,
      ...(isPreview ? { provisional: true } : {}),
      body: {
        store: storeSummary(state),
        page: { slug, type, title, description, version: pageVersion, sections },
      },
      id,
      details,
      path: pagePath(type, slug),
      publishedAt,
      changedAt,
      isPreview,
    };
  }

  const live = async (query: PageQuery) => shown(await reads.live(query), false);
  const preview = async (query: PageQuery, secret: string) =>
    secret.length > 100 ? undefined : shown(await reads.preview(query, await sha256(secret)), true);

  /** The page that one with this slug has become. */
  async function moved(slug: string): Promise<ShownPage | undefined> {
    for (const before of [`/pages/${slug}`, `/blog/${slug}`]) {
      const redirect = await reads.redirect(before);
      if (redirect?.status === 410) throw new ApiError('page_gone', 'The page with this slug is gone for good.');
      const now = /^\/(?:pages|blog)\/([^/]+)$/.exec((redirect?.target && redirectPath(redirect.target)) ?? '')?.[1];
      const page = now === undefined ? undefined : await live({ slug: now });
      if (page) return page;
    }
    return undefined;
  }

  return {
    version: () => reads.version(),
    live: (slug) => live({ slug: slugOf(slug) }),
    liveOfType: (type, handle) => live({ type, for: handle }),
    preview,

    async answer(given, secret) {
      const slug = slugOf(given);
      const page = secret === undefined ? await live({ slug }) : await preview({ slug }, secret);
      const found = page ?? (secret === undefined ? await moved(slug) : undefined);
      if (!found) throw pageNotFound();
      return found;
    },

    async section(id) {
      const { state, version, found } = await reads.liveSection(id);
      if (!found) throw new ApiError('section_not_found', 'No section that visitors see has this id.');
      const [section] = await fillPictures(await filled([found], reads));
      return { version, body: { store: storeSummary(state), section: section! } };
    },

    async list(page) {
      const rows = await reads.listLive(page);
      return rows.map((row) => ({ ...row, path: pagePath(row.type, row.slug) }));
    },

    redirect: async (path) => {
      const known = redirectPath(path);
      return known === null ? undefined : reads.redirect(known);
    },
  };
}
