import type { BlockInput } from '../run/port.ts';
import type { Dice } from './dice.test-support.ts';

const product = (handle: string, title: string, amountMinor: number) => ({
  handle,
  title,
  type: title.length % 2 ? 'Clothes' : 'Home',
  image: { url: `/media/${handle}.jpg`, sized: `/media/${handle}-{width}.jpg`, width: 900, height: 600, alt: title },
  priceMin: { amountMinor, currency: 'EUR' },
});
const SOME = [product('hat', 'Hat', 1200), product('towel', 'Towel <XL>', 102_450), product('fan', 'Fan & stand', 705)];

/** What honest blocks are given. */
export const GIVEN: Partial<BlockInput> = {
  settings: { title: 'Light & airy', count: 3, tags: ['new', 'sale'], isOpen: true },
  data: {
    'products{"collection":"summer","limit":3}': SOME,
    'products{}': SOME,
    'collections{}': [{ handle: 'summer', title: 'Summer' }],
    'product{"handle":"hat"}': SOME[0],
    'cart{}': { lines: [], count: 2, total: { amountMinor: 2400, currency: 'EUR' } },
  },
};

const API =
  'html, escapeHtml, truncate, pluralize, formatPrice, formatDate, image, url, t, products, collections, product, cart';

/** Writes honest blocks, with types and without: the same numbers give the same block. */
class HonestWriter {
  readonly dice: Dice;
  private readonly isTyped: boolean;
  private names = 0;
  private depth = 4;

  constructor(dice: Dice, isTyped: boolean) {
    this.dice = dice;
    this.isTyped = isTyped;
  }

  /** What stands only in a block with types. */
  private type(...choices: string[]): string {
    const chosen = this.dice.one(choices);
    return this.isTyped ? chosen : '';
  }

  private deeper(flat: readonly (() => string)[], deep: readonly (() => string)[]): string {
    this.depth--;
    const text = this.dice.one(this.depth > 0 ? [...flat, ...deep] : flat)();
    this.depth++;
    return text;
  }

  number(): string {
    return this.deeper(
      [
        () => this.dice.one(['0', '1', '1_000', '0x10', '2.5']),
        () => `settings.count${this.type('!', '')}`,
        () => 'cart().count',
        () => `(new Date(0)${this.type(' as Date', '')}).getUTCFullYear()`,
      ],
      [
        () => `(${this.number()} ${this.dice.one(['+', '-', '*', '%', '**'])} ${this.number()})`,
        () => `Math.max(${this.number()}, ${this.number()})`,
        () => `[${this.number()}, ${this.number()}].reduce((a${this.type(': number')}, b) => a + b, 0)`,
        () => `(${this.number()}${this.type(' as number', ' satisfies number', ' as unknown as number')})`,
        () => `${this.text()}.length`,
        () => `(${this.truth()} ? ${this.number()} : ${this.number()})`,
      ],
    );
  }

  truth(): string {
    return this.deeper(
      [() => 'settings.isOpen', () => '!settings.missing', () => '"title" in settings'],
      [
        () => `(${this.number()} ${this.dice.one(['<', '>=', '===', '!=='])} ${this.number()})`,
        () => `/^[a-z]+(?<rest>\\d*)$/${this.dice.one(['', 'i', 'u', 'v'])}.test(${this.text()})`,
        () => `(${this.truth()} ${this.dice.one(['&&', '||'])} ${this.truth()})`,
        () => `new Set${this.type('<string>')}(settings.tags).has(${this.text()})`,
      ],
    );
  }

  text(): string {
    return this.deeper(
      [
        () => this.dice.one(['"a"', "'it\\'s'", '`plain`', '"<b>"', '"\\u{1F600}"', 'locale', 'currency']),
        () => 'settings.title',
        () => `(settings.missing${this.type(' as string | undefined')} ?? 'none')`,
        () => 'formatPrice(cart().total)',
      ],
      [
        () => `\`\${${this.text()}} and \${${this.number()}}\``,
        () => `truncate(${this.text()}, 8)`,
        () => `pluralize(${this.number()}, '{count} hat')`,
        () => `formatDate(${this.number()} * 1000, '${this.dice.one(['short', 'long', 'full'])}')`,
        () => `t({ en: ${this.text()}, de: 'x' })`,
        () => `url(${this.text()}, 'collection')`,
        () => `String(${this.number()}).padStart(4, '0')`,
        () => `(${this.text()}).replace(/[aeiou]/g, (letter${this.type(': string')}) => letter.toUpperCase())`,
        () => `settings.tags.map((tag${this.type(': string')})${this.type(': string')} => tag + ${this.text()}).join()`,
        () => `[...new Map${this.type('<string, number>')}([[${this.text()}, 1]]).keys()].join('')`,
        () => `JSON.stringify({ a: ${this.number()}, [settings.tags[0]]: ${this.text()} })`,
      ],
    );
  }

  markup(): string {
    return this.deeper(
      [
        () => `html\`<p title="\${${this.text()}}">\${${this.text()}}</p>\``,
        () => `html\`<i data-vitrine-action="open-cart">\${${this.number()}}</i>\``,
      ],
      [
        () => `html\`<div>\${${this.markup()}}\${${this.truth()} && ${this.markup()}}</div>\``,
        () =>
          `${this.dice.one(["products({ collection: 'summer', limit: 3 })", 'products()'])}.map((p${this.type(': Product', ': any')}, at) => html\`<li>\${at}\${p.title}: \${formatPrice(p.price)}\${image(p)}\${${this.text()}}</li>\`)`,
        () =>
          `collections().filter((c) => c.handle !== ${this.text()}).map(({ title, handle }) => html\`<a href="\${url(handle, 'collection')}">\${title}</a>\`)`,
        () => `(${this.truth()} ? ${this.markup()} : '')`,
        () => `html\`<h2>\${product('hat')${this.type('!', '')}.title}</h2>\``,
      ],
    );
  }

  statement(): string {
    const name = `n${this.names++}`;
    return this.dice.one([
      () => `const ${name}${this.type(': number', ': number | string')} = ${this.number()};`,
      () => `let ${name}${this.type(': string', ': string | null', '')} = ${this.text()}; ${name} += ${this.text()};`,
      () =>
        `const { title: ${name}${'' /* renamed */} = 'x', ...rest${name} } = settings${this.type(' as Settings', '')};`,
      () => `const [${name} = ${this.text()}, , ...more${name}]${this.type(': string[]')} = settings.tags;`,
      () =>
        `function ${name}${this.type('<T>', '<T extends string = string>')}(a${this.type('?: T', ': T | undefined')}, ...b${this.type(': T[]')})${this.type(': unknown')} { return a ?? b.length; } out.push(${name}(${this.text()}));`,
      () =>
        `for (const each${this.type('')} of settings.tags${this.type(' as readonly string[]')}) { if (each === ${this.text()}) continue; out.push(html\`<b>\${each}</b>\`); }`,
      () =>
        `try { out.push(${this.markup()}); } catch (error${this.type(': unknown')}) { throw error; } finally { ${name}: for (;;) break ${name}; }`,
      () =>
        `class C${name}${this.type('<T = string>')} { ${this.type('private ', 'public ', 'readonly ', 'private readonly ')}kept${this.type(': string', '?: string', '!: string')}; #own = ${this.number()}; static made = 1; constructor(given${this.type(': string')}) { this.kept = given; } ${this.type('public ', 'protected ')}get sum()${this.type(': string')} { return this.kept + this.#own; } } out.push(new C${name}${this.type('<string>')}(${this.text()}).sum);`,
      () => `switch (${this.number()}) { case 1: out.push('one'); break; default: out.push(${this.text()}); }`,
      () =>
        `const ${name} = function* ()${this.type(': Generator<number>')} { yield ${this.number()}; yield* [1, 2]; }; out.push([...${name}()].join('-'));`,
      () => `out.push(${this.markup()});`,
      () => `if (${this.truth()}) out.push(${this.markup()}); else { out.push(${this.text()}); }`,
      () =>
        this.type(
          `type T${name} = { readonly a?: string; b(c: number): void } | null;`,
          `interface I${name} extends Array<string> { d: typeof settings }`,
        ),
      () =>
        `const ${name} = ${this.type('<T,>', '')}(a${this.type(': T', ': any')})${this.type(': T', '')} => ${this.type('a as T', 'a')}${this.isTyped ? '' : 'a'}; out.push(String(${name}(${this.number()})));`,
    ])();
  }

  block(): string {
    const lines = Array.from({ length: 1 + this.dice.below(5) }, () => `  ${this.statement()}`);
    const before = this.type(
      'interface Product { title: string; price: unknown }\ntype Settings = Record<string, any>;\n',
      'import type { Product, Settings } from "vitrine";\n',
    );
    return `${before}export default function ({ ${API}, locale, currency }${this.type(': any', ': Block')}, settings${this.type(': any', ': Settings = {}')})${this.type(': unknown', '')} {
  const out${this.type(': unknown[]', ': any[]')} = [];
${lines.join('\n')}
  return html\`<section>\${out}\${${this.markup()}}</section>\`;
}`;
  }
}

/** An honest block; the same with types, where they are asked for. */
export const honest = (dice: Dice, isTyped = false): string => new HonestWriter(dice, isTyped).block();
