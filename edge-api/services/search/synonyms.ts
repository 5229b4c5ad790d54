/**
 * A text as the words that search compares: folded, lower case, one entry a word. Give the one that made a query's words;
 * if it takes words to their stems, "sofas" has the synonyms of "sofa".
 */
export type Normalise = (text: string) => readonly string[];

/** Words that mean the same; or words that find others too, and not the other way round. */
export type Synonyms =
  { readonly words: readonly string[] } | { readonly from: readonly string[]; readonly to: readonly string[] };

/** What may stand for the words of a query from `at` on, `length` of them. */
export interface Expansion {
  readonly at: number;
  readonly length: number;
  /** Each one word, or several in a row. */
  readonly alternatives: readonly (readonly string[])[];
  /** How much a hit by one of these counts, against 1 for a hit by the words themselves. */
  readonly weight: number;
}

/** Alternatives by the words they may stand for, joined by spaces. */
export interface SynonymTable {
  /** Words of the longest entry. */
  readonly longest: number;
  readonly entries: ReadonlyMap<string, readonly Alternative[]>;
}

interface Alternative {
  readonly words: readonly string[];
  readonly weight: number;
}

/** Most alternatives of one place in a query. */
export const MOST_ALTERNATIVES = 50;

/**
 * Reads sets of synonyms, each as good as its weight. What a word gains is what its own sets say, and no more: sets that
 * share a word are not joined, so that no chain or loop of them makes everything mean everything.
 */
export function synonymTable(
  groups: readonly { readonly sets: readonly Synonyms[]; readonly weight: number }[],
  normalise: Normalise,
): SynonymTable {
  const entries = new Map<string, Map<string, Alternative>>();
  const wordsOf = (texts: readonly string[]) => texts.map(normalise).filter((words) => words.length > 0);
  for (const { sets, weight } of groups)
    for (const set of sets) {
      const from = wordsOf('words' in set ? set.words : set.from);
      const to = 'words' in set ? from : wordsOf(set.to);
      for (const words of from) for (const other of to) add(entries, words, { words: other, weight });
    }
  let longest = 0;
  for (const key of entries.keys()) longest = Math.max(longest, key.split(' ').length);
  return { longest, entries: new Map([...entries].map(([key, found]) => [key, best([...found.values()])])) };
}

function add(entries: Map<string, Map<string, Alternative>>, words: readonly string[], other: Alternative): void {
  const key = words.join(' ');
  const otherKey = other.words.join(' ');
  // What holds the words themselves ("tv set" for "tv") finds nothing that they do not find.
  if (` ${otherKey} `.includes(` ${key} `)) return;
  const found = entries.get(key) ?? new Map<string, Alternative>();
  if ((found.get(otherKey)?.weight ?? 0) < other.weight) found.set(otherKey, other);
  entries.set(key, found);
}

const best = (found: readonly Alternative[]): readonly Alternative[] =>
  found.toSorted((a, b) => b.weight - a.weight).slice(0, MOST_ALTERNATIVES);

/** Finds what may stand for the words of a query. Earlier tables come first where alternatives are too many. */
export type Expand = (words: readonly string[]) => Expansion[];

/**
 * From left to right, the longest entry first: words that are part of one are not looked up by themselves, so that "usb
 * stick" is never a stick. An expansion has one weight; a place may have one of each.
 */
export function synonymExpander(tables: readonly SynonymTable[]): Expand {
  const longest = Math.max(0, ...tables.map((table) => table.longest));
  return (words) => {
    const expansions: Expansion[] = [];
    for (let at = 0; at < words.length;) {
      let length = Math.min(longest, words.length - at);
      let found: readonly Alternative[] = [];
      for (; length > 0; length -= 1) {
        const key = words.slice(at, at + length).join(' ');
        found = tables.flatMap(({ entries }) => entries.get(key) ?? []);
        if (found.length > 0) break;
      }
      expansions.push(...byWeight(at, length, found));
      at += Math.max(1, length);
    }
    return expansions;
  };
}

function byWeight(at: number, length: number, found: readonly Alternative[]): Expansion[] {
  const weights = new Map<string, Alternative>();
  for (const one of found) {
    const key = one.words.join(' ');
    if ((weights.get(key)?.weight ?? 0) < one.weight) weights.set(key, one);
  }
  const groups = new Map<number, (readonly string[])[]>();
  for (const { words, weight } of best([...weights.values()]))
    groups.set(weight, [...(groups.get(weight) ?? []), words]);
  return [...groups].map(([weight, alternatives]) => ({ at, length, alternatives, weight }));
}
