import { expect } from '@open-wc/testing';
import { keepInside } from './scoped.ts';

function kept(css: string): string {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  keepInside(sheet);
  return [...sheet.cssRules].map(({ cssText }) => cssText.replace(/\s+/g, ' ')).join('');
}

describe('the CSS of a block', () => {
  it('stays as the server writes it', () => {
    const css = [
      '.block { --a: 1px; }',
      '.block a:hover, .block .x > b, .block :is(h1, h2) i { color: red; }',
      '.block .a { &:hover { color: red; } }',
      '@media (min-width: 1px) { .block p { color: red; } }',
      '@container (min-width: 1px) { .block p { color: red; } }',
      '@layer block-x-x { .block p { color: red; } }',
      '@keyframes block-x-k { 0% { opacity: 0; } }',
      '.block ::selection { color: red; }',
      '.block .a::before { content: ":host, .x"; }',
      '.block [title="a, b"] { color: red; }',
    ];
    for (const rule of css) expect(kept(rule)).to.equal(rule);
  });

  it('says nothing of what is around it', () => {
    for (const css of [
      ':host { position: fixed; }',
      '.root { display: none; }',
      '.block p, .hidden-text { color: red; }',
      '.blocks { color: red; }',
      '@media all { .failed { display: none; } }',
      '* { color: red; }',
    ])
      expect(kept(css).replace(/@media all \{ \}/, ''), css).to.equal('');
    expect(kept('.block p { :host & { color: red; } }')).to.equal('.block p { }');
  });
});
