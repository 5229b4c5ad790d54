import {
  FLAGS,
  ODD_FLAGS,
  ODD_LITERALS,
  ODD_NAMES,
  ODD_PATTERNS,
  PATTERNS,
  PLAIN_LITERALS,
  PLAIN_NAMES,
  REACHES,
  SPACES,
} from './atoms.test-support.ts';
import type { Dice } from './dice.test-support.ts';
import { EXPRESSIONS, LAST, MEMBERS, PATTERNS_OF_NAMES, STATEMENTS, TOP } from './productions.test-support.ts';

/**
 * Writes programs of every sort of syntax there is. It keeps to what is a program and what a block may have, as far as that is easily
 * kept to, but for so many wild pieces: most differences hide where nothing else is wrong.
 */
export class Writer {
  readonly dice: Dice;
  private wildLeft: number;
  private depth: number;
  private declared = 0;

  constructor(dice: Dice, wild: number, depth: number) {
    this.dice = dice;
    this.wildLeft = wild;
    this.depth = depth;
  }

  /** Whether what is written next may be wild. */
  private isWild(percent: number): boolean {
    const isWild = this.wildLeft > 0 && this.dice.often(percent);
    if (isWild) this.wildLeft--;
    return isWild;
  }

  /** Goes one level down, or writes what has none below it. */
  private down(productions: readonly Production[], flat: () => string): string {
    if (this.depth <= 0) return flat();
    this.depth--;
    const { tame, wild } = this.dice.one(productions);
    const text = (wild && this.isWild(tame ? 30 : 90) ? wild : (tame ?? flat))(this);
    this.depth++;
    return text;
  }

  expression(): string {
    if (this.isWild(3)) return this.dice.one(REACHES);
    const text = this.down(EXPRESSIONS, () => this.atom());
    return this.dice.often(75) ? `(${text})` : text;
  }

  statement(): string {
    return this.down(STATEMENTS, () => `${this.atom()};`);
  }

  statements(most = 3): string {
    return Array.from({ length: this.dice.below(most + 1) }, () => this.statement()).join(
      this.dice.often(70) ? '\n' : ' ',
    );
  }

  pattern(): string {
    return this.down(PATTERNS_OF_NAMES, () => this.fresh());
  }

  member(): string {
    return this.down(MEMBERS, () => `m${this.dice.below(9)}() {}`);
  }

  top(): string {
    return this.dice.one(TOP)(this);
  }

  atom(): string {
    if (this.isWild(12)) return this.dice.one([...ODD_NAMES, ...ODD_LITERALS]);
    if (this.dice.often(10)) return this.regularExpression();
    return this.dice.one([...PLAIN_NAMES, ...PLAIN_LITERALS]);
  }

  /** A name that can be used. */
  name(): string {
    return this.isWild(15) ? this.dice.one(ODD_NAMES) : this.dice.one(['settings', 'given']);
  }

  /** A name to be declared. */
  fresh(): string {
    return this.isWild(15) ? this.dice.one(ODD_NAMES) : `v${this.declared++}`;
  }

  /** A name of a property. */
  property(): string {
    return this.isWild(15) ? this.dice.one(ODD_NAMES) : this.dice.one(['title', 'if', 'get', 'a1', 'of']);
  }

  regularExpression(): string {
    const pieces = this.isWild(50) ? [...PATTERNS, ...ODD_PATTERNS] : PATTERNS;
    const length = 1 + this.dice.below(4);
    return `/${Array.from({ length }, () => this.dice.one(pieces)).join('')}/${this.dice.one(this.isWild(30) ? ODD_FLAGS : FLAGS)}`;
  }

  template(): string {
    return `\`a\${${this.expression()}}\\n\${${this.atom()}}\``;
  }
}

export interface Production {
  /** What is a program wherever it stands, and may be in a block. */
  readonly tame?: (writer: Writer) => string;
  readonly wild?: (writer: Writer) => string;
}

/** Puts other spaces, and what some take for them, where spaces are. */
function respaced(text: string, dice: Dice): string {
  return text.replaceAll(/[ \n]/g, (space) => (dice.often(3) ? dice.one(SPACES) : space));
}

/** Something stands in itself very often, or is very long. */
function overgrown(dice: Dice): string {
  const [open, inner, close] = dice.one([
    ['(', '1', ')'],
    ['[', '', ']'],
    ['{', '', '}'],
    ['`${', '1', '}`'],
    ['a=>', '1', ''],
    ['!', '1', ''],
    ['1+', '1', ''],
    ['f(', '', ')'],
    ['new ', 'a', ''],
    ['a?.[', '1', ']'],
    ['if(1)', ';', ''],
    ['a:', ';', ''],
    ['class{static a=', '1', '}'],
    ['...', 'a', ''],
    ['<a>(', '1', ')'],
    ['async(', '', ')'],
    ['/(', 'a', ')/'],
    ['/', 'a'.repeat(900), '/'],
    ['"', 'x'.repeat(3000), '"'],
    ['', 'y'.repeat(3000), ''],
    ['', '7'.repeat(3000), 'n'],
    ['/*', '*'.repeat(3000), '*/'],
    ['a', '\\u0061'.repeat(500), ''],
  ]) as [string, string, string];
  const times = 1 + dice.below(dice.often(30) ? 400 : 40);
  return `${open.repeat(times)}${inner}${close.repeat(dice.often(85) ? times : times - 1)}`;
}

/** How many wild pieces a program has: mostly none or one. */
const WILD = [0, 0, 0, 1, 1, 1, 2, 4, 100];

/** A program by the grammar, with these statements among its own. */
export function grown(dice: Dice, between: readonly string[] = []): string {
  const wild = dice.one(WILD);
  const writer = new Writer(dice, wild, 2 + dice.below(5));
  const lines = [writer.statements(3), ...between, writer.statements(2)];
  if (dice.often(4)) lines.push(overgrown(dice));
  const body = lines.join(dice.often(80) ? '\n' : ' ');
  const last = writer.dice.one(LAST)(writer);
  const program = dice.often(80)
    ? `export default function (given, settings) {\n${body}\n${last}\n}`
    : `${writer.top()}\n${between.length > 0 || dice.often(40) ? body : ''}\nexport default (given, settings) => { ${last} };`;
  return wild > 0 && dice.often(15) ? respaced(program, dice) : program;
}
