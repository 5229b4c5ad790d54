import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html, nothing, type TemplateResult } from 'lit';
import { tableOf } from './section-table.ts';

/** A template with its values filled in, as text. */
function filled(value: unknown): string {
  if (Array.isArray(value)) return value.map(filled).join('');
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value : '';
  const { strings, values } = value as TemplateResult;
  return strings.map((part, at) => part + filled(values[at])).join('');
}

describe('a table of a section', () => {
  const columns = ['Linen', 'Cotton'].map((name) => ({ head: html`${name}`, foot: nothing, chosen: false }) as const);
  const rows = [
    { label: 'Mended', values: [true] },
    { label: 'Water', values: ['6 l', '2,700 l', 'of nothing'] },
    { label: 'Cool', values: [true, false] },
  ];
  const text = (key: string): string => `<${key}>`;
  const shown = filled(tableOf({ name: 'Cloth', columns, rows }, { text }, 'plain'));
  const rowsShown = shown
    .match(/<tbody[^]*<\/tbody>/)![0]
    .split('</tr>')
    .slice(0, -1);

  it('has a cell for each column in every row, however many values there are', () => {
    for (const row of rowsShown) assert.equal(row.match(/<td/g)?.length, columns.length);
    assert.ok(!shown.includes('of nothing'));
  });

  it('says yes and no in words, and nothing of what it was not told', () => {
    assert.deepEqual(
      rowsShown.map((row) => [row.includes('<yes>'), row.includes('<no>')]),
      [
        [true, false],
        [false, false],
        [true, true],
      ],
    );
  });

  it('names itself, its rows and its columns', () => {
    assert.match(shown, /role="group" aria-label=Cloth tabindex="0"/);
    assert.match(shown, /<caption[^>]*>\s*Cloth/);
    assert.equal(shown.match(/scope="row"/g)?.length, rows.length);
    assert.equal(shown.match(/scope="col"/g)?.length, columns.length);
  });
});
