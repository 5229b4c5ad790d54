import { join } from 'node:path';
import type { Statement } from '../db/database.ts';
import { createNode, fileAddress } from '../db/open.node.ts';
import type { StoredRow, SyncStorage } from './storage.ts';

const TABLES = `
CREATE TABLE IF NOT EXISTS rows (etype TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (etype, id)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (hash TEXT PRIMARY KEY, user_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counter (name, value) VALUES ('tx', 1) ON CONFLICT DO NOTHING;
`;
/** A second process on the same file would write over what this one has in memory: its first commit fails here instead. */
const GUARD = `
CREATE TRIGGER IF NOT EXISTS one_after_the_other BEFORE UPDATE ON counter WHEN NEW.value <> OLD.value + 1
BEGIN SELECT RAISE(ABORT, 'vitrine:sync_moved'); END
`;

/** Path of the database file of one app. */
export const syncDatabasePath = (dataDir: string, appId: string): string => join(dataDir, 'sync', `${appId}.db`);

/** Keeps one app of the sync server in a libSQL file. */
export async function openSyncStorage(dataDir: string, appId: string): Promise<SyncStorage> {
  const database = createNode(fileAddress(syncDatabasePath(dataDir, appId)));
  await database.script(TABLES);
  await database.run(GUARD);
  return {
    async load() {
      const [counter, rows, tokens] = await database.read([
        { sql: "SELECT value FROM counter WHERE name = 'tx'" },
        { sql: 'SELECT etype, id, data FROM rows' },
        { sql: 'SELECT hash, user_id FROM tokens' },
      ]);
      return {
        txId: Number(counter![0]!['value']),
        rows: rows!.map(({ etype, id, data }): StoredRow => {
          return { etype: String(etype), id: String(id), values: JSON.parse(String(data)) };
        }),
        tokens: tokens!.map((row) => ({ hash: String(row['hash']), userId: String(row['user_id']) })),
      };
    },

    async commit({ txId, put, remove, addTokens, removeTokens }) {
      const statements: Statement[] = [{ sql: "UPDATE counter SET value = ? WHERE name = 'tx'", args: [txId] }];
      for (const { etype, id, values } of put) {
        statements.push({
          sql: 'INSERT INTO rows (etype, id, data) VALUES (?, ?, ?) ON CONFLICT (etype, id) DO UPDATE SET data = excluded.data',
          args: [etype, id, JSON.stringify(values)],
        });
      }
      for (const { etype, id } of remove)
        statements.push({ sql: 'DELETE FROM rows WHERE etype = ? AND id = ?', args: [etype, id] });
      for (const { hash, userId } of addTokens) {
        statements.push({
          sql: 'INSERT INTO tokens (hash, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
          args: [hash, userId],
        });
      }
      for (const hash of removeTokens) statements.push({ sql: 'DELETE FROM tokens WHERE hash = ?', args: [hash] });
      await database.write(statements);
    },

    close: () => database.close(),
  };
}
