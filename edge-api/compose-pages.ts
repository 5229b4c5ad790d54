import type { Database } from './db/database.ts';
import { pageReads } from './repositories/pages.ts';
import { sitemapRepository } from './repositories/sitemap.ts';
import { livePages, type LivePages } from './services/pages/live-pages.ts';
import { redirectService, type RedirectService } from './services/redirects.ts';
import { sitemapService, type SitemapService } from './services/sitemap.ts';

/** Everything about a store's pages and sections. */
export interface PageServices {
  /** Pages and sections as visitors get them. */
  readonly livePages: LivePages;
  /** Where addresses lead that have no page. */
  readonly redirects: RedirectService;
  /** What a store's sitemaps list. */
  readonly sitemap: SitemapService;
}

/** Builds the services of a store's pages and sections. */
export function composePages(database: Database): PageServices {
  const reads = pageReads(database);
  const shown = livePages(reads);
  return {
    livePages: shown,
    redirects: redirectService(shown),
    sitemap: sitemapService(sitemapRepository(database), shown),
  };
}
