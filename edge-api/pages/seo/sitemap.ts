import { alternatesOf, canonicalAddress, type ShopPlace, wholeAddress } from './addresses.ts';
import { escaped } from './text.ts';

/** What a sitemap, and an index of sitemaps, may hold at most, uncompressed: https://www.sitemaps.org/protocol.html */
export const SITEMAP_LIMITS = { entries: 50_000, bytes: 50 * 1024 * 1024 } as const;
interface SitemapLimits {
  readonly entries: number;
  readonly bytes: number;
}
/** How much of that is planned for: the rest is room for what comes in between. */
const PLANNED: SitemapLimits = { entries: 45_000, bytes: 45 * 1024 * 1024 };
/** What is planned for a page: characters of a path, its tags among them, and of its date and picture. Most need a quarter. */
const PLANNED_PATH = 400;
const PLANNED_REST = 500;

/** Code units an address may have at most. */
const ADDRESS_MOST = 2047;
/** Pictures told of a page; the protocol allows a thousand. */
const IMAGES_MOST = 10;

/** A page that search engines should know. */
export interface SitemapEntry {
  readonly path: string;
  /** Moment of its last change, ISO 8601. */
  readonly changedAt?: string | null;
  /** Addresses of its pictures. */
  readonly images?: readonly (string | null | undefined)[];
}

const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;
/** A path that is canonical and harmless as it is, as nearly all are. */
const PLAIN_PATH = /^\/(?:[\w\-.~]+(?:\/[\w\-.~]+)*)?$/;

const lastmod = (changedAt: string | null | undefined): string =>
  changedAt && MOMENT.test(changedAt) ? `<lastmod>${changedAt}</lastmod>` : '';

function imagesXml(origin: string, images: SitemapEntry['images']): string {
  if (!images?.length) return '';
  const addresses = images.flatMap((image) => wholeAddress(origin, image) ?? []).filter(fits);
  return addresses
    .slice(0, IMAGES_MOST)
    .map((address) => `<image:image><image:loc>${escaped(address)}</image:loc></image:image>`)
    .join('');
}

const fits = (address: string): boolean => address.length <= ADDRESS_MOST;

/**
 * A page as it stands in a sitemap: one `<url>` for each of the shop's languages, each naming all of them. Addresses are
 * percent-encoded, so that the text is ASCII and as many bytes long as it has characters. '' for a page whose address is
 * too long to be told.
 */
export function entryXml(place: ShopPlace, { path, changedAt, images }: SitemapEntry): string {
  const rest = lastmod(changedAt) + imagesXml(place.origin, images);
  const one = (address: string, links: string): string =>
    fits(address) ? `<url><loc>${escaped(address)}</loc>${links}${rest}</url>\n` : '';
  if (place.locales.length < 2) {
    const plain = place.origin + path;
    return PLAIN_PATH.test(path) && fits(plain) && !/\/\.{1,2}(?:\/|$)/.test(path)
      ? `<url><loc>${plain}</loc>${rest}</url>\n`
      : one(canonicalAddress(place, path), '');
  }
  const alternates = alternatesOf(place, path);
  const links = alternates
    .map(({ hreflang, href }) => `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${escaped(href)}"/>`)
    .join('');
  return alternates
    .filter(({ hreflang }) => hreflang !== 'x-default')
    .map(({ href }) => one(href, links))
    .join('');
}

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
`;
const FOOT = '</urlset>\n';
const INDEX_HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
`;
const INDEX_FOOT = '</sitemapindex>\n';

function entriesIn(xml: string): number {
  let count = 0;
  for (let at = xml.indexOf('<url>'); at !== -1; at = xml.indexOf('<url>', at + 5)) count += 1;
  return count;
}

/**
 * How many pages one sitemap of a shop has room for, each told once in every language. All sitemaps but the last hold as
 * many, so that each can be found and written by itself.
 */
export function pagesPerSitemap(place: ShopPlace): number {
  const links = alternatesOf(place, '/').length;
  const languages = Math.max(1, links - 1);
  const bytes = languages * ((links + 1) * (place.origin.length + PLANNED_PATH) + PLANNED_REST);
  return Math.max(1, Math.floor(Math.min(PLANNED.entries / languages, PLANNED.bytes / bytes)));
}

/** About so many characters are written at once. */
const CHUNK = 64 * 1024;

async function* inChunks(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}

/** A sitemap of some pages of a shop, in chunks: never more than the protocol allows. No more than one step of them is held. */
export async function* sitemapXml(
  place: ShopPlace,
  steps: AsyncIterable<readonly SitemapEntry[]>,
  limits: SitemapLimits = SITEMAP_LIMITS,
): AsyncGenerator<string> {
  async function* pieces(): AsyncGenerator<string> {
    let [entries, bytes] = [0, HEAD.length + FOOT.length];
    const isOver = () => entries > limits.entries || bytes > limits.bytes;
    yield HEAD;
    for await (const step of steps) {
      let piece = '';
      for (const entry of step) {
        const xml = entryXml(place, entry);
        entries += entriesIn(xml);
        bytes += xml.length;
        if (isOver()) break;
        piece += xml;
      }
      yield piece;
      if (isOver()) break;
    }
    yield FOOT;
  }
  yield* inChunks(pieces());
}

/** A sitemap by its path on the shop's own host. */
interface SitemapPlace {
  readonly path: string;
  readonly changedAt?: string | null;
}

/** The index of a shop's sitemaps, in chunks; it lists no more than the protocol allows. */
export async function* sitemapIndexXml(
  origin: string,
  sitemaps: AsyncIterable<SitemapPlace> | Iterable<SitemapPlace>,
  limits: SitemapLimits = SITEMAP_LIMITS,
): AsyncGenerator<string> {
  async function* pieces(): AsyncGenerator<string> {
    let [entries, bytes] = [0, INDEX_HEAD.length + INDEX_FOOT.length];
    yield INDEX_HEAD;
    for await (const { path, changedAt } of sitemaps) {
      const address = wholeAddress(origin, path);
      if (!address?.startsWith(`${origin}/`)) continue;
      const xml = `<sitemap><loc>${escaped(address)}</loc>${lastmod(changedAt)}</sitemap>\n`;
      entries += 1;
      bytes += xml.length;
      if (entries > limits.entries || bytes > limits.bytes) break;
      yield xml;
    }
    yield INDEX_FOOT;
  }
  yield* inChunks(pieces());
}
