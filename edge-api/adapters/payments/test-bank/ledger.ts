import { z } from 'zod';
import type { Database, Statement } from '../../../db/database.ts';

/** A payment at the bank. */
export const BankPayment = z.object({
  id: z.string(),
  status: z.enum(['open', 'challenged', 'succeeded', 'failed', 'cancelled']),
  /** In the smallest unit of the currency. */
  amount: z.int().positive(),
  currency: z.string().length(3),
  captured: z.int(),
  payment_id: z.string(),
  order_id: z.string(),
  store_id: z.string(),
  description: z.string(),
  return_url: z.string(),
  notify_url: z.string(),
  /** The bank's page, where the shopper pays. */
  page: z.string(),
  error: z.string(),
});
export type BankPayment = z.infer<typeof BankPayment>;

/** Money the bank gave back. */
export const BankRefund = z.object({
  id: z.string(),
  payment: z.string(),
  refund_id: z.string(),
  order_id: z.string(),
  amount: z.int().positive(),
  currency: z.string(),
  status: z.enum(['succeeded', 'failed']),
});
export type BankRefund = z.infer<typeof BankRefund>;

/** What was answered to a request under a key. */
export interface KeptAnswer {
  readonly asked: string;
  readonly status: number;
  readonly body: unknown;
}

const TABLE =
  'CREATE TABLE IF NOT EXISTS bank (kind TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT';

/** One thing to keep: written together with the others of its request, or not at all. */
export type Kept =
  | { readonly kind: 'payment'; readonly id: string; readonly data: BankPayment }
  | { readonly kind: 'refund'; readonly id: string; readonly data: BankRefund }
  | { readonly kind: 'answer'; readonly id: string; readonly data: KeptAnswer };

/** Everything the bank knows, in memory, and in a database where there is one: a bank that is killed forgets no charge. */
export class BankLedger {
  readonly payments = new Map<string, BankPayment>();
  readonly refunds = new Map<string, BankRefund>();
  readonly answers = new Map<string, KeptAnswer>();
  readonly #database: Database | null;

  private constructor(database: Database | null) {
    this.#database = database;
  }

  static async open(database: Database | null): Promise<BankLedger> {
    const ledger = new BankLedger(database);
    await database?.run(TABLE);
    for (const { kind, id, data } of (await database?.all('SELECT kind, id, data FROM bank')) ?? []) {
      // The ledger's own rows.
      const parsed = { kind, id, data: JSON.parse(String(data)) } as Kept;
      ledger.#remember(parsed);
    }
    return ledger;
  }

  /** Writes all of it in one transaction; only then it is so. */
  async keep(...things: readonly Kept[]): Promise<void> {
    const statements = things.map(({ kind, id, data }): Statement => ({
      sql: 'INSERT INTO bank (kind, id, data) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET data = excluded.data',
      args: [kind, id, JSON.stringify(data)],
    }));
    await this.#database?.write(statements);
    for (const thing of things) this.#remember(thing);
  }

  #remember(thing: Kept): void {
    if (thing.kind === 'payment') this.payments.set(thing.id, thing.data);
    else if (thing.kind === 'refund') this.refunds.set(thing.id, thing.data);
    else this.answers.set(thing.id, thing.data);
  }

  close(): void {
    this.#database?.close();
  }
}
