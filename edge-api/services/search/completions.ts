import type { Analyser } from './analysis.ts';

/**
 * Completions of what is typed, of words that products found for it have in their titles, the most frequent first: the last
 * word finished, or, where it is one already, with the word behind it ("laptop" → "laptop stand"). `words` are folded.
 */
export function completions(
  words: readonly string[],
  titles: readonly string[],
  analyser: Analyser,
  most: number,
): string[] {
  const last = words.at(-1);
  if (last === undefined) return [];
  const finished = new Map<string, number>();
  const followed = new Map<string, number>();
  const count = (counts: Map<string, number>, text: string) => counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const title of titles) {
    const inTitle = analyser.words(title);
    for (const word of new Set(inTitle)) if (word.startsWith(last) && word !== last) count(finished, word);
    const next = new Set(inTitle.filter((_, at) => at > 0 && inTitle[at - 1] === last));
    for (const word of next)
      if (!/\d/.test(word) && word.length > 2 && !analyser.isStop(word)) count(followed, `${last} ${word}`);
  }
  const before = words.slice(0, -1);
  const byCount = ([a, n]: [string, number], [b, m]: [string, number]) => m - n || (a < b ? -1 : 1);
  return [...[...finished].sort(byCount), ...[...followed].filter(([, n]) => n > 1).sort(byCount)]
    .slice(0, most)
    .map(([word]) => [...before, word].join(' '));
}
