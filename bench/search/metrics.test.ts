import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { making } from './catalogue.ts';
import { bootstrap, kept, ndcg, recall, reciprocalRank } from './metrics.ts';
import { requestsFor } from './requests.ts';
import { parseSizes } from './speed.ts';
import { mistyped, SHORTEST } from './typos.ts';
import { Zipf } from './words.ts';

const GAINS = new Map([
  ['a', 1],
  ['b', 0.5],
  ['c', 0],
]);
const near = (value: number, wanted: number) => assert.ok(Math.abs(value - wanted) < 1e-9, `${value}, not ${wanted}`);

describe('the figures of the bench of search', () => {
  it('give a list its gain, discounted by rank, as a share of the best list there is', () => {
    const ideal = 1 + 0.5 / Math.log2(3);
    near(ndcg(['a', 'b'], GAINS, 10, 'strict'), 1);
    near(ndcg(['b', 'a'], GAINS, 10, 'strict'), (0.5 + 1 / Math.log2(3)) / ideal);
    near(ndcg(['x', 'a'], GAINS, 10, 'strict'), 1 / Math.log2(3) / ideal);
    near(ndcg(['x', 'a', 'c', 'b'], GAINS, 10, 'condensed'), (1 + 0.5 / 2) / ideal);
    near(ndcg(['a', 'b'], GAINS, 1, 'strict'), 1);
    near(ndcg([], GAINS, 10, 'condensed'), 0);
  });

  it('find the first right product, and the share of all right ones', () => {
    near(reciprocalRank(['c', 'x', 'b'], GAINS), 1 / 3);
    near(reciprocalRank(['c'], GAINS), 0);
    near(recall(['x', 'b', 'a'], GAINS, 2), 0.5);
    near(kept(['a', 'b', 'c'], ['b', 'x'], GAINS)!, 0.5);
    assert.equal(kept(['c'], ['c'], GAINS), null);
  });

  it('say how sure a difference is', () => {
    const better = bootstrap([0.9, 0.8, 0.7, 0.9], [0.1, 0.2, 0.1, 0.3]);
    near(better.mean, 0.65);
    assert.ok(better.low > 0.5 && better.high < 0.8 && better.ahead === 1);
    const even = bootstrap([1, 0, 1, 0], [0, 1, 0, 1]);
    assert.ok(even.low < -0.4 && even.high > 0.4);
  });
});

/** Least number of letters to change, move to a neighbour, take or add between two words. */
function edits(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i || j));
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      rows[i]![j] =
        i === 0 || j === 0 ? i + j : Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        rows[i]![j] = Math.min(rows[i]![j]!, rows[i - 2]![j - 2]! + 1);
    }
  return rows[a.length]![b.length]!;
}

describe('typing errors', () => {
  it('are as many as asked for, in one word that is long enough, and the same for the same seed', () => {
    for (const times of [1, 2] as const) {
      const made = mistyped('usb keyboard 1440', times, 8, 5);
      assert.deepEqual(made, mistyped('usb keyboard 1440', times, 8, 5));
      assert.equal(made.length, 8);
      for (const typed of made) {
        assert.match(typed, /^usb .+ 1440$/);
        const word = typed.split(' ')[1]!;
        // Two slips may undo a part of each other, and a slip next to a transposition counts for more than it is.
        assert.ok(edits('keyboard', word) >= 1 && edits('keyboard', word) <= times + 1, typed);
      }
    }
    assert.deepEqual(mistyped('a tv', 1, 4, 5), []);
    assert.deepEqual(mistyped('keys', 2, 4, 5), []);
    assert.equal(SHORTEST[1] < SHORTEST[2], true);
  });
});

describe('a made catalogue', () => {
  it('has words of very different frequency, and the same product under the same row', () => {
    const made = making(2000);
    assert.deepEqual(made.product(7), making(2000).product(7));
    assert.notDeepEqual(made.product(7), made.product(8));
    const zipf = new Zipf(1000);
    assert.deepEqual([zipf.rank(0), zipf.rank(0.9999999)], [0, 999]);
    const counts = new Map<string, number>();
    for (let row = 1; row <= 2000; row += 1)
      for (const word of made.product(row).text.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
    const sorted = [...counts.values()].sort((a, b) => b - a);
    assert.ok(sorted[0]! > 20 * sorted[200]!, `${sorted[0]} and ${sorted[200]}`);
  });

  it('is asked for the same things in every run', () => {
    const draw = () => {
      const requests = requestsFor(making(1000), 3);
      return Array.from({ length: 20 }, () => [requests.text(), requests.textFiltered(), requests.suggest()]);
    };
    assert.deepEqual(draw(), draw());
    for (const [text, filtered, suggest] of draw()) {
      assert.match(text!, /^\/search\?q=[^&]+&facets=none$/);
      assert.match(filtered!, /&filter\./);
      assert.match(suggest!, /^\/search\/suggest\?q=.{2,}/);
    }
  });

  it('is of a size that is named in numbers', () => {
    assert.deepEqual(parseSizes('1k, 10K,2m,500'), [1000, 10_000, 2_000_000, 500]);
    for (const wrong of ['', 'many', '1kk', '-1', '50m']) assert.throws(() => parseSizes(wrong), /--sizes/);
  });
});
