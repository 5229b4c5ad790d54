import assert from 'node:assert/strict';
import { it } from 'node:test';
import { withoutScripts } from './fragment-markup.ts';

const LETTER = `<form class="form" method="post" action="/newsletter"><input name="email">
  <button class="primary" part="primary-button">Sign up</button></form>`;

it('leaves out buttons that only a script would work, whatever their texts say, and keeps those of forms', () => {
  const html = `<form><div class="stepper" part="quantity"><button
      type="button" class="step">-</button><input></div><button class="primary">Add</button></form>
    <button class="over" aria-label="a > b" type="button"><svg></svg></button><p>&lt;button type="button"&gt;</p>`;
  assert.equal(
    withoutScripts(html, null).replace(/\s+/g, ' '),
    '<form><button class="primary">Add</button></form> <p>&lt;button type="button"&gt;</p>',
  );
});

it('leads from a newsletter’s form to the page that takes addresses, and nowhere where there is none', () => {
  assert.equal(
    withoutScripts(`<vitrine-newsletter-form>${LETTER}</vitrine-newsletter-form>`, 'https://halden.example'),
    '<div><a class="primary" part="primary-button" href="https://halden.example/newsletter">Sign up</a></div>',
  );
  assert.equal(withoutScripts(`<p>A letter</p>${LETTER}`, null), '<p>A letter</p>');
});
