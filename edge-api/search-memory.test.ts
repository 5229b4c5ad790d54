import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SearchMemory } from './search-memory.ts';

const memory = (maxBytes = 10_000) => new SearchMemory({ maxBytes, shares: true });

describe('the memory of search', () => {
  it('keeps what was used last within its bytes', () => {
    const kept = memory();
    const shelf = kept.of('ada');
    for (let i = 0; i < 50; i++) {
      shelf.set('e', `n${i}`, i, 1000);
      shelf.get('e', 'n0');
      assert.ok(kept.bytes <= 10_000);
    }
    assert.equal(shelf.get('e', 'n0'), 0);
    assert.equal(shelf.get('e', 'n1'), undefined);
    assert.equal(shelf.get('e', 'n49'), 49);
  });

  it('keeps the one thing that is larger than all of it, and nothing beside', () => {
    const kept = memory();
    kept.of('ada').set('e', 'small', 1, 10);
    kept.of('bob').set('e', 'huge', 2, 1_000_000);
    assert.equal(kept.of('bob').get('e', 'huge'), 2);
    assert.equal(kept.of('ada').get('e', 'small'), undefined);
    kept.of('ada').set('e', 'small', 1, 10);
    assert.equal(kept.of('bob').get('e', 'huge'), undefined);
    assert.ok(kept.bytes < 1000);
  });

  it('knows nothing of other stores, nor of a database that was replaced', () => {
    const kept = memory();
    kept.of('ada').set('e', 'facts', 'ada', 10);
    assert.equal(kept.of('bob').get('e', 'facts'), undefined);
    assert.equal(kept.of('ada').get('other', 'facts'), undefined);
    kept.of('ada').set('other', 'words', 'new', 10);
    assert.equal(kept.of('ada').get('e', 'facts'), undefined);
    assert.equal(kept.of('ada').get('other', 'words'), 'new');
    assert.equal(kept.bytes, 210);
  });

  it('counts what replaces something once', () => {
    const kept = memory();
    for (let i = 0; i < 20; i++) kept.of('ada').set('e', 'facts', i, 100);
    assert.equal(kept.bytes, 300);
  });

  it('does work once for all who wait for it, and again after it failed', async () => {
    const kept = memory();
    let times = 0;
    const work = async () => {
      const mine = (times += 1);
      await Promise.resolve();
      if (mine === 1) throw new Error('no');
      return mine;
    };
    const first = await Promise.allSettled([kept.of('ada').once('x', work), kept.of('ada').once('x', work)]);
    assert.deepEqual(
      first.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.deepEqual(
      await Promise.all([
        kept.of('ada').once('x', work),
        kept.of('bob').once('x', work),
        kept.of('ada').once('x', work),
      ]),
      [2, 3, 2],
    );
  });

  it('lets each do its own where requests may not wait for each other', async () => {
    const kept = new SearchMemory({ maxBytes: 1000, shares: false });
    let times = 0;
    await Promise.all([1, 2].map(() => kept.of('ada').once('x', async () => (times += 1))));
    assert.equal(times, 2);
  });
});
