import { z } from 'zod';
import type { Database, Statement } from '../db/database.ts';
import { json } from './columns.ts';

/** What a theme is made from, as it is kept. */
const Source = z.object({
  colours: z.array(z.string()).catch([]),
  template: z.string().catch('plain'),
  properties: z.record(z.string(), z.string()).catch({}),
});
export type KeptSource = z.infer<typeof Source>;

const Removed = z.object({ line: z.int(), column: z.int(), code: z.string(), message: z.string() });

const ThemeRow = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['draft', 'live', 'former']),
  source: json(Source),
  css: z.string(),
  ownCss: z.string(),
  safeCss: z.string(),
  removed: json(z.array(Removed)),
  version: z.int(),
  createdAt: z.int(),
  updatedAt: z.int(),
});
/** A theme as it is kept; times are epoch milliseconds. */
export type StoredTheme = z.infer<typeof ThemeRow>;

const ShownRow = z.object({ id: z.string(), version: z.int(), css: z.string(), safeCss: z.string() });
/** What visitors get of a theme. */
export type ShownTheme = z.infer<typeof ShownRow>;

const MarkRow = z.object({ id: z.string(), version: z.int(), hasOwn: z.int().transform((is) => is === 1) });
/** Which theme is shown, and whether it has CSS of its own. */
export type ThemeMark = z.infer<typeof MarkRow>;

/** The themes of a store. Whatever changes what visitors see raises the version of its pages. */
export interface ThemeRepository {
  /** Newest first; without their CSS. */
  list(limit: number): Promise<StoredTheme[]>;
  find(id: string): Promise<StoredTheme | undefined>;
  count(): Promise<number>;
  create(theme: StoredTheme): Promise<void>;
  /** Changes a draft, if it still has the version that is one less than the given. */
  change(theme: StoredTheme): Promise<boolean>;
  /** Makes one live, and the one that was, a former one. */
  publish(id: string, at: number): Promise<void>;
  /** Whether it was there. */
  remove(id: string): Promise<boolean>;
  setPreview(id: string, hash: string): Promise<void>;
  live(): Promise<ShownTheme | undefined>;
  previewed(hash: string): Promise<ShownTheme | undefined>;
  liveMark(): Promise<ThemeMark | undefined>;
  previewedMark(hash: string): Promise<ThemeMark | undefined>;
}

const COLUMNS = `id, name, status, source, css, own_css AS "ownCss", safe_css AS "safeCss", removed, version,
  created_at AS "createdAt", updated_at AS "updatedAt"`;
const BRIEF = `id, name, status, source, '' AS css, '' AS "ownCss", '' AS "safeCss", '[]' AS removed, version,
  created_at AS "createdAt", updated_at AS "updatedAt"`;
const SHOWN = `id, version, css, safe_css AS "safeCss"`;
const MARK = `id, version, safe_css <> '' AS "hasOwn"`;

/** Only a change of what is live is one that visitors could see. */
const seen = (id: string): Statement => ({
  sql: `UPDATE store_state SET pages_version = pages_version + 1
        WHERE id = 1 AND EXISTS (SELECT 1 FROM themes WHERE id = :id AND status = 'live')`,
  args: { id },
});

export function themeRepository(db: Database): ThemeRepository {
  const one = async <Row>(
    schema: z.ZodType<Row>,
    sql: string,
    args: Record<string, string>,
  ): Promise<Row | undefined> => {
    const row = await db.first(sql, args);
    return row && schema.parse(row);
  };
  return {
    list: async (limit) =>
      z.array(ThemeRow).parse(await db.all(`SELECT ${BRIEF} FROM themes ORDER BY id DESC LIMIT :limit`, { limit })),
    find: (id) => one(ThemeRow, `SELECT ${COLUMNS} FROM themes WHERE id = :id`, { id }),
    async count() {
      const row = await db.first('SELECT count(*) AS count FROM themes');
      return z.int().parse(row?.['count']);
    },
    async create(theme) {
      await db.write([
        {
          sql: `INSERT INTO themes (id, name, status, source, css, own_css, safe_css, removed, version, created_at, updated_at)
                VALUES (:id, :name, 'draft', :source, :css, :ownCss, :safeCss, :removed, 1, :at, :at)`,
          args: { ...written(theme), at: theme.createdAt },
        },
      ]);
    },
    async change(theme) {
      const [result] = await db.write([
        {
          sql: `UPDATE themes SET name = :name, source = :source, css = :css, own_css = :ownCss, safe_css = :safeCss,
                       removed = :removed, version = :version, updated_at = :at
                WHERE id = :id AND status = 'draft' AND version = :version - 1 RETURNING id`,
          args: { ...written(theme), version: theme.version, at: theme.updatedAt },
        },
      ]);
      return result?.rows.length === 1;
    },
    async publish(id, at) {
      await db.write([
        {
          sql: `UPDATE themes SET status = 'former', updated_at = :at
                WHERE status = 'live' AND EXISTS (SELECT 1 FROM themes WHERE id = :id)`,
          args: { id, at },
        },
        { sql: `UPDATE themes SET status = 'live', updated_at = :at WHERE id = :id`, args: { id, at } },
        seen(id),
      ]);
    },
    async remove(id) {
      const [, gone] = await db.write([
        seen(id),
        { sql: 'DELETE FROM themes WHERE id = :id RETURNING id', args: { id } },
      ]);
      return gone?.rows.length === 1;
    },
    async setPreview(id, hash) {
      await db.write([{ sql: 'UPDATE themes SET preview_hash = :hash WHERE id = :id', args: { id, hash } }]);
    },
    live: () => one(ShownRow, `SELECT ${SHOWN} FROM themes WHERE status = 'live'`, {}),
    previewed: (hash) => one(ShownRow, `SELECT ${SHOWN} FROM themes WHERE preview_hash = :hash`, { hash }),
    liveMark: () => one(MarkRow, `SELECT ${MARK} FROM themes WHERE status = 'live'`, {}),
    previewedMark: (hash) => one(MarkRow, `SELECT ${MARK} FROM themes WHERE preview_hash = :hash`, { hash }),
  };
}

const written = ({ id, name, source, css, ownCss, safeCss, removed }: StoredTheme) => ({
  id,
  name,
  source: JSON.stringify(source),
  css,
  ownCss,
  safeCss,
  removed: JSON.stringify(removed),
});
