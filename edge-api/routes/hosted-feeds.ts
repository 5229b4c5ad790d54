import type { HostedContext } from '../middleware/hosted.ts';
import { wordsOf } from '../pages/hosted/strings/index.ts';
import { atomFeed, type Feed, jsonFeed, rssFeed } from '../pages/seo/feeds.ts';
import { ApiError } from '../services/errors.ts';
import type { PostFeed } from '../services/blog/posts.ts';
import type { PostTag } from '../contract/posts.ts';
import { type HostedParts, hostedDoor, hostedRouter } from './hosted-support.ts';

const KEPT = 'public, max-age=300';

/** Every form of a feed, by the name of its file. */
const FORMS: Readonly<Record<string, { readonly type: string; readonly write: (feed: Feed) => string }>> = {
  'feed.xml': { type: 'application/rss+xml', write: rssFeed },
  'atom.xml': { type: 'application/atom+xml', write: atomFeed },
  'feed.json': { type: 'application/feed+json', write: jsonFeed },
};

/** When something of it changed last, epoch milliseconds; 0 for a feed without posts. */
const changedAt = ({ posts }: PostFeed): number =>
  posts.reduce((latest, { updatedAt }) => Math.max(latest, Date.parse(updatedAt)), 0);

/** A feed in the store's own language, whoever asks: readers share what they have fetched. */
function feedOf(c: HostedContext, { shop, posts }: PostFeed, tag: PostTag | undefined): Feed {
  const { visit } = c.var.hosted;
  const say = wordsOf(shop.locale);
  const pagePath = tag ? `/blog/tags/${encodeURIComponent(tag.tag)}` : '/blog';
  const title = tag ? say('blogTagged', { tag: tag.name }) : say('blog');
  return {
    id: tag ? `${c.var.store.id}:blog:${tag.tag}` : `${c.var.store.id}:blog`,
    origin: visit.origin,
    pagePath,
    feedPath: c.req.path,
    title: `${title} · ${shop.name}`,
    description: say('blogFeed', { shop: shop.name }),
    language: shop.locale,
    shop: shop.name,
    icon: shop.logo,
    createdAt: new Date(0).toISOString(),
    posts: posts.map(({ id, path, title: called, excerpt, html, publishedAt, updatedAt, author, tags, picture }) => ({
      ...{ id, path, title: called, summary: excerpt, html, publishedAt, updatedAt },
      authors: author ? [author.name] : [],
      tags: tags.map(({ name }) => name),
      image: picture ? { url: picture.src } : null,
    })),
  };
}

/** Whether the caller has this already: by its tag, else by its time. */
function isKnown(c: HostedContext, etag: string, changed: number): boolean {
  const asked = c.req.header('if-none-match');
  if (asked !== undefined) return asked.split(',').some((one) => one.trim() === etag || one.trim() === '*');
  const since = Date.parse(c.req.header('if-modified-since') ?? '');
  return changed > 0 && Number.isFinite(since) && Math.floor(changed / 1000) * 1000 <= since;
}

async function answer(c: HostedContext, file: string, tag?: PostTag): Promise<Response> {
  const form = Object.hasOwn(FORMS, file) ? FORMS[file] : undefined;
  if (!form) throw new ApiError('not_found', 'There is no such feed.');
  const found = await c.var.services.posts.feed(tag?.tag ?? null);
  const changed = changedAt(found);
  const etag = `W/"${found.version}-${new URL(c.var.hosted.visit.origin).host}"`;
  // Nothing of it depends on who asks.
  c.header('vary', undefined);
  const headers = {
    etag,
    'cache-control': KEPT,
    'access-control-allow-origin': '*',
    ...(changed > 0 && { 'last-modified': new Date(changed).toUTCString() }),
  };
  if (isKnown(c, etag, changed)) return c.body(null, 304, headers);
  return c.body(form.write(feedOf(c, found, tag)), 200, { ...headers, 'content-type': `${form.type}; charset=utf-8` });
}

/** The blog for feed readers, whole and by tag: RSS 2.0, Atom 1.0 and JSON Feed 1.1. */
export function hostedFeedRoutes(parts: HostedParts) {
  const door = hostedDoor(parts);
  const routes = hostedRouter(parts);
  for (const file of Object.keys(FORMS)) {
    routes.get(`/blog/${file}`, door, (c) => answer(c, file));
    routes.get(`/blog/tags/:tag/${file}`, door, async (c) => {
      const tag = await c.var.services.posts.tag((c.req.param('tag') ?? '').slice(0, 240));
      if (!tag) throw new ApiError('not_found', 'No post has this tag.');
      return answer(c, file, tag);
    });
  }
  return routes;
}
