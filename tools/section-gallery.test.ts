import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nothing, type TemplateResult } from 'lit';
import type { SectionType } from '../edge-api/contract/sections/define-section.ts';
import { SECTION_TYPES } from '../edge-api/contract/sections/section-types.ts';
import { english } from '../elements/section/section.strings.ts';
import { SECTIONS } from '../elements/sections/registry.ts';
import type { SectionContext, SectionView } from '../elements/sections/section-view.ts';
import { galleryPage } from './section-gallery.ts';
import { KINDS, specimenOf } from './section-specimens.ts';

const TYPES = SECTION_TYPES as unknown as readonly SectionType[];

/** Markup of a template as a parser would get it, near enough to look for what must not be in it. */
function markup(value: unknown): string {
  if (value === nothing || value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(markup).join('');
  const { strings, values } = value as Partial<TemplateResult>;
  if (!strings) return String(value).replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const parts = strings.map((part, at) => part + (at < values!.length ? markup(values![at]) : ''));
  return parts.join('');
}

const contextOf = (variant: string): SectionContext => ({
  variant,
  locale: 'en',
  level: 2,
  first: false,
  productUrl: '',
  text: (key) => english[key as keyof typeof english],
});

const drawn = async (type: string): Promise<SectionView<unknown> | undefined> =>
  (await SECTIONS[type as keyof typeof SECTIONS]?.())?.section as SectionView<unknown> | undefined;

describe('the gallery of sections', () => {
  it('shows every type in every variant, with an example its schema takes', () => {
    const page = galleryPage();
    const shown = [...page.matchAll(/<script type="application\/json"\s*>([^]*?)<\/script\s*>/g)].map(
      ([, json]) => JSON.parse(json!) as { type: string; variant: string; content: unknown },
    );
    const wanted = TYPES.flatMap(({ type, variants }) => Object.keys(variants).map((variant) => `${type} ${variant}`));
    assert.deepEqual(
      shown.map(({ type, variant }) => `${type} ${variant}`),
      wanted,
    );
    for (const { type, content } of shown) TYPES.find((one) => one.type === type)!.content.parse(content);
  });

  it('is ended by no text of an example', () => {
    const example = { heading: '</script><script>alert(1)</script><!--' };
    const page = galleryPage([{ ...TYPES[0]!, example }]);
    assert.equal(page.match(/<\/script/g)?.length, 1 + Object.keys(TYPES[0]!.variants).length);
    assert.ok(!page.includes('<!--'));
  });
});

for (const type of TYPES) {
  describe(`a section of the type ${type.type}`, () => {
    for (const language of ['en', 'ar'] as const)
      it(`may hold one word or all it can in ${language}, or no more than it must`, () => {
        for (const kind of ['short', 'long', 'missing'] as const) type.content.parse(specimenOf(type, kind, language));
      });

    it('is drawn without a document in every variant, whatever it holds, and leads nowhere that runs a script', async () => {
      const view = await drawn(type.type);
      assert.ok(view);
      for (const variant of [...Object.keys(type.variants), 'constructor'])
        for (const content of [type.example, ...KINDS.map((kind) => specimenOf(type, kind, 'en'))]) {
          const html = markup(view.render(content, contextOf(variant)));
          assert.ok(html.length > 0);
          assert.doesNotMatch(html, /(?:href|src)=\s*"?\s*(?:java|data:|\/\/|\/\\)/i);
        }
    });
  });
}
