import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What attackers wrote, where it is at hand: it is not ours to hand on, so only what became of each row is kept here. */
const CORPORA = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url));
export const hasCorpora = existsSync(CORPORA);

export interface HostileRow {
  readonly id: string;
  readonly payload: string;
  readonly kind: string;
  /** As what the row is JavaScript. */
  readonly parses?: 'body' | 'expr' | 'module' | 'script';
}

const decoded = (row: HostileRow & { encoding?: string }): HostileRow => {
  if (row.encoding === 'base64') return { ...row, payload: Buffer.from(row.payload, 'base64').toString() };
  return row.encoding ? { ...row, payload: Buffer.from(row.payload, 'base64').toString('utf16le') } : row;
};

export const corpus = (name: string): HostileRow[] =>
  readFileSync(`${CORPORA}${name}.jsonl`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => decoded(JSON.parse(line) as HostileRow));

/** What became of rows: for each corpus and verdict, the ends of their ids. */
export type Verdicts = Record<string, Record<string, string>>;

export const shortId = (id: string): string => id.slice(id.lastIndexOf('-') + 1);

/** Compares with what is kept in a file beside this one; `VITRINE_RECORD=1` writes it anew. */
export function keptVerdicts(file: string, found: Verdicts): Verdicts {
  const path = fileURLToPath(new URL(file, import.meta.url));
  if (process.env['VITRINE_RECORD'] === '1') writeFileSync(path, `${JSON.stringify(found, null, 2)}\n`);
  return JSON.parse(readFileSync(path, 'utf8')) as Verdicts;
}

/** Collects verdicts. */
export function verdictBook() {
  const found: Record<string, Record<string, string[]>> = {};
  return {
    note(name: string, verdict: string, id: string): void {
      ((found[name] ??= {})[verdict] ??= []).push(shortId(id));
    },
    verdicts: (): Verdicts =>
      Object.fromEntries(
        Object.entries(found).map(([name, by]) => [
          name,
          Object.fromEntries(
            Object.keys(by)
              .toSorted()
              .map((verdict) => [verdict, by[verdict]!.toSorted().join(' ')]),
          ),
        ]),
      ),
  };
}
