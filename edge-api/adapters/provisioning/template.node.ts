import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, type Migration } from '../../db/migrate.ts';
import { createNode, fileAddress } from '../../db/open.node.ts';

/**
 * Answers the bytes of a database that has run these migrations and holds nothing else. It is made at the first call: to
 * copy it takes a twentieth of what running the migrations takes.
 */
export function databaseTemplate(migrations: readonly Migration[]): () => Promise<Uint8Array> {
  let made: Promise<Uint8Array> | undefined;
  return () => {
    made ??= make(migrations);
    // A failure, such as a full disk, is not remembered.
    made.catch(() => (made = undefined));
    return made;
  };
}

async function make(migrations: readonly Migration[]): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-template-'));
  try {
    const path = join(folder, 'template.db');
    const database = createNode(fileAddress(path));
    try {
      await migrate(database, migrations);
      // Until then what was written is in the journal beside the file.
      await database.all('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
