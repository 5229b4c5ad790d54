import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { json } from './columns.ts';
import type { KeptSecret } from './webhooks.ts';

const SenderRow = z.object({
  id: z.string(),
  name: z.string(),
  secret: z.string(),
  keyId: z.string().nullable(),
  oldSecret: z.string().nullable(),
  oldKeyId: z.string().nullable(),
  oldUntil: z.int().nullable(),
  pageId: z.string().nullable(),
  createdAt: z.int(),
  usedAt: z.int().nullable(),
});
/** A sender as it is kept. Times are epoch milliseconds. */
export type StoredSender = z.infer<typeof SenderRow>;

const MessageRow = z.object({ digest: z.string(), answer: json(z.unknown()) });
const RemovalRow = z.object({ id: z.string(), sentAt: z.int() });

const COLUMNS = `id, name, secret, key_id AS "keyId", old_secret AS "oldSecret", old_key_id AS "oldKeyId", old_until AS "oldUntil",
  page_id AS "pageId", created_at AS "createdAt", used_at AS "usedAt"`;

export interface SenderRepository {
  /** False when there are as many as there may be, or no such page. */
  add(
    sender: Pick<StoredSender, 'id' | 'name' | 'secret' | 'keyId' | 'pageId' | 'createdAt'>,
    atMost: number,
  ): Promise<boolean>;
  list(): Promise<StoredSender[]>;
  find(id: string): Promise<StoredSender | undefined>;
  hasPage(id: string): Promise<boolean>;
  /** Puts a new secret in place; the one before counts until a time. */
  rotate(id: string, next: KeptSecret, oldUntil: number): Promise<boolean>;
  remove(id: string): Promise<boolean>;
  /** Notes that a message was taken, unless that was noted since a time. */
  used(id: string, at: number, since: number): Promise<void>;
  /** A message that was taken before. */
  message(senderId: string, id: string): Promise<{ readonly digest: string; readonly answer: unknown } | undefined>;
  /** Keeps what a message was answered with; one that is kept already stays. */
  keep(senderId: string, message: { id: string; digest: string; answer: unknown }, at: number): Promise<void>;
  /** When sections with these ids were last deleted by a sender, by the sender's clock. */
  removals(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  noteRemovals(ids: readonly string[], sentAt: number, at: number): Promise<void>;
  /** Forgets messages and removals that came before a time; at most so many of each. */
  forget(before: number, limit: number): Promise<void>;
}

export function senderRepository(db: Database): SenderRepository {
  return {
    add: async (sender, atMost) =>
      (await db.run(
        `INSERT INTO section_senders (id, name, secret, key_id, page_id, created_at)
         SELECT :id, :name, :secret, :keyId, :pageId, :createdAt
         WHERE (SELECT count(*) FROM section_senders) < :atMost
           AND (:pageId IS NULL OR EXISTS (SELECT 1 FROM pages WHERE id = :pageId))`,
        { ...sender, atMost },
      )) === 1,
    list: async () =>
      z.array(SenderRow).parse(await db.all(`SELECT ${COLUMNS} FROM section_senders ORDER BY created_at, id`)),
    async find(id) {
      const row = await db.first(`SELECT ${COLUMNS} FROM section_senders WHERE id = ?`, [id]);
      return row && SenderRow.parse(row);
    },
    hasPage: async (id) => (await db.first('SELECT 1 FROM pages WHERE id = ?', [id])) !== undefined,
    rotate: async (id, { secret, keyId }, oldUntil) =>
      (await db.run(
        `UPDATE section_senders SET old_secret = secret, old_key_id = key_id, old_until = :oldUntil,
           secret = :secret, key_id = :keyId WHERE id = :id`,
        { id, secret, keyId, oldUntil },
      )) === 1,
    async remove(id) {
      // Named one by one: a server may have been told not to follow foreign keys.
      const [, removed] = await db.write([
        { sql: 'DELETE FROM section_messages WHERE sender_id = ?', args: [id] },
        { sql: 'DELETE FROM section_senders WHERE id = ?', args: [id] },
      ]);
      return removed?.rowsAffected === 1;
    },
    async used(id, at, since) {
      await db.run('UPDATE section_senders SET used_at = ? WHERE id = ? AND coalesce(used_at, 0) < ?', [at, id, since]);
    },
    async message(senderId, id) {
      const row = await db.first('SELECT digest, answer FROM section_messages WHERE sender_id = ? AND id = ?', [
        senderId,
        id,
      ]);
      return row && MessageRow.parse(row);
    },
    async keep(senderId, { id, digest, answer }, at) {
      await db.run(
        `INSERT INTO section_messages (sender_id, id, digest, answer, received_at)
         SELECT :senderId, :id, :digest, :answer, :at WHERE EXISTS (SELECT 1 FROM section_senders WHERE id = :senderId)
         ON CONFLICT (sender_id, id) DO NOTHING`,
        { senderId, id, digest, answer: JSON.stringify(answer), at },
      );
    },
    async removals(ids) {
      if (ids.length === 0) return new Map();
      const rows = await db.all(
        'SELECT id, sent_at AS "sentAt" FROM section_removals WHERE id IN (SELECT value FROM json_each(?))',
        [JSON.stringify(ids)],
      );
      return new Map(
        z
          .array(RemovalRow)
          .parse(rows)
          .map(({ id, sentAt }) => [id, sentAt]),
      );
    },
    async noteRemovals(ids, sentAt, at) {
      await db.run(
        `INSERT INTO section_removals (id, sent_at, removed_at) SELECT value, :sentAt, :at FROM json_each(:ids) WHERE true
         ON CONFLICT (id) DO UPDATE SET sent_at = max(sent_at, excluded.sent_at), removed_at = excluded.removed_at`,
        { ids: JSON.stringify(ids), sentAt, at },
      );
    },
    async forget(before, limit) {
      await db.write([
        {
          sql: `DELETE FROM section_messages WHERE (sender_id, id) IN
                  (SELECT sender_id, id FROM section_messages WHERE received_at < ? LIMIT ?)`,
          args: [before, limit],
        },
        {
          sql: 'DELETE FROM section_removals WHERE id IN (SELECT id FROM section_removals WHERE removed_at < ? LIMIT ?)',
          args: [before, limit],
        },
      ]);
    },
  };
}
