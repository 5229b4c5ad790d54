import { isoTime } from '../../contract/iso-time.ts';
import { slugOf } from '../../contract/pages.ts';
import type { ListPosts, Post, PostAnswer, PostList, PostSummary, PostTag, PostTagList } from '../../contract/posts.ts';
import type { PostRepository, PostsWanted, StoredAuthor, StoredPost } from '../../repositories/posts.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { ApiError } from '../errors.ts';
import type { FillPictures, ShownPage } from '../pages/live-pages.ts';
import { excerptOf } from './excerpt.ts';

/** Posts in a feed: readers ask often, and keep what they have read. */
const FEED_POSTS = 50;

/** An answer with the version that its ETag carries. */
export interface VersionedPosts<Body> {
  readonly version: number;
  readonly body: Body;
}

/** An author as readers get to know one. */
export type PostAuthor = NonNullable<Post['author']>;

/** A post as feeds tell it. */
export interface FedPost extends PostSummary {
  /** Never changes. */
  readonly id: string;
  readonly html: string;
}

/** What a feed is made of. */
export interface PostFeed {
  readonly version: number;
  readonly shop: { readonly name: string; readonly locale: string; readonly logo: string | null };
  readonly posts: readonly FedPost[];
}

/** A store's posts, as visitors get them. */
export interface PostService {
  version(): Promise<number>;
  /** Newest first. Throws `invalid_request` for an `after` that is none. */
  list(query: ListPosts): Promise<VersionedPosts<PostList>>;
  /** Throws `post_not_found`. */
  get(slug: string): Promise<VersionedPosts<PostAnswer>>;
  /** The post that a page of type post is, live or shown ahead. */
  ofPage(page: ShownPage): Promise<Post>;
  author(handle: string): Promise<PostAuthor | undefined>;
  /** Tags with how many posts have them. */
  tags(): Promise<VersionedPosts<PostTagList>>;
  /** A tag of live posts; undefined where none has it. */
  tag(tag: string): Promise<PostTag | undefined>;
  /** The newest posts whole, of all or of those with one tag. */
  feed(tag: string | null): Promise<PostFeed>;
}

/** Path of a post under the store's host, percent-encoded. */
export const postPath = (slug: string): string => `/blog/${encodeURIComponent(slug)}`;

const tagsOf = (names: readonly string[] = []): PostTag[] => {
  const tags = new Map<string, PostTag>();
  for (const name of names) {
    const tag = slugOf(name);
    if (tag !== '' && !tags.has(tag)) tags.set(tag, { tag, name });
  }
  return [...tags.values()];
};

function summaryOf({ slug, title, details, authorName, publishedAt, changedAt }: StoredPost): PostSummary {
  return {
    slug,
    path: postPath(slug),
    title,
    excerpt: excerptOf(details),
    picture: details.image ?? null,
    author: details.author !== undefined && authorName !== null ? { handle: details.author, name: authorName } : null,
    tags: tagsOf(details.tags),
    publishedAt: isoTime(publishedAt),
    updatedAt: isoTime(Math.max(changedAt, publishedAt)),
  };
}

const introduced = ({ handle, name, bio, picture, url }: StoredAuthor): PostAuthor => ({
  handle,
  name,
  bio,
  picture,
  url,
});

/** `fill` gives pictures what the media library knows of them. */
export function postService(posts: PostRepository, fill: FillPictures = async (contents) => contents): PostService {
  const wanted = ({ tag, author, after, limit }: ListPosts): PostsWanted => {
    const from = after === undefined ? undefined : readCursor(after, { posts: 'number' });
    return {
      tag: tag === undefined ? null : slugOf(tag),
      author: author ?? null,
      after: from ? { publishedAt: Number(from.key), id: from.id } : null,
      limit: limit + 1,
    };
  };

  return {
    version: () => posts.version(),

    async list(query) {
      const { version, posts: rows } = await posts.list(wanted(query));
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      const next = last ? writeCursor('posts', { key: last.publishedAt, id: last.id }) : null;
      return { version, body: { posts: await fill(page.map(summaryOf)), next } };
    },

    async get(slug) {
      const { version, post, author } = await posts.find(slugOf(slug));
      if (!post) throw new ApiError('post_not_found', 'No post that visitors see has this slug.');
      const told = { ...summaryOf(post), html: post.details.html ?? '', author: author ? introduced(author) : null };
      return { version, body: { post: await fill(told) } };
    },

    async ofPage({ id, body, details, publishedAt, changedAt }) {
      const author = details.author === undefined ? undefined : await posts.author(details.author);
      const { slug, title } = body.page;
      const times = { publishedAt: publishedAt ?? changedAt, changedAt };
      const summary = summaryOf({ id, slug, title, details, authorName: author?.name ?? null, ...times });
      return fill({ ...summary, html: details.html ?? '', author: author ? introduced(author) : null });
    },

    async author(handle) {
      const found = await posts.author(handle);
      return found && fill(introduced(found));
    },

    async tags() {
      const { version, tags } = await posts.tags();
      return { version, body: { tags } };
    },

    async tag(given) {
      const tag = slugOf(given);
      const name = await posts.tagName(tag);
      return name === undefined ? undefined : { tag, name };
    },

    async feed(tag) {
      const found = await posts.feed({ tag, author: null, after: null, limit: FEED_POSTS });
      const { name, locale, settings } = found.state;
      return {
        version: found.version,
        shop: { name, locale, logo: settings.branding.logo },
        posts: found.posts.map((post) => ({ ...summaryOf(post), id: post.id, html: post.details.html ?? '' })),
      };
    },
  };
}
