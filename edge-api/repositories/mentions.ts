import { z } from 'zod';
import type { PlatformDatabase } from '../db/database.ts';
import { quoted } from './archive-tables.ts';

const ColumnRow = z.object({ tbl: z.string(), name: z.string() });

/**
 * Rows of the platform that hold a text anywhere, by table: every column of every table is looked through, so that a table
 * which nobody thought of is found too.
 */
export async function mentionsOf(
  platform: PlatformDatabase,
  text: string,
  except: readonly string[],
): Promise<{ table: string; rows: number }[]> {
  const columns = (
    await platform.all(
      `SELECT t.name AS tbl, i.name FROM pragma_table_list t, pragma_table_info(t.name) i
       WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name`,
    )
  ).map((row) => ColumnRow.parse(row));
  const found: { table: string; rows: number }[] = [];
  for (const table of new Set(columns.map(({ tbl }) => tbl))) {
    if (except.includes(table)) continue;
    const holds = columns.filter(({ tbl }) => tbl === table).map(({ name }) => `instr(${quoted(name)}, :text) > 0`);
    const row = await platform.first(`SELECT count(*) AS rows FROM ${quoted(table)} WHERE ${holds.join(' OR ')}`, {
      text,
    });
    const rows = z.int().parse(row?.['rows']);
    if (rows > 0) found.push({ table, rows });
  }
  return found;
}
