import { z } from 'zod';
import { BlockSettings, type SettingValues } from '../contract/block-settings.ts';
import { BlockName } from '../contract/blocks.ts';
import type { Database, SqlRow, Statement } from '../db/database.ts';
import { blockSwitchedOff } from './block-events.ts';
import { flag, json } from './columns.ts';
import { parseState, readState, type StoreState } from './state.ts';

/** What draws a block for visitors. Times are epoch milliseconds. */
export interface LiveBlock {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** JavaScript, without types. */
  readonly code: string;
  readonly settings: BlockSettings;
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whether it may be run; what it drew last is shown where not. */
  readonly isOn: boolean;
}

/** What a block drew, cleaned. */
export interface BlockOutput {
  /** By what one way of showing a block is told from others: see `services/blocks/ways.ts`. */
  readonly way: string;
  readonly locale: string;
  readonly version: number;
  readonly html: string;
  readonly css: string;
}

export interface NewFailure {
  readonly reason: string;
  readonly message: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly settings: SettingValues;
  readonly locale: string;
}

/** Live blocks, what they drew last, and where they fail. */
export interface BlockReads {
  /** The store’s state, the version that ETags carry, and live blocks by name, in one round trip. */
  live(
    names: readonly string[],
  ): Promise<{ readonly state: StoreState; readonly version: number; readonly blocks: LiveBlock[] }>;
  /** The version that ETags of blocks carry: it goes up with the catalogue's and with that of pages and blocks. */
  version(): Promise<number>;
  /** What it drew last in the first of these ways in which it drew anything. */
  lastOutput(blockId: string, ways: readonly string[]): Promise<BlockOutput | undefined>;
  /** Keeps what was drawn, unless it is much, at most some ways of each block, and forgets that the version failed. Writes nothing that is there. */
  keepOutput(blockId: string, output: BlockOutput, at: number): Promise<void>;
  /**
   * Writes down that the live version failed; one that is live no more is left alone. `counts` is whether it is one more failure in a row: when those are
   * `MOST_FAILURES`, the block is switched off. Answers whether it just was.
   */
  fail(block: Pick<LiveBlock, 'id' | 'version'>, failure: NewFailure, counts: boolean, at: number): Promise<boolean>;
}

/** Failures in a row after which a block is not run any more. */
export const MOST_FAILURES = 10;
/** Ways of each block whose last output is kept, and how long one may be, in characters of HTML and CSS. */
export const MOST_WAYS = 30;
export const MOST_KEPT = 64 * 1024;
/** Failures of each block that are kept, and characters of each setting it failed with: whoever looks at a block may set many long ones. */
const MOST_NOTED = 50;
const NOTED_CHARS = 500;

const Texts = z.record(z.string(), z.record(z.string(), z.string()));
/** Archives bring what they like; what is no texts counts for none. */
export const KeptTexts = json(z.unknown()).transform((kept) => Texts.safeParse(kept).data ?? {});
/** What a later version of this software has written of a schema counts for nothing, rather than for an error. */
const KeptSettings = json(z.unknown()).transform((kept): BlockSettings => BlockSettings.safeParse(kept).data ?? []);

const LiveRow = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  code: z.string(),
  settings: KeptSettings,
  texts: KeptTexts,
  isOn: flag,
});
const OutputRow = z.object({
  way: z.string(),
  locale: z.string(),
  version: z.int(),
  html: z.string(),
  css: z.string(),
});

const READ_VERSION: Statement = {
  sql: 'SELECT catalogue_version + pages_version AS version FROM store_state WHERE id = 1',
};
const versionIn = (rows: readonly SqlRow[] | undefined): number => z.int().parse(rows?.[0]?.['version']);

export function blockReads(db: Database): BlockReads {
  return {
    version: async () => versionIn(await db.all(READ_VERSION.sql)),

    async live(names) {
      const [state, version, rows] = await db.read([
        readState,
        READ_VERSION,
        {
          sql: `SELECT b.id, b.name, v.version, v.code, v.settings, v.texts, b.off_at IS NULL AS "isOn"
            FROM json_each(?) j JOIN blocks b ON b.name = j.value
            JOIN block_versions v ON v.block_id = b.id AND v.version = b.live_version`,
          args: [JSON.stringify([...new Set(names)])],
        },
      ]);
      return {
        state: parseState(state),
        version: versionIn(version),
        // Names are written into what blocks draw, and archives bring any.
        blocks: (rows ?? []).map((row) => LiveRow.parse(row)).filter(({ name }) => BlockName.safeParse(name).success),
      };
    },

    async lastOutput(blockId, ways) {
      const row = await db.first(
        `SELECT o.way, o.locale, o.version, o.html, o.css FROM json_each(?) j
          JOIN block_outputs o ON o.block_id = ? AND o.way = j.value ORDER BY j.key LIMIT 1`,
        [JSON.stringify(ways), blockId],
      );
      return row && OutputRow.parse(row);
    },

    async keepOutput(blockId, { way, locale, version, html, css }, at) {
      const output = { blockId, way, version, html, css };
      const isKept = html.length + css.length <= MOST_KEPT;
      const same = await db.first(
        `SELECT b.failures, o.way FROM blocks b LEFT JOIN block_outputs o
            ON o.block_id = b.id AND o.way = :way AND o.version = :version AND o.html = :html AND o.css = :css
          WHERE b.id = :blockId AND b.live_version = :version`,
        output,
      );
      if (!same) return;
      const writes = [
        ...(same['way'] === null && isKept ? keep({ ...output, locale, at }) : []),
        ...(same['failures'] === 0 ? [] : [forget(blockId, version)]),
      ];
      if (writes.length > 0) await db.write(writes);
    },

    async fail({ id, version }, { reason, message, line = 0, column = 0, settings, locale }, counts, at) {
      const about = { id, version };
      const [, , off] = await db.write([
        {
          sql: `INSERT INTO block_failures (block_id, version, reason, line, col, message, settings, locale, first_at, last_at)
            SELECT id, live_version, :reason, :line, :column, :message, :settings, :locale, :at, :at
              FROM blocks WHERE id = :id AND live_version = :version
            ON CONFLICT DO UPDATE SET times = times + 1, message = excluded.message, settings = excluded.settings,
              locale = excluded.locale, last_at = excluded.last_at`,
          args: { ...about, reason, line, column, message, settings: noted(settings), locale, at },
        },
        {
          sql: 'UPDATE blocks SET failures = failures + :more WHERE id = :id AND live_version = :version AND off_at IS NULL',
          args: { ...about, more: counts ? 1 : 0 },
        },
        {
          sql: `UPDATE blocks SET off_at = :at, off_reason = 'failures'
            WHERE id = :id AND live_version = :version AND off_at IS NULL AND failures >= :most`,
          args: { ...about, at, most: MOST_FAILURES },
        },
        {
          sql: `UPDATE store_state SET pages_version = pages_version + 1
            WHERE id = 1 AND EXISTS (SELECT 1 FROM blocks WHERE id = :id AND off_at = :at AND off_reason = 'failures')`,
          args: { id, at },
        },
        blockSwitchedOff(id, at),
        {
          sql: `DELETE FROM block_failures WHERE block_id = :id AND (version, reason, line, col) IN
            (SELECT version, reason, line, col FROM block_failures WHERE block_id = :id
              ORDER BY last_at DESC, first_at DESC LIMIT -1 OFFSET :most)`,
          args: { id, most: MOST_NOTED },
        },
      ]);
      return (off?.rowsAffected ?? 0) > 0;
    },
  };
}

const noted = (settings: SettingValues): string =>
  JSON.stringify(settings, (_name, value: unknown) =>
    typeof value === 'string' && value.length > NOTED_CHARS ? `${value.slice(0, NOTED_CHARS - 1)}…` : value,
  );

const forget = (id: string, version: number): Statement => ({
  sql: 'UPDATE blocks SET failures = 0 WHERE id = ? AND live_version = ?',
  args: [id, version],
});

interface Kept extends BlockOutput {
  readonly blockId: string;
  readonly at: number;
}

const keep = ({ blockId, way, locale, version, html, css, at }: Kept): Statement[] => [
  {
    sql: `INSERT INTO block_outputs (block_id, way, locale, version, html, css, drawn_at)
      SELECT id, :way, :locale, :version, :html, :css, :at FROM blocks WHERE id = :blockId AND live_version = :version
      ON CONFLICT DO UPDATE SET locale = excluded.locale, version = excluded.version, html = excluded.html,
        css = excluded.css, drawn_at = excluded.drawn_at`,
    args: { blockId, way, locale, version, html, css, at },
  },
  {
    sql: `DELETE FROM block_outputs WHERE block_id = :blockId AND way IN
      (SELECT way FROM block_outputs WHERE block_id = :blockId ORDER BY drawn_at DESC, way LIMIT -1 OFFSET :most)`,
    args: { blockId, most: MOST_WAYS },
  },
];
