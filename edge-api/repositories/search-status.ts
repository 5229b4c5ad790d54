import { z } from 'zod';
import type { Database } from '../db/database.ts';

const StatusRow = z.object({
  /** Products in the text index. */
  documents: z.int(),
  /** Changed products the text index has not seen yet. */
  pending: z.int(),
  /** How the index was analysed; empty before the first time and while it is made anew. */
  analysis: z.string(),
  /** Products that have a vector. */
  vectors: z.int(),
  /** Changed products whose vectors are not made yet. */
  pendingVectors: z.int(),
  /** What made the vectors; empty when nothing has. */
  model: z.string(),
});
/** How far what search is made of is behind the catalogue. */
export type SearchStatus = z.infer<typeof StatusRow>;

export interface SearchStatusRepository {
  read(): Promise<SearchStatus>;
  /** Has every product analysed again, and looked at again for its vector; what differs is then written anew. */
  rebuild(): Promise<void>;
}

export function searchStatusRepository(db: Database): SearchStatusRepository {
  return {
    async read() {
      const row = await db.first(
        `SELECT s.documents, s.analysis, m.model,
           (SELECT count(*) FROM search_changes WHERE seq > s.indexed_seq) AS pending,
           (SELECT count(*) FROM product_vectors) AS vectors,
           (SELECT count(*) FROM search_changes WHERE seq > s.embedded_seq) AS "pendingVectors"
         FROM search_state s, meaning_state m WHERE s.id = 1 AND m.id = 1`,
      );
      return StatusRow.parse(row);
    },
    async rebuild() {
      await db.run(`UPDATE search_state SET analysis = '', indexed_seq = 0, embedded_seq = 0 WHERE id = 1`);
    },
  };
}
