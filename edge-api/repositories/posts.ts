import { z } from 'zod';
import { Picture } from '../contract/sections/parts.ts';
import type { Database, SqlRow, Statement } from '../db/database.ts';
import { json } from './columns.ts';
import { SEEN } from './page-writes.ts';
import { KeptDetails } from './pages.ts';
import { parseState, readState, type StoreState } from './state.ts';

/** A picture as it is kept; one that an earlier version of this software wrote otherwise counts for none. */
const KeptPicture = json(z.unknown()).transform((kept) => Picture.safeParse(kept).data ?? null);

const AuthorRow = z.object({
  handle: z.string(),
  name: z.string(),
  bio: z.string(),
  picture: KeptPicture.nullable(),
  url: z.string().nullable(),
  createdAt: z.int(),
  updatedAt: z.int(),
});
/** Somebody who writes posts; times are epoch milliseconds. */
export type StoredAuthor = z.infer<typeof AuthorRow>;

const PostRow = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  details: KeptDetails,
  authorName: z.string().nullable(),
  publishedAt: z.int(),
  changedAt: z.int(),
});
/** A live post; times are epoch milliseconds. */
export type StoredPost = z.infer<typeof PostRow>;

/** Which posts are meant, and after which one the list goes on. */
export interface PostsWanted {
  readonly tag: string | null;
  readonly author: string | null;
  readonly after: { readonly publishedAt: number; readonly id: string } | null;
  readonly limit: number;
}

const AUTHOR = `handle, name, bio, picture, url, created_at AS "createdAt", updated_at AS "updatedAt"`;
const POSTS = `SELECT p.id, v.slug, v.title, v.details, a.name AS "authorName", p.published_at AS "publishedAt",
    v.created_at AS "changedAt"
  FROM pages p JOIN page_versions v ON v.page_id = p.id AND v.version = p.live_version
  LEFT JOIN authors a ON a.handle = v.details ->> 'author'
  WHERE p.type = 'post' AND p.live_version IS NOT NULL`;
const READ_VERSION: Statement = {
  sql: 'SELECT catalogue_version + pages_version AS version FROM store_state WHERE id = 1',
};
const versionIn = (rows: readonly SqlRow[] | undefined): number => z.int().parse(rows?.[0]?.['version']);
const postsIn = (rows: readonly SqlRow[] | undefined): StoredPost[] => (rows ?? []).map((row) => PostRow.parse(row));

const listed = ({ tag, author, after, limit }: PostsWanted): Statement => ({
  sql: `${POSTS} AND (:tag IS NULL OR p.id IN (SELECT page_id FROM post_tags WHERE tag = :tag))
      AND (:author IS NULL OR v.details ->> 'author' = :author)
      AND (p.published_at < :at OR (p.published_at = :at AND p.id > :id))
    ORDER BY p.published_at DESC, p.id LIMIT :limit`,
  args: { tag, author, at: after?.publishedAt ?? Number.MAX_SAFE_INTEGER, id: after?.id ?? '', limit },
});

const TagRow = z.object({ tag: z.string(), name: z.string(), posts: z.int() });
export type StoredTag = z.infer<typeof TagRow>;

/** A store's posts as visitors get them, and their authors. */
export function postRepository(db: Database) {
  return {
    /** The version that ETags of posts carry. */
    version: async (): Promise<number> => versionIn(await db.all(READ_VERSION.sql)),

    /** Newest first, with the version they are of. */
    async list(wanted: PostsWanted): Promise<{ version: number; posts: StoredPost[] }> {
      const [version, rows] = await db.read([READ_VERSION, listed(wanted)]);
      return { version: versionIn(version), posts: postsIn(rows) };
    },

    /** What a feed is made of. */
    async feed(wanted: PostsWanted): Promise<{ version: number; state: StoreState; posts: StoredPost[] }> {
      const [version, state, rows] = await db.read([READ_VERSION, readState, listed(wanted)]);
      return { version: versionIn(version), state: parseState(state), posts: postsIn(rows) };
    },

    async find(slug: string): Promise<{ version: number; post?: StoredPost; author?: StoredAuthor }> {
      const [version, rows, authors] = await db.read([
        READ_VERSION,
        { sql: `${POSTS} AND p.live_slug = ?`, args: [slug] },
        {
          sql: `SELECT ${AUTHOR} FROM authors WHERE handle = (SELECT v.details ->> 'author' FROM pages p
                JOIN page_versions v ON v.page_id = p.id AND v.version = p.live_version WHERE p.live_slug = ?)`,
          args: [slug],
        },
      ]);
      const [post] = postsIn(rows);
      const author = authors?.[0] && AuthorRow.parse(authors[0]);
      return { version: versionIn(version), ...(post && { post }), ...(author && { author }) };
    },

    /** Tags of live posts: those of most posts first. Each is called as its newest post writes it. */
    async tags(): Promise<{ version: number; tags: StoredTag[] }> {
      const [version, rows] = await db.read([
        READ_VERSION,
        {
          // One max() makes SQLite take the other columns from that row.
          sql: `SELECT t.tag, t.name, count(*) AS posts, max(p.published_at) FROM post_tags t
                JOIN pages p ON p.id = t.page_id AND p.type = 'post' AND p.live_version IS NOT NULL
                GROUP BY t.tag ORDER BY posts DESC, t.tag LIMIT 500`,
        },
      ]);
      return { version: versionIn(version), tags: z.array(TagRow).parse(rows) };
    },

    /** How a tag is written; undefined where no live post has it. */
    async tagName(tag: string): Promise<string | undefined> {
      const row = await db.first(
        `SELECT t.name FROM post_tags t JOIN pages p ON p.id = t.page_id AND p.live_version IS NOT NULL
         WHERE t.tag = ? ORDER BY p.published_at DESC LIMIT 1`,
        [tag],
      );
      return row && z.string().parse(row['name']);
    },

    async authors(): Promise<StoredAuthor[]> {
      return z.array(AuthorRow).parse(await db.all(`SELECT ${AUTHOR} FROM authors ORDER BY handle`));
    },
    async author(handle: string): Promise<StoredAuthor | undefined> {
      const row = await db.first(`SELECT ${AUTHOR} FROM authors WHERE handle = ?`, [handle]);
      return row && AuthorRow.parse(row);
    },
    /** Makes an author, or replaces what is said of one; false where there are `most` already. */
    async putAuthor(author: StoredAuthor, most: number): Promise<boolean> {
      const [put] = await db.write([
        {
          sql: `INSERT INTO authors (handle, name, bio, picture, url, created_at, updated_at)
                SELECT :handle, :name, :bio, :picture, :url, :createdAt, :updatedAt
                WHERE (SELECT count(*) FROM authors WHERE handle <> :handle) < :most
                ON CONFLICT (handle) DO UPDATE SET name = :name, bio = :bio, picture = :picture, url = :url,
                  updated_at = :updatedAt`,
          args: { ...author, picture: author.picture && JSON.stringify(author.picture), most },
        },
        SEEN,
      ]);
      return (put?.rowsAffected ?? 0) > 0;
    },
    /** Posts keep the handle, and are nobody's. */
    async removeAuthor(handle: string): Promise<boolean> {
      const [gone] = await db.write([{ sql: 'DELETE FROM authors WHERE handle = ?', args: [handle] }, SEEN]);
      return (gone?.rowsAffected ?? 0) > 0;
    },
  };
}
export type PostRepository = ReturnType<typeof postRepository>;
