import type { Comment } from 'acorn';
import type { Finding } from './problem.ts';

/** What is wrong with a source before anybody asks what it means. */

/**
 * Signs of direction, zero, and ends of lines that few editors show: the engine does not end every line with these, so comments and
 * statements would end elsewhere than where they are seen to.
 */
const UNSEEN = /[\0\u202a-\u202e\u2066-\u2069\u2028\u2029]|\r(?!\n)/g;
const MOST = 5;

export function oddCharacters(source: string): Finding[] {
  const found = [...source.matchAll(UNSEEN)].slice(0, MOST).map(({ index }) => index);
  const half = source.search(/\p{Cs}/u);
  if (half >= 0) found.push(half);
  return found.map((from) => ({
    code: 'hidden_characters',
    from,
    to: from + 1,
    message: 'Here is a character that nobody sees.',
    why: 'It turns the direction of text, ends a line, or is no character at all, so people and machines would read different programs. In texts, write it as `\\u…`.',
  }));
}

/** Where a source says nothing to be run: comments, texts, patterns. Sorted. */
export function quietPlaces(comments: readonly Comment[], texts: readonly { start: number; end: number }[]) {
  return [...comments, ...texts].map(({ start, end }) => ({ start, end })).toSorted((a, b) => a.start - b.start);
}

/** Whether nothing but a comment stands before a place on its line. */
const beginsLine = (source: string, at: number): boolean =>
  /^\s*$|\*\/\s*$/.test(source.slice(Math.max(source.lastIndexOf('\n', at) + 1, at - 1000), at));

/**
 * `<!--` and a line that begins with `-->` are comments in scripts and operators in modules. Whoever reads a source either way
 * reads another program, so neither stands outside of texts.
 */
export function htmlComments(source: string, quiet: readonly { start: number; end: number }[]): Finding[] {
  const findings: Finding[] = [];
  let place = 0;
  for (const { 0: text, index } of source.matchAll(/<!--|-->/g)) {
    while (place < quiet.length && quiet[place]!.end <= index) place++;
    const isQuiet = place < quiet.length && quiet[place]!.start <= index;
    if (isQuiet || findings.length >= MOST || (text === '-->' && !beginsLine(source, index))) continue;
    findings.push({
      code: 'forbidden_syntax',
      from: index,
      to: index + text.length,
      message: 'HTML’s comments are not JavaScript’s.',
      why: 'Some engines skip such a line and some run it. Write `//` for a comment, and `< !--x` where it is meant.',
    });
  }
  return findings;
}
