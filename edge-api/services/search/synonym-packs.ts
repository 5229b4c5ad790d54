import { parseSynonymLines } from './synonym-lines.ts';
import { type Normalise, synonymTable, type SynonymTable } from './synonyms.ts';

/** Synonyms of general shop vocabulary in one language, a set a line as `parseSynonymLines` reads them. */
export interface SynonymPack {
  /** What shoppers mean the same by. */
  readonly same: string;
  /** What is close, or a kind of it. */
  readonly related: string;
}

/** How much a built-in synonym counts: less than one a merchant gave, which is exactly meant. */
export const SAME_WEIGHT = 0.9;
/** How much a related word counts against the word itself. */
export const RELATED_WEIGHT = 0.6;

const PACKS: Readonly<Record<string, () => Promise<SynonymPack>>> = {
  ar: async () => (await import('./synonyms-ar.ts')).arabic,
  de: async () => (await import('./synonyms-de.ts')).german,
  en: async () => (await import('./synonyms-en.ts')).english,
  es: async () => (await import('./synonyms-es.ts')).spanish,
  fr: async () => (await import('./synonyms-fr.ts')).french,
};

/** Languages that have synonyms built in. */
export const packLanguages: readonly string[] = Object.keys(PACKS);

/** Each pack is read once for each normaliser, whatever number of stores uses it. */
const tables = new WeakMap<Normalise, Map<string, Promise<SynonymTable>>>();

/** The synonyms of a language that has some. */
export const readPack = (language: string): Promise<SynonymPack> => PACKS[language]!();

/** The built-in synonyms of a locale's language, if there are any. */
export function packOf(locale: string, normalise: Normalise): Promise<SynonymTable> | undefined {
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? '';
  if (!Object.hasOwn(PACKS, language)) return undefined;
  const known = tables.get(normalise) ?? new Map<string, Promise<SynonymTable>>();
  tables.set(normalise, known);
  const table = known.get(language) ?? readPack(language).then((pack) => tableOf(pack, normalise));
  known.set(language, table);
  return table;
}

const tableOf = ({ same, related }: SynonymPack, normalise: Normalise): SynonymTable =>
  synonymTable(
    [
      { sets: parseSynonymLines(same).sets, weight: SAME_WEIGHT },
      { sets: parseSynonymLines(related).sets, weight: RELATED_WEIGHT },
    ],
    normalise,
  );
