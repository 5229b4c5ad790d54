import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../../edge-api/db/database.ts';
import { createNode, fileAddress } from '../../../edge-api/db/open.node.ts';
import type { Contestant, Document } from './contestant.ts';

/** Documents of one INSERT. */
const BATCH = 500;
const FIELDS = ['title', 'type', 'vendor', 'tags', 'codes', 'body'] as const;
/** What this project weighed its fields with before it had an index of its own. */
const WEIGHTS = [12, 6, 4, 3, 8, 1];

/** SQLite's own full-text index, as its manual introduces it. */
export class PlainFts5 {
  private readonly folder = mkdtempSync(join(tmpdir(), 'vitrine-fts5-'));
  private readonly database: Database = createNode(fileAddress(join(this.folder, 'fts5.db')));

  async add(documents: readonly Document[]): Promise<void> {
    await this.database.run('CREATE TABLE handles (id INTEGER PRIMARY KEY, handle TEXT NOT NULL)');
    await this.database.run(
      `CREATE VIRTUAL TABLE docs USING fts5 (${FIELDS.join(', ')}, tokenize = 'porter unicode61')`,
    );
    for (let from = 0; from < documents.length; from += BATCH) {
      await this.database.write(
        documents.slice(from, from + BATCH).flatMap((document) => [
          { sql: 'INSERT INTO handles VALUES (?, ?)', args: [document.id, document.handle] },
          {
            sql: `INSERT INTO docs (rowid, ${FIELDS.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
            args: [document.id, ...FIELDS.map((field) => document[field])],
          },
        ]),
      );
    }
  }

  async search(match: string, limit: number, weights: readonly number[] = []): Promise<string[]> {
    if (match === '') return [];
    const rows = await this.database.all(
      `SELECT handle FROM (SELECT rowid AS id, bm25(${['docs', ...weights].join(', ')}) AS score FROM docs WHERE docs MATCH ?
         ORDER BY score LIMIT ?) JOIN handles USING (id) ORDER BY score`,
      [match, limit],
    );
    return rows.map(({ handle }) => String(handle));
  }

  close(): void {
    this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The words of a query, quoted so that FTS5 reads them as words. */
const wordsOf = (q: string): string[] => (q.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"`);

/** Four ways to ask one index. */
export function fts5Contestants(index: PlainFts5): Contestant[] {
  const any = (q: string) => wordsOf(q).join(' OR ');
  const all = (q: string) => wordsOf(q).join(' AND ');
  const allThenAny = async (q: string, limit: number, weights?: readonly number[]) => {
    const found = await index.search(all(q), limit, weights);
    if (found.length === limit) return found;
    const more = await index.search(any(q), limit, weights);
    return [...new Set([...found, ...more])].slice(0, limit);
  };
  const tokens = `tokenize = 'porter unicode61', columns ${FIELDS.join(', ')}`;
  return [
    {
      name: 'bm25',
      how: `FTS5, ${tokens}, all weights 1, any word`,
      find: (q, limit) => index.search(any(q), limit),
    },
    {
      name: 'bm25, all words',
      how: 'the same, products with all words before those with any',
      find: (q, limit) => allThenAny(q, limit),
    },
    {
      name: 'bm25, weighted',
      how: `FTS5, ${tokens}, weights ${WEIGHTS.join(', ')}, any word`,
      find: (q, limit) => index.search(any(q), limit, WEIGHTS),
    },
    {
      name: 'bm25, weighted, all',
      how: 'the same, products with all words before those with any',
      find: (q, limit) => allThenAny(q, limit, WEIGHTS),
    },
  ];
}
