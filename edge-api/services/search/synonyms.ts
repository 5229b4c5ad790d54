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

/** Sets of synonyms, by the words they are for. Pairs of words are made out at look-up: written out they would be millions. */
export interface SynonymTable {
  /** Words of the longest entry. */
  readonly longest: number;
  /** What may stand for words joined by spaces, of the greatest weight first; at most 50. */
  alternatives(words: string): readonly Alternative[];
  /** Words that have alternatives or may, each joined by spaces. */
  readonly entries: readonly string[];
  /** About how much memory it takes. */
  readonly bytes: number;
}

interface Alternative {
  /** Joined by spaces. */
  readonly text: string;
  readonly weight: number;
}

/** Words of which each may stand for what an entry is for. */
interface Target {
  /** Each joined by spaces. */
  readonly texts: readonly string[];
  readonly weight: number;
}

/** Most alternatives of one place in a query. */
export const MOST_ALTERNATIVES = 50;

/** Bytes of a map's entry with the text and the list that it holds, of a target with its list, and of a reference. */
const MEMORY = { entry: 110, target: 90, reference: 8 };

/**
 * Reads sets of synonyms, each as good as its weight. What a word gains is what its own sets say, and no more: sets that
 * share a word are not joined, so that no chain or loop of them makes everything mean everything.
 */
export function synonymTable(
  groups: readonly { readonly sets: readonly Synonyms[]; readonly weight: number }[],
  normalise: Normalise,
): SynonymTable {
  const targets = new Map<string, Target[]>();
  const texts = new Map<string, string>();
  let longest = 0;
  let bytes = 0;
  const textsOf = (given: readonly string[]): string[] => [
    ...new Set(
      given.map(normalise).flatMap((words) => {
        const text = words.join(' ');
        if (text !== '' && !texts.has(text)) texts.set(text, text);
        return texts.get(text) ?? [];
      }),
    ),
  ];
  for (const { sets, weight } of groups.toSorted((a, b) => b.weight - a.weight))
    for (const set of sets) {
      const from = textsOf('words' in set ? set.words : set.from);
      const target = { texts: 'words' in set ? from : textsOf(set.to), weight };
      bytes += MEMORY.target + (from.length + target.texts.length) * MEMORY.reference;
      for (const text of from) {
        const known = targets.get(text);
        if (known) known.push(target);
        else targets.set(text, [target]);
        longest = Math.max(longest, text.split(' ').length);
      }
    }
  for (const text of texts.keys()) bytes += MEMORY.entry + text.length;
  return {
    longest,
    bytes,
    get entries() {
      return [...targets.keys()];
    },
    alternatives: (text) => alternativesOf(text, targets.get(text) ?? []),
  };
}

/** The first alternatives that targets, of the greatest weight first, have for words. */
function alternativesOf(text: string, targets: readonly Target[]): Alternative[] {
  const found = new Map<string, Alternative>();
  for (const { texts, weight } of targets)
    for (const other of texts) {
      if (found.size === MOST_ALTERNATIVES) return [...found.values()];
      // What holds the words themselves ("tv set" for "tv") finds nothing that they do not find.
      if (!found.has(other) && !` ${other} `.includes(` ${text} `)) found.set(other, { text: other, weight });
    }
  return [...found.values()];
}

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
        found = tables.flatMap((table) => table.alternatives(key));
        if (found.length > 0) break;
      }
      expansions.push(...byWeight(at, length, found));
      at += Math.max(1, length);
    }
    return expansions;
  };
}

function byWeight(at: number, length: number, found: readonly Alternative[]): Expansion[] {
  const weights = new Map<string, number>();
  for (const { text, weight } of found) weights.set(text, Math.max(weights.get(text) ?? 0, weight));
  const best = [...weights].toSorted(([, a], [, b]) => b - a).slice(0, MOST_ALTERNATIVES);
  const groups = new Map<number, (readonly string[])[]>();
  for (const [text, weight] of best) groups.set(weight, [...(groups.get(weight) ?? []), text.split(' ')]);
  return [...groups].map(([weight, alternatives]) => ({ at, length, alternatives, weight }));
}
