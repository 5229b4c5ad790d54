import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPreview, type PreviewBrowser } from '../preview/chromium.test-support.ts';
import { PROGRAMS, keptOutcomes, withstandInPreview } from './chromium.test-support.ts';
import { HOSTILE_MARKUP, firedUncleaned, openCleanedLook, openLooker } from './cleaned-look.test-support.ts';
import type { SeenOfPage } from './cleaned-look.test-support.ts';
import type { CleanedItem, Way } from './cleaned-page.test-support.ts';
import { corpus, hasCorpora } from './corpora.test-support.ts';

/** Every so manieth row is tried here, and all of them by `npm run soak blocks-chromium -- --seeds 10`. */
const EVERY = { programs: 20, markup: 30, uncleaned: 150 };

describe('what attackers wrote, in Chromium', () => {
  let chromium: PreviewBrowser;
  before(async () => (chromium = await openPreview()));
  after(() => chromium.close());

  it(
    'as programs in a preview: it asks for nothing, changes nothing, ends in time and becomes what is written down',
    { skip: !hasCorpora },
    async () => {
      const kept = keptOutcomes();
      for (const name of PROGRAMS) {
        const rows = corpus(name).filter((_row, at) => at % EVERY.programs === 0);
        for (const { row, outcome } of await withstandInPreview(chromium, rows))
          assert.equal(outcome, kept(name, row) ?? outcome, row.id);
      }
    },
  );

  it(
    'as HTML and CSS that was cleaned: it runs nothing, asks for nothing, and changes nothing around it, in a shadow root and outside of one',
    { skip: !hasCorpora },
    async () => {
      const look = await openCleanedLook(chromium.browser);
      const rows = HOSTILE_MARKUP.flatMap((name) => corpus(name).filter((_row, at) => at % EVERY.markup === 0));
      assert.ok((await look.check(rows)) > rows.length / 3);
      await look.close();
    },
  );

  it('as HTML that nobody cleaned: it does something', { skip: !hasCorpora }, async () => {
    const rows = corpus('xss-html').filter((_row, at) => at % EVERY.uncleaned === 0);
    assert.ok((await firedUncleaned(chromium.browser, rows)) >= rows.length / 4);
  });

  const harmful: readonly (readonly [kind: keyof SeenOfPage, way: Way, item: Partial<CleanedItem>])[] = [
    ['ran', 'light', { html: '<img src="x:" onerror="alert(1)">' }],
    ['ran', 'policy', { html: '<button onclick="alert(1)">a</button>' }],
    ['happened', 'light', { html: '<b onmouseover="void 0">a</b>' }],
    ['happened', 'light', { html: '<a href="javascript:void 0">a</a>' }],
    ['live', 'policy', { html: '<b onpointerup="void 0">a</b>' }],
    ['asked', 'setHTML', { html: '<img src="https://far.test/a.png">' }],
    ['asked', 'policy', { css: '.block { background: url(https://far.test/a.png) }' }],
    ['clobbered', 'light', { html: '<img name="cookie" alt="">' }],
    ['clobbered', 'light', { html: '<form name="getElementById"></form>' }],
    ['changed', 'light', { css: 'body { color: red }' }],
    ['changed', 'policy', { css: 'p { color: red }' }],
    ['changed', 'setHTML', { css: ':host { display: inline }' }],
    ['changed', 'light', { css: '.block { position: fixed; inset: 0; z-index: 9 }' }],
    ['refused', 'policy', { html: '<img src="x:" onerror="document.body.innerHTML = 1">' }],
  ];
  it('would be seen to do what it must not', async () => {
    for (const way of ['policy', 'setHTML', 'light'] as const) {
      const looker = await openLooker(chromium.browser, way);
      for (const [kind, of, item] of harmful)
        if (of === way) {
          const seen = await looker.look([{ html: '', css: '', ...item }]);
          assert.notDeepEqual(seen[kind], [], `${kind}: ${JSON.stringify(item)}`);
        }
      await looker.close();
    }
  });
});
