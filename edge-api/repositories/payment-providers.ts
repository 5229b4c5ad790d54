import { z } from 'zod';
import type { Database, SqlRow, Statement } from '../db/database.ts';
import { json } from './columns.ts';

const Settings = z.object({
  live: z.boolean(),
  publishableKey: z.string(),
  secretKeyEnd: z.string(),
  webhookSecretEnd: z.string(),
});

const AccountRow = z.object({
  settings: json(Settings),
  sealed: z.string(),
  keyId: z.string(),
  updatedAt: z.string(),
});
/** The merchant's account at a provider: what may be told, and the sealed rest. */
export type ProviderAccount = z.infer<typeof AccountRow>;

/** Reads which providers the store keeps keys of. */
export const readAccounts: Statement = { sql: 'SELECT provider FROM payment_providers' };

/** Parses the rows of `readAccounts`. */
export const parseAccounts = (rows: readonly SqlRow[] | undefined): string[] =>
  (rows ?? []).map(({ provider }) => String(provider));

export interface PaymentProviderRepository {
  find(provider: string): Promise<ProviderAccount | undefined>;
  /** Writes an account; with `over`, only over the sealed text that was read. */
  write(provider: string, account: ProviderAccount, over?: string): Promise<void>;
  remove(provider: string): Promise<void>;
}

export function paymentProviderRepository(db: Database): PaymentProviderRepository {
  return {
    async find(provider) {
      const row = await db.first(
        `SELECT settings, sealed, key_id AS "keyId", updated_at AS "updatedAt" FROM payment_providers WHERE provider = ?`,
        [provider],
      );
      return row && AccountRow.parse(row);
    },
    async write(provider, { settings, sealed, keyId, updatedAt }, over) {
      await db.run(
        `INSERT INTO payment_providers (provider, settings, sealed, key_id, updated_at) VALUES (:provider, :settings, :sealed, :key, :at)
         ON CONFLICT (provider) DO UPDATE SET settings = :settings, sealed = :sealed, key_id = :key, updated_at = :at
           WHERE :over IS NULL OR sealed = :over`,
        { provider, settings: JSON.stringify(settings), sealed, key: keyId, at: updatedAt, over: over ?? null },
      );
    },
    async remove(provider) {
      await db.run('DELETE FROM payment_providers WHERE provider = ?', [provider]);
    },
  };
}
