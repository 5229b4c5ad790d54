import type { Money } from '../../contract/money.ts';
import {
  type Alternate,
  alternatesOf,
  canonicalAddress,
  isPartOfList,
  type ShopPlace,
  wholeAddress,
} from './addresses.ts';
import { decimalAmount } from './decimal-amount.ts';
import { cutAtWord, escaped, jsonLdText, textOfHtml } from './text.ts';

/** What every page's head knows of its shop. */
export interface HeadSite extends ShopPlace {
  readonly name: string;
  /** Whether everybody may see it: what is closed, or only shown ahead, is listed nowhere. */
  readonly open: boolean;
  /** Colour as #rrggbb, or one for light and one for dark. */
  readonly themeColor?: string | { readonly light: string; readonly dark: string } | null;
  readonly icons?: readonly { readonly href: string; readonly sizes?: string; readonly touch?: boolean }[];
  /** Name on X, with or without its @. */
  readonly twitter?: string | null;
  readonly feeds?: readonly { readonly title: string; readonly href: string; readonly type: string }[];
}

type PageKind =
  | 'home'
  | 'product'
  | 'collection'
  | 'page'
  | 'blog'
  | 'post'
  | 'search'
  | 'cart'
  | 'checkout'
  | 'order'
  | 'account'
  | 'error';

export interface HeadImage {
  readonly url: string;
  readonly alt?: string | null;
  /** Pixels. */
  readonly width?: number | null;
  readonly height?: number | null;
}

/** What a page says of itself. */
export interface HeadPage {
  readonly kind: PageKind;
  /** Path and query as they were asked for. */
  readonly path: string;
  /** BCP 47 tag of the language it is in. */
  readonly locale: string;
  readonly title: string;
  /** What the merchant wants search engines to call it. */
  readonly seoTitle?: string | null | undefined;
  /** Texts or sanitised HTML it may be described by, the best first. */
  readonly descriptions?: readonly (string | null | undefined)[];
  readonly image?: HeadImage | null;
  /** A draft, shown ahead. */
  readonly preview?: boolean;
  /** Whether the merchant wants it left out of search engines. */
  readonly hidden?: boolean;
  readonly product?: { readonly price: Money; readonly available: boolean };
  readonly article?: {
    /** ISO 8601. */
    readonly publishedAt: string;
    readonly updatedAt?: string;
    readonly authors?: readonly string[];
    readonly tags?: readonly string[];
  };
  /** Paths of the pages of a list around this one. */
  readonly previous?: string | null;
  readonly next?: string | null;
  /** As `graphOf` makes it. */
  readonly jsonLd?: object | null;
}

/** A `<meta>`: Open Graph names it by `property`, everybody else by `name`. */
interface HeadMeta {
  readonly name?: string;
  readonly property?: string;
  readonly content: string;
  readonly media?: string;
}

interface HeadLink {
  readonly rel: string;
  readonly href: string;
  readonly hreflang?: string;
  readonly type?: string;
  readonly sizes?: string;
  readonly title?: string;
}

/** What stands in a page's head, but for what makes it work: character set, viewport, styles, scripts. */
export interface HeadTags {
  readonly title: string;
  readonly meta: readonly HeadMeta[];
  readonly links: readonly HeadLink[];
  readonly jsonLd: object | null;
}

/** Code points; what search engines show of a title and of a description is about that long. */
const TITLE_MOST = 65;
const LONG_TITLE_MOST = 110;
const DESCRIPTION_MOST = 160;

const PRIVATE: ReadonlySet<PageKind> = new Set(['cart', 'checkout', 'order', 'account']);
const LISTS: ReadonlySet<PageKind> = new Set(['home', 'collection', 'blog', 'search']);

/** What search engines may do with a page: for `<meta name="robots">` and `X-Robots-Tag`. */
export function robotsOf({ open }: Pick<HeadSite, 'open'>, { kind, path, preview, hidden }: HeadPage): string {
  if (preview || !open) return 'noindex, nofollow, noarchive';
  if (PRIVATE.has(kind)) return 'noindex, nofollow';
  if (hidden || kind === 'search' || kind === 'error') return 'noindex, follow';
  if (LISTS.has(kind) && isPartOfList(path)) return 'noindex, follow';
  return 'index, follow, max-image-preview:large';
}

/** The page's title and, where there is room and it is not in it already, the shop's name. */
function titleOf({ name }: HeadSite, { kind, title, seoTitle, path }: HeadPage): string {
  const own = cutAtWord(seoTitle || title || name, LONG_TITLE_MOST);
  const page = /[?&]page=([2-9]|[1-9]\d{1,4})(?:&|$)/.exec(path)?.[1];
  const numbered = page && LISTS.has(kind) ? `${own} (${page})` : own;
  if (own.toLocaleLowerCase().includes(name.toLocaleLowerCase())) return numbered;
  const both = `${numbered} · ${name}`;
  return [...both].length <= TITLE_MOST ? both : numbered;
}

function descriptionOf({ descriptions = [] }: HeadPage): string {
  for (const candidate of descriptions) {
    // Many times what is shown: tags and white space go.
    const text = cutAtWord(textOfHtml(candidate ?? '', 8000), DESCRIPTION_MOST);
    if (text) return text;
  }
  return '';
}

/** A language as Open Graph names it, such as de_DE; null for what is no tag. */
function graphLocale(tag: string): string | null {
  try {
    const { language, region } = new Intl.Locale(tag).maximize();
    return region ? `${language}_${region}` : null;
  } catch {
    return null;
  }
}

const named = (name: string, content: string | null | undefined): HeadMeta[] => (content ? [{ name, content }] : []);
const property = (name: string, content: string | number | null | undefined): HeadMeta[] =>
  content ? [{ property: name, content: String(content) }] : [];

function imageMeta(origin: string, { image, title }: HeadPage): HeadMeta[] {
  const address = wholeAddress(origin, image?.url);
  if (!image || !address) return [];
  return [
    ...property('og:image', address),
    ...property('og:image:width', image.width),
    ...property('og:image:height', image.height),
    ...property('og:image:alt', cutAtWord(image.alt || title, 300)),
  ];
}

function kindMeta({ kind, product, article }: HeadPage): HeadMeta[] {
  if (kind === 'product' && product)
    return [
      ...property('product:price:amount', decimalAmount(product.price)),
      ...property('product:price:currency', product.price.currency),
      ...property('product:availability', product.available ? 'in stock' : 'out of stock'),
    ];
  if (kind !== 'post' || !article) return [];
  return [
    ...property('article:published_time', article.publishedAt),
    ...property('article:modified_time', article.updatedAt),
    ...(article.authors ?? []).flatMap((author) => property('article:author', author)),
    ...(article.tags ?? []).slice(0, 20).flatMap((tag) => property('article:tag', tag)),
  ];
}

const GRAPH_TYPE: Partial<Record<PageKind, string>> = { product: 'product', post: 'article' };

/** Open Graph, https://ogp.me: how a page looks where it is shared. X reads it too, and needs little besides. */
function sharedMeta(site: HeadSite, page: HeadPage, description: string): HeadMeta[] {
  const image = imageMeta(site.origin, page);
  const wide = image.length > 0 && (page.image?.width ?? 1200) >= 600;
  const here = graphLocale(page.locale);
  const others = [...new Set(site.locales.map(graphLocale))].filter((locale) => locale !== null && locale !== here);
  const handle = (site.twitter ?? '').replace(/^@/, '');
  return [
    ...property('og:type', GRAPH_TYPE[page.kind] ?? 'website'),
    ...property('og:site_name', site.name),
    ...property('og:title', cutAtWord(page.seoTitle || page.title || site.name, LONG_TITLE_MOST)),
    ...property('og:description', description),
    ...property('og:url', canonicalAddress(site, page.path, page.locale)),
    ...property('og:locale', here),
    ...others.flatMap((locale) => property('og:locale:alternate', locale)),
    ...image,
    ...kindMeta(page),
    ...named('twitter:card', wide ? 'summary_large_image' : 'summary'),
    ...named('twitter:site', /^\w{1,15}$/.test(handle) ? `@${handle}` : null),
  ];
}

function colourMeta({ themeColor }: HeadSite): HeadMeta[] {
  const colour = (content: string, media?: string): HeadMeta[] =>
    /^#[\da-f]{6}$/i.test(content) ? [{ name: 'theme-color', content, ...(media && { media }) }] : [];
  if (!themeColor) return [];
  if (typeof themeColor === 'string') return colour(themeColor);
  return [
    ...colour(themeColor.light, '(prefers-color-scheme: light)'),
    ...colour(themeColor.dark, '(prefers-color-scheme: dark)'),
  ];
}

const ICON_TYPES: Readonly<Record<string, string>> = { svg: 'image/svg+xml', png: 'image/png', ico: 'image/x-icon' };

function iconLinks({ origin, icons = [] }: HeadSite): HeadLink[] {
  const links = icons.flatMap(({ href, sizes, touch }): HeadLink[] => {
    const address = wholeAddress(origin, href);
    if (!address) return [];
    const type = ICON_TYPES[/\.(\w+)$/.exec(new URL(address).pathname)?.[1]?.toLowerCase() ?? ''];
    return [
      { rel: touch ? 'apple-touch-icon' : 'icon', href: address, ...(type && { type }), ...(sizes && { sizes }) },
    ];
  });
  // Without one, browsers would ask for /favicon.ico on every visit.
  return links.some(({ rel }) => rel === 'icon') ? links : [{ rel: 'icon', href: 'data:,' }, ...links];
}

const languageLink = ({ hreflang, href }: Alternate): HeadLink => ({ rel: 'alternate', hreflang, href });

/** Where else a page is. What is not listed names no canonical address: the two would contradict each other. */
function addressLinks(site: HeadSite, page: HeadPage, listed: boolean): HeadLink[] {
  const around = (rel: string, path: string | null | undefined): HeadLink[] =>
    path ? [{ rel, href: canonicalAddress(site, path, page.locale) }] : [];
  if (!listed) return [];
  return [
    { rel: 'canonical', href: canonicalAddress(site, page.path, page.locale) },
    ...alternatesOf(site, page.path).map(languageLink),
    ...around('prev', page.previous),
    ...around('next', page.next),
  ];
}

/** What the head of a page says. */
export function headTags(site: HeadSite, page: HeadPage): HeadTags {
  const title = titleOf(site, page);
  // What nothing describes is what it is called, and whose it is.
  const description = descriptionOf(page) || title;
  const robots = robotsOf(site, page);
  const listed = !robots.startsWith('noindex');
  const told = !PRIVATE.has(page.kind);
  const feeds = (site.feeds ?? []).flatMap(({ title, href, type }): HeadLink[] => {
    const address = wholeAddress(site.origin, href);
    return address ? [{ rel: 'alternate', type, title, href: address }] : [];
  });
  return {
    title,
    meta: [
      ...named('description', description),
      ...named('robots', robots),
      ...colourMeta(site),
      ...(told ? sharedMeta(site, page, description) : []),
    ],
    links: [...addressLinks(site, page, listed), ...feeds, ...iconLinks(site)],
    jsonLd: listed ? (page.jsonLd ?? null) : null,
  };
}

const attributes = (tag: object): string =>
  Object.entries(tag)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

/** A head's tags as HTML, each on a line, escaped for where they stand. */
export function headHtml({ title, meta, links, jsonLd }: HeadTags): string {
  return [
    `<title>${escaped(title)}</title>`,
    ...meta.map((tag) => `<meta${attributes(tag)}>`),
    ...links.map((tag) => `<link${attributes(tag)}>`),
    ...(jsonLd ? [`<script type="application/ld+json">${jsonLdText(jsonLd)}</script>`] : []),
  ].join('\n');
}
