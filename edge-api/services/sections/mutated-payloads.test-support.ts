import hostile from './fixtures/hostile-strings.json' with { type: 'json' };
import { ALL_TYPES } from './json-schema.ts';
import { type Chance, chanceOf } from './seeded.ts';

/** What JSON can hold, with places to change. */
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Place = { readonly holder: Json[] | { [name: string]: Json }; readonly name: string };

/** What attackers have written into texts, markup and addresses. */
export const HOSTILE: readonly string[] = Object.values(hostile).flat();
const TRICKS = [
  '\u202egnp.exe',
  'a\u200bb\u200cc\u200dd\ufeff',
  '\ud800',
  'x\udc00y',
  '\u0000\u0007\u001b[2J',
  'line\u2028sep\u2029par',
  'Z\u0310\u0310\u0310\u0310\u0310\u0310\u0310\u0310\u0310\u0310\u0310\u0310algo',
  '👩‍👩‍👧‍👦'.repeat(40),
  '👩' + '‍👩'.repeat(400),
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'hidden\u{e0041}\u{e0042}\u{e007f}tags',
  '\u0130<script>\u0130</script>',
  'กำลัง\u200bทดสอบ',
  'می\u200cخواهم',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&amp;amp;lt;b&amp;gt;',
  '<b&nbsp;>&#60;i&#62;',
  '<<b>b>x</<b>b>',
  '<!--'.repeat(300),
  '<script>'.repeat(200),
  '<a '.repeat(300),
  'java\nscript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' \tjavascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  '//evil.example/x',
  '/\\evil.example',
  'HTTPS://EXAMPLE.COM/A',
  'http://example.com/a.jpg',
  '   ',
  '',
  '\n\n\t',
  '__proto__',
  'true',
  '4,5',
  '1e999',
  '﷽'.repeat(200),
];
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'innerHTML',
  'style',
  'onclick',
  'src',
  'href',
  'title',
  'subtitle',
  'imageUrl',
  'image_alt',
  'buttonText',
  'buttonUrl',
  'ctaText',
  'cta_link',
  'items',
  'text',
  'from',
  'a\u202eb',
  'x'.repeat(500),
  '',
];

const isHolder = (value: Json): value is Json[] | { [name: string]: Json } =>
  typeof value === 'object' && value !== null;
const at = ({ holder, name }: Place): Json => (holder as Record<string, Json>)[name]!;
/** Sets a name as JSON.parse would: `__proto__`, too, is a name like any other. */
const put = ({ holder }: Place, name: string, value: Json): void =>
  void Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
const copy = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;

function placesOf(value: Json): Place[] {
  if (!isHolder(value)) return [];
  return Object.keys(value).flatMap((name) => {
    const place = { holder: value, name };
    return [place, ...placesOf(at(place))];
  });
}

const nested = (value: Json, levels: number): Json => {
  let deep = value;
  for (let level = 0; level < levels; level++) deep = level % 2 ? [deep] : { x: deep };
  return deep;
};

const OTHERS: readonly Json[] = [null, true, false, 0, -1, 4.7, 1e21, '7', [], {}, [null], [[]], { text: 'x' }, 'word'];

/** One change of one place. */
const MUTATIONS: readonly ((place: Place, chance: Chance, texts: readonly string[]) => void)[] = [
  ({ holder, name }) => void (Array.isArray(holder) ? holder.splice(Number(name), 1) : delete holder[name]),
  (place, chance) => put(place, place.name, copy(chance.pick(OTHERS))),
  (place, chance, texts) => put(place, place.name, chance.pick(texts)),
  (place, chance) => put(place, place.name, chance.pick(TRICKS)),
  (place, chance) => put(place, place.name, `${JSON.stringify(at(place)) ?? ''}${chance.pick(TRICKS)}`),
  (place, chance, texts) => put(place, place.name, `${chance.pick(texts)} `.repeat(1 + chance.below(60))),
  (place, chance) =>
    put(
      place,
      place.name,
      Array.from({ length: chance.below(60) }, () => copy(at(place))),
    ),
  (place) => put(place, place.name, [copy(at(place))]),
  (place) => put(place, place.name, isHolder(at(place)) ? JSON.stringify(at(place)) : String(at(place))),
  (place, chance) => put(place, place.name, nested(copy(at(place)), 1 + chance.below(chance.pick([2, 30])))),
  (place, chance) => put(place, Array.isArray(place.holder) ? place.name : chance.pick(NAMES), copy(at(place))),
  (place, chance) => {
    const { holder, name } = place;
    if (Array.isArray(holder)) return void holder.push(copy(at(place)));
    const value = holder[name]!;
    delete holder[name];
    put(place, chance.pick([name.replaceAll(/[A-Z]/g, '_$&').toLowerCase(), name.toUpperCase(), ...NAMES]), value);
  },
  (place, chance) => {
    if (!isHolder(at(place))) return;
    const inside = { holder: at(place) as { [name: string]: Json }, name: '' };
    if (!Array.isArray(inside.holder)) put(inside, chance.pick(NAMES), copy(chance.pick([...OTHERS, ...TRICKS])));
  },
];

/** The payload of a seed: a section as a generator might send it, with one to six things wrong with it; `texts` are hostile ones. */
export function mutatedPayload(seed: string, texts: readonly string[] = HOSTILE): unknown {
  const chance = chanceOf(seed);
  const { type, example, variants } = chance.pick(ALL_TYPES);
  const whole = { type, variant: chance.pick(Object.keys(variants)), content: example, settings: { tone: 'soft' } };
  // An example is JSON, as its schema says.
  const root: Json = [copy(whole as unknown as Json)];
  for (let left = 1 + chance.below(6); left > 0; left--) {
    // The whole, and what stands around the content, is changed seldom: mostly there would be nothing left to look at.
    const all = placesOf(root[0]!);
    const inner = all.filter(({ holder }) => holder !== root[0]);
    const places = inner.length > 0 && chance.next() < 0.85 ? inner : all;
    const place = places.length === 0 || chance.next() < 0.01 ? { holder: root, name: '0' } : chance.pick(places);
    chance.pick(MUTATIONS)(place, chance, texts);
    root.length = 1;
    root[0] ??= null;
  }
  return root[0];
}
