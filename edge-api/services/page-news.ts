import type { PageNewsAnswer } from '../contract/page-news.ts';
import type { StoreLiveCarts } from './live-carts.ts';

export interface PageNewsService {
  /** Where a page hears of changes. `origin` is the scheme and host by which its browser reached us. */
  where(origin: string): Promise<PageNewsAnswer>;
}

/** Where open pages of a store hear that they have changed: in its live sync, as nobody, by the name of one row. */
export const pageNewsService = (live: StoreLiveCarts | null): PageNewsService => ({
  async where(origin) {
    if (!live) return { news: null };
    const { websocketUri, appId } = live.endpoints(origin);
    return { news: { websocketUri, appId, query: { ...(await live.pagesQuery()) } } };
  },
});
