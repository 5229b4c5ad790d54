import type { Arguments, Database, SqlRow } from '../../db/database.ts';
import { sha256 } from '../../services/secrets.ts';

/** One condition of a query, as the library puts it. */
interface Condition {
  readonly field: string;
  readonly value: unknown;
  readonly operator: string;
  readonly connector: string;
}

interface Asked {
  readonly model: string;
  readonly where?: readonly Condition[];
}

/** The tables the library may reach, and their columns: a name that is not here is refused before it becomes SQL. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  accounts: ['id', 'email', 'email_verified', 'name', 'image', 'created_at', 'updated_at'],
  account_credentials: [
    'id',
    'account_id',
    'provider_id',
    'provider_account_id',
    'password',
    'created_at',
    'updated_at',
  ],
  account_sessions: [
    'id',
    'account_id',
    'token_hash',
    'expires_at',
    'ip_address',
    'user_agent',
    'created_at',
    'updated_at',
  ],
  account_proofs: ['id', 'identifier', 'value', 'expires_at', 'created_at', 'updated_at'],
};
/** The column whose values are hashed on their way in: a copy of the database opens no session. */
const HASHED = 'token_hash';

const OPERATORS: Readonly<Record<string, string>> = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' };

type Bound = string | number | null;
const bound = (value: unknown): Bound => {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean') return Number(value);
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Error(`The database keeps no ${typeof value}.`);
};

function tableOf(model: string): { table: string; columns: readonly string[] } {
  const columns = COLUMNS[model];
  if (!columns) throw new Error(`Accounts have no table ${model}.`);
  return { table: model, columns };
}

function columnOf(columns: readonly string[], field: string): string {
  if (!columns.includes(field)) throw new Error(`Accounts have no column ${field}.`);
  return `"${field}"`;
}

/** The library translates the names of all columns but the one it sorts by. */
const snakeCase = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const stored = async (field: string, value: unknown): Promise<Bound> =>
  field === HASHED && typeof value === 'string' ? sha256(value) : bound(value);

/** The rows of a store's accounts, as better-auth's adapters are asked for them. */
export function authTables(db: Database) {
  async function whereOf(columns: readonly string[], where: readonly Condition[] = []) {
    const args: Bound[] = [];
    const parts: string[] = [];
    for (const { field, value, operator, connector } of where) {
      const column = columnOf(columns, field);
      let part: string;
      if (operator === 'in' || operator === 'not_in') {
        const values = await Promise.all([value].flat().map((one) => stored(field, one)));
        args.push(JSON.stringify(values));
        part = `${column} ${operator === 'in' ? 'IN' : 'NOT IN'} (SELECT value FROM json_each(?))`;
      } else if (value === null) part = `${column} IS ${operator === 'ne' ? 'NOT ' : ''}NULL`;
      else {
        const sign = OPERATORS[operator];
        if (!sign) throw new Error(`Accounts are not asked for by ${operator}.`);
        args.push(await stored(field, value));
        part = `${column} ${sign} ?`;
      }
      parts.push(parts.length === 0 ? part : `${connector === 'OR' ? 'OR' : 'AND'} ${part}`);
    }
    return { sql: parts.length === 0 ? '' : ` WHERE ${parts.join(' ')}`, args };
  }

  /** A row as the library expects it: it is given the token it asked by, never the hash. */
  function shown<T>(row: SqlRow, where: readonly Condition[] = []): T {
    const asked = where.find(({ field, operator }) => field === HASHED && operator === 'eq')?.value;
    return { ...row, ...(typeof asked === 'string' ? { [HASHED]: asked } : {}) } as T;
  }

  async function assignments(columns: readonly string[], values: Readonly<Record<string, unknown>>) {
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    const sql = given.map(([field]) => `${columnOf(columns, field)} = ?`).join(', ');
    return { sql, args: await Promise.all(given.map(([field, value]) => stored(field, value))) };
  }

  async function rows(
    { model, where }: Asked,
    limit: number,
    order?: { field: string; direction: 'asc' | 'desc' },
    offset = 0,
  ) {
    const { table, columns } = tableOf(model);
    const condition = await whereOf(columns, where);
    const sorted = order
      ? ` ORDER BY ${columnOf(columns, snakeCase(order.field))} ${order.direction === 'desc' ? 'DESC' : 'ASC'}`
      : '';
    const args: Arguments = [...condition.args, limit, offset];
    return db.all(`SELECT * FROM ${table}${condition.sql}${sorted} LIMIT ? OFFSET ?`, args);
  }

  async function change({ model, where }: Asked, values: Record<string, unknown>, one: boolean): Promise<SqlRow[]> {
    const { table, columns } = tableOf(model);
    const condition = await whereOf(columns, where);
    const set = await assignments(columns, values);
    if (set.sql === '') return rows({ model, ...(where ? { where } : {}) }, one ? 1 : 1000);
    const target = one
      ? ` WHERE rowid = (SELECT rowid FROM ${table}${condition.sql} ORDER BY rowid LIMIT 1)`
      : condition.sql;
    const args = [...set.args, ...condition.args];
    return (await db.write([{ sql: `UPDATE ${table} SET ${set.sql}${target} RETURNING *`, args }]))[0]?.rows ?? [];
  }

  async function remove({ model, where }: Asked, one: boolean): Promise<SqlRow[]> {
    const { table, columns } = tableOf(model);
    const condition = await whereOf(columns, where);
    const target = one
      ? ` WHERE rowid = (SELECT rowid FROM ${table}${condition.sql} ORDER BY rowid LIMIT 1)`
      : condition.sql;
    return (
      (await db.write([{ sql: `DELETE FROM ${table}${target} RETURNING *`, args: condition.args }]))[0]?.rows ?? []
    );
  }

  return {
    async create<T extends Record<string, unknown>>({ model, data }: { model: string; data: T }): Promise<T> {
      const { table, columns } = tableOf(model);
      // What the library leaves empty and we have no column for.
      const given = Object.entries(data).filter(
        ([field, value]) => value !== undefined && (value !== null || columns.includes(field)),
      );
      const names = given.map(([field]) => columnOf(columns, field));
      const args = await Promise.all(given.map(([field, value]) => stored(field, value)));
      const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) RETURNING *`;
      const row = (await db.write([{ sql, args }]))[0]?.rows[0] ?? {};
      return { ...row, ...(HASHED in data ? { [HASHED]: data[HASHED] } : {}) } as unknown as T;
    },
    async findOne<T>(asked: Asked): Promise<T | null> {
      const [row] = await rows(asked, 1);
      return row ? shown<T>(row, asked.where) : null;
    },
    async findMany<T>(
      asked: Asked & {
        limit: number;
        offset?: number | undefined;
        sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined;
      },
    ): Promise<T[]> {
      const found = await rows(asked, asked.limit, asked.sortBy, asked.offset);
      return found.map((row) => shown<T>(row, asked.where));
    },
    async count({ model, where }: Asked): Promise<number> {
      const { table, columns } = tableOf(model);
      const condition = await whereOf(columns, where);
      return Number((await db.first(`SELECT count(*) AS n FROM ${table}${condition.sql}`, condition.args))?.['n'] ?? 0);
    },
    async update<T>(asked: Asked & { update: T }): Promise<T | null> {
      const [row] = await change(asked, asked.update as Record<string, unknown>, true);
      return row ? shown<T>(row, asked.where) : null;
    },
    updateMany: async (asked: Asked & { update: Record<string, unknown> }) =>
      (await change(asked, asked.update, false)).length,
    async delete(asked: Asked): Promise<void> {
      await remove(asked, true);
    },
    deleteMany: async (asked: Asked) => (await remove(asked, false)).length,
    /** Deletes a row and gives it back, in one statement: of two who use a link at once, one gets it. */
    async consumeOne<T>(asked: Asked): Promise<T | null> {
      const [row] = await remove(asked, true);
      return row ? shown<T>(row, asked.where) : null;
    },
  };
}
