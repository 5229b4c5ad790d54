import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCursor, writeCursor } from './cursor.ts';
import { ApiError } from './errors.ts';

describe('cursors', () => {
  it('come back as they were written, in any script', () => {
    for (const position of [
      { key: 'Ünïcødé 漢字 🙂 "quoted"', id: 'a' },
      { key: '', id: '' },
    ])
      assert.deepEqual(readCursor(writeCursor('title', position), { title: 'string' }), { kind: 'title', ...position });
    const price = { key: -12, id: 'x' };
    assert.deepEqual(readCursor(writeCursor('price', price), { price: 'number' }), { kind: 'price', ...price });
  });

  it('are refused when they are broken, of another list, or of another type', () => {
    const good = writeCursor('price', { key: 1, id: 'x' });
    const made = (value: unknown) => btoa(JSON.stringify(value)).replaceAll('=', '');
    for (const bad of [
      '',
      'x',
      '%%%',
      good.slice(1),
      `${good}AAAA`,
      writeCursor('title', { key: 'a', id: 'x' }),
      made(['price', 'text', 'x']),
      made(['price', 1.5, 'x']),
      made(['price', null, 'x']),
      made(['price', 1, 7]),
      made(['price', 1, 'x'.repeat(65)]),
      made(['price', 1]),
      made({ 0: 'price' }),
      made(['__proto__', 1, 'x']),
      made(['toString', 1, 'x']),
    ])
      assert.throws(
        () => readCursor(bad, { price: 'number' }),
        (error) => error instanceof ApiError && error.code === 'invalid_request',
        bad,
      );
  });
});
