import type { Image } from '../../contract/products.ts';
import { type HeadImage, type HeadPage, type HeadSite, type HeadTags, headTags, robotsOf } from '../seo/head.ts';
import type { ShopFacts } from '../seo/json-ld.ts';
import { SHARE_IMAGE } from '../seo/share-image.ts';
import { chooseLocale } from './strings/index.ts';
import type { Visit } from './visit.ts';

/** What a page says of itself; where it is, and in which language, its visit knows. */
export type PageHead = Omit<HeadPage, 'path' | 'locale'>;

/** Feeds that readers find by a page's head: of the blog on its pages, and of a tag on that one's. */
function feedsOf(shop: string, path: string): NonNullable<HeadSite['feeds']> {
  const [, base] = /^(\/blog(?:\/tags\/[^/?#]+)?)(?:[/?#]|$)/.exec(path) ?? [];
  if (base === undefined) return [];
  return [
    { title: shop, href: `${base}/feed.xml`, type: 'application/rss+xml' },
    { title: shop, href: `${base}/atom.xml`, type: 'application/atom+xml' },
    { title: shop, href: `${base}/feed.json`, type: 'application/feed+json' },
  ];
}

/** What every head of a store's pages knows of the shop. */
export const siteOf = ({ store, origin, languages, path }: Visit): HeadSite => ({
  origin,
  name: store.name,
  locale: chooseLocale([], store.languages, store.locale),
  locales: languages,
  open: true,
  themeColor: store.branding.accent,
  feeds: feedsOf(store.name, path),
});

/** What a shop says of itself to machines. */
export const shopOf = (visit: Visit): ShopFacts => ({ ...siteOf(visit), logo: visit.store.branding.logo });

const placed = (visit: Visit, head: PageHead): HeadPage => ({ ...head, path: visit.path, locale: visit.locale });

/** The tags of a page's head. */
export const headOf = (visit: Visit, head: PageHead): HeadTags => headTags(siteOf(visit), placed(visit, head));

/** What search engines may do with a page, for `X-Robots-Tag`. */
export const robotsFor = (visit: Visit, head: PageHead): string => robotsOf(siteOf(visit), placed(visit, head));

/** The picture that is drawn of a page that has none; null where nothing draws. */
export function drawnPicture({ draws, path, locale, store, languages }: Visit): HeadImage | null {
  if (!draws) return null;
  const page = path.split(/[?#]/, 1)[0]!;
  const isOwn = locale === chooseLocale([], store.languages, store.locale) || languages.length < 2;
  const url = `/share${page === '/' ? '/shop/home' : page}.png${isOwn ? '' : `?lang=${locale}`}`;
  return { url, ...SHARE_IMAGE };
}

/** Pixels that places which show a shared page ask for. */
const SHARED_WIDTH = 1200;

/** A picture of the shop as a page is shared with it: in one size that is large enough. */
export function sharedPicture(image: Image | null | undefined): HeadImage | null {
  if (!image) return null;
  const { url, alt, sized, width, height } = image;
  if (!sized || (width !== null && width <= SHARED_WIDTH)) return { url, alt, width, height };
  const shown = { url: sized.replace('{width}', `${SHARED_WIDTH}`), alt };
  return width && height
    ? { ...shown, width: SHARED_WIDTH, height: Math.round((height * SHARED_WIDTH) / width) }
    : shown;
}
