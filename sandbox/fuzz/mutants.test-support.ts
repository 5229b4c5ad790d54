import type { Dice } from './dice.test-support.ts';

/** Pieces as a reader of JavaScript sees them, roughly: words, numbers, texts, signs, spaces. */
const PIECES =
  /[\p{ID_Start}$_#][\p{ID_Continue}$]*|\d[\w.]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|=>|\?\.|\*\*|&&|\|\||\.\.\.|\s+|[^]/gu;

const cut = (dice: Dice, pieces: readonly string[], most: number): string[] => {
  const from = dice.below(pieces.length + 1);
  return pieces.slice(from, from + 1 + dice.below(most));
};

function changed(dice: Dice, pieces: string[], other: readonly string[]): string[] {
  const at = dice.below(pieces.length + 1);
  const to = Math.min(pieces.length, at + 1 + dice.below(6));
  const before = pieces.slice(0, at);
  const after = pieces.slice(to);
  switch (dice.below(6)) {
    case 0:
      return [...before, ...after];
    case 1:
      return [...pieces.slice(0, to), ...pieces.slice(at)];
    case 2:
      return [...before, ...cut(dice, other, 30), ...after];
    case 3:
      return [...before, ...cut(dice, other, 4), ...pieces.slice(at)];
    case 4:
      return [...before, ...pieces.slice(at, to).reverse(), ...after];
    default:
      return [...before, ...cut(dice, pieces, 8), ...pieces.slice(at)];
  }
}

/** As much of a program as a block may be. */
const MOST = 8000;

const piecesOf = (text: string): string[] => text.slice(0, MOST).match(PIECES) ?? [];

/** A text with pieces taken out, doubled, turned round, or put in from another. */
export function mutatedPieces(dice: Dice, text: string, other: string): string {
  let pieces = piecesOf(text);
  const rest = piecesOf(other);
  for (let times = dice.below(4); times > 0; times--) pieces = changed(dice, pieces, rest);
  return pieces.join('');
}

/** A program made of one that somebody wrote, and pieces of another. */
export function mutated(dice: Dice, text: string, other: string): string {
  const body = mutatedPieces(dice, text, other);
  switch (dice.below(5)) {
    case 0:
      return body;
    case 1:
      return `${body}\nexport default () => 'drawn';`;
    case 2:
      return `export default function (given, settings) { return (${body}\n); }`;
    default:
      return `export default function (given, settings) {\n${body}\nreturn 'drawn'; }`;
  }
}
