import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A query and what people said of products for it: 0 is wrong, 1 is what was meant. */
export interface JudgedQuery {
  readonly q: string;
  readonly gains: ReadonlyMap<string, number>;
}

/** Judged queries and the catalogue they were judged on. */
export interface JudgedSet {
  readonly name: string;
  /** Path of the product CSV. */
  readonly catalogue: string;
  readonly queries: readonly JudgedQuery[];
}

/** Where judged queries and catalogues are looked for when nobody says. */
export interface JudgedFolders {
  readonly judged?: string | undefined;
  readonly catalogues?: string | undefined;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const ENDING = '.queries.jsonl';

/** Every set of a folder, `<name>.queries.jsonl` beside `<name>.csv` of the other folder, and a sentence for each that cannot run. */
export function judgedSets(folders: JudgedFolders = {}): { sets: JudgedSet[]; missing: string[] } {
  const given = folders.judged !== undefined || folders.catalogues !== undefined;
  const judged = resolve(folders.judged ?? join(root, '../shared/relevance'));
  const catalogues = resolve(folders.catalogues ?? join(root, '../shared/catalogues'));
  const missing: string[] = [];
  const sets: JudgedSet[] = [];
  const files = existsSync(judged) ? readdirSync(judged).filter((file) => file.endsWith(ENDING)) : [];
  if (files.length === 0)
    missing.push(`There are no judged queries (*${ENDING}) in ${judged}; --judged <folder> names another.`);
  for (const file of files) {
    const name = file.slice(0, -ENDING.length);
    const catalogue = join(catalogues, `${name}.csv`);
    if (existsSync(catalogue)) sets.push({ name, catalogue, queries: readQueries(join(judged, file)) });
    else missing.push(`The catalogue of "${name}" is not at ${catalogue}; --catalogues <folder> names another.`);
  }
  if (sets.length === 0 && !given) {
    missing.push(
      'A few queries of our own for a sample shop run instead: they show that everything works, not who is best.',
    );
    sets.push(ownSet());
  }
  return { sets, missing };
}

/** A few queries of our own for a sample shop: enough to see that everything runs, too few to say who is best. */
function ownSet(): JudgedSet {
  return {
    name: 'halden',
    catalogue: join(root, 'demo/shops/halden/catalogue.csv'),
    queries: readQueries(join(root, 'bench/search/halden.queries.jsonl')),
  };
}

/** Reads lines of `{ q, gains: { handle: 0 … 1 } }`. Queries for which nothing is right cannot be ranked, and are left out. */
export function readQueries(path: string): JudgedQuery[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as { q: string; gains: Record<string, number> })
    .map(({ q, gains }) => ({ q, gains: new Map(Object.entries(gains)) }))
    .filter(({ gains }) => [...gains.values()].some((gain) => gain > 0));
}

/** A number that a text always has, to divide queries by: FNV-1a. */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return hash >>> 0;
}

/** Which of so many parts a query belongs to, whatever other queries there are. */
export const foldOf = ({ q }: JudgedQuery, folds: number): number => numberOf(q) % folds;
