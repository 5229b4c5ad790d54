import { z } from 'zod';
import { DiscountKind, DiscountRule } from '../contract/discounts.ts';
import { isDuplicate, type Database, type Statement } from '../db/database.ts';
import { flag, json } from './columns.ts';

const DiscountRow = z.object({
  id: z.string(),
  title: z.string(),
  kind: DiscountKind,
  automatic: flag,
  active: flag,
  rule: json(DiscountRule),
  startsAt: z.int().nullable(),
  endsAt: z.int().nullable(),
  usageLimit: z.int().nullable(),
  customerLimit: z.int().nullable(),
  used: z.int(),
  codeCount: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
/** A discount as it is kept; `startsAt` and `endsAt` are epoch milliseconds. */
export type StoredDiscount = z.infer<typeof DiscountRow>;

const CodeRow = z.object({
  id: z.string(),
  code: z.string(),
  usageLimit: z.int().nullable(),
  used: z.int(),
  createdAt: z.string(),
});

/** A code to be written; `key` is what codes are compared by. */
export interface NewCode {
  readonly id: string;
  readonly code: string;
  readonly key: string;
  readonly usageLimit: number | null;
}

/** A page: rows after an id, oldest first. */
export interface PageAfter {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** A store's discounts, for who sets them. Whatever it writes, prices of before are no longer good. */
export interface DiscountRepository {
  list(page: PageAfter): Promise<StoredDiscount[]>;
  find(id: string): Promise<StoredDiscount | undefined>;
  /** Active discounts that apply by themselves, without one. */
  countAutomatic(exceptId: string): Promise<number>;
  /** False, with nothing written, when one of the codes is taken. */
  create(discount: Omit<StoredDiscount, 'used' | 'codeCount'>, codes: readonly NewCode[]): Promise<boolean>;
  change(discount: StoredDiscount): Promise<void>;
  /** Whether it was there. */
  remove(id: string): Promise<boolean>;
  listCodes(id: string, page: PageAfter): Promise<z.infer<typeof CodeRow>[]>;
  /** As `create`. */
  addCodes(id: string, codes: readonly NewCode[], createdAt: string): Promise<boolean>;
  removeCode(id: string, codeId: string): Promise<boolean>;
  /** Those of these keys that codes of the store have. */
  takenKeys(keys: readonly string[]): Promise<Set<string>>;
}

const COLUMNS = `d.id, d.title, d.kind, d.automatic, d.active, d.rule, d.starts_at AS "startsAt", d.ends_at AS "endsAt",
  d.usage_limit AS "usageLimit", d.customer_limit AS "customerLimit", d.used, d.created_at AS "createdAt",
  d.updated_at AS "updatedAt", (SELECT count(*) FROM discount_codes c WHERE c.discount_id = d.id) AS "codeCount"`;

/** Orders priced before are refused by the trigger of `orders`. */
const REPRICE: Statement = { sql: 'UPDATE store_state SET price_version = price_version + 1 WHERE id = 1' };

const insertCodes = (discountId: string, codes: readonly NewCode[], createdAt: string): Statement => ({
  sql: `INSERT INTO discount_codes (id, discount_id, code, code_key, usage_limit, created_at)
        SELECT value ->> 'id', :discount, value ->> 'code', value ->> 'key', value ->> 'usageLimit', :at
        FROM json_each(:codes)`,
  args: { discount: discountId, at: createdAt, codes: JSON.stringify(codes) },
});

export function discountRepository(db: Database): DiscountRepository {
  /** Writes; false when a code is another's. */
  async function writeCodes(statements: Statement[]): Promise<boolean> {
    try {
      await db.write(statements);
      return true;
    } catch (error) {
      if (isDuplicate(error, 'discount_codes.code_key')) return false;
      throw error;
    }
  }

  return {
    async list({ limit, after = '' }) {
      const rows = await db.all(`SELECT ${COLUMNS} FROM discounts d WHERE d.id > ? ORDER BY d.id LIMIT ?`, [
        after,
        limit,
      ]);
      return rows.map((row) => DiscountRow.parse(row));
    },

    async find(id) {
      const row = await db.first(`SELECT ${COLUMNS} FROM discounts d WHERE d.id = ?`, [id]);
      return row && DiscountRow.parse(row);
    },

    async countAutomatic(exceptId) {
      const row = await db.first('SELECT count(*) AS n FROM discounts WHERE automatic = 1 AND active = 1 AND id <> ?', [
        exceptId,
      ]);
      return z.int().parse(row?.['n']);
    },

    create: (discount, codes) =>
      writeCodes([
        {
          sql: `INSERT INTO discounts (id, title, kind, automatic, active, rule, starts_at, ends_at, usage_limit, customer_limit,
                  created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          args: [
            discount.id,
            discount.title,
            discount.kind,
            Number(discount.automatic),
            Number(discount.active),
            JSON.stringify(discount.rule),
            discount.startsAt,
            discount.endsAt,
            discount.usageLimit,
            discount.customerLimit,
            discount.createdAt,
            discount.updatedAt,
          ],
        },
        ...(codes.length ? [insertCodes(discount.id, codes, discount.createdAt)] : []),
        REPRICE,
      ]),

    async change({ id, title, active, rule, startsAt, endsAt, usageLimit, customerLimit, updatedAt }) {
      await db.write([
        {
          sql: `UPDATE discounts SET title = ?, active = ?, rule = ?, starts_at = ?, ends_at = ?, usage_limit = ?,
                  customer_limit = ?, updated_at = ? WHERE id = ?`,
          args: [
            title,
            Number(active),
            JSON.stringify(rule),
            startsAt,
            endsAt,
            usageLimit,
            customerLimit,
            updatedAt,
            id,
          ],
        },
        REPRICE,
      ]);
    },

    async remove(id) {
      const [removed] = await db.write([{ sql: 'DELETE FROM discounts WHERE id = ?', args: [id] }, REPRICE]);
      return removed?.rowsAffected === 1;
    },

    async listCodes(id, { limit, after = '' }) {
      const rows = await db.all(
        `SELECT id, code, usage_limit AS "usageLimit", used, created_at AS "createdAt" FROM discount_codes
         WHERE discount_id = ? AND id > ? ORDER BY id LIMIT ?`,
        [id, after, limit],
      );
      return rows.map((row) => CodeRow.parse(row));
    },

    addCodes: (id, codes, createdAt) => writeCodes([insertCodes(id, codes, createdAt), REPRICE]),

    async removeCode(id, codeId) {
      const [removed] = await db.write([
        { sql: 'DELETE FROM discount_codes WHERE id = ? AND discount_id = ?', args: [codeId, id] },
        REPRICE,
      ]);
      return removed?.rowsAffected === 1;
    },

    async takenKeys(keys) {
      const rows = await db.all(
        'SELECT code_key AS key FROM discount_codes WHERE code_key IN (SELECT value FROM json_each(?))',
        [JSON.stringify(keys)],
      );
      return new Set(rows.map((row) => z.object({ key: z.string() }).parse(row).key));
    },
  };
}
