import type { SearchSettings } from '../../contract/search-settings.ts';
import type { Normalise } from './synonyms.ts';

/** What a merchant wants of one query: handles of products, pins in their order. */
export interface Wishes {
  readonly pins: readonly string[];
  readonly hides: readonly string[];
}

const NOTHING: Wishes = { pins: [], hides: [] };

/** Rules by the words of their query. */
export type RuleTable = ReadonlyMap<string, Wishes>;

/** Reads rules; those whose queries come to the same words are one, and what any of them hides is hidden. */
export function ruleTable(rules: SearchSettings['rules'], normalise: Normalise): RuleTable {
  const table = new Map<string, Wishes>();
  for (const { query, pins, hides } of rules) {
    const words = normalise(query);
    if (words.length === 0) continue;
    const known = table.get(words.join(' ')) ?? NOTHING;
    const hidden = [...new Set([...known.hides, ...hides])];
    const pinned = [...new Set([...known.pins, ...pins])].filter((handle) => !hidden.includes(handle));
    table.set(words.join(' '), { pins: pinned, hides: hidden });
  }
  return table;
}

/** What is wished for a query: a rule is for the query that has its words, all of them and no others, in its order. */
export const applyRules = (words: readonly string[], rules: RuleTable): Wishes => rules.get(words.join(' ')) ?? NOTHING;
