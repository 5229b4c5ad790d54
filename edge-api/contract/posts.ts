import { z } from '@hono/zod-openapi';
import { plainText } from './plain-text.ts';
import { Href, Picture, prose } from './sections/parts.ts';

/** How authors and tags stand in addresses. */
const Handle = z
  .string()
  .max(64)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, 'must be small letters, digits and dashes')
  .openapi({ example: 'ada' });

/** A picture in an answer, with its address made whole. */
const ShownPicture = Picture.extend({ src: z.string(), sized: z.string().optional() }).openapi('ShownPicture');

/** Somebody who writes posts. Times are UTC, ISO 8601. */
export const Author = z
  .object({
    handle: z.string(),
    name: z.string(),
    bio: z.string(),
    picture: ShownPicture.nullable(),
    /** A page about the author elsewhere. */
    url: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Author');
export type Author = z.infer<typeof Author>;

export const AuthorAnswer = z.object({ author: Author }).openapi('AuthorAnswer');
export type AuthorAnswer = z.infer<typeof AuthorAnswer>;
/** All of a store's, by handle. */
export const AuthorList = z.object({ authors: z.array(Author) }).openapi('AuthorList');
export type AuthorList = z.infer<typeof AuthorList>;

const about = {
  name: plainText(80).min(1).openapi({ example: 'Ada' }),
  bio: prose(2000, 'Who this is, in a few sentences.').openapi({ example: 'Weaves.' }).or(z.literal('')).default(''),
  picture: Picture.nullable().default(null),
  url: Href.nullable().default(null),
};

/** `PUT …/authors/{author}`: makes an author, or replaces what is said of one. */
export const PutAuthor = z.object(about).openapi('PutAuthor');
export type PutAuthor = z.infer<typeof PutAuthor>;
export const AuthorHandle = Handle;

/** A tag as posts carry it. */
export const PostTag = z
  .object({
    /** As it stands in addresses. */
    tag: z.string(),
    /** As it is written. */
    name: z.string(),
  })
  .openapi('PostTag');
export type PostTag = z.infer<typeof PostTag>;

/** A post in a list. Times are UTC, ISO 8601. */
export const PostSummary = z
  .object({
    slug: z.string(),
    /** Under the store's own host. */
    path: z.string(),
    title: z.string(),
    /** How it begins, or what it is about, as plain text. */
    excerpt: z.string(),
    picture: ShownPicture.nullable(),
    author: z.object({ handle: z.string(), name: z.string() }).nullable(),
    tags: z.array(PostTag),
    publishedAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('PostSummary');
export type PostSummary = z.infer<typeof PostSummary>;

/** A page of posts, newest first. */
export const PostList = z
  .object({
    posts: z.array(PostSummary),
    /** What to give as `after` for older ones; null when there are none. */
    next: z.string().nullable(),
  })
  .openapi('PostList');
export type PostList = z.infer<typeof PostList>;

export const ListPosts = z
  .object({
    /** Only posts with this tag, as it stands in addresses. */
    tag: z.string().max(120).optional(),
    /** Only posts by the author with this handle. */
    author: z.string().max(64).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(10),
    /** The next of an earlier answer. */
    after: z.string().max(400).optional(),
  })
  .openapi('ListPosts');
export type ListPosts = z.infer<typeof ListPosts>;

/** A post whole. Its sections, where it has some, are at `…/pages/{slug}`. */
export const Post = PostSummary.extend({
  /** Sanitised. Its headings begin with h2. */
  html: z.string(),
  author: Author.pick({ handle: true, name: true, bio: true, picture: true, url: true }).nullable(),
}).openapi('Post');
export type Post = z.infer<typeof Post>;
export const PostAnswer = z.object({ post: Post }).openapi('PostAnswer');
export type PostAnswer = z.infer<typeof PostAnswer>;

/** Tags of live posts, those of most posts first. */
export const PostTagList = z.object({ tags: z.array(PostTag.extend({ posts: z.int() })) }).openapi('PostTagList');
export type PostTagList = z.infer<typeof PostTagList>;
