import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SECTION_TYPES } from '../../contract/sections/section-types.ts';
import { checkRepairs } from './check-repairs.test-support.ts';
import { repairSection } from './repair.ts';

/** What was taken, where it was. */
function taken(given: unknown) {
  const result = repairSection(given);
  assert.ok(result.ok, JSON.stringify(result));
  // Tests look into contents of all types by name.
  return { ...result, content: result.section.content as Record<string, never>, codes: codesOf(result.notes) };
}
const codesOf = (notes: readonly { path: string; code: string }[]) => notes.map(({ path, code }) => `${path} ${code}`);
function problems(given: unknown): string[] {
  const result = repairSection(given);
  assert.ok(!result.ok, JSON.stringify(result));
  return codesOf(result.issues);
}
const hero = (content: object, more: object = {}) => ({
  type: 'hero',
  content: { heading: 'Linen', ...content },
  ...more,
});

describe('repairing a section', () => {
  for (const { type, example, variants } of SECTION_TYPES) {
    it(`${type}: takes what is right in every layout, and says nothing`, () => {
      for (const variant of Object.keys(variants)) {
        const { section, notes, extra } = taken({ type, variant, content: example });
        assert.deepEqual({ notes, extra, variant: section.variant }, { notes: [], extra: {}, variant });
      }
    });
  }

  it('keeps values of a block’s settings that could be one, and says what it left out', () => {
    const settings = {
      title: ' A <b>sale</b>',
      limit: 3,
      wide: true,
      none: null,
      'not-an-id': 1,
      list: ['a', 'b'],
      tree: {},
    };
    const { content, codes, extra } = taken({ type: 'custom-block', content: { block: 'Summer Offers', settings } });
    assert.deepEqual(content, {
      name: 'summer-offers',
      settings: { title: 'A sale', limit: 3, wide: true, list: 'a\n\nb' },
    });
    assert.deepEqual(extra, { 'content.settings.not-an-id': 1 });
    assert.deepEqual(codes, [
      'type renamed',
      'content.block renamed',
      'content.name address_changed',
      'content.settings.title markup_removed',
      'content.settings.not-an-id unknown_field',
      'content.settings.list converted',
      'content.settings.tree dropped',
    ]);
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`s${at}`, at]));
    const most = taken({ type: 'block', content: { name: 'offers', settings: many } });
    assert.equal(Object.keys(most.content['settings']!).length, 40);
    assert.deepEqual(problems({ type: 'block', content: { settings: {} } }), ['content.name required']);
  });

  it('keeps unknown fields aside by their paths, and no more of them than fits', () => {
    const { extra, codes } = taken(hero({ mood: { calm: [1, 'x'] }, picture: { src: '/a.jpg', credit: 'Ann' } }));
    assert.deepEqual(extra, { 'content.mood': { calm: [1, 'x'] }, 'content.picture.credit': 'Ann' });
    assert.deepEqual(codes, ['content.mood unknown_field', 'content.picture.credit unknown_field']);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`x${at}`, 'y'.repeat(400)]));
    assert.ok(JSON.stringify(taken(hero(many)).extra).length < 20_000);
  });

  it('cuts a text that is too long at a word, with an ellipsis', () => {
    const { content, codes } = taken(hero({ heading: `${'linen '.repeat(40)}end` }));
    assert.match(content['heading']!, /^(?:linen )+linen…$/);
    assert.ok((content['heading']! as string).length <= 120 && (content['heading']! as string).length > 100);
    assert.deepEqual(codes, ['content.heading text_cut']);
  });

  it('parts pictures that are joined without end, and leaves those that people send', () => {
    const family = '👩🏽‍❤️‍💋‍👨🏿 👩‍👩‍👧‍👦 🏳️‍⚧️';
    assert.deepEqual(taken(hero({ heading: family })).codes, []);
    const { content, codes } = taken(hero({ text: `👩${'\u200d👩'.repeat(99)}` }));
    assert.equal(
      content['text'],
      [...Array(12).fill(`👩${'\u200d👩'.repeat(7)}`), `👩${'\u200d👩'.repeat(3)}`].join(''),
    );
    assert.deepEqual(codes, ['content.text text_cleaned']);
  });

  it('cuts between what readers take for characters, never within one', () => {
    for (const [character, units] of [
      ['👩‍👩‍👧‍👦', 11],
      ['🇵🇹', 4],
      ['e\u0301', 2],
      ['한', 1],
    ] as const) {
      const heading = taken(hero({ heading: `a${character.repeat(200)}` })).content['heading']! as string;
      assert.equal(heading, `a${character.repeat(Math.floor((119 - 1) / units))}…`);
    }
  });

  it('takes out what cannot be seen or turns text around, and leaves what scripts and emoji need', () => {
    const { content, codes } = taken(hero({ heading: 'a\u202eb\u200bc\ufeff\u0000d\ud800 \u{e0041}e\nf' }));
    assert.equal(content['heading'], 'abcd e f');
    assert.deepEqual(codes, ['content.heading text_cleaned']);
    for (const text of [
      'می\u200cخواهم',
      '👩\u200d🦰',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      'กำ\u200bลัง',
      'Donau\u00addampf',
    ]) {
      assert.deepEqual(
        [taken(hero({ heading: text })).content['heading'], taken(hero({ heading: text })).notes],
        [text, []],
      );
    }
  });

  it('turns what is clearly HTML into its words, and leaves what only looks like it', () => {
    const { content, codes } = taken(
      hero({
        heading: '<h1>Tom &amp; <b>Jerry</b></h1>',
        text: '<p>One</p><script>alert(1)</script><p>Two<br>Three</p>',
      }),
    );
    assert.equal(content['heading'], 'Tom & Jerry');
    assert.equal(content['text'], 'One\n\nTwo\nThree');
    assert.deepEqual(codes, ['content.heading markup_removed', 'content.text markup_removed']);
    for (const text of ['a < b > c', 'We <3 linen', '<Halden>', 'R&D; more', 'x <- y'])
      assert.deepEqual([taken(hero({ text })).content['text'], taken(hero({ text })).notes], [text, []]);
  });

  it('leaves no tag that only comes to be when another is taken out', () => {
    for (const text of ['<<b>b>x', '&lt;b&gt;x&lt;/b&gt;', '&amp;amp;lt;b&gt;x', '<b&nbsp;>x', '<scr<script>ipt>x'])
      assert.doesNotMatch(taken(hero({ text: `${text} y` })).content['text']!, /<\/?b|<script/);
  });

  it('reads numbers, yes and no given as text, and text given as a number', () => {
    const { section, codes } = taken({
      type: 'product-showcase',
      content: { products: { from: 'featured' }, limit: '12', columns: 9 },
    });
    assert.deepEqual([section.content['limit'], section.content['columns']], [12, 6]);
    assert.deepEqual(codes, ['content.limit converted', 'content.columns adjusted']);
    const plans = [{ name: 'One', price: 12, highlighted: 'yes' }];
    assert.deepEqual(taken({ type: 'pricing', content: { plans } }).content['plans']![0], {
      name: 'One',
      price: '12',
      highlighted: true,
      points: [],
    });
  });

  it('never brings a fact within its limits: a rating of a hundred is left out', () => {
    const items = [
      { quote: 'Good', name: 'Ann', rating: 98 },
      { quote: 'Good', name: 'Bob', rating: '4.7' },
    ];
    const { content, codes } = taken({ type: 'testimonials', content: { items } });
    assert.deepEqual(content['items'], [
      { quote: 'Good', name: 'Ann' },
      { quote: 'Good', name: 'Bob', rating: 4.5 },
    ]);
    assert.deepEqual(codes, [
      'content.items.0.rating dropped',
      'content.items.1.rating converted',
      'content.items.1.rating adjusted',
    ]);
  });

  it('makes a list of one thing, cuts a long one, and leaves out what cannot be repaired as long as enough is left', () => {
    const one = taken({ type: 'features', content: { items: 'Fast' } });
    assert.deepEqual(one.content['items'], [{ title: 'Fast' }]);
    const items = [...Array.from({ length: 20 }, (_, at) => ({ title: `T${at}` }))].with(1, {} as never);
    const { content, codes } = taken({ type: 'features', content: { items } });
    assert.equal((content['items']! as unknown[]).length, 12);
    assert.deepEqual(codes, ['content.items.1 dropped', 'content.items list_cut']);
    assert.deepEqual(problems({ type: 'features', content: { items: [{}, { title: '' }] } }), [
      'content.items.0.title required',
      'content.items.1.title empty',
      'content.items too_few',
    ]);
  });

  it('moves no value of a comparison to another column', () => {
    const columns = ['Linen', 'Cotton', 'Wool'];
    const rows = (values: unknown[]) => ({
      type: 'comparison',
      content: { columns, rows: [{ label: 'Cool', values }] },
    });
    assert.deepEqual(taken(rows([true, null, 3])).content['rows']![0], { label: 'Cool', values: [true, '–', '3'] });
    assert.ok(problems(rows([true, {}, 3])).includes('content.rows.0.values.1 wrong_type'));
    const broken = {
      type: 'comparison',
      content: { columns: ['A', {}, 'C'], rows: [{ label: 'x', values: [1, 2, 3] }] },
    };
    assert.deepEqual(problems(broken), ['content.columns.1.name required']);
  });

  it('leaves out pictures and links that lead nowhere or somewhere unsafe, where they are optional', () => {
    for (const src of [
      'javascript:alert(1)',
      'java\nscript:alert(1)',
      'data:image/svg+xml,<svg>',
      '//evil.example/a',
      '/\\evil',
      '',
    ])
      assert.deepEqual(codesOf(taken(hero({ picture: { src } })).notes.slice(-1)), ['content.picture dropped']);
    const { content, codes } = taken(
      hero({
        actions: [
          { label: 'Go', href: 'vbscript:x' },
          { label: 'Go', href: '/a' },
        ],
      }),
    );
    assert.deepEqual(content['actions'], [{ label: 'Go', href: '/a' }]);
    assert.deepEqual(codes, ['content.actions.0 dropped']);
    const asks = { type: 'call-to-action', content: { heading: 'x', actions: { label: 'Go', href: 'javascript:x' } } };
    assert.deepEqual(problems(asks), ['content.actions.0.href not_allowed', 'content.actions too_few']);
  });

  it('takes the first layout for one it does not know, and knows layouts by other names', () => {
    const unknown = taken(hero({}, { variant: 'spiral' }));
    assert.deepEqual([unknown.section.variant, unknown.codes], ['centred', ['variant unknown_variant']]);
    const known = taken(hero({}, { variant: 'image-left' }));
    assert.deepEqual([known.section.variant, known.codes], ['split-left', ['variant renamed']]);
    assert.equal(taken(hero({}, { variant: 'toString' })).section.variant, 'centred');
  });

  it('knows what generators call things', () => {
    const { section, extra } = taken({
      sectionType: 'CTA',
      title: 'Ten per cent off',
      sub_title: 'Until May',
      button_text: 'See it',
      buttonUrl: '/a',
      secondaryButtonText: 'How',
      secondaryButtonLink: '/b',
      imageUrl: 'https://x.example/a.jpg',
      imageAlt: 'A shirt',
    });
    assert.deepEqual(section, {
      type: 'call-to-action',
      variant: 'banner',
      content: {
        heading: 'Ten per cent off',
        text: 'Until May',
        actions: [
          { label: 'See it', href: '/a' },
          { label: 'How', href: '/b' },
        ],
        picture: { src: 'https://x.example/a.jpg', alt: 'A shirt' },
      },
      settings: { tone: 'plain', spacing: 'medium', width: 'normal' },
    });
    assert.deepEqual(extra, {});
    const images = ['https://x.example/a.jpg', { url: '/b.jpg', alt: 'B', caption: 'Two' }];
    assert.deepEqual(taken({ type: 'gallery', content: { images } }).content['items'], [
      { picture: { src: 'https://x.example/a.jpg', alt: '' } },
      { picture: { src: '/b.jpg', alt: 'B' }, caption: 'Two' },
    ]);
  });

  it('makes a source of products of a word or a list, and shows the shop’s own for invented ones', () => {
    const from = (products: unknown) => taken({ type: 'product-showcase', content: { products } }).content['products'];
    assert.deepEqual(from('featured'), { from: 'featured' });
    assert.deepEqual(from(['a', 'b']), { from: 'picked', handles: ['a', 'b'] });
    assert.deepEqual(from([{ handle: 'a', price: 3 }]), { from: 'picked', handles: ['a'] });
    assert.deepEqual(from({ collection: 'linen' }), { from: 'category', collection: 'linen' });
    assert.deepEqual(from([{ name: 'Invented', price: '€3' }]), { from: 'featured' });
    assert.deepEqual(problems({ type: 'product-showcase', content: { products: { from: 'category' } } }), [
      'content.products.collection required',
    ]);
  });

  it('takes no posts from outside: the shop fills in its own', () => {
    const posts = [{ title: 'Invented', href: '/blog/x' }];
    const result = taken({ type: 'blog-preview', content: { posts: { from: 'latest' }, items: posts } });
    assert.deepEqual(result.section.content, { posts: { from: 'latest' }, limit: 3 });
    assert.deepEqual(result.extra, { 'content.items': posts });
  });

  it('takes null for a field that is not there, as generators write it that must name all fields', () => {
    const { notes, section } = taken(
      hero({ eyebrow: null, picture: null, actions: null }, { settings: { anchor: null } }),
    );
    assert.deepEqual([notes, section.content], [[], { heading: 'Linen', actions: [] }]);
  });

  it('names the field where it refuses', () => {
    assert.deepEqual(problems({ type: 'hero', content: {} }), ['content.heading required']);
    assert.deepEqual(problems({ type: 'hero' }), ['content required']);
    assert.deepEqual(problems({ type: 'slideshow' }), ['type unknown_type']);
    assert.deepEqual(problems({ content: {} }), ['type required']);
    for (const nothing of [null, undefined, 7, 'hero', [], [hero({})]])
      assert.deepEqual(problems(nothing), [' wrong_type']);
    assert.deepEqual(problems({ type: 'toString', content: {} }), ['type unknown_type']);
  });

  it('looks at nothing that is too deep, too much, or no JSON', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 100_000; level++) deep = [deep];
    assert.deepEqual(problems(hero({ deep })), [' too_deep']);
    assert.deepEqual(problems(hero({ x: 'y'.repeat(300_000) })), [' too_large']);
    assert.deepEqual(problems(hero({ x: Array.from({ length: 30_000 }, () => 1) })), [' too_many']);
    assert.deepEqual(problems(hero({ x: Array(4_000_000_000) })), [' too_many']);
    for (const x of [Number.NaN, () => 1, 1n, Symbol('x')]) assert.deepEqual(problems(hero({ x })), [' not_json']);
    const round: Record<string, unknown> = hero({});
    round['self'] = round;
    assert.deepEqual(problems(round), [' too_deep']);
  });

  it('copies no name that reaches a prototype', () => {
    const given = JSON.parse(
      '{"type":"hero","__proto__":{"polluted":1},"content":{"heading":"x","constructor":{"prototype":{"polluted":1}},"__proto__":{"heading":"y"},"mood":{"__proto__":{"polluted":1},"a":1}}}',
    ) as unknown;
    const { section, extra } = taken(given);
    assert.deepEqual(section.content, { heading: 'x', actions: [] });
    assert.deepEqual(extra, { 'content.mood': { a: 1 } });
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });

  it('takes a thousand mutated payloads as promised: right, repaired with notes, or refused by name', () => {
    const { accepted, repaired, refused } = checkRepairs(1000, 'test');
    assert.ok(accepted > 10 && repaired > 300 && refused > 100, JSON.stringify({ accepted, repaired, refused }));
  });

  it('costs no more for texts that are made to be slow', () => {
    const slow = ['<!--', '<script>', '<a ', 'a\u0301', '👩\u200d', '&amp;', '&#39;', '\n ', '- ', ' '].map((part) =>
      part.repeat(Math.floor(250_000 / part.length)),
    );
    const began = performance.now();
    for (const text of slow) {
      const half = text.slice(0, 125_000);
      repairSection({ type: 'about-story', content: { text } });
      repairSection({ type: 'pricing', content: { plans: [{ name: half, price: half, points: half }] } });
      repairSection(hero({ picture: { src: half }, [half]: 1 }));
      repairSection(hero({ actions: [{ label: half, href: `tel:${half}` }] }, { settings: { anchor: half } }));
    }
    assert.ok(performance.now() - began < 10_000);
  });
});
