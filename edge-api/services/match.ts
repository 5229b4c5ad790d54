/** Most words of a query that are looked for; nobody types more on purpose. */
const MAX_WORDS = 12;
/** A word as the index's tokenizer sees one. Nothing else of what a shopper types reaches MATCH. */
const WORD = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{M}\p{Co}]*/gu;

const quoted = (word: string): string => `"${word}"`;
const startsWith = (word: string): string => `"${word}"*`;

/** The words of a query, lower case. */
export const searchWords = (query: string): string[] =>
  (query.normalize('NFC').toLowerCase().match(WORD) ?? []).slice(0, MAX_WORDS);

/** A MATCH expression for products that have every word, the last perhaps still being typed; null without words. */
export function matchAll(words: readonly string[]): string | null {
  const last = words.at(-1);
  return last === undefined ? null : [...words.slice(0, -1).map(quoted), startsWith(last)].join(' AND ');
}

/**
 * The stem of a word that is still being typed may be shorter than what is typed: "runnin" must find "running", which
 * the index keeps as "run".
 */
function beginnings(word: string): string[] {
  const letters = [...word];
  return [1, 2, 3, 4]
    .filter((cut) => letters.length - cut >= 3)
    .map((cut) => quoted(letters.slice(0, letters.length - cut).join('')));
}

/** As `matchAll`, the last word also by shorter stems: for suggestions, which are asked for at every letter. */
export function matchTyping(words: readonly string[]): string | null {
  const last = words.at(-1);
  if (last === undefined) return null;
  const typed = `(${[startsWith(last), ...beginnings(last)].join(' OR ')})`;
  return [...words.slice(0, -1).map(quoted), typed].join(' AND ');
}

/** A wider expression for when `matchAll` finds nothing: any of the words, the last also by shorter stems. */
export function matchAny(words: readonly string[]): string | null {
  const last = words.at(-1);
  return last === undefined
    ? null
    : [...words.slice(0, -1).map(quoted), startsWith(last), ...beginnings(last)].join(' OR ');
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Completions of a query: its last word replaced by words of `titles` that begin like it, the most frequent first. */
export function completions(words: readonly string[], titles: readonly string[], most: number): string[] {
  const last = words.at(-1);
  if (last === undefined) return [];
  const counts = new Map<string, number>();
  for (const title of titles) {
    for (const word of new Set(searchWords(title))) {
      if (folded(word).startsWith(folded(last))) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([word]) => [...words.slice(0, -1), word].join(' '));
}
