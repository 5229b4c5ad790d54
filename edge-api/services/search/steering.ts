import type { SearchSettings } from '../../contract/search-settings.ts';
import { packOf } from './synonym-packs.ts';
import { applyRules, ruleTable, type Wishes } from './rules.ts';
import { type Expand, type Normalise, synonymExpander, synonymTable } from './synonyms.ts';

/** How a merchant steers search, made ready for queries. */
export interface Steering {
  /** What may stand for words of a query. Ask before stop words are left out: "chest of drawers" has one. */
  readonly expand: Expand;
  /** What is pinned and hidden for a query. */
  wishes(words: readonly string[]): Wishes;
  /** Whether a merchant has a word left out of queries. */
  isStopWord(word: string): boolean;
  /** Handles of what a merchant recommends beside a product. */
  picks(handle: string): readonly string[];
  readonly boosts: SearchSettings['boosts'];
  /** About how much memory it takes. */
  readonly bytes: number;
}

/**
 * Makes settings ready. `locale` is the store's BCP 47 tag, `normalise` what makes queries' words: keep one for each
 * language, as built-in synonyms are read once for each.
 */
export async function steeringOf(settings: SearchSettings, locale: string, normalise: Normalise): Promise<Steering> {
  const own = synonymTable([{ sets: settings.synonyms, weight: 1 }], normalise);
  const builtIn = settings.builtInSynonyms ? await packOf(locale, normalise) : undefined;
  const rules = ruleTable(settings.rules, normalise);
  const stopWords = new Set(settings.stopWords.flatMap((word) => normalise(word)));
  const picks = new Map(settings.recommendations.map(({ product, picks }) => [product, picks]));
  return {
    expand: synonymExpander(builtIn ? [own, builtIn] : [own]),
    wishes: (words) => applyRules(words, rules),
    isStopWord: (word) => stopWords.has(word),
    picks: (handle) => picks.get(handle) ?? [],
    boosts: settings.boosts,
    // Texts but synonyms are kept about twice: as they were written, and as keys.
    bytes: 4_000 + JSON.stringify({ ...settings, synonyms: [] }).length * 4 + own.bytes,
  };
}
