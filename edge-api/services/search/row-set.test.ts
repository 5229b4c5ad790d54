import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../repositories/catalogue-synthetic.test-support.ts';
import { RowSet } from './row-set.ts';

const SEED = Number(process.env['VITRINE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const sorted = (rows: Iterable<number>) => [...rows].sort((a, b) => a - b);

describe(`sets of rows (seed ${SEED})`, () => {
  const random = seededRandom(SEED);

  /** Empty, sparse, dense, full or of one row, with numbers up to any size of catalogue. */
  function anySet(): Set<number> {
    const maxRow = [1, 31, 32, 33, 100, 5000][Math.floor(random() * 6)]!;
    const share = [0, 0.001, 0.03, 0.2, 0.9, 1][Math.floor(random() * 6)]!;
    const offset = random() < 0.2 ? 1_000_000 : 0;
    const rows = Array.from({ length: maxRow }, (_, i) => offset + i + 1);
    return new Set(rows.filter(() => random() < share));
  }

  it('do what a Set of numbers does, few or many', () => {
    for (let round = 0; round < 2000; round++) {
      const [a, b] = [anySet(), anySet()];
      const [left, right] = [RowSet.of(Uint32Array.from(sorted(a))), RowSet.from(b)];
      const same = (found: RowSet, expected: Iterable<number>, what: string) => {
        const rows = sorted(expected);
        assert.deepEqual([...found.rows()], rows, `${what}, round ${round} of seed ${SEED}`);
        assert.equal(found.size, rows.length);
        const visited: number[] = [];
        found.each((row) => visited.push(row));
        assert.deepEqual(visited, rows);
        const top = (rows.at(-1) ?? 0) + 1;
        assert.ok(
          found.bytes <= Math.min(4 * rows.length, 4 * ((top >>> 5) + 1)),
          `${what} takes ${found.bytes} bytes`,
        );
        for (const row of [0, 1, 31, 32, top, ...[...a].slice(0, 20), ...[...b].slice(0, 20)])
          assert.equal(found.has(row), rows.includes(row), `${what} has ${row}`);
      };
      same(left, a, 'of');
      same(
        left.and(right),
        [...a].filter((row) => b.has(row)),
        'and',
      );
      same(left.or(right), new Set([...a, ...b]), 'or');
      same(
        left.minus(right),
        [...a].filter((row) => !b.has(row)),
        'minus',
      );
      same(left.and(left), a, 'and itself');
      same(left.minus(left), [], 'minus itself');
    }
  });

  it('can be all rows of a catalogue', () => {
    for (const maxRow of [0, 1, 31, 32, 33, 63, 64, 1000]) {
      const all = RowSet.all(maxRow);
      assert.deepEqual(
        [...all.rows()],
        Array.from({ length: maxRow }, (_, i) => i + 1),
      );
      assert.equal(all.size, maxRow);
      assert.ok(!all.has(0) && !all.has(maxRow + 1));
    }
  });

  it('never change', () => {
    const one = RowSet.from([1, 2, 3, 4, 5, 40]);
    const before = [...one.rows()];
    one.or(RowSet.from([7]));
    one.minus(RowSet.from([1]));
    one.and(RowSet.from([2]));
    assert.deepEqual([...one.rows()], before);
  });
});
