import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { minifyCss, minifyHtml, minifyTemplates } from './minify-templates.ts';

function transform(code: string): string {
  const { transform: hook } = minifyTemplates();
  const { handler } = hook as unknown as { handler(code: string, id: string): { code: string } | null };
  return handler(code, '/elements/x/x.ts')?.code ?? code;
}

describe('the template minifier', () => {
  test('keeps what a browser shows: a space where there was white space', () => {
    assert.equal(minifyHtml('<b>Total</b>\n      <i>5</i>'), '<b>Total</b> <i>5</i>');
    assert.equal(minifyHtml('<b>Total</b>  <i>5</i>'), '<b>Total</b>  <i>5</i>');
  });

  test('keeps selectors and values apart', () => {
    assert.equal(
      minifyCss('a :hover > b , c {\n color: red;\n margin: 0 -1px; }'),
      'a :hover > b,c{color:red;margin:0 -1px}',
    );
    assert.equal(minifyCss('.a { inline-size: calc(1px + 2px) } /* why */'), '.a{inline-size:calc(1px + 2px)}');
  });

  test('reaches templates within templates and leaves code alone', () => {
    const code = 'const a = html`\n  <p>${b ? html`\n    <i>x</i>\n  ` : "\\n  y"}</p>\n`;\nlet c = `\n  z`;';
    assert.equal(transform(code), 'const a = html`<p>${b ? html`<i>x</i>` : "\\n  y"}</p>`;\nlet c = `\n  z`;');
  });

  test('does not take a text for its delimiter', () => {
    assert.equal(transform('html`${a}}\n  b`'), 'html`${a}} b`');
  });
});
