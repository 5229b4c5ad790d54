import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { randomLog, seededRandom, shuffled } from './cart-log.test-support.ts';
import {
  CLOCK_PATTERN,
  compareEntries,
  dominatedEntries,
  foldCart,
  lineKey,
  lineOfKey,
  tick,
  type CartEntry,
} from './cart-log.ts';

const SEEDS = 300;
const DAY_MS = 86_400_000;

let made = 0;
const entry = (kind: CartEntry['kind'], quantity: number, at: number, more: Partial<CartEntry> = {}): CartEntry => ({
  id: `00000000-0000-4000-8000-${`${++made}`.padStart(12, '0')}`,
  kind,
  variantId: 'mug',
  options: {},
  quantity,
  text: '',
  clock: tick('', at, 'test'),
  ...more,
});
const quantityOf = (entries: CartEntry[]): number => foldCart(entries).lines[0]?.quantity ?? 0;

/** Calls `check` with many random logs, and says which seed failed. */
function forSeeds(check: (log: CartEntry[], random: () => number) => void): void {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = seededRandom(seed);
    try {
      check(randomLog(random), random);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
}

describe('the fold of a cart', () => {
  it('is the same for every order and any repetition of the log', () => {
    forSeeds((log, random) => {
      const repeats = log.filter(() => random() < 0.4);
      assert.deepEqual(foldCart(shuffled([...log, ...repeats], random)), foldCart(log));
    });
  });

  it('is the same whichever of two rows with one id comes first', () => {
    forSeeds((log, random) => {
      const twins = log.slice(0, 3).map((row) => ({ ...row, clock: tick(row.clock, 0, 'twin') }));
      const both = [...log, ...twins];
      assert.deepEqual(foldCart(shuffled(both, random)), foldCart(both));
    });
  });

  it('counts one of two edits of one line, the earlier, also where another cart gave them other ids', () => {
    const base = entry('add', 3, 1);
    const edited = (wish: string, at: number) =>
      entry('add', 3, at, { options: { Engraving: wish }, text: base.clock });
    const gone = entry('set', 0, 9);
    for (const edits of [
      [edited('Ada', 5), edited('Grace', 6)],
      [edited('Grace', 6), edited('Ada', 5)],
    ]) {
      const { lines } = foldCart([base, ...edits, gone]);
      assert.deepEqual(
        lines.map(({ options, quantity }) => [options['Engraving'], quantity]),
        [['Ada', 3]],
      );
    }
  });

  it('is not changed by compaction, whatever arrives late or again', () => {
    forSeeds((log, random) => {
      const cut = Math.floor(random() * log.length);
      const arrived = shuffled(log, random);
      const early = arrived.slice(0, cut);
      const gone = new Set(dominatedEntries(early).map(({ id }) => id));
      const compacted = early.filter(({ id }) => !gone.has(id));
      const late = [...arrived.slice(cut), ...early.filter(() => random() < 0.3)];
      assert.deepEqual(foldCart([...compacted, ...late]), foldCart(log));
      assert.deepEqual(foldCart(compacted), foldCart(early));
    });
  });

  it('keeps what several devices compact, each by what it knows', () => {
    forSeeds((log, random) => {
      const left = new Map(log.map((row) => [row.id, row]));
      for (let device = 0; device < 3; device++) {
        const known = log.filter(() => random() < 0.6);
        for (const { id } of dominatedEntries(known)) left.delete(id);
      }
      assert.deepEqual(foldCart(left.values()), foldCart(log));
    });
  });

  it('counts two adds of the same moment both', () => {
    const other = { clock: tick('', 1000, 'other') };
    assert.equal(quantityOf([entry('add', 2, 1000), entry('add', 2, 1000, other)]), 4);
  });

  it('counts an entry once that came by way of another cart, under another id', () => {
    forSeeds((log, random) => {
      const copies = log.filter(() => random() < 0.5).map((row) => ({ ...row, id: crypto.randomUUID() }));
      const both = shuffled([...log, ...copies], random);
      assert.deepEqual(foldCart(both), foldCart(log));
      const gone = new Set(dominatedEntries(both).map(({ id }) => id));
      assert.deepEqual(foldCart(both.filter(({ id }) => !gone.has(id))), foldCart(log));
    });
  });

  it('counts an add after a set on top, and one before it not at all', () => {
    assert.equal(quantityOf([entry('add', 5, 1), entry('set', 2, 2), entry('add', 1, 3)]), 3);
  });

  it('takes what an order took, and keeps what was added meanwhile', () => {
    assert.equal(quantityOf([entry('add', 2, 1), entry('add', 1, 2), entry('take', 2, 3)]), 1);
  });

  it('does not let an order that took more than there is swallow a later add', () => {
    assert.equal(quantityOf([entry('set', 1, 1), entry('take', 3, 2), entry('add', 1, 3)]), 1);
  });

  it('counts the take of one order once, from wherever it comes', () => {
    const take = entry('take', 2, 5);
    const again = { ...take, clock: tick('', 9, 'edge') };
    assert.equal(quantityOf([entry('add', 3, 1), take, again]), 1);
  });

  it('keeps lines with other options apart', () => {
    const engraved = { options: { Engraving: 'Ada' } };
    const { lines, count } = foldCart([entry('add', 1, 1), entry('add', 2, 2, engraved)]);
    assert.deepEqual([lines.map(({ quantity }) => quantity), count], [[1, 2], 3]);
  });

  it('keeps a line in its place when its quantity is set and the log compacted', () => {
    const log = [entry('add', 1, 1), entry('add', 1, 2, { variantId: 'bowl' }), entry('set', 4, 3)];
    const gone = new Set(dominatedEntries(log).map(({ id }) => id));
    assert.deepEqual(
      foldCart(log.filter(({ id }) => !gone.has(id))).lines.map(({ variantId }) => variantId),
      ['mug', 'bowl'],
    );
  });

  it('puts a line aside with all its units, also those that another device was adding', () => {
    const { lines, saved, count } = foldCart([
      entry('add', 2, 1),
      entry('later', 1, 3),
      entry('add', 1, 2, { clock: tick('', 2, 'other') }),
    ]);
    assert.deepEqual([lines, saved.map(({ quantity }) => quantity), count], [[], [3], 0]);
  });

  it('puts a line aside once when two devices do it at the same moment, and back the same way', () => {
    const aside = [entry('add', 2, 1), entry('later', 1, 5), entry('later', 1, 5, { clock: tick('', 5, 'other') })];
    assert.equal(foldCart(aside).saved[0]?.quantity, 2);
    const back = [...aside, entry('later', 0, 9), entry('later', 0, 9, { clock: tick('', 9, 'other') })];
    assert.deepEqual([foldCart(back).saved, quantityOf(back)], [[], 2]);
  });

  it('brings a line back that somebody adds to', () => {
    const log = [entry('add', 2, 1), entry('later', 1, 2), entry('add', 1, 3)];
    assert.deepEqual([quantityOf(log), foldCart(log).saved], [3, []]);
  });

  it('keeps the codes that were entered and not removed again, ten at most', () => {
    const code = (text: string, quantity: number, at: number) => entry('code', quantity, at, { variantId: '', text });
    assert.deepEqual(foldCart([code('B', 1, 2), code('A', 1, 1), code('A', 0, 3), code('C', 1, 4)]).codes, ['B', 'C']);
    assert.equal(foldCart(Array.from({ length: 12 }, (_, at) => code(`X${at}`, 1, at))).codes.length, 10);
  });

  it('stays small in a cart that is used for two months, by three devices that compact it', () => {
    const random = seededRandom(7);
    let log: CartEntry[] = [];
    let most = 0;
    const clocks = ['', '', ''];
    for (let day = 0; day < 60; day++) {
      for (let deed = 0; deed < 40; deed++) {
        const device = Math.floor(random() * 3);
        for (const { clock } of log) if (clock > clocks[device]!) clocks[device] = clock;
        const clock = (clocks[device] = tick(clocks[device]!, day * DAY_MS + deed * 1000, `d${device}`));
        const roll = random();
        const kind = roll < 0.25 ? 'add' : roll < 0.8 ? 'set' : roll < 0.85 ? 'take' : roll < 0.95 ? 'later' : 'code';
        const line = { variantId: kind === 'code' ? '' : `v${Math.floor(random() * 80)}`, clock };
        log.push(entry(kind, kind === 'set' ? Math.floor(random() * 4) : 1, 0, { ...line, text: 'SAVE10' }));
      }
      const gone = new Set(dominatedEntries(log).map(({ id }) => id));
      log = log.filter(({ id }) => !gone.has(id));
      most = Math.max(most, log.length);
    }
    assert.ok(most < 500, `${most} entries`);
  });

  it('shows the latest note', () => {
    const note = (text: string, at: number) => entry('note', 0, at, { variantId: '', text });
    assert.equal(foldCart([note('second', 2), note('first', 1)]).note, 'second');
  });
});

describe('the key of a line', () => {
  it('does not depend on the order of the options, and gives them back', () => {
    const options = { 'Zier & Schrift': 'a=b?c', Name: 'Ärmel/ü' };
    const key = lineKey('01J', options);
    assert.equal(key, lineKey('01J', Object.fromEntries(Object.entries(options).reverse())));
    assert.deepEqual(lineOfKey(key), { variantId: '01J', options });
    assert.deepEqual(lineOfKey('01J'), { variantId: '01J', options: {} });
  });
});

describe('the clock', () => {
  it('never goes back, though the wall clock jumps by up to a day either way', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = seededRandom(seed);
      let last = '';
      let wall = Date.UTC(2026, 10, 21);
      for (let step = 0; step < 50; step++) {
        wall += (random() * 2 - 1) * DAY_MS;
        const next = tick(last, wall, `w${seed}`.slice(0, 12));
        assert.ok(next > last, `seed ${seed}: ${next} after ${last}`);
        assert.match(next, CLOCK_PATTERN);
        last = next;
      }
    }
  });

  it('goes on in the next millisecond when its counter is full', () => {
    const full = `${(5000).toString(36).padStart(9, '0')}-zzzz-a`;
    const next = tick(full, 0, 'a');
    assert.ok(next > full);
    assert.match(next, CLOCK_PATTERN);
  });

  it('orders what came after what its writer had seen', () => {
    const theirs = entry('set', 1, 10 * DAY_MS);
    const mine = { ...entry('add', 1, 0), clock: tick(theirs.clock, 0, 'slow') };
    assert.ok(compareEntries(theirs, mine) < 0);
    assert.equal(quantityOf([theirs, mine]), 2);
  });
});
