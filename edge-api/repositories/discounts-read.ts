import { z } from 'zod';
import { DiscountKind, DiscountRule } from '../contract/discounts.ts';
import type { SqlRow, Statement } from '../db/database.ts';
import { flag, json } from './columns.ts';

/** What is asked about discounts: codes as `codeKey` makes them, and who asks, if known. */
export interface AskedDiscounts {
  readonly codeKeys: readonly string[];
  readonly customerId: string | null;
  /** Lower case. */
  readonly email: string | null;
}

const ReadDiscount = z.object({
  id: z.string(),
  title: z.string(),
  kind: DiscountKind,
  active: flag,
  rule: json(DiscountRule),
  startsAt: z.int().nullable(),
  endsAt: z.int().nullable(),
  /** Whether a limit leaves nothing for whoever asks. */
  usedUp: flag,
  /** The code it was found by; null for one that applies by itself. */
  codeId: z.string().nullable(),
  code: z.string().nullable(),
  codeKey: z.string().nullable(),
});
/** A discount that applies by itself, or one of the codes asked for. Times are epoch milliseconds. */
export type ReadDiscount = z.infer<typeof ReadDiscount>;

const COLUMNS = `d.id, d.title, d.kind, d.active, d.rule, d.starts_at AS "startsAt", d.ends_at AS "endsAt"`;
const USED_UP = `coalesce(d.used >= d.usage_limit, 0) OR (d.customer_limit IS NOT NULL AND (
    SELECT count(*) FROM discount_redemptions r WHERE r.discount_id = d.id AND r.released_at IS NULL
      AND (r.email = :email OR r.customer_id = :customer)) >= d.customer_limit)`;

/** Reads the active discounts that apply by themselves, and those of these codes, whatever state they are in. */
export const readDiscounts = ({ codeKeys, customerId, email }: AskedDiscounts): Statement => ({
  sql: `SELECT ${COLUMNS}, ${USED_UP} AS "usedUp", NULL AS "codeId", NULL AS code, NULL AS "codeKey"
        FROM discounts d WHERE d.automatic = 1 AND d.active = 1
        UNION ALL
        SELECT ${COLUMNS}, ${USED_UP} OR coalesce(c.used >= c.usage_limit, 0), c.id, c.code, c.code_key
        FROM discount_codes c JOIN discounts d ON d.id = c.discount_id AND d.automatic = 0
        WHERE c.code_key IN (SELECT value FROM json_each(:codes))`,
  args: { codes: JSON.stringify(codeKeys), customer: customerId, email },
});

/** Parses the rows of `readDiscounts`. */
export const parseDiscounts = (rows: readonly SqlRow[] | undefined): ReadDiscount[] =>
  z.array(ReadDiscount).parse(rows ?? []);
