import type { MenuRepository } from '../repositories/menu.ts';

/** A way on, as it stands in a menu. */
export interface MenuLink {
  /** In the store's own language; null where the page's own words name it. */
  readonly title: string | null;
  /** Of the store's own host, or a whole address. */
  readonly path: string;
  /** What the page's own words name. */
  readonly kind?: 'all' | 'blog';
}

/** The menus of a store's own pages. */
export interface Menu {
  readonly header: readonly MenuLink[];
  readonly footer: readonly MenuLink[];
}

/** Menus as the merchant has set them; null for those that follow from what the shop has. */
export interface MenuSettings {
  readonly header: readonly MenuLink[] | null;
  readonly footer: readonly MenuLink[] | null;
}

export interface MenuService {
  /** Menus that follow from what the shop has: its collections, its blog, pages about it. */
  own(): Promise<Menu>;
}

/** Collections named before "all products" stands for the others. */
const MOST_COLLECTIONS = 6;
const MOST_PAGES = 6;

export const NO_MENU: Menu = { header: [], footer: [] };

export function menuService(repository: MenuRepository): MenuService {
  return {
    async own() {
      const { collections, pages, hasPosts } = await repository.read({
        collections: MOST_COLLECTIONS + 1,
        pages: MOST_PAGES,
      });
      const named = collections
        .slice(0, MOST_COLLECTIONS)
        .map(({ handle, title }) => ({ title, path: `/collections/${encodeURIComponent(handle)}` }));
      const all = { title: null, kind: 'all', path: '/collections/all' } as const;
      const blog = { title: null, kind: 'blog', path: '/blog' } as const;
      return {
        header: [
          ...(named.length && collections.every(({ handle }) => handle !== 'all') ? [all] : []),
          ...named,
          ...(hasPosts ? [blog] : []),
        ],
        footer: pages.map(({ slug, title }) => ({ title, path: `/pages/${encodeURIComponent(slug)}` })),
      };
    },
  };
}

/** What is shown: the merchant's where there is one. */
export const shownMenu = ({ header, footer }: MenuSettings, own: Menu): Menu => ({
  header: header ?? own.header,
  footer: footer ?? own.footer,
});
