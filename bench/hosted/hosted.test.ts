import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blockingAfter, median, scoreOf, spread } from './figures.ts';
import { linksWithoutScripts, withoutScripts } from './static-copy.ts';

describe('the static copy of a page', () => {
  it('loses scripts, their data and what is fetched ahead for them, and nothing else', () => {
    const page = [
      '<!doctype html><html><head><title>A > B</title>',
      '<script type="module" src="/assets/served.js"></script>',
      '<script defer src=/vitrine.js></script >',
      '<link rel="modulepreload" href="/assets/a.js">',
      "<link href='/x>y.json' rel=preload as=fetch crossorigin>",
      '<link rel="preload" as="script" href="/vitrine.js"/>',
      '<link rel="preload" as="style" href="/assets/a.css" />',
      '<link rel="stylesheet" href="/store.css?v=1" /></head><body>',
      '<vitrine-sections><template shadowrootmode="open"><style>a{color:red}</style><slot></slot></template></vitrine-sections>',
      '<script type="application/json">{"a":"\\u003c/script>\n"}</script>',
      '<p>An unscripted word: script</p></body></html>',
    ];
    const left = [0, 6, 7, 8, 10].map((index) => page[index]!);
    assert.equal(withoutScripts(page.join('')), left.join(''));
  });

  it('keeps of a Link header what is not for scripts', () => {
    const header = '</store.css?v=a,b>; rel=preload; as=style, </vitrine.js>; rel=preload; as=script';
    assert.equal(linksWithoutScripts(header), '</store.css?v=a,b>; rel=preload; as=style');
    assert.equal(linksWithoutScripts('</a.js>; rel="modulepreload"'), undefined);
    assert.equal(linksWithoutScripts(undefined), undefined);
  });
});

describe('the figures of hosted pages', () => {
  it('count of a task what lies after the first paint, beyond 50 ms', () => {
    const tasks = [
      { start: 0, ms: 90 },
      { start: 60, ms: 140 },
      { start: 300, ms: 50 },
      { start: 400, ms: 51 },
    ];
    // Cut at 100, the second task is 100 ms long, which blocks for 50.
    assert.equal(blockingAfter(100, tasks), 50 + 1);
  });

  it('have a middle and a width', () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.equal(spread([90, 100, 120]), 0.3);
  });

  it('weigh the audits of a category as Lighthouse does, but for those left out', () => {
    const category = {
      auditRefs: [
        { id: 'good', weight: 3 },
        { id: 'bad', weight: 1 },
        { id: 'advice', weight: 0 },
        { id: 'silent', weight: 5 },
      ],
    };
    const audits = { good: { score: 1 }, bad: { score: 0 }, advice: { score: 0 }, silent: { score: null } };
    assert.equal(scoreOf(category, audits, new Set()), 75);
    assert.equal(scoreOf(category, audits, new Set(['bad'])), 100);
  });
});
