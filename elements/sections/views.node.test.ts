import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SECTION_TYPES } from '../../edge-api/contract/sections/section-types.ts';
import { SECTIONS } from './registry.ts';
import type { SectionContext, SectionView } from './section-view.ts';

type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

const context: SectionContext = {
  variant: '',
  locale: 'en',
  level: 2,
  first: false,
  productUrl: '/products/{handle}',
  text: (key) => key,
};

/** Everything a template would write, without its markup. */
function written(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [`${value}`];
  if (Array.isArray(value)) return value.flatMap(written);
  if (typeof value === 'object' && value !== null && 'values' in value) return written(value.values);
  return [];
}

/** A copy in which `change` has replaced what it wants, by the key it stands under. */
function changed(value: Json, change: (value: Json, key: string) => Json, key = ''): Json {
  const now = change(value, key);
  if (now !== value || typeof value !== 'object' || value === null) return now;
  if (Array.isArray(value)) return value.map((item) => changed(item, change, key));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, changed(item, change, name)]));
}

/** Words of an example that shoppers read. */
const READ = /^(heading|eyebrow|intro|title|text|quote|name|role|value|label|question|answer|caption)$/;
function wordsOf(value: Json, key = ''): string[] {
  if (typeof value === 'string') return READ.test(key) ? value.split(/\n\s*\n/) : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => wordsOf(item, Array.isArray(value) ? key : name));
}

const OPTIONAL = new Set([
  'eyebrow',
  'intro',
  'picture',
  'icon',
  'link',
  'links',
  'role',
  'rating',
  'actions',
  'caption',
]);

/** An example with what its things may have besides; what a type does not know of it says nothing to it. */
const rich = (example: Json): Json =>
  changed(example, (value, key) =>
    /^(items|people)$/.test(key) && Array.isArray(value)
      ? value.map((item) => ({
          href: '/a',
          link: { label: 'On', href: '/b' },
          links: [{ label: 'Out', href: '/c' }],
          picture: { src: '/d.jpg', alt: '', sized: '/d-{width}.jpg' },
          caption: 'Below',
          rating: 4.5,
          ...(item as object),
        }))
      : value,
  );

/** Of these a variant shows the part of the content that it is named after. */
const PARTIAL = new Set<string>(['social-proof']);

describe('views of sections', async () => {
  for (const { type, variants, example } of SECTION_TYPES) {
    const { section } = (await SECTIONS[type]!()) as unknown as { section: SectionView<unknown> };
    const draw = (content: unknown, variant: string): string[] =>
      written(section.render(content, { ...context, variant }));

    const owed = wordsOf(
      PARTIAL.has(type) ? { heading: (example as { heading?: string }).heading } : (example as Json),
    );
    const says = (said: string[]): void => {
      for (const words of owed) assert.ok(said.includes(words), words);
    };

    for (const variant of Object.keys(variants)) {
      it(`${type} says everything of its content when it is ${variant}`, () => {
        says(draw(example, variant));
      });

      it(`${type} lets no address run a script when it is ${variant}`, () => {
        // One after the other: what has no picture left may not be drawn at all.
        for (const name of ['href', 'src', 'sized']) {
          const hostile = changed(rich(example as Json), (value, key) =>
            key === name ? ' javascript:alert(1)//{width}' : value,
          );
          assert.deepEqual(
            draw(hostile, variant).filter((value) => /javascript:/i.test(value)),
            [],
          );
        }
      });

      it(`${type} goes without everything optional when it is ${variant}`, () => {
        const bare = changed(example as Json, (value, key) => (OPTIONAL.has(key) ? undefined : value));
        assert.ok(draw(bare, variant).length > 0);
      });
    }

    it(`${type} shows its content though it is named as no variant it knows`, () => {
      for (const variant of ['', 'constructor', '__proto__']) says(draw(example, variant));
    });
  }
});
