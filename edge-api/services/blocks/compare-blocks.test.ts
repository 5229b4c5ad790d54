import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { BlockDraft } from '../../repositories/blocks-admin.ts';
import { compareBlocks, compareLines } from './compare-blocks.ts';

const NONE: BlockDraft = { title: 'A', source: '', settings: [], texts: {} };
/** As people read a comparison. */
const told = (before: string, after: string) =>
  compareLines(before, after).lines.map(
    ({ kind, text, fromLine, toLine }) =>
      `${{ same: ' ', added: '+', removed: '-' }[kind]} ${fromLine ?? '.'} ${toLine ?? '.'} ${text}`,
  );

it('tells which lines came, went and stayed, with the numbers they have on either side', () => {
  assert.deepEqual(told('a\nb\nc\nd', 'a\nx\nc\nd\ne'), [
    '  1 1 a',
    '- 2 . b',
    '+ . 2 x',
    '  3 3 c',
    '  4 4 d',
    '+ . 5 e',
  ]);
  assert.deepEqual(told('a\r\nb\u2028c', 'a\nb\nc'), ['  1 1 a', '  2 2 b', '  3 3 c'], 'lines end as the check says');
  assert.deepEqual(told('a', 'a\n'), ['  1 1 a', '+ . 2 ']);
});

it('puts every line of either side into the comparison of sources that have next to nothing in common, and soon', () => {
  const before = ['head', ...Array.from({ length: 9000 }, (_, at) => `before ${at}`), 'tail'];
  const after = ['head', ...Array.from({ length: 9000 }, (_, at) => `after ${at}`), 'tail'];
  const since = performance.now();
  const { lines, cut } = compareLines(before.join('\n'), after.join('\n'));
  assert.ok(performance.now() - since < 2000);
  const side = (not: string) => lines.filter(({ kind }) => kind !== not).map(({ text }) => text);
  assert.deepEqual([cut, side('added'), side('removed')], [false, before, after]);
  assert.deepEqual([lines[0]?.kind, lines.at(-1)?.kind], ['same', 'same']);
});

it('cuts a comparison that nobody could read, and says so', () => {
  const { lines, cut } = compareLines('\n'.repeat(200_000), 'x');
  assert.deepEqual([lines.length, cut], [20_000, true]);
});

it('names settings by their ids, and tells apart those that changed from those that moved', () => {
  const title = { id: 'title', type: 'text', label: 'Title', default: '' };
  const count = { id: 'count', type: 'number', label: 'Count', default: 3 };
  const head = { type: 'header', label: 'Looks' };
  const before = { ...NONE, settings: [head, title, count], texts: { en: { more: 'More' } } };
  const changes = (after: Partial<BlockDraft>) => compareBlocks(before, { ...before, ...after }).changes;
  assert.deepEqual(changes({}), []);
  assert.deepEqual(changes({ settings: [head, { ...title, default: 'Hi' }, count], title: 'B' }), [
    { path: 'title', before: 'A', after: 'B' },
    { path: 'settings.title.default', before: '', after: 'Hi' },
  ]);
  assert.deepEqual(changes({ settings: [head, title] }), [{ path: 'settings.count', before: count }]);
  assert.deepEqual(changes({ settings: [head, count, title] }), [
    { path: 'settings', before: ['header Looks', 'title', 'count'], after: ['header Looks', 'count', 'title'] },
  ]);
  assert.deepEqual(changes({ texts: { en: { more: 'More' }, de: { more: 'Mehr' } } }), [
    { path: 'texts.de', after: { more: 'Mehr' } },
  ]);
});
