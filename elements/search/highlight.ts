/** A piece of a text, and whether it is what somebody looked for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** One letter without case and accents: "É" and "e" are the same to somebody who types. May be several letters, or none. */
const fold = (letter: string): string => letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Splits a text where a word of it begins like a word of the query. */
export function highlight(text: string, query: string): Piece[] {
  const letters = [...text];
  const folded = letters.map(fold);
  const hits = letters.map(() => false);
  for (const word of query.split(/\s+/).filter(Boolean)) {
    const wanted = [...word].map(fold).join('');
    if (!wanted) continue;
    for (let start = 0; start < letters.length; start++) {
      if (start && /[\p{L}\p{N}]/u.test(letters[start - 1]!)) continue;
      let end = start;
      let seen = '';
      while (end < letters.length && seen.length < wanted.length) seen += folded[end++];
      // An accent written as a letter of its own stays with the letter it belongs to.
      while (end < letters.length && !folded[end]) end++;
      if (seen === wanted) hits.fill(true, start, end);
    }
  }
  const pieces: { text: string; hit: boolean }[] = [];
  for (const [index, letter] of letters.entries()) {
    const last = pieces.at(-1);
    if (last?.hit === hits[index]) last!.text += letter;
    else pieces.push({ text: letter, hit: hits[index]! });
  }
  return pieces;
}
