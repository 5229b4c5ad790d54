import { pagePath, redirectPath, type PageDetails, slugOf } from '../../contract/pages.ts';
import type { PageAnswer, SectionAnswer } from '../../contract/sections/page.ts';
import type { Section } from '../../contract/sections/section.ts';
import type {
  Found,
  LivePage,
  LivePageAndSections,
  PageQuery,
  PageReads,
  PagesVersion,
} from '../../repositories/pages.ts';
import type { BlockWish, LiveBlocks, NamedBlock } from '../blocks/live-blocks.ts';
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
  /** The version that ETags carry: it goes up with every change of a page, and of the catalogue; with blocks each quarter of an hour, too. */
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
  /** Sections with what their blocks draw, all asked for at once: null for one that has nothing to show. */
  withBlocks(sections: readonly Section[], wish: BlockWish): Promise<DrawnSections>;
  /** Live pages after an id, by id: all of them, in steps. */
  list(page: { readonly after: string; readonly limit: number }): Promise<ListedPage[]>;
  /** Where a path leads that no page is at. */
  redirect(path: string): Promise<Moved | undefined>;
}

const pageNotFound = () => new ApiError('page_not_found', 'No page that visitors see has this slug.');

/** Sections with what their blocks drew; `provisional` is whether one of them is not what it should be, so that nobody keeps the page. */
export interface DrawnSections {
  readonly sections: readonly Section[];
  readonly provisional: boolean;
}

/** What a block is told of the time does not change within this, in milliseconds. */
const QUARTER_MS = 15 * 60_000;

export interface LivePagePorts {
  readonly fillPictures?: FillPictures;
  readonly drawBlocks?: LiveBlocks['drawn'];
  readonly now?: () => number;
}

/** Gives pictures in sections what the media library knows of them. */
export type FillPictures = <Contents>(contents: Contents) => Promise<Contents>;

/** Which block a section names. What was kept came through its schema, or out of an archive, which did not. */
function namedIn({ content: { name, settings } }: Section): NamedBlock {
  return {
    name: typeof name === 'string' ? name : '',
    settings: typeof settings === 'object' && settings !== null ? { ...settings } : {},
  };
}

export function livePages(
  reads: PageReads,
  {
    fillPictures = async (contents) => contents,
    drawBlocks = async () => ({ blocks: [], provisional: false }),
    now = Date.now,
  }: LivePagePorts = {},
): LivePages {
  /** Both only go up, so that their sum is another whenever one of them is. */
  const versionOf = ({ version, hasBlocks }: PagesVersion): number =>
    hasBlocks ? version + Math.floor(now() / QUARTER_MS) : version;

  async function shown(
    { state, found, ...versions }: Found<LivePageAndSections>,
    isPreview: boolean,
  ): Promise<ShownPage | undefined> {
    if (!found) return undefined;
    const { id, type, slug, title, details, publishedAt, changedAt, version: pageVersion } = found.page;
    const sections = await fillPictures(await filled(found.sections, reads));
    const description = details.description ?? null;
    return {
      version: versionOf(versions),
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
    version: async () => versionOf(await reads.version()),
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
      const { state, found, ...versions } = await reads.liveSection(id);
      if (!found) throw new ApiError('section_not_found', 'No section that visitors see has this id.');
      const [section] = await fillPictures(await filled([found], reads));
      return { version: versionOf(versions), body: { store: storeSummary(state), section: section! } };
    },

    async withBlocks(sections, wish) {
      const blocks = sections.filter(({ type }) => type === 'block');
      if (blocks.length === 0) return { sections, provisional: false };
      const drawn = await drawBlocks(blocks.map(namedIn), wish);
      return {
        sections: sections.map((section) => {
          const at = blocks.indexOf(section);
          return at < 0 ? section : { ...section, shown: drawn.blocks[at] ?? null };
        }),
        provisional: drawn.provisional,
      };
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
