/** Where a shop's pages are, and the languages they are in. */
export interface ShopPlace {
  /** Scheme and host that every page is known by, whatever host it was asked at, as `URL.origin` has it: `https://shop.example`. */
  readonly origin: string;
  /** BCP 47 tag of the shop's own language: its pages have the shortest address. */
  readonly locale: string;
  /** Tags of all its languages, its own among them. */
  readonly locales: readonly string[];
}

/** A page in one language, as `hreflang` names it; `x-default` is for readers of any other. */
export interface Alternate {
  readonly hreflang: string;
  readonly href: string;
}

/**
 * What may stand in the query of an address that search engines know. Everything else is left out: campaigns and clicks
 * (`utm_…`, `gclid`), the variant chosen, the currency, an order. So there is no list of trackers to keep up to date.
 */
const PAGE = /^(?:[2-9]|[1-9]\d{1,4})$/;

/** An address on the web, made whole; null for what is none, such as `data:` or `javascript:`. */
export function wholeAddress(origin: string, address: string | null | undefined): string | null {
  if (!address || !URL.canParse(address, origin)) return null;
  const url = new URL(address, origin);
  return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : null;
}

/** The shop's own address with this path, which can never lead to another host. */
function onShop(origin: string, path: string): URL {
  const [pathname = '/', query = ''] = path.split('#', 1)[0]!.split(/\?(.*)/s);
  const url = new URL(origin);
  url.pathname = pathname.replaceAll(/[/\\]{2,}/g, '/').replace(/(?<=.)\/+$/, '');
  url.search = query;
  return url;
}

/**
 * The one address of a page in a language. Pages of a list are pages of their own: `page=2` stays, and each is its own
 * canonical, as https://developers.google.com/search/docs/specialty/ecommerce/pagination-and-incremental-page-loading asks.
 */
export function canonicalAddress({ origin, locale }: ShopPlace, path: string, language = locale): string {
  const url = onShop(origin, path);
  const page = url.searchParams.get('page') ?? '';
  const kept = new URLSearchParams();
  if (PAGE.test(page)) kept.set('page', page);
  if (language !== locale) kept.set('lang', language);
  url.search = kept.size ? `?${kept}` : '';
  return url.href;
}

/** Language, script and region of a tag, all that `hreflang` may name; null for what is no tag. */
function languageTag(tag: string): string | null {
  try {
    const { language, script, region } = new Intl.Locale(tag);
    return [language, script, region].filter(Boolean).join('-');
  } catch {
    return null;
  }
}

/** What `hreflang` calls a shop's languages, asked for once and not again for each of a million pages. */
const known = new WeakMap<readonly string[], readonly (readonly [tag: string, hreflang: string])[]>();

function languagesOf({ locale, locales }: ShopPlace): readonly (readonly [tag: string, hreflang: string])[] {
  const before = known.get(locales);
  if (before?.[0]?.[0] === locale) return before;
  const found = [...new Set([locale, ...locales])].flatMap((tag) => {
    const hreflang = languageTag(tag);
    return hreflang === null ? [] : [[tag, hreflang] as const];
  });
  known.set(locales, found);
  return found;
}

/** A page in all the shop's languages, itself among them; none where there is one language only. */
export function alternatesOf(place: ShopPlace, path: string): Alternate[] {
  const languages = languagesOf(place);
  if (languages.length < 2) return [];
  const plain = canonicalAddress(place, path);
  const also = `${plain}${plain.includes('?') ? '&' : '?'}lang=`;
  const all = languages.map(([tag, hreflang]) => ({ hreflang, href: tag === place.locale ? plain : also + tag }));
  return [...all, { hreflang: 'x-default', href: plain }];
}

/** Whether a list shows a part of itself: by filters, another order, or from an opaque place on. */
export function isPartOfList(path: string): boolean {
  const names = [...new URLSearchParams(path.split(/[?#]/)[1]).keys()];
  return names.some((name) => /^(?:filter\..*|q|sort|after|limit)$/s.test(name));
}
