import { wholeAddress } from './addresses.ts';
import { cutAtWord, escaped, textOfHtml, writable } from './text.ts';

/** A post as feeds tell it. */
export interface FeedPost {
  /** Never changes, whatever becomes of its title and address: readers know by it what they have read. */
  readonly id: string;
  readonly path: string;
  readonly title: string;
  /** Text or sanitised HTML; '' takes the beginning of the post. */
  readonly summary: string;
  /** HTML as the edge's sanitiser writes it. */
  readonly html: string;
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly updatedAt: string | null;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly image?: { readonly url: string; readonly type?: string | null; readonly bytes?: number | null } | null;
}

/** A blog, or what of it has one tag or one author. */
export interface Feed {
  /** Never changes, as a post's. */
  readonly id: string;
  readonly origin: string;
  /** Path of the page it is the feed of, and of the feed itself. */
  readonly pagePath: string;
  readonly feedPath: string;
  readonly title: string;
  readonly description: string;
  /** BCP 47. */
  readonly language: string;
  /** Name of the shop: the author of what has no other. */
  readonly shop: string;
  readonly icon?: string | null;
  /** ISO 8601; when it was set up, which is its age as long as it has no posts. */
  readonly createdAt: string;
  readonly posts: readonly FeedPost[];
}

/** Posts in a feed: readers ask often, and keep what they have read. */
const POSTS_MOST = 50;

const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const ULID = /^[0-7][\dA-HJKMNP-TV-Z]{25}$/;

/** A name for a thing that no change of host or address touches: a URN, made of its id alone. */
export function stableName(id: string): string {
  if (UUID.test(id)) return `urn:uuid:${id.toLowerCase()}`;
  if (!ULID.test(id)) return `urn:x-vitrine:${encodeURIComponent(writable(id))}`;
  const number = [...id].reduce((sum, digit) => sum * 32n + BigInt(BASE32.indexOf(digit)), 0n);
  const hex = number.toString(16).padStart(32, '0');
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}

/** An attribute that leads somewhere, made whole: readers show a post far from its page. */
function wholeAttribute(origin: string, name: string, value: string): string {
  const address = value.replaceAll('&amp;', '&');
  const whole = /^(?:mailto|tel):/i.test(address) ? address : wholeAddress(origin, address);
  return whole === null ? '' : ` ${name}="${escaped(whole)}"`;
}

/** Sanitised HTML, with whole addresses in place of such as only hold on the shop's own pages. */
export const wholeHtml = (origin: string, html: string): string =>
  writable(html).replaceAll(/<[a-z][^<>]*>/gi, (tag) =>
    tag
      .replaceAll(/\ssrcset="[^"]*"/gi, '')
      .replaceAll(/\s(href|src|poster)="([^"]*)"/gi, (_, name: string, value: string) =>
        wholeAttribute(origin, name.toLowerCase(), value),
      ),
  );

/** A post with everything in it whole and checked. */
interface ReadyPost {
  readonly post: FeedPost;
  readonly name: string;
  readonly url: string;
  readonly html: string;
  readonly summary: string;
  readonly published: Date;
  readonly updated: Date;
  readonly image: string | null;
}

const isDate = (date: Date): boolean => Number.isFinite(date.getTime());

function readyPost({ origin }: Feed, post: FeedPost): ReadyPost[] {
  const url = wholeAddress(origin, post.path);
  const published = new Date(post.publishedAt);
  if (!url || !isDate(published)) return [];
  const changed = new Date(post.updatedAt ?? post.publishedAt);
  return [
    {
      post,
      name: stableName(post.id),
      url,
      html: wholeHtml(origin, post.html),
      summary: cutAtWord(textOfHtml(post.summary || post.html, 8000), 400),
      published,
      // A post may have been written on before it was published.
      updated: isDate(changed) && changed > published ? changed : published,
      image: wholeAddress(origin, post.image?.url),
    },
  ];
}

interface ReadyFeed {
  readonly page: string;
  readonly self: string;
  readonly icon: string | null;
  /** Newest first. */
  readonly posts: readonly ReadyPost[];
  readonly updated: Date;
}

function readyFeed(feed: Feed): ReadyFeed {
  const { origin, pagePath, feedPath, icon, createdAt } = feed;
  const posts = feed.posts
    .flatMap((post) => readyPost(feed, post))
    .sort((one, other) => other.published.getTime() - one.published.getTime() || (one.name < other.name ? 1 : -1))
    .slice(0, POSTS_MOST);
  return {
    page: wholeAddress(origin, pagePath) ?? origin,
    self: wholeAddress(origin, feedPath) ?? origin,
    icon: wholeAddress(origin, icon),
    posts,
    updated: new Date(Math.max(new Date(createdAt).getTime() || 0, ...posts.map(({ updated }) => updated.getTime()))),
  };
}

const element = (name: string, text: string): string => (text ? `<${name}>${escaped(text)}</${name}>` : '');
const elements = (name: string, texts: readonly string[]): string => texts.map((text) => element(name, text)).join('');

function enclosure({ post, image }: ReadyPost): string {
  const { type, bytes } = post.image ?? {};
  return image && type && bytes
    ? `<enclosure url="${escaped(image)}" type="${escaped(type)}" length="${Math.round(bytes)}"/>`
    : '';
}

/** RSS 2.0: https://www.rssboard.org/rss-specification */
export function rssFeed(feed: Feed): string {
  const { page, self, icon, posts, updated } = readyFeed(feed);
  const item = (ready: ReadyPost): string =>
    `<item>${element('title', ready.post.title)}${element('link', ready.url)}` +
    `<guid isPermaLink="false">${escaped(ready.name)}</guid><pubDate>${ready.published.toUTCString()}</pubDate>` +
    elements('dc:creator', ready.post.authors) +
    elements('category', ready.post.tags) +
    `<description>${escaped(ready.summary)}</description>${element('content:encoded', ready.html)}` +
    `${enclosure(ready)}</item>`;
  const picture = icon
    ? `<image>${element('url', icon)}${element('title', feed.title)}${element('link', page)}</image>`
    : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>${escaped(feed.title)}</title><link>${escaped(page)}</link><description>${escaped(feed.description)}</description>
<language>${escaped(feed.language)}</language><lastBuildDate>${updated.toUTCString()}</lastBuildDate>
<atom:link rel="self" type="application/rss+xml" href="${escaped(self)}"/>${picture}
${posts.map(item).join('\n')}
</channel></rss>
`;
}

/** Atom 1.0: RFC 4287. */
export function atomFeed(feed: Feed): string {
  const { page, self, icon, posts, updated } = readyFeed(feed);
  const author = (name: string): string => `<author>${element('name', name)}</author>`;
  const entry = ({ post, name, url, html, summary, published, updated: changed }: ReadyPost): string =>
    `<entry><id>${escaped(name)}</id><title>${escaped(post.title)}</title>` +
    `<published>${published.toISOString()}</published><updated>${changed.toISOString()}</updated>` +
    `<link rel="alternate" type="text/html" href="${escaped(url)}"/>` +
    post.authors.filter(Boolean).map(author).join('') +
    post.tags.map((tag) => `<category term="${escaped(tag)}"/>`).join('') +
    `${element('summary', summary)}<content type="html">${escaped(html)}</content></entry>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(feed.language)}">
<id>${escaped(stableName(feed.id))}</id><title>${escaped(feed.title)}</title>${element('subtitle', feed.description)}
<updated>${updated.toISOString()}</updated>${author(feed.shop)}${element('icon', icon ?? '')}
<link rel="self" type="application/atom+xml" href="${escaped(self)}"/><link rel="alternate" type="text/html" href="${escaped(page)}"/>
${posts.map(entry).join('\n')}
</feed>
`;
}

/** JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/ */
export function jsonFeed(feed: Feed): string {
  const { page, self, icon, posts } = readyFeed(feed);
  const item = ({ post, name, url, html, summary, published, updated, image }: ReadyPost): object => ({
    id: name,
    url,
    title: writable(post.title),
    content_html: html,
    ...(summary && { summary }),
    ...(image && { image }),
    date_published: published.toISOString(),
    date_modified: updated.toISOString(),
    ...(post.authors.length && { authors: post.authors.map((author) => ({ name: writable(author) })) }),
    ...(post.tags.length && { tags: post.tags.map(writable) }),
  });
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: writable(feed.title),
    home_page_url: page,
    feed_url: self,
    ...(feed.description && { description: writable(feed.description) }),
    language: feed.language,
    ...(icon && { icon }),
    authors: [{ name: writable(feed.shop) }],
    items: posts.map(item),
  });
}
