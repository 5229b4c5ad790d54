/** Sources at their bounds: long lines, many lines, odd letters, and what a parser has to hold all at once. */
import { module, type OwnRow } from './row.ts';

const block = (code: string): string => `export default () => { ${code} }`;

const TOO_DEEP = 'too_deep: The block called itself, or nested what it wrote, too deeply.';

export const SOURCES: readonly OwnRow[] = [
  module(
    'to be one line of sixty-five thousand letters',
    block(`return "${'x'.repeat(65_000)}".length + "";`),
    'gave 65000',
  ),
  module(
    'to fail at the end of a long line',
    block(`${' '.repeat(64_000)}null.x;`),
    "threw: TypeError: cannot read property 'x' of null at 1:64028",
  ),
  module(
    'to fail after sixty thousand lines',
    `${'\n'.repeat(60_000)}${block('null.x;')}`,
    "threw: TypeError: cannot read property 'x' of null at 60001:28",
  ),
  module(
    'to fail after lines that end otherwise',
    `${'\r\n'.repeat(9)}\r\u2028\u2029${block('null.x;')}`,
    "threw: TypeError: cannot read property 'x' of null at 10:31",
  ),
  module('to have a name of sixty thousand letters', block(`const ${'a'.repeat(60_000)} = 1; return "x";`), 'gave x'),
  module('to hold what ends texts in other languages', 'export default () => "a\0b"', 'gave a\0b'),
  module('to hold half a character', 'export default () => "a\ud800b"', 'gave a�b'),
  module('to begin with marks for others', '\ufeffexport default () => "a"', 'gave a'),
  module('to begin as a script of a shell', '#!/usr/bin/env node\nexport default () => "a"', 'gave a'),
  module('to be HTML', '<!-- x\nexport default () => "a"', "not_a_program: unexpected token in expression: '<' at 1:1"),
  module(
    'to import itself a thousand times',
    `${Array.from({ length: 1000 }, (_, at) => `import a${at} from "block";`).join('')}${block('return typeof a7;')}`,
    'gave function',
  ),
  module(
    'to nest templates',
    `export default () => ${'`${'.repeat(3000)}1${'}`'.repeat(3000)}`,
    'too_deep: The block called itself, or nested what it wrote, too deeply.',
  ),
  module(
    'to search by an expression of sixty thousand letters',
    block(`return String(/${'(?:a|b)*'.repeat(7000)}/.test("ab"));`),
    'gave true',
  ),
  module('to have three thousand cases', block(`switch (9) { ${'case 1:'.repeat(3000)} } return "x";`), 'gave x'),
  module(
    'to have three thousand private names',
    block(`class A { ${Array.from({ length: 3000 }, (_, at) => `#p${at};`).join('')} } new A(); return "x";`),
    'out_of_fuel: The block computed more than it may.',
  ),
  module(
    'to list thirty thousand numbers',
    block(`return [${'1,'.repeat(30_000)}].length + "";`),
    'out_of_fuel: The block computed more than it may.',
  ),
  module('to stand three thousand times in itself', `export default () => { ${'{'.repeat(3000)}`, TOO_DEEP),
  module('to be three thousand functions', `export default () => ${'a=>'.repeat(3000)}1`, TOO_DEEP),

  module(
    'to escape what names it',
    block('\\u0066or (;;) break; return typeof gl\\u006fbalThis.ev\\u0061l;'),
    "not_a_program: 'for' is a reserved identifier at 1:24",
  ),
];
