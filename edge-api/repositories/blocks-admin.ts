import { z } from 'zod';
import { type Database, isAbort, isDuplicate, type SqlRow, type Statement } from '../db/database.ts';
import { blockEvent } from './block-events.ts';
import { KeptTexts } from './blocks.ts';
import { flag, json } from './columns.ts';
import { demand } from './order-changes.ts';
import { SEEN } from './page-writes.ts';

/** Publications of a block that are kept; the oldest go. */
export const MOST_BLOCK_VERSIONS = 100;
/** Failures that are told. */
const MOST_FAILURES = 20;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
/** Settings as they were written: what they mean may be another with a later schema, and archives bring what they like. */
const Settings = json(z.unknown()).transform((kept): unknown[] => (Array.isArray(kept) ? kept.filter(isObject) : []));

const brief = {
  id: z.string(),
  name: z.string(),
  title: z.string(),
  version: z.int(),
  liveVersion: z.int().nullable(),
  changed: flag,
  offAt: z.int().nullable(),
  offReason: z.enum(['failures', 'merchant']).nullable(),
  failures: z.int(),
  createdAt: z.int(),
  updatedAt: z.int(),
  updatedBy: z.string(),
};
const BriefRow = z.object(brief);
/** A block without what it says. Times are epoch milliseconds. */
export type BriefBlock = z.infer<typeof BriefRow>;

const BlockRow = z.object({
  ...brief,
  source: z.string(),
  settings: Settings,
  texts: KeptTexts,
  /** Number of its newest publication; 0 where it has none. */
  lastVersion: z.int(),
});
/** A block with its draft. */
export type StoredBlock = z.infer<typeof BlockRow>;

const BriefVersionRow = z.object({
  version: z.int(),
  title: z.string(),
  actor: z.string(),
  note: z.string(),
  createdAt: z.int(),
});
export type BriefBlockVersion = z.infer<typeof BriefVersionRow>;
const VersionRow = BriefVersionRow.extend({
  source: z.string(),
  code: z.string(),
  settings: Settings,
  texts: KeptTexts,
});
/** A publication. */
export type StoredBlockVersion = z.infer<typeof VersionRow>;

const FailureRow = z.object({
  version: z.int(),
  reason: z.string(),
  message: z.string(),
  line: z.int().nullable(),
  column: z.int().nullable(),
  settings: json(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  locale: z.string(),
  times: z.int(),
  firstAt: z.int(),
  lastAt: z.int(),
});
export type StoredBlockFailure = z.infer<typeof FailureRow>;

/** What of a block its merchant writes. */
export interface BlockDraft {
  readonly title: string;
  readonly source: string;
  readonly settings: StoredBlock['settings'];
  readonly texts: StoredBlock['texts'];
}

/** A block to be written. */
export interface BlockWrite {
  /** As it was read: it is written only if nobody has changed it since. */
  readonly before: Pick<StoredBlock, 'id' | 'name' | 'version' | 'liveVersion' | 'lastVersion'>;
  readonly draft: BlockDraft;
  /** Makes the draft what visitors see; `code` is its source without types. */
  readonly publish?: { readonly code: string; readonly note: string } | undefined;
  /** Whether it is run; publishing switches it on. */
  readonly on?: boolean | undefined;
  readonly actor: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What came of a transaction: written, or what is in its way, with nothing written. */
export type BlockOutcome = 'written' | 'block_changed' | 'name_taken' | 'too_many_blocks';

/** Blocks, for who writes them. Whatever changes what visitors see raises the version of a store's pages. */
export interface BlockAdminRepository {
  /** By name, without what they say. */
  list(): Promise<BriefBlock[]>;
  find(name: string): Promise<StoredBlock | undefined>;
  count(): Promise<number>;
  /** Where the block failed, latest first. */
  failures(id: string): Promise<StoredBlockFailure[]>;
  /** Newest first, without what they say. */
  listVersions(id: string): Promise<BriefBlockVersion[]>;
  findVersion(id: string, version: number): Promise<StoredBlockVersion | undefined>;
  /** Makes a block nobody sees yet; `most` in all, null for any number. */
  create(block: {
    readonly id: string;
    readonly name: string;
    readonly draft: BlockDraft;
    readonly actor: string;
    readonly at: number;
    readonly most: number | null;
  }): Promise<BlockOutcome>;
  write(write: BlockWrite): Promise<BlockOutcome>;
  /** Deletes a block as it was read, with its publications, what it drew and where it failed. */
  remove(block: BlockWrite['before'] & { readonly title: string }, actor: string, at: number): Promise<BlockOutcome>;
}

const BRIEF = `b.id, b.name, b.title, b.version, b.live_version AS "liveVersion", b.off_at AS "offAt", b.off_reason AS "offReason",
  b.failures, b.created_at AS "createdAt", b.updated_at AS "updatedAt", b.updated_by AS "updatedBy",
  v.version IS NULL OR v.title <> b.title OR v.source <> b.source OR v.settings <> b.settings OR v.texts <> b.texts AS changed`;
const BLOCKS = 'blocks b LEFT JOIN block_versions v ON v.block_id = b.id AND v.version = b.live_version';
const BRIEF_VERSION = 'version, title, actor, note, created_at AS "createdAt"';

const stillAt = ({ id, version }: BlockWrite['before']): Statement =>
  demand('block_changed', 'EXISTS (SELECT 1 FROM blocks WHERE id = :id AND version = :version)', { id, version });

const written = ({ title, source, settings, texts }: BlockDraft) => ({
  title,
  source,
  settings: JSON.stringify(settings),
  texts: JSON.stringify(texts),
});

function publication({ before: { id, lastVersion }, draft, publish, actor, at }: BlockWrite): Statement[] {
  if (!publish) return [];
  const version = lastVersion + 1;
  return [
    {
      sql: `INSERT INTO block_versions (block_id, version, title, source, code, settings, texts, actor, note, created_at)
            VALUES (:id, :version, :title, :source, :code, :settings, :texts, :actor, :note, :at)`,
      args: { ...written(draft), id, version, actor, at, code: publish.code, note: publish.note },
    },
    {
      sql: `UPDATE blocks SET live_version = :version, failures = 0, off_at = NULL, off_reason = NULL WHERE id = :id`,
      args: { id, version },
    },
    ...['block_versions', 'block_failures'].map((table) => ({
      sql: `DELETE FROM ${table} WHERE block_id = ? AND version <= ?`,
      args: [id, version - MOST_BLOCK_VERSIONS],
    })),
  ];
}

function switching({ before: { id }, on, publish, at }: BlockWrite): Statement[] {
  if (on === undefined || publish) return [];
  return [
    on
      ? { sql: 'UPDATE blocks SET failures = 0, off_at = NULL, off_reason = NULL WHERE id = ?', args: [id] }
      : { sql: `UPDATE blocks SET off_at = ?, off_reason = 'merchant' WHERE id = ?`, args: [at, id] },
  ];
}

/** What the merchant's systems are told of a write. */
function told({ before, draft: { title }, publish, on, actor: by, at }: BlockWrite): Statement[] {
  const block = { id: before.id, name: before.name, title, by };
  if (publish) return [blockEvent('published', { ...block, version: before.lastVersion + 1 }, at)];
  if (on !== false) return [];
  return [blockEvent('switched_off', { ...block, version: before.liveVersion, reason: 'merchant' }, at)];
}

function outcomeOf(error: unknown): BlockOutcome {
  if (isAbort(error, 'block_changed')) return 'block_changed';
  if (isAbort(error, 'too_many_blocks')) return 'too_many_blocks';
  if (isDuplicate(error, 'blocks.name')) return 'name_taken';
  throw error;
}

export function blockAdminRepository(db: Database): BlockAdminRepository {
  async function commit(statements: Statement[]): Promise<BlockOutcome> {
    try {
      await db.write(statements);
      return 'written';
    } catch (error) {
      return outcomeOf(error);
    }
  }
  const parse = <Shape extends z.ZodType>(shape: Shape, rows: readonly SqlRow[]) => z.array(shape).parse(rows);

  return {
    list: async () => parse(BriefRow, await db.all(`SELECT ${BRIEF} FROM ${BLOCKS} ORDER BY b.name`)),

    async find(name) {
      const sql = `SELECT ${BRIEF}, b.source, b.settings, b.texts,
          coalesce((SELECT max(l.version) FROM block_versions l WHERE l.block_id = b.id), 0) AS "lastVersion"
        FROM ${BLOCKS} WHERE b.name = ?`;
      return parse(BlockRow, await db.all(sql, [name]))[0];
    },

    count: async () => z.int().parse((await db.first('SELECT count(*) AS n FROM blocks'))?.['n']),

    async failures(id) {
      const rows = await db.all(
        `SELECT version, reason, message, nullif(line, 0) AS line, nullif(col, 0) AS "column", settings, locale, times,
           first_at AS "firstAt", last_at AS "lastAt"
         FROM block_failures WHERE block_id = ? ORDER BY last_at DESC, version DESC LIMIT ?`,
        [id, MOST_FAILURES],
      );
      return parse(FailureRow, rows);
    },

    async listVersions(id) {
      const sql = `SELECT ${BRIEF_VERSION} FROM block_versions WHERE block_id = ? ORDER BY version DESC LIMIT ?`;
      return parse(BriefVersionRow, await db.all(sql, [id, MOST_BLOCK_VERSIONS]));
    },

    async findVersion(id, version) {
      const row = await db.first(
        `SELECT ${BRIEF_VERSION}, source, code, settings, texts FROM block_versions WHERE block_id = ? AND version = ?`,
        [id, version],
      );
      return row && VersionRow.parse(row);
    },

    create: ({ id, name, draft, actor, at, most }) =>
      commit([
        {
          sql: `INSERT INTO blocks (id, name, title, source, settings, texts, created_at, updated_at, updated_by)
                VALUES (:id, :name, :title, :source, :settings, :texts, :at, :at, :actor)`,
          args: { ...written(draft), id, name, actor, at },
        },
        ...(most === null ? [] : [demand('too_many_blocks', '(SELECT count(*) FROM blocks) <= :most', { most })]),
      ]),

    write(write) {
      const { before, draft, publish, on, actor, at } = write;
      const isSeen = publish !== undefined || (on !== undefined && before.liveVersion !== null);
      return commit([
        stillAt(before),
        {
          sql: `UPDATE blocks SET title = :title, source = :source, settings = :settings, texts = :texts,
                  version = version + 1, updated_at = :at, updated_by = :actor WHERE id = :id`,
          args: { ...written(draft), id: before.id, actor, at },
        },
        ...publication(write),
        ...switching(write),
        ...(isSeen ? [SEEN] : []),
        ...told(write),
      ]);
    },

    remove: (block, by, at) =>
      commit([
        stillAt(block),
        { sql: 'DELETE FROM blocks WHERE id = ?', args: [block.id] },
        ...(block.liveVersion === null ? [] : [SEEN]),
        blockEvent(
          'deleted',
          { id: block.id, name: block.name, title: block.title, version: block.liveVersion, by },
          at,
        ),
      ]),
  };
}
