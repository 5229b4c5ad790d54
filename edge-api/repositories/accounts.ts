import { z } from 'zod';
import { hexOf } from '../contract/bytes-text.ts';
import type { Database } from '../db/database.ts';
import { emailMoves } from './account-email.ts';
import { json } from './columns.ts';
import { insertWork, insertWorkIfChanged, type OutboxWork } from './outbox.ts';

const SessionRow = z.object({
  sessionId: z.string(),
  accountId: z.string(),
  email: z.string(),
  name: z.string(),
  /** The customer the account is; null until its e-mail is proved. */
  customerId: z.string().nullable(),
  hasPassword: z.int().transform((value) => value === 1),
  createdAt: z.string(),
  updatedAt: z.string(),
});
/** Somebody who is signed in. */
export type AccountSession = z.infer<typeof SessionRow>;

const DeviceRow = z.object({
  id: z.string(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
/** One place where an account is signed in. Times are UTC, ISO 8601. */
export type SessionDevice = z.infer<typeof DeviceRow>;

const CodeRow = z.object({
  accountId: z.string().nullable(),
  sessionId: z.string().nullable(),
  detail: json(z.record(z.string(), z.unknown())),
});
/** A code that was used up just now. */
export type UsedCode = z.infer<typeof CodeRow>;

const TokenRow = SessionRow.extend({ originHash: z.string(), givenAt: z.string() });
/** What a token of a merchant's page stands for. */
export type PageToken = z.infer<typeof TokenRow>;

const PasskeyRow = z.object({
  id: z.string(),
  accountId: z.string(),
  publicKey: z.string(),
  counter: z.int(),
  transports: json(z.array(z.string())),
  name: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type Passkey = z.infer<typeof PasskeyRow>;

/** How often something may be tried: `most` times in a window, then once each time a growing wait is over. Times in ms. */
export interface AttemptLimit {
  readonly most: number;
  readonly windowMs: number;
  readonly waitMs: number;
  readonly waitMostMs: number;
}

export type NewCode = {
  readonly hash: string;
  readonly kind: 'hand_over' | 'passkey';
  readonly accountId: string | null;
  readonly sessionId: string | null;
  readonly detail: Record<string, unknown>;
  readonly expiresAt: string;
};

const SESSION = `s.id AS "sessionId", a.id AS "accountId", a.email, coalesce(nullif(c.name, ''), a.name) AS name,
  c.id AS "customerId", s.created_at AS "createdAt", s.updated_at AS "updatedAt",
  EXISTS (SELECT 1 FROM account_credentials k WHERE k.account_id = a.id AND k.password IS NOT NULL) AS "hasPassword"`;
const JOINED = `account_sessions s JOIN accounts a ON a.id = s.account_id LEFT JOIN customers c ON c.account_id = a.id`;
const PASSKEY = `id, account_id AS "accountId", public_key AS "publicKey", counter, transports, name,
  created_at AS "createdAt", last_used_at AS "lastUsedAt"`;

/** Sessions, codes, tokens, passkeys and tries of one store's accounts. Secrets come here as their hashes. */
export function accountRepository(db: Database) {
  return {
    ...emailMoves(db),
    /** The store's own secret, 256 bits as hex; made when it is first asked for. */
    async secret(): Promise<string> {
      const made = hexOf(crypto.getRandomValues(new Uint8Array(32)));
      const answers = await db.write([
        { sql: 'INSERT OR IGNORE INTO account_secret (id, hash) VALUES (1, ?)', args: [made] },
        { sql: 'SELECT hash FROM account_secret' },
      ]);
      return z.string().parse(answers[1]?.rows[0]?.['hash']);
    },

    async session(tokenHash: string, now: string): Promise<AccountSession | undefined> {
      const row = await db.first(`SELECT ${SESSION} FROM ${JOINED} WHERE s.token_hash = ? AND s.expires_at > ?`, [
        tokenHash,
        now,
      ]);
      return row && SessionRow.parse(row);
    },
    async sessionById(id: string, now: string): Promise<AccountSession | undefined> {
      const row = await db.first(`SELECT ${SESSION} FROM ${JOINED} WHERE s.id = ? AND s.expires_at > ?`, [id, now]);
      return row && SessionRow.parse(row);
    },
    async keepSession(id: string, now: string, expiresAt: string): Promise<void> {
      await db.run('UPDATE account_sessions SET updated_at = ?, expires_at = ? WHERE id = ?', [now, expiresAt, id]);
    },
    async sessions(accountId: string, now: string): Promise<SessionDevice[]> {
      const rows = await db.all(
        `SELECT id, user_agent AS "userAgent", ip_address AS address, created_at AS "createdAt", updated_at AS "updatedAt"
         FROM account_sessions WHERE account_id = ? AND expires_at > ? ORDER BY updated_at DESC LIMIT 100`,
        [accountId, now],
      );
      return z.array(DeviceRow).parse(rows);
    },
    endSession: async (accountId: string, id: string): Promise<boolean> =>
      (await db.run('DELETE FROM account_sessions WHERE id = ? AND account_id = ?', [id, accountId])) > 0,
    async endSessions(accountId: string, except: string | null): Promise<void> {
      await db.run('DELETE FROM account_sessions WHERE account_id = ? AND id <> ?', [accountId, except ?? '']);
    },

    /** The customer of an account's e-mail, if there is one, and whether the account has it already. */
    async customerOf(accountId: string): Promise<{ id: string; isClaimed: boolean } | undefined> {
      const row = await db.first(
        `SELECT c.id, c.account_id IS a.id AS claimed FROM accounts a JOIN customers c ON c.email = a.email OR c.account_id = a.id
         WHERE a.id = ? ORDER BY claimed DESC LIMIT 1`,
        [accountId],
      );
      return row && { id: z.string().parse(row['id']), isClaimed: row['claimed'] === 1 };
    },
    /** Makes the customer of a proved account, or gives it the guest of the same e-mail; tells of it once. */
    async claim(
      accountId: string,
      customerId: string,
      now: string,
      work: { id: string; work: OutboxWork; dueAt: number },
    ): Promise<void> {
      await db.write([
        {
          sql: `INSERT INTO customers (id, email, name, created_at, updated_at, account_id)
                SELECT :customer, email, name, :now, :now, id FROM accounts WHERE id = :account AND email_verified = 1
                ON CONFLICT (email) DO UPDATE SET account_id = excluded.account_id, updated_at = excluded.updated_at,
                  name = CASE WHEN excluded.name <> '' THEN excluded.name ELSE customers.name END
                WHERE customers.account_id IS NULL AND customers.erased_at IS NULL`,
          args: { customer: customerId, account: accountId, now },
        },
        insertWorkIfChanged(work.id, work.work, work.dueAt),
      ]);
    },

    async putCode({ hash, kind, accountId, sessionId, detail, expiresAt }: NewCode): Promise<void> {
      await db.run(
        `INSERT INTO account_codes (hash, kind, account_id, session_id, detail, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
        [hash, kind, accountId, sessionId, JSON.stringify(detail), expiresAt],
      );
    },
    /** Uses a code up: of two who bring it at once, one gets it. */
    async takeCode(hash: string, kind: NewCode['kind'], now: string): Promise<UsedCode | undefined> {
      const [answer] = await db.write([
        {
          sql: `DELETE FROM account_codes WHERE hash = ? AND kind = ?
                RETURNING account_id AS "accountId", session_id AS "sessionId", detail, expires_at > ? AS alive`,
          args: [hash, kind, now],
        },
      ]);
      const row = answer?.rows[0];
      return row?.['alive'] === 1 ? CodeRow.parse(row) : undefined;
    },

    async putToken(token: { hash: string; sessionId: string; originHash: string; givenAt: string; expiresAt: string }) {
      await db.run(
        'INSERT INTO account_tokens (hash, session_id, origin_hash, given_at, expires_at) VALUES (?, ?, ?, ?, ?)',
        [token.hash, token.sessionId, token.originHash, token.givenAt, token.expiresAt],
      );
    },
    async token(hash: string, now: string): Promise<PageToken | undefined> {
      const row = await db.first(
        `SELECT ${SESSION}, t.origin_hash AS "originHash", t.given_at AS "givenAt" FROM ${JOINED}
         JOIN account_tokens t ON t.session_id = s.id WHERE t.hash = ? AND t.expires_at > ? AND s.expires_at > ?`,
        [hash, now, now],
      );
      return row && TokenRow.parse(row);
    },
    async dropToken(hash: string): Promise<void> {
      await db.run('DELETE FROM account_tokens WHERE hash = ?', [hash]);
    },

    async passkeys(accountId: string): Promise<Passkey[]> {
      const rows = await db.all(
        `SELECT ${PASSKEY} FROM account_passkeys WHERE account_id = ? ORDER BY created_at LIMIT 50`,
        [accountId],
      );
      return z.array(PasskeyRow).parse(rows);
    },
    async passkey(id: string): Promise<Passkey | undefined> {
      const row = await db.first(`SELECT ${PASSKEY} FROM account_passkeys WHERE id = ?`, [id]);
      return row && PasskeyRow.parse(row);
    },
    async addPasskey(key: Omit<Passkey, 'lastUsedAt'> & { backedUp: boolean }): Promise<void> {
      await db.run(
        `INSERT INTO account_passkeys (id, account_id, public_key, counter, transports, backed_up, name, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          key.id,
          key.accountId,
          key.publicKey,
          key.counter,
          JSON.stringify(key.transports),
          Number(key.backedUp),
          key.name,
          key.createdAt,
        ],
      );
    },
    /** Notes a use; false when another use has come to the same count meanwhile, as of a copied key. */
    usePasskey: async (id: string, before: number, counter: number, now: string): Promise<boolean> =>
      (await db.run('UPDATE account_passkeys SET counter = ?, last_used_at = ? WHERE id = ? AND counter = ?', [
        counter,
        now,
        id,
        before,
      ])) > 0,
    removePasskey: async (accountId: string, id: string): Promise<boolean> =>
      (await db.run('DELETE FROM account_passkeys WHERE id = ? AND account_id = ?', [id, accountId])) > 0,

    /** Counts a try in one statement; answers the milliseconds to wait when it may not be made, 0 when it may. */
    async attempt(hash: string, now: number, { most, windowMs, waitMs, waitMostMs }: AttemptLimit): Promise<number> {
      const answers = await db.write([
        {
          sql: `INSERT INTO account_attempts (hash, tries, since) VALUES (:hash, 1, :now)
                ON CONFLICT (hash) DO UPDATE SET
                  tries = CASE WHEN since <= :now - :window THEN 1 ELSE tries + 1 END,
                  held_until = CASE WHEN since <= :now - :window OR tries + 1 < :most THEN 0
                    ELSE :now + min(:waitMost, :wait * (1 << min(tries + 1 - :most, 20))) END,
                  since = CASE WHEN since <= :now - :window THEN :now ELSE since END
                WHERE held_until <= :now
                RETURNING tries`,
          args: { hash, now, most, window: windowMs, wait: waitMs, waitMost: waitMostMs },
        },
        { sql: 'SELECT held_until AS held FROM account_attempts WHERE hash = ?', args: [hash] },
      ]);
      if ((answers[0]?.rows.length ?? 0) > 0) return 0;
      return Math.max(1000, Number(answers[1]?.rows[0]?.['held'] ?? now) - now);
    },
    async forgiveAttempts(hash: string): Promise<void> {
      await db.run('DELETE FROM account_attempts WHERE hash = ?', [hash]);
    },

    /** Writes work for mails and the merchant's systems. */
    async tell(work: readonly { id: string; work: OutboxWork; dueAt: number }[]): Promise<void> {
      await db.write(work.map(({ id, work, dueAt }) => insertWork(id, work, dueAt)));
    },

    /** Removes what has run out, and accounts that nobody has proved since a time. */
    async sweep(now: number, unprovedBefore: string): Promise<void> {
      const at = new Date(now).toISOString();
      const day = 86_400_000;
      await db.write([
        { sql: 'DELETE FROM account_sessions WHERE expires_at <= ?', args: [at] },
        { sql: 'DELETE FROM account_proofs WHERE expires_at <= ?', args: [at] },
        { sql: 'DELETE FROM account_codes WHERE expires_at <= ?', args: [at] },
        { sql: 'DELETE FROM account_tokens WHERE expires_at <= ?', args: [at] },
        { sql: 'DELETE FROM account_attempts WHERE since <= ? AND held_until <= ?', args: [now - day, now] },
        { sql: 'DELETE FROM accounts WHERE email_verified = 0 AND created_at <= ?', args: [unprovedBefore] },
      ]);
    },
  };
}
export type AccountRepository = ReturnType<typeof accountRepository>;
