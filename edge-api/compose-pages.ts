import type { Database } from './db/database.ts';
import { mediaRepository } from './repositories/media.ts';
import { menuRepository } from './repositories/menu.ts';
import { pageWriter } from './repositories/page-writes.ts';
import { pageAdminReads } from './repositories/pages-admin.ts';
import { pageReads } from './repositories/pages.ts';
import { postRepository } from './repositories/posts.ts';
import { redirectWriter } from './repositories/redirect-writes.ts';
import { sectionReads } from './repositories/sections.ts';
import { sitemapRepository } from './repositories/sitemap.ts';
import { authorService, type AuthorService } from './services/blog/authors.ts';
import { postService, type PostService } from './services/blog/posts.ts';
import { type MenuService, menuService } from './services/menu.ts';
import { fillPictures } from './services/media/fill-pictures.ts';
import type { LiveBlocks } from './services/blocks/live-blocks.ts';
import { type FillPictures, livePages, type LivePages } from './services/pages/live-pages.ts';
import { redirectAdmin, type RedirectAdmin } from './services/pages/redirect-admin.ts';
import { storePages, type StorePages } from './services/pages/store-pages.ts';
import { limitsOf, type Planned } from './services/plans.ts';
import { redirectService, type RedirectService } from './services/redirects.ts';
import { storeSections, type StoreSections } from './services/sections/store-sections.ts';
import { sitemapService, type SitemapService } from './services/sitemap.ts';
import type { UsageSink } from './usage-counter.ts';

/** Everything about a store's pages and sections. */
export interface PageServices {
  /** Pages and sections as visitors get them. */
  readonly livePages: LivePages;
  /** Pages, for who makes them. */
  readonly pages: StorePages;
  /** Sections, for who makes them. */
  readonly sections: StoreSections;
  /** Posts of the blog as visitors get them. */
  readonly posts: PostService;
  /** Who writes them, for who sets it. */
  readonly authors: AuthorService;
  /** Redirects, for who sets them. */
  readonly redirectAdmin: RedirectAdmin;
  /** Where addresses lead that have no page. */
  readonly redirects: RedirectService;
  /** The menus of a store's own pages. */
  readonly menu: MenuService;
  /** What a store's sitemaps list. */
  readonly sitemap: SitemapService;
}

/** Builds the services of a store's pages and sections. */
export function composePages(
  database: Database,
  {
    store,
    usage,
    now,
    drawBlocks,
  }: {
    store: { id: string; handle?: string } & Planned;
    usage?: UsageSink | undefined;
    now: () => number;
    drawBlocks?: LiveBlocks['drawn'] | undefined;
  },
): PageServices {
  const reads = pageReads(database);
  const pages = pageAdminReads(database);
  const sections = sectionReads(database);
  const writer = pageWriter(database);
  const most = () => limitsOf(store);
  const media = mediaRepository(database);
  const fill: FillPictures = (contents) => fillPictures(contents, store.handle ?? '', media);
  const shown = livePages(reads, { fillPictures: fill, now, ...(drawBlocks && { drawBlocks }) });
  const posts = postRepository(database);
  return {
    livePages: shown,
    menu: menuService(menuRepository(database)),
    pages: storePages({ pages, sections, writer, most, now }),
    sections: storeSections({
      ...{ pages, sections, writer, now },
      mostSections: () => most().sections,
      onTaken: (count) => count > 0 && usage?.count(store.id, 'sections', count),
    }),
    posts: postService(posts, fill),
    authors: authorService(posts, now),
    redirectAdmin: redirectAdmin(pages, reads, redirectWriter(database), now),
    redirects: redirectService(shown),
    sitemap: sitemapService(sitemapRepository(database), shown),
  };
}
