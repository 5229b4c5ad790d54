import { z } from 'zod';
import { type PageDetails, PageType } from '../contract/pages.ts';
import type { Database, SqlRow } from '../db/database.ts';
import { flag, json } from './columns.ts';
import { KeptDetails } from './pages.ts';

const ListedSection = z.object({ id: z.string(), version: z.int(), active: z.boolean() });
/** A section as a page's draft names it. */
export type ListedSection = z.infer<typeof ListedSection>;
const PublishedSection = z.object({ id: z.string(), version: z.int() });
export type PublishedSection = z.infer<typeof PublishedSection>;

const PageRow = z.object({
  id: z.string(),
  type: PageType,
  slug: z.string(),
  title: z.string(),
  details: KeptDetails,
  sections: json(z.array(ListedSection)),
  publishing: z.enum(['manual', 'at_once']),
  version: z.int(),
  liveVersion: z.int().nullable(),
  liveSlug: z.string().nullable(),
  liveTitle: z.string().nullable(),
  liveDetails: KeptDetails.nullable(),
  liveSections: json(z.array(PublishedSection)).nullable(),
  lastVersion: z.int(),
  publishAt: z.int().nullable(),
  unpublishAt: z.int().nullable(),
  publishedAt: z.int().nullable(),
  hasPreview: flag,
  createdAt: z.int(),
  updatedAt: z.int(),
});
/** A page as its merchant has it: its draft, and what of it is live. Times are epoch milliseconds. */
export type StoredPage = z.infer<typeof PageRow>;

const VersionRow = z.object({
  version: z.int(),
  slug: z.string(),
  title: z.string(),
  details: KeptDetails,
  sections: json(z.array(PublishedSection)),
  actor: z.string(),
  note: z.string(),
  createdAt: z.int(),
});
/** A publication of a page. */
export type StoredPageVersion = z.infer<typeof VersionRow>;

const RedirectRow = z.object({
  path: z.string(),
  target: z.string().nullable(),
  status: z.union([z.literal(301), z.literal(302), z.literal(410)]),
  origin: z.enum(['slug', 'merchant']),
  createdAt: z.int(),
});
export type StoredRedirect = z.infer<typeof RedirectRow>;

export interface ListPagesBy {
  readonly type?: PageType | undefined;
  readonly live?: boolean | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Pages, for who makes them. */
export interface PageAdminReads {
  /** By id. */
  list(by: ListPagesBy): Promise<StoredPage[]>;
  find(id: string): Promise<StoredPage | undefined>;
  findAll(ids: readonly string[]): Promise<StoredPage[]>;
  /** Whether another page has this slug, in its draft or live. */
  slugTaken(slug: string, exceptId: string): Promise<boolean>;
  count(): Promise<number>;
  /** Newest first, older than `before`. */
  listVersions(id: string, page: { readonly before: number; readonly limit: number }): Promise<StoredPageVersion[]>;
  findVersion(id: string, version: number): Promise<StoredPageVersion | undefined>;
  /** Pages whose time to be published or unpublished has come. */
  listDue(at: number, limit: number): Promise<StoredPage[]>;
  /** Whether there are such between two moments, the first left out. */
  hasDue(after: number, until: number): Promise<boolean>;
  /** By path. */
  listRedirects(page: { readonly after: string; readonly limit: number }): Promise<StoredRedirect[]>;
}

const COLUMNS = `p.id, p.type, p.slug, p.title, p.details, p.sections, p.publishing, p.version,
  p.live_version AS "liveVersion", p.live_slug AS "liveSlug", v.title AS "liveTitle", v.details AS "liveDetails",
  v.sections AS "liveSections", p.publish_at AS "publishAt", p.unpublish_at AS "unpublishAt",
  p.published_at AS "publishedAt", p.preview_hash IS NOT NULL AS "hasPreview", p.created_at AS "createdAt",
  p.updated_at AS "updatedAt",
  coalesce((SELECT max(l.version) FROM page_versions l WHERE l.page_id = p.id), 0) AS "lastVersion"`;
const PAGES = 'pages p LEFT JOIN page_versions v ON v.page_id = p.id AND v.version = p.live_version';
const VERSION_COLUMNS = 'version, slug, title, details, sections, actor, note, created_at AS "createdAt"';

export function pageAdminReads(db: Database): PageAdminReads {
  const parse = (rows: readonly SqlRow[]) => rows.map((row) => PageRow.parse(row));

  return {
    async list({ type = null, live, after = '', limit }) {
      return parse(
        await db.all(
          `SELECT ${COLUMNS} FROM ${PAGES} WHERE p.id > :after AND (:type IS NULL OR p.type = :type)
             AND (:live IS NULL OR (p.live_version IS NOT NULL) = :live) ORDER BY p.id LIMIT :limit`,
          { after, type, live: live === undefined ? null : Number(live), limit },
        ),
      );
    },

    find: async (id) => parse(await db.all(`SELECT ${COLUMNS} FROM ${PAGES} WHERE p.id = ?`, [id]))[0],

    findAll: async (ids) =>
      parse(
        await db.all(`SELECT ${COLUMNS} FROM ${PAGES} WHERE p.id IN (SELECT value FROM json_each(?))`, [
          JSON.stringify(ids),
        ]),
      ),

    async slugTaken(slug, exceptId) {
      const row = await db.first(
        'SELECT 1 AS taken FROM pages WHERE (slug = :slug OR live_slug = :slug) AND id <> :id LIMIT 1',
        { slug, id: exceptId },
      );
      return row !== undefined;
    },

    count: async () => z.int().parse((await db.first('SELECT count(*) AS n FROM pages'))?.['n']),

    async listVersions(id, { before, limit }) {
      const rows = await db.all(
        `SELECT ${VERSION_COLUMNS} FROM page_versions WHERE page_id = ? AND version < ? ORDER BY version DESC LIMIT ?`,
        [id, before, limit],
      );
      return rows.map((row) => VersionRow.parse(row));
    },

    async findVersion(id, version) {
      const row = await db.first(`SELECT ${VERSION_COLUMNS} FROM page_versions WHERE page_id = ? AND version = ?`, [
        id,
        version,
      ]);
      return row && VersionRow.parse(row);
    },

    listDue: async (at, limit) =>
      parse(
        await db.all(
          `SELECT ${COLUMNS} FROM ${PAGES} WHERE p.publish_at <= :at OR p.unpublish_at <= :at ORDER BY p.id LIMIT :limit`,
          { at, limit },
        ),
      ),

    async hasDue(after, until) {
      const row = await db.first(
        `SELECT EXISTS (SELECT 1 FROM pages WHERE publish_at > :after AND publish_at <= :until)
           OR EXISTS (SELECT 1 FROM pages WHERE unpublish_at > :after AND unpublish_at <= :until) AS due`,
        { after, until },
      );
      return row?.['due'] === 1;
    },

    async listRedirects({ after, limit }) {
      const rows = await db.all(
        `SELECT path, target, status, origin, created_at AS "createdAt" FROM redirects WHERE path > ? ORDER BY path LIMIT ?`,
        [after, limit],
      );
      return rows.map((row) => RedirectRow.parse(row));
    },
  };
}

/** What a page says, without its sections: of its draft, of a publication. */
export interface PageWords {
  readonly slug: string;
  readonly title: string;
  readonly details: PageDetails;
}
