import { seededRandom } from '../../edge-api/repositories/catalogue-synthetic.test-support.ts';

const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Keys beside each key of a QWERTY board, in its row and in the rows above and below. */
const NEIGHBOURS: ReadonlyMap<string, string> = new Map(
  ROWS.flatMap((row, at) =>
    [...row].map((key, column): [string, string] => {
      const near = (line: string | undefined, columns: number[]) =>
        columns.map((index) => line?.[index] ?? '').join('');
      return [
        key,
        near(row, [column - 1, column + 1]) +
          near(at > 1 ? ROWS[at - 1] : undefined, [column, column + 1]) +
          near(at > 0 ? ROWS[at + 1] : undefined, [column - 1, column]),
      ];
    }),
  ),
);

/** Letters of the shortest word that gets one typo, and two. */
export const SHORTEST = { 1: 4, 2: 8 } as const;

/** One slip of the fingers: a key beside it, a letter lost, doubled or struck beside, or two the wrong way round. */
function slip(word: string, random: () => number): string {
  const at = Math.floor(random() * word.length);
  const beside = NEIGHBOURS.get(word[at]!.toLowerCase()) ?? '';
  const key = beside === '' ? 'e' : beside[Math.floor(random() * beside.length)]!;
  switch (Math.floor(random() * 4)) {
    case 0:
      return word.slice(0, at) + key + word.slice(at + 1);
    case 1:
      return word.slice(0, at) + word.slice(at + 1);
    case 2:
      return word.slice(0, at) + key + word.slice(at);
    default: {
      const first = Math.min(at, word.length - 2);
      return word.slice(0, first) + word[first + 1]! + word[first]! + word.slice(first + 2);
    }
  }
}

/**
 * The same query mistyped: `edits` slips in one of its words of letters that is long enough, so many times. A seed and the
 * query alone say how. None when no word is long enough.
 */
export function mistyped(query: string, edits: 1 | 2, times: number, seed: number): string[] {
  let mixed = seed;
  for (const character of query) mixed = Math.imul(mixed ^ character.codePointAt(0)!, 0x01000193);
  const random = seededRandom(mixed + edits);
  const words = query.split(' ');
  const long = words.flatMap((word, at) => (/^\p{L}+$/u.test(word) && word.length >= SHORTEST[edits] ? [at] : []));
  if (long.length === 0) return [];
  const made = new Set<string>();
  for (let tries = 0; made.size < times && tries < times * 20; tries += 1) {
    const at = long[Math.floor(random() * long.length)]!;
    let word = words[at]!;
    for (let edit = 0; edit < edits; edit += 1) word = slip(word, random);
    const typed = words.with(at, word).join(' ');
    if (word !== words[at]) made.add(typed);
  }
  return [...made];
}
