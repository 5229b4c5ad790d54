import { charactersOf } from './text.ts';

/**
 * Advance widths of U+0020 to U+007E, in thousandths of the type size: Helvetica Bold, from Adobe's Core 14 AFM files. Arial, Liberation
 * Sans and what most systems draw in their place have the same.
 */
const LATIN = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
  556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
  280, 389, 584,
];
const OTHERS: Readonly<Record<string, number>> = {
  '\u00a0': 278,
  '\u202f': 278,
  '–': 556,
  '·': 278,
  '€': 556,
  '£': 556,
  '¥': 556,
  '‘': 278,
  '’': 278,
  '“': 500,
  '”': 500,
  '„': 500,
  ß: 611,
  ø: 611,
  Ø: 778,
  æ: 889,
};

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;

/** Scripts without a table count as wide as their wider letters: a line may end up short, not too long. */
function widthOfCharacter(character: string): number {
  const [first = ''] = character.normalize('NFD');
  const latin = LATIN[first.codePointAt(0)! - 0x20] ?? OTHERS[character];
  if (latin !== undefined) return latin;
  if (/[\p{M}\p{Cf}\p{Cc}]/u.test(first)) return 0;
  if (/[\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(first)) return 1400;
  if (/\p{Lu}/u.test(first) && !WIDE.test(first)) return 800;
  return /\p{L}|\p{N}/u.test(first) && !WIDE.test(first) ? 660 : 1000;
}

/** A text's width in thousandths of the type size. */
const unitsOf = (text: string): number =>
  charactersOf(text).reduce((sum, character) => sum + widthOfCharacter(character), 0);

/** How wide a text is drawn in a bold sans serif of this size, in the size's unit. */
export const widthOf = (text: string, size: number): number => (unitsOf(text) * size) / 1000;

/** What a line may be broken after: words, and each sign of scripts that write none apart. */
const PIECES = new RegExp(`\\s+|${WIDE.source}|(?:(?!${WIDE.source})\\S)+`, 'gu');

interface Piece {
  readonly text: string;
  readonly units: number;
}
const piece = (text: string): Piece => ({ text, units: unitsOf(text) });

/** Lines of a text, none wider than so many units: broken between pieces, and within one only if it is too long for a line. */
function linesOf(pieces: readonly Piece[], most: number): string[] {
  const lines: string[] = [];
  let [line, units] = ['', 0];
  const end = () => {
    if (line.trim()) lines.push(line.trim());
    [line, units] = ['', 0];
  };
  const put = (one: Piece) => {
    line += one.text;
    units += one.units;
  };
  for (const one of pieces) {
    const isSpace = one.text.trim() === '';
    if (isSpace && line === '') continue;
    if (isSpace || units + one.units <= most) {
      put(one);
      continue;
    }
    end();
    if (one.units <= most) put(one);
    else
      for (const character of charactersOf(one.text).map(piece)) {
        if (units + character.units > most) end();
        put(character);
      }
  }
  end();
  return lines;
}

/** The same number of lines, about equally long. */
function balanced(pieces: readonly Piece[], most: number): string[] {
  let best = linesOf(pieces, most);
  for (let narrower = most * 0.95; narrower > most * 0.5; narrower -= most * 0.05) {
    const lines = linesOf(pieces, narrower);
    if (lines.length > best.length) break;
    best = lines;
  }
  return best;
}

/** A line with dots at its end, short enough for them. */
function withDots(line: string, most: number): string {
  const characters = charactersOf(line).map(piece);
  let units = unitsOf(line) + unitsOf('…');
  while (characters.length > 0 && units > most) units -= characters.pop()!.units;
  const kept = characters.map(({ text }) => text).join('');
  return `${kept.trimEnd()}…`;
}

interface FittedText {
  readonly size: number;
  readonly lines: readonly string[];
}

/** A size, and how many lines there may be of it. */
export interface TextStep {
  readonly size: number;
  readonly lines: number;
}

/** A text at the first of some steps that it fits in; if it fits in none, at the last, and cut. */
export function fitText(text: string, steps: readonly [TextStep, ...TextStep[]], width: number): FittedText {
  const pieces = (text.match(PIECES) ?? []).map(piece);
  const unitsAt = (size: number): number => (width * 1000) / size;
  for (const { size, lines } of steps)
    if (linesOf(pieces, unitsAt(size)).length <= lines) return { size, lines: balanced(pieces, unitsAt(size)) };
  const { size, lines } = steps.at(-1) ?? steps[0];
  const kept = linesOf(pieces, unitsAt(size)).slice(0, lines);
  return { size, lines: [...kept.slice(0, -1), withDots(kept.at(-1) ?? '', unitsAt(size))] };
}
