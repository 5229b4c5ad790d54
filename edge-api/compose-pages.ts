import type { Database } from './db/database.ts';
import { pageReads } from './repositories/pages.ts';
import { livePages, type LivePages } from './services/pages/live-pages.ts';

/** Everything about a store's pages and sections. */
export interface PageServices {
  /** Pages and sections as visitors get them. */
  readonly livePages: LivePages;
}

/** Builds the services of a store's pages and sections. */
export function composePages(database: Database): PageServices {
  const reads = pageReads(database);
  return { livePages: livePages(reads) };
}
