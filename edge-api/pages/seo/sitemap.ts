import { alternatesOf, canonicalAddress, type ShopPlace, wholeAddress } from './addresses.ts';
import { escaped } from './text.ts';

/** What a sitemap, and an index of sitemaps, may hold at most, uncompressed: https://www.sitemaps.org/protocol.html */
export const SITEMAP_LIMITS = { entries: 50_000, bytes: 50 * 1024 * 1024 } as const;
interface SitemapLimits {
  readonly entries: number;
  readonly bytes: number;
}
/** How much of that is planned for: the rest is room for what comes in between before the parts are counted again. */
const PLANNED: SitemapLimits = { entries: 45_000, bytes: 45 * 1024 * 1024 };

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

/** One page of rows by key, and the key to go on after; null at the end. */
interface Keyset<Row, Key> {
  readonly rows: readonly Row[];
  readonly next: Key | null;
}

/** All rows behind a keyset, a page at a time; never more than one page is held. */
export async function* pagesOf<Row, Key>(
  read: (after: Key | null) => Promise<Keyset<Row, Key>>,
  from: Key | null = null,
): AsyncGenerator<readonly Row[]> {
  let after = from;
  do {
    const { rows, next } = await read(after);
    if (rows.length > 0) yield rows;
    after = next;
  } while (after !== null);
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

/** What can be told of a row: its key, and its page as XML. */
export interface KeyedEntry<Key> {
  readonly key: Key;
  readonly xml: string;
  readonly changedAt?: string | null;
}

/** One sitemap of several: its rows, how much they are, and the last change of any. */
export interface SitemapPart<Key> {
  /** Key of the row before its first; null for the very first. */
  readonly after: Key | null;
  /** Key of its last row; null for the last part, which what is added belongs to. */
  readonly through: Key | null;
  /** Rows in it, whether or not they can be told. */
  readonly rows: number;
  readonly entries: number;
  readonly bytes: number;
  readonly changedAt: string | null;
}

function entriesIn(xml: string): number {
  let count = 0;
  for (let at = xml.indexOf('<url>'); at !== -1; at = xml.indexOf('<url>', at + 5)) count += 1;
  return count;
}

/**
 * Where one sitemap ends and the next begins. Goes through all rows once and keeps only these places, twenty for a million
 * pages; with them each sitemap can be written by itself. A row's `<url>`s of all languages stay together.
 */
export async function* sitemapParts<Key>(
  pages: AsyncIterable<readonly KeyedEntry<Key>[]>,
  limits: SitemapLimits = PLANNED,
): AsyncGenerator<SitemapPart<Key>> {
  const empty = { rows: 0, entries: 0, bytes: HEAD.length + FOOT.length, changedAt: null as string | null };
  let part = { after: null as Key | null, ...empty };
  let last: Key | null = null;
  for await (const page of pages)
    for (const { key, xml, changedAt } of page) {
      const entries = entriesIn(xml);
      const isFull = part.entries + entries > limits.entries || part.bytes + xml.length > limits.bytes;
      if (isFull && part.rows > 0) {
        yield { ...part, through: last };
        part = { after: last, ...empty };
      }
      part.rows += 1;
      part.entries += entries;
      part.bytes += xml.length;
      if (changedAt && (part.changedAt ?? '') < changedAt && MOMENT.test(changedAt)) part.changedAt = changedAt;
      last = key;
    }
  if (part.rows > 0) yield { ...part, through: null };
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

/**
 * A sitemap, in chunks: all rows of one part, those too that were added since it was counted, but never more than the
 * protocol allows.
 */
export async function* sitemapXml<Key>(
  pages: AsyncIterable<readonly KeyedEntry<Key>[]>,
  limits: SitemapLimits = SITEMAP_LIMITS,
): AsyncGenerator<string> {
  async function* pieces(): AsyncGenerator<string> {
    let [entries, bytes] = [0, HEAD.length + FOOT.length];
    const isOver = () => entries > limits.entries || bytes > limits.bytes;
    yield HEAD;
    for await (const page of pages) {
      let piece = '';
      for (const { xml } of page) {
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
