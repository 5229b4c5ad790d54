import { z } from '@hono/zod-openapi';
import { BlockName, type ShownBlock } from '../edge-api/contract/blocks.ts';
import type { SectionType } from '../edge-api/contract/sections/define-section.ts';

/**
 * What a section's content may be at its worst, from its schema: one word everywhere; all there may be of everything; what
 * must be there and no more; and what no schema would take, as a page's own markup may bring it.
 */
export const KINDS = ['short', 'long', 'missing', 'hostile'] as const;
export type Kind = (typeof KINDS)[number];
export type Language = 'en' | 'ar';

/** What is read of a JSON Schema. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Pictures of a sample shop, with widths and heights of theirs. */
export const PICTURES = [
  'strand-throw-chair',
  'rund-moon-jar-room',
  'hvile-chair-room',
  'lykke-mug-table',
  'fjord-vase-room',
  'klokke-pendant-table',
].map((name) => `/media/halden/${name}.svg`);

const WORDS: Readonly<Record<Language, string>> = {
  en: 'Linen is woven slowly here and mended for as long as anyone wants to wear it because nothing we make is meant to be thrown away',
  ar: 'ننسج الكتان هنا على مهل ونصلحه ما دام أحد يحب أن يلبسه لأن ما نصنعه لا يُصنع ليُرمى بعد موسم واحد بل ليبقى',
};

/** Texts that would run a script, end their element, turn the page round, or break out of their column. */
const HOSTILE_TEXTS = [
  '<img src=x onerror="document.title=1">',
  `</script><script>document.title='hurt'</script>`,
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3),
  '"><svg onload=alert(1)>',
  '\u202Eturned round\u2066 and never back',
  `{{constructor.constructor('alert(1)')()}} \${alert(1)}`,
  'W'.repeat(200),
  'z͑̅a̶͛l̵̽g̸͘o̷͠'.repeat(12),
];
const HOSTILE_ADDRESSES = [
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '//elsewhere.example/',
  '/\\elsewhere.example',
];
/** Longest list that is filled. */
const MOST_ITEMS = 40;
/** Longest text of a schema that is an address. */
const ADDRESS_LENGTH = 2048;

/** Of texts that name one of the shop's blocks. */
const { pattern: BLOCK_NAME } = z.toJSONSchema(BlockName);

class Filler {
  private at = 0;
  private readonly root: Schema;
  private readonly kind: Kind;
  private readonly words: readonly string[];

  constructor(root: Schema, kind: Kind, language: Language) {
    this.root = root;
    this.kind = kind;
    this.words = WORDS[language].split(' ');
  }

  private next<Item>(items: readonly Item[]): Item {
    return items[this.at++ % items.length]!;
  }

  fill(schema: Schema, name = ''): unknown {
    const { kind } = this;
    if (schema.$ref?.endsWith('/SectionPicture')) return this.picture();
    if (schema.$ref) return this.fill(this.root.$defs![schema.$ref.split('/').at(-1)!]!, name);
    if (schema.allOf) return this.fill(schema.allOf[0]!, name);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices)
      return this.fill(choices.some(({ properties }) => properties) ? choices[0]! : this.next(choices), name);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return kind === 'hostile' ? this.next(['constructor', '__proto__']) : this.next(schema.enum);
    if (schema.type === 'object') return this.object(schema);
    if (schema.type === 'array') return this.array(schema, name);
    if (schema.type === 'boolean') return this.next([true, false]);
    if (schema.type === 'string') return this.text(schema);
    const { minimum = 0, maximum = 100 } = schema;
    if (schema.type === 'integer') return maximum > 100 ? 12 : Math.max(minimum, Math.min(maximum, 4));
    return kind === 'hostile'
      ? this.next([maximum * 3, -1])
      : Math.round((minimum + (maximum - minimum) * 0.9) * 2) / 2;
  }

  private object({ properties = {}, required = [] }: Schema): Record<string, unknown> {
    const asked = Object.entries(properties).filter(([key]) => this.kind !== 'missing' || required.includes(key));
    return Object.fromEntries(asked.map(([key, schema]) => [key, this.fill(schema, key)]));
  }

  private array({ items = {}, minItems = 0, maxItems = MOST_ITEMS }: Schema, name: string): unknown[] {
    const length = {
      short: Math.max(1, minItems),
      long: Math.min(maxItems, MOST_ITEMS),
      missing: minItems,
      hostile: Math.min(maxItems, 6) + 2,
    }[this.kind];
    return Array.from({ length }, () => this.fill(items, name));
  }

  private picture(): unknown {
    if (this.kind === 'hostile')
      return { src: this.next([...HOSTILE_ADDRESSES, '/nowhere.jpg" onerror="alert(1)']), alt: HOSTILE_TEXTS[0] };
    const alt = this.words.slice(0, 5).join(' ');
    return { src: this.next(PICTURES), alt, width: 800, height: 1000 };
  }

  private text({ maxLength = 60, format, pattern = '' }: Schema): string {
    if (pattern === BLOCK_NAME && this.kind !== 'hostile') return 'summer-offers';
    if (this.kind === 'hostile') return this.next(maxLength === ADDRESS_LENGTH ? HOSTILE_ADDRESSES : HOSTILE_TEXTS);
    if (maxLength === ADDRESS_LENGTH) return '/collections/linen';
    if (format === 'email') return 'ola@halden.example';
    if (format?.startsWith('date') || pattern.startsWith('^\\d{4}-'))
      return format === 'date-time' ? '2027-05-01T12:00:00Z' : '2027-05-01';
    if (this.kind !== 'long') return this.next(this.words).slice(0, maxLength);
    let text = this.next(this.words);
    for (let word = this.next(this.words); text.length + word.length + 2 < maxLength; word = this.next(this.words))
      text += `${pattern.includes('[\\n') && text.length % 160 > 150 ? '\n\n' : ' '}${word}`;
    return text;
  }
}

/** Content of a type, as bad as `kind` says. The same arguments always give the same. */
export const specimenOf = ({ content }: SectionType, kind: Kind, language: Language): unknown => {
  const schema = z.toJSONSchema(content as z.ZodType, { io: 'input' }) as Schema;
  return new Filler(schema, kind, language).fill(schema);
};

const offers = [
  ['Strand Throw', '€89.00', PICTURES[0]],
  ['Rund Moon Jar', '€64.00', PICTURES[1]],
  ['Hvile Chair', '€420.00', PICTURES[2]],
] as const;

/** What a block may have drawn: there is no shop to ask where specimens are shown. */
export const SHOWN_BLOCK: ShownBlock = {
  name: 'summer-offers',
  version: 1,
  html: `<div class="offers"><h2>Until Sunday</h2><ul>${offers
    .map(
      ([title, price, picture]) =>
        `<li><img src="${picture}" alt="" width="800" height="1000" loading="lazy"><a href="/products/x">${title}</a><p>${price}</p></li>`,
    )
    .join('')}</ul></div>`,
  css: `.block .offers ul { display: grid; grid-template-columns: repeat(auto-fit, minmax(160px, 1fr)); gap: 24px; padding: 0; list-style: none }
.block .offers li { margin: 0 }
.block .offers img { width: 100%; height: auto; aspect-ratio: 1; object-fit: cover }
.block .offers a { color: inherit; font-weight: 600 }`,
  readsCart: false,
  stale: false,
  warnings: [],
};
