import { z } from 'zod';
import { SectionSettings } from '../contract/sections/parts.ts';
import type { Database } from '../db/database.ts';
import { json } from './columns.ts';

const Fields = z.record(z.string(), z.unknown());
const words = {
  type: z.string(),
  variant: z.string(),
  content: json(Fields),
  settings: json(SectionSettings),
  extra: json(Fields),
  notes: json(z.array(z.object({ path: z.string(), code: z.string(), message: z.string() }))),
  metadata: json(Fields),
  actor: z.string(),
};

const SectionRow = z.object({
  id: z.string(),
  pageId: z.string().nullable(),
  /** Counts its changes; `shown` is the version that its page's draft names, else the newest. */
  version: z.int(),
  shown: z.int(),
  liveVersion: z.int().nullable(),
  sentAt: z.int().nullable(),
  createdAt: z.int(),
  updatedAt: z.int(),
  ...words,
});
/** A section as its merchant has it, with the words its page's draft shows. Times are epoch milliseconds. */
export type StoredSection = z.infer<typeof SectionRow>;

const VersionRow = z.object({ version: z.int(), createdAt: z.int(), ...words });
export type StoredSectionVersion = z.infer<typeof VersionRow>;

/** Sections, for who makes them. */
export interface SectionReads {
  findAll(ids: readonly string[]): Promise<StoredSection[]>;
  /** By id: those of a page, those that stand alone (`null`), or all. */
  list(by: {
    readonly pageId?: string | null | undefined;
    readonly after: string;
    readonly limit: number;
  }): Promise<StoredSection[]>;
  /** When senders have deleted sections with these ids, by their clocks. */
  removals(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  count(): Promise<number>;
  /** Which of these names a block has, and whether visitors see it. */
  blocks(names: readonly string[]): Promise<ReadonlyMap<string, boolean>>;
  /** Newest first, older than `before`. */
  listVersions(id: string, page: { readonly before: number; readonly limit: number }): Promise<StoredSectionVersion[]>;
  findVersion(id: string, version: number): Promise<StoredSectionVersion | undefined>;
  /** What these versions of sections say, by `<id> <version>`; those that are no longer kept are left out. */
  wordsOf(
    versions: readonly { readonly id: string; readonly version: number }[],
  ): Promise<ReadonlyMap<string, StoredSectionVersion>>;
}

const WORDS = `w.type, w.variant, w.content, w.settings, w.extra, w.notes, w.metadata, w.actor`;
/** The version that its page's draft names. */
const SHOWN = `coalesce((SELECT j.value ->> 'version' FROM pages p, json_each(p.sections) j
  WHERE p.id = s.page_id AND j.value ->> 'id' = s.id), s.version)`;
const SELECT = `SELECT s.id, s.page_id AS "pageId", s.version, w.version AS shown, s.live_version AS "liveVersion",
    s.sent_at AS "sentAt", s.created_at AS "createdAt", s.updated_at AS "updatedAt", ${WORDS}
  FROM sections s JOIN section_versions w ON w.section_id = s.id AND w.version = ${SHOWN}`;
const VERSIONS = `SELECT w.version, w.created_at AS "createdAt", ${WORDS} FROM section_versions w`;

export function sectionReads(db: Database): SectionReads {
  return {
    async findAll(ids) {
      if (ids.length === 0) return [];
      const rows = await db.all(`${SELECT} WHERE s.id IN (SELECT value FROM json_each(?))`, [JSON.stringify(ids)]);
      return rows.map((row) => SectionRow.parse(row));
    },

    async list({ pageId, after, limit }) {
      const which = pageId === undefined ? '1' : pageId === null ? 's.page_id IS NULL' : 's.page_id = :pageId';
      const rows = await db.all(`${SELECT} WHERE ${which} AND s.id > :after ORDER BY s.id LIMIT :limit`, {
        ...(typeof pageId === 'string' ? { pageId } : {}),
        after,
        limit,
      });
      return rows.map((row) => SectionRow.parse(row));
    },

    async removals(ids) {
      if (ids.length === 0) return new Map();
      const rows = await db.all(
        'SELECT id, sent_at AS "sentAt" FROM section_removals WHERE id IN (SELECT value FROM json_each(?))',
        [JSON.stringify(ids)],
      );
      const Removal = z.object({ id: z.string(), sentAt: z.int() });
      return new Map(rows.map((row) => Removal.parse(row)).map(({ id, sentAt }) => [id, sentAt]));
    },

    count: async () => z.int().parse((await db.first('SELECT count(*) AS n FROM sections'))?.['n']),

    async blocks(names) {
      if (names.length === 0) return new Map();
      const rows = await db.all(
        'SELECT name, live_version IS NOT NULL AS "isLive" FROM blocks WHERE name IN (SELECT value FROM json_each(?))',
        [JSON.stringify(names)],
      );
      const Known = z.object({ name: z.string(), isLive: z.int() });
      return new Map(rows.map((row) => Known.parse(row)).map(({ name, isLive }) => [name, isLive === 1]));
    },

    async listVersions(id, { before, limit }) {
      const rows = await db.all(
        `${VERSIONS} WHERE w.section_id = ? AND w.version < ? ORDER BY w.version DESC LIMIT ?`,
        [id, before, limit],
      );
      return rows.map((row) => VersionRow.parse(row));
    },

    async findVersion(id, version) {
      const row = await db.first(`${VERSIONS} WHERE w.section_id = ? AND w.version = ?`, [id, version]);
      return row && VersionRow.parse(row);
    },

    async wordsOf(versions) {
      const rows = await db.all(
        `SELECT w.section_id AS id, w.version, w.created_at AS "createdAt", ${WORDS} FROM json_each(?) j
         JOIN section_versions w ON w.section_id = j.value ->> 'id' AND w.version = j.value ->> 'version'`,
        [JSON.stringify(versions)],
      );
      return new Map(
        rows.map((row) => {
          const { id, ...words } = VersionRow.extend({ id: z.string() }).parse(row);
          return [`${id} ${words.version}`, words] as const;
        }),
      );
    },
  };
}
