import { z } from 'zod';
import { PageDetails, type PageType, PageType as Type } from '../contract/pages.ts';
import { SectionSettings } from '../contract/sections/parts.ts';
import type { Database, SqlRow, Statement } from '../db/database.ts';
import { flag, json } from './columns.ts';
import { parseState, readState, type StoreState } from './state.ts';

/** Details as they are kept. What a later or earlier version of this software has written counts for nothing, rather than for an error. */
export const KeptDetails = json(z.unknown()).transform((kept): PageDetails => {
  const known = PageDetails.safeParse(kept);
  if (known.success) return known.data;
  const fields = Object.entries(typeof kept === 'object' && kept !== null ? kept : {}).filter(
    ([name, value]) => PageDetails.partial().safeParse({ [name]: value }).success,
  );
  return PageDetails.parse(Object.fromEntries(fields));
});

const LivePageRow = z.object({
  id: z.string(),
  type: Type,
  slug: z.string(),
  title: z.string(),
  details: KeptDetails,
  version: z.int(),
  publishedAt: z.int().nullable(),
  changedAt: z.int(),
});
/** A page as its visitors get it, or as its preview does; times are epoch milliseconds. */
export type LivePage = z.infer<typeof LivePageRow>;

const LiveSectionRow = z.object({
  id: z.string(),
  version: z.int(),
  type: z.string(),
  variant: z.string(),
  content: json(z.record(z.string(), z.unknown())),
  settings: json(SectionSettings),
});
export type LiveSection = z.infer<typeof LiveSectionRow>;

const PostRow = z.object({
  slug: z.string(),
  title: z.string(),
  details: KeptDetails,
  authorName: z.string().nullable(),
  publishedAt: z.int(),
});
/** A live post, as previews of it show it. */
export type PostRow = z.infer<typeof PostRow>;

/** What page is meant. */
export type PageQuery =
  | { readonly slug: string }
  /** The newest of a type; `for` is the handle of a product or collection that may have one of its own. */
  | { readonly type: PageType; readonly for?: string | undefined };

/** Which posts are meant. */
export type PostQuery =
  | { readonly from: 'latest'; readonly limit: number }
  | { readonly from: 'tag'; readonly tag: string; readonly limit: number }
  | { readonly from: 'picked'; readonly slugs: readonly string[] };

/** The version that ETags of pages carry: it goes up with the catalogue's and with that of pages. */
export interface PagesVersion {
  readonly version: number;
  /** Whether visitors see blocks, which may show the time. */
  readonly hasBlocks: boolean;
}

/** What was found, with the store and the version as they were in the same moment. */
export interface Found<Thing> extends PagesVersion {
  readonly state: StoreState;
  readonly found: Thing | undefined;
}
export interface LivePageAndSections {
  readonly page: LivePage;
  readonly sections: readonly LiveSection[];
}

/** Pages as visitors get them. */
export interface PageReads {
  version(): Promise<PagesVersion>;
  live(query: PageQuery): Promise<Found<LivePageAndSections>>;
  /** The draft whose preview link has a secret with this SHA-256. */
  preview(query: PageQuery, secretHash: string): Promise<Found<LivePageAndSections>>;
  /** A section that stands alone and is on, or one of a live page. */
  liveSection(id: string): Promise<Found<LiveSection>>;
  /** For each query its posts, newest first or as picked. */
  posts(queries: readonly PostQuery[]): Promise<PostRow[][]>;
  /** Live pages after an id, by id. */
  listLive(page: { readonly after: string; readonly limit: number }): Promise<LivePage[]>;
  /** Where a path leads that no page is at: see the table `redirects`. */
  redirect(path: string): Promise<{ readonly target: string | null; readonly status: 301 | 302 | 410 } | undefined>;
}

const READ_VERSION: Statement = {
  sql: `SELECT catalogue_version + pages_version AS version,
    EXISTS (SELECT 1 FROM blocks WHERE live_version IS NOT NULL) AS "hasBlocks" FROM store_state WHERE id = 1`,
};
const VersionRow = z.object({ version: z.int(), hasBlocks: flag });
const versionIn = (rows: readonly SqlRow[] | undefined): PagesVersion => VersionRow.parse(rows?.[0]);

const LIVE_COLUMNS = `p.id, p.type, v.slug, v.title, v.details, v.version, p.published_at AS "publishedAt",
  v.created_at AS "changedAt"`;
const LIVE = 'pages p JOIN page_versions v ON v.page_id = p.id AND v.version = p.live_version';
const DRAFT_COLUMNS = `p.id, p.type, p.slug, p.title, p.details, p.version, p.published_at AS "publishedAt",
  p.updated_at AS "changedAt"`;
const SECTION_COLUMNS = 's.section_id AS id, s.version, s.type, s.variant, s.content, s.settings';
/** The sections that a list names, joined to what they say. */
const listed = (list: string): string => `json_each(${list}) j
  JOIN section_versions s ON s.section_id = j.value ->> 'id' AND s.version = j.value ->> 'version'`;

/** The id of the page meant, as SQL; its arguments are `argumentsOf`. */
const pageId = (query: PageQuery, isDraft: boolean): string => {
  if ('slug' in query)
    return isDraft
      ? 'SELECT id FROM pages WHERE (slug = :slug OR live_slug = :slug) AND preview_hash = :secret LIMIT 1'
      : 'SELECT id FROM pages WHERE live_slug = :slug';
  const whose = isDraft ? 'd' : 'w';
  return `SELECT d.id FROM pages d LEFT JOIN page_versions w ON w.page_id = d.id AND w.version = d.live_version
    WHERE d.type = :type AND ${isDraft ? 'd.preview_hash = :secret' : 'd.live_version IS NOT NULL'}
      AND (${whose}.details ->> 'for' IS NULL OR ${whose}.details ->> 'for' = :for)
    ORDER BY ${whose}.details ->> 'for' IS NULL, d.published_at DESC, d.id LIMIT 1`;
};
const argumentsOf = (query: PageQuery): Record<string, string | null> =>
  'slug' in query ? { slug: query.slug } : { type: query.type, for: query.for ?? null };

const POSTS = `SELECT v.slug, v.title, v.details, a.name AS "authorName", p.published_at AS "publishedAt"
  FROM ${LIVE} LEFT JOIN authors a ON a.handle = v.details ->> 'author'`;

function postsOf(query: PostQuery): Statement {
  if (query.from === 'picked')
    return {
      sql: `${POSTS} JOIN json_each(?) j ON j.value = p.live_slug WHERE p.type = 'post' ORDER BY j.key`,
      args: [JSON.stringify(query.slugs)],
    };
  const tagged = query.from === 'tag' ? 'AND p.id IN (SELECT page_id FROM post_tags WHERE tag = ?)' : '';
  return {
    sql: `${POSTS} WHERE p.type = 'post' AND p.live_version IS NOT NULL ${tagged}
      ORDER BY p.published_at DESC, p.id LIMIT ?`,
    args: [...(query.from === 'tag' ? [query.tag] : []), query.limit],
  };
}

const RedirectRow = z.object({
  target: z.string().nullable(),
  status: z.union([z.literal(301), z.literal(302), z.literal(410)]),
});

export function pageReads(db: Database): PageReads {
  async function pageAndSections(page: Statement, sections: Statement): Promise<Found<LivePageAndSections>> {
    const [state, version, pages, rows] = await db.read([readState, READ_VERSION, page, sections]);
    const row = pages?.[0];
    return {
      state: parseState(state),
      ...versionIn(version),
      found: row && {
        page: LivePageRow.parse(row),
        sections: (rows ?? []).map((one) => LiveSectionRow.parse(one)),
      },
    };
  }

  return {
    version: async () => versionIn(await db.all(READ_VERSION.sql)),

    live(query) {
      const args = argumentsOf(query);
      const id = pageId(query, false);
      return pageAndSections(
        { sql: `SELECT ${LIVE_COLUMNS} FROM ${LIVE} WHERE p.id = (${id})`, args },
        {
          sql: `SELECT ${SECTION_COLUMNS} FROM ${LIVE}, ${listed('v.sections')} WHERE p.id = (${id}) ORDER BY j.key`,
          args,
        },
      );
    },

    preview(query, secretHash) {
      const args = { ...argumentsOf(query), secret: secretHash };
      const id = pageId(query, true);
      return pageAndSections(
        { sql: `SELECT ${DRAFT_COLUMNS} FROM pages p WHERE p.id = (${id})`, args },
        {
          sql: `SELECT ${SECTION_COLUMNS} FROM pages p, ${listed('p.sections')}
            WHERE p.id = (${id}) AND j.value ->> 'active' ORDER BY j.key`,
          args,
        },
      );
    },

    async liveSection(id) {
      const [state, version, alone, onPage] = await db.read([
        readState,
        READ_VERSION,
        {
          sql: `SELECT ${SECTION_COLUMNS} FROM sections o
            JOIN section_versions s ON s.section_id = o.id AND s.version = o.live_version
            WHERE o.id = ? AND o.page_id IS NULL`,
          args: [id],
        },
        {
          sql: `SELECT ${SECTION_COLUMNS} FROM ${LIVE} JOIN sections o ON o.page_id = p.id, ${listed('v.sections')}
            WHERE o.id = :id AND j.value ->> 'id' = :id`,
          args: { id },
        },
      ]);
      const row = alone?.[0] ?? onPage?.[0];
      return { state: parseState(state), ...versionIn(version), found: row && LiveSectionRow.parse(row) };
    },

    async posts(queries) {
      if (queries.length === 0) return [];
      const lists = await db.read(queries.map(postsOf));
      return lists.map((rows) => rows.map((row) => PostRow.parse(row)));
    },

    async listLive({ after, limit }) {
      const rows = await db.all(`SELECT ${LIVE_COLUMNS} FROM ${LIVE} WHERE p.id > ? ORDER BY p.id LIMIT ?`, [
        after,
        limit,
      ]);
      return rows.map((row) => LivePageRow.parse(row));
    },

    async redirect(path) {
      const row = await db.first('SELECT target, status FROM redirects WHERE path = ?', [path]);
      return row && RedirectRow.parse(row);
    },
  };
}
