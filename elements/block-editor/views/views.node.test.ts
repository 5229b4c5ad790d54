import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { differences, type Draft, settingsText } from '../draft.ts';
import { compareLines, runsOf } from './diff-view.ts';
import { embedOf } from './embed.ts';
import { freeName, nameOf } from './names.ts';
import { ago } from './time.ts';

const draft = (changes: Partial<Draft> = {}): Draft => ({
  title: 'A',
  source: 'a',
  settings: '[{"type":"text","id":"a","label":"A"}]',
  texts: {},
  ...changes,
});

describe('a draft', () => {
  it('differs by what it means, not by how its form is written', () => {
    const rewritten = settingsText([{ label: 'A', id: 'a', type: 'text' }]);
    assert.deepEqual(differences(draft(), draft({ settings: rewritten })), []);
    assert.deepEqual(differences(draft(), draft({ source: 'b', texts: { de: { a: 'b' } } })), ['source', 'texts']);
  });
});

describe('two sources side by side', () => {
  it('are lines with their numbers, and what is alike far from changes is left out', async () => {
    const lines = await compareLines('1\n2\n3\n4\n5\n6\n7\n8\n9\nold\n', '1\n2\n3\n4\n5\n6\n7\n8\n9\nnew\n');
    assert.deepEqual(
      lines.slice(-2).map(({ kind, text, fromLine, toLine }) => [kind, text, fromLine, toLine]),
      [
        ['removed', 'old', 10, null],
        ['added', 'new', null, 10],
      ],
    );
    assert.deepEqual(
      runsOf(lines).map((run) => ('hidden' in run ? run.hidden : run.line.text)),
      [6, '7', '8', '9', 'old', 'new'],
    );
  });
});

describe('what is pasted into a page', () => {
  it('is the shop’s script and the element, from where the shop is', () => {
    const lines = (api: string) => embedOf(api, 'acme', 'offers', 'https://shop.example/console/blocks?store=acme');
    const element = '<vitrine-block name="offers"></vitrine-block>';
    const script = (origin: string) =>
      `<script async src="${origin}/vitrine.js" data-store="acme" data-cfasync="false"></script>`;
    assert.equal(lines(''), `${script('https://shop.example')}\n${element}`);
    assert.equal(lines('https://api.example'), `${script('https://api.example')}\n${element}`);
  });
});

describe('the name of a new block', () => {
  it('is made of its title as the API wants names, and is nobody else’s', () => {
    assert.equal(nameOf('Été — 20% off!'), 'ete-20-off');
    assert.equal(freeName('Offers', ['offers', 'offers-2']), 'offers-3');
    assert.equal(freeName('عروض', []), 'block');
    const pattern = /^[a-z](?:[a-z0-9]|-(?!-)){0,58}[a-z0-9]$/;
    for (const title of ['a', '7 days', 'x'.repeat(200), '--', 'A - B'])
      assert.match(freeName(title, []), pattern, title);
  });
});

describe('a moment', () => {
  it('is told by how long ago it was', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    assert.equal(ago('2026-11-22T11:55:00Z', 'en', now), '5 minutes ago');
    assert.equal(ago('2026-11-21T12:00:00Z', 'de', now), 'gestern');
    assert.equal(ago('2026-11-22T12:00:09Z', 'en', now), 'now');
  });
});
