import { hexOf } from '../contract/bytes-text.ts';
import type { ArchiveValue, TableSum } from '../contract/archive.ts';

/** Characters hashed at a time. */
const BLOCK = 65_536;

/** Adds up the rows of one table, in the order they are given. */
export interface TableDigest {
  add(row: readonly ArchiveValue[]): Promise<void>;
  sum(): Promise<TableSum>;
}

/** A chain of SHA-256 over blocks of whole rows: it needs no more memory than a block, and depends on the rows alone. */
export function tableDigest(): TableDigest {
  let [state, waiting, rows] = ['', '', 0];
  const hash = async () => {
    const bytes = new Uint8Array(
      await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${state}\n${waiting}`)),
    );
    state = hexOf(bytes);
    waiting = '';
  };
  return {
    async add(row) {
      rows += 1;
      waiting += `${JSON.stringify(row)}\n`;
      if (waiting.length >= BLOCK) await hash();
    },
    async sum() {
      if (waiting !== '' || state === '') await hash();
      return { rows, digest: state };
    },
  };
}
