import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { excerptOf } from './excerpt.ts';
import { sanitisePost } from '../../repositories/post-html.ts';

const HOSTILE = JSON.parse(
  readFileSync(new URL('../sections/fixtures/hostile-strings.json', import.meta.url), 'utf8'),
) as unknown;
const texts = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(texts)
      : [];

const TAG =
  /^<\/?(?:h[2-6]|p|br|hr|strong|b|em|i|u|s|sub|sup|small|mark|del|ins|abbr|blockquote|cite|q|pre|code|kbd|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|th|td|a|img|figure|figcaption)(?:\s|\/?>)/;
const ATTRIBUTE =
  /\s(?:lang|dir|title|rel|alt|width|height|loading|decoding|colspan|rowspan|scope|start|reversed|href="(?:https?:\/\/|mailto:|tel:|\/(?!\/))|src="(?:https:\/\/|\/(?!\/)))/i;

/** Everything in some HTML that a post must not have. */
function forbidden(html: string): string[] {
  return [...html.matchAll(/<[^>]*>/g)].flatMap(([tag]) => {
    const attributes = [...tag.matchAll(/\s[^\s=>"]+(?:="[^"]*")?/g)].map(([one]) => one);
    return TAG.test(tag) ? attributes.filter((one) => !ATTRIBUTE.test(one) && one !== ' /') : [tag];
  });
}

describe('the text of a post', () => {
  it('is written of elements and attributes that do nothing but say it, whatever came in', async () => {
    const wrapped = texts(HOSTILE).flatMap((text) => [
      `<p>${text}</p><a href="${text}">x</a>`,
      `<img src="${text}" alt="${text}">`,
      `<div style="${text}" onclick='${text}'><svg><script>${text}</script></svg></div>`,
    ]);
    assert.ok(wrapped.length > 300, `${wrapped.length} texts`);
    for (const html of wrapped) assert.deepEqual(forbidden(await sanitisePost(html)), [], html);
  });

  it('stays as it is when it is made safe again', async () => {
    for (const html of [
      '<h2>A &amp; B</h2><p>One<br />two <a href="/pages/x">three</a></p>',
      '<img src="https://x.example/a.png" alt="A" width="3" height="2" loading="lazy" decoding="async" />',
      '<a href="https://x.example/" rel="noopener sponsored">x</a>',
    ])
      assert.equal(await sanitisePost(html), html);
  });

  it('has no heading as high as its title, and no link or picture that leads nowhere good', async () => {
    assert.equal(await sanitisePost('<h1>A</h1>'), '<h2>A</h2>');
    for (const href of ['javascript:x()', 'data:text/html,x', '//x.example', 'ftp://x.example', 'x/y'])
      assert.equal(await sanitisePost(`<a href="${href}">x</a>`), '<a>x</a>', href);
    for (const src of ['http://x.example/a.png', 'data:image/png;base64,AA', '//x.example/a.png'])
      assert.equal(await sanitisePost(`<p>x<img src="${src}"></p>`), '<p>x</p>', src);
  });
});

describe('what a post is announced by', () => {
  it('is what its writer says, else how it begins, cut between words', () => {
    assert.equal(excerptOf({ excerpt: 'A', description: 'B', html: '<p>C</p>' }), 'A');
    assert.equal(excerptOf({ html: '<h2>One</h2><p>two <b>th</b>ree &amp; four</p>' }), 'two three & four');
    assert.equal(excerptOf({ html: '<h2>One</h2>' }), 'One');
    const long = excerptOf({ html: `<p>${'Leinen wird gewebt, '.repeat(40)}</p>` });
    assert.ok(long.length <= 281 && /(?:Leinen|wird|gewebt)…$/.test(long), long);
    assert.equal(excerptOf({}), '');
  });
});
