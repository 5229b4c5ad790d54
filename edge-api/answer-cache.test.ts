import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { AnswerCache, TooManyStrangers, type Belief } from './answer-cache.ts';

const BELIEF: Belief = {
  freshMs: 500,
  staleMs: 1000,
  missingMs: 300,
  outageMs: 60_000,
  patienceMs: 1500,
  strangersPerSecond: 50,
  maxKept: 100,
  maxMissing: 20,
  shared: true,
};

let now = 0;
let asked: string[] = [];
let registry = new Map<string, string>();
let trouble: Error | undefined;
let background: Promise<unknown>[] = [];
let timers: { at: number; call: () => void }[] = [];
const inBackground = (work: Promise<unknown>) => void background.push(work);

function cacheWith(belief: Partial<Belief> = {}, ask?: (key: string) => Promise<string | undefined>) {
  return new AnswerCache<string>({
    ask:
      ask ??
      (async (key) => {
        asked.push(key);
        if (trouble) throw trouble;
        return registry.get(key);
      }),
    belief: { ...BELIEF, ...belief },
    now: () => now,
    after(ms, call) {
      const timer = { at: now + ms, call };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
  });
}

function pass(ms: number): void {
  now += ms;
  for (const { at, call } of timers) if (at <= now) call();
  timers = timers.filter(({ at }) => at > now);
}

describe('answers of the registry', () => {
  beforeEach(() => {
    now = 1_000_000;
    asked = [];
    registry = new Map([['ada', 'open']]);
    trouble = undefined;
    background = [];
    timers = [];
  });

  test('are given without asking again while they are fresh', async () => {
    const cache = cacheWith();
    for (let i = 0; i < 5; i++) {
      assert.equal(await cache.get('ada', inBackground), 'open');
      pass(99);
    }
    assert.equal(asked.length, 1);
  });

  test('are given while they are asked for once more behind the caller’s back', async () => {
    const cache = cacheWith();
    await cache.get('ada', inBackground);
    registry.set('ada', 'closed');
    pass(600);
    assert.deepEqual(await Promise.all([cache.get('ada', inBackground), cache.get('ada', inBackground)]), [
      'open',
      'open',
    ]);
    assert.equal(background.length, 1);
    await Promise.all(background);
    assert.equal(await cache.get('ada', inBackground), 'closed');
    assert.equal(asked.length, 2);
  });

  test('are never older than the stated bound, however often they are asked for', async () => {
    const cache = cacheWith();
    for (let round = 0; round < 200; round++) {
      registry.set('ada', 'open');
      cache.forget(() => true);
      await cache.get('ada', inBackground);
      const changedAt = (now += (round * 37) % 900);
      await cache.get('ada', inBackground);
      registry.set('ada', 'closed');
      for (let seen = 'open'; seen !== 'closed'; now += (round % 7) * 40 + 1) {
        seen = (await cache.get('ada', round % 2 ? inBackground : undefined)) ?? '';
        await Promise.all(background.splice(0));
        assert.ok(seen === 'closed' || now - changedAt <= BELIEF.staleMs, `round ${round}: open after the bound`);
      }
    }
  });

  test('are asked for by one caller for all who wait', async () => {
    const cache = cacheWith();
    const answers = await Promise.all(Array.from({ length: 50 }, () => cache.get('ada')));
    assert.ok(answers.every((answer) => answer === 'open'));
    assert.equal(asked.length, 1);
  });

  test('are asked for by each request for itself where none may wait for another', async () => {
    const cache = cacheWith({ shared: false });
    await Promise.all([cache.get('ada'), cache.get('ada')]);
    assert.equal(asked.length, 2);
  });

  test('that say "none" are believed for a short time only', async () => {
    const cache = cacheWith();
    assert.equal(await cache.get('bob'), undefined);
    registry.set('bob', 'open');
    pass(299);
    assert.equal(await cache.get('bob'), undefined);
    pass(1);
    assert.equal(await cache.get('bob'), 'open');
    assert.equal(asked.length, 2);
  });

  test('of a while ago are given while the registry is down, and it is left in peace', async () => {
    const cache = cacheWith();
    await cache.get('ada', inBackground);
    trouble = new Error('away');
    for (pass(5000); now < 1_030_000; pass(10)) assert.equal(await cache.get('ada', inBackground), 'open');
    assert.ok(asked.length <= 2 + 25_000 / BELIEF.freshMs, `asked ${asked.length} times`);
    trouble = undefined;
    registry.set('ada', 'closed');
    pass(BELIEF.freshMs);
    assert.equal(await cache.get('ada', inBackground), 'closed');
    trouble = new Error('away for good');
    pass(BELIEF.outageMs);
    await assert.rejects(cache.get('ada', inBackground), /away for good/);
  });

  test('of a while ago are given when the registry hangs', async () => {
    const hang = new Promise<string>(() => undefined);
    const answers = [Promise.resolve('open'), hang, Promise.resolve('closed')];
    const cache = cacheWith({ shared: false }, () => answers.shift()!);
    await cache.get('ada');
    pass(2000);
    const waiting = cache.get('ada');
    pass(BELIEF.patienceMs);
    assert.equal(await waiting, 'open');
    // Who comes right after does not wait in vain as well.
    assert.equal(await cache.get('ada'), 'open');
    pass(BELIEF.freshMs);
    assert.equal(await cache.get('ada'), 'closed');
    assert.equal(timers.length, 0);
  });

  test('are bounded in number, and a sweep of names neither displaces them nor reaches the registry without end', async () => {
    const cache = cacheWith();
    assert.equal(await cache.get('ada', inBackground), 'open');
    let refused = 0;
    for (let i = 0; i < 5000; i++) {
      await cache.get(`sweep-${i}`).catch((error: unknown) => {
        assert.ok(error instanceof TooManyStrangers);
        refused += 1;
      });
      if (i % 50 === 0) assert.equal(await cache.get('ada', inBackground), 'open');
    }
    assert.ok(asked.length <= BELIEF.strangersPerSecond + 1);
    assert.equal(refused, 5000 - (BELIEF.strangersPerSecond - 1));
    assert.deepEqual(cache.size, { kept: 1, missing: BELIEF.maxMissing });
    // A store that is known is not a stranger, whatever the sweep has used up.
    pass(900);
    cache.get('sweep-again').catch(() => undefined);
    assert.equal(await cache.get('ada'), 'open');
  });

  test('are asked for strangers who ask for what is there, until they asked for too much that is not', async () => {
    const cache = cacheWith();
    let misses = 0;
    const stranger = {
      refuse: () => assert.ok(misses < 3, 'refused'),
      miss: async () => void (misses += 1),
    };
    registry = new Map(['ada', 'bob', 'eve'].map((key) => [key, key]));
    for (const key of ['ada', 'sweep-1', 'sweep-1', 'bob', 'sweep-2', 'sweep-3'])
      assert.equal(await cache.get(key, undefined, stranger), registry.get(key));
    assert.equal(misses, 3);
    for (const key of ['sweep-4', 'eve']) await assert.rejects(cache.get(key, undefined, stranger), /refused/);
    assert.equal(asked.length, 5);
    // What is in memory costs nobody a question, and others may ask.
    assert.equal(await cache.get('ada', undefined, stranger), 'ada');
    pass(BELIEF.outageMs - 1);
    assert.equal(await cache.get('bob', undefined, stranger), 'bob');
    assert.equal(await cache.get('eve'), 'eve');
    assert.equal(await cache.get('eve', undefined, stranger), 'eve');
  });

  test('that are kept leave in the order in which they were used', async () => {
    const cache = cacheWith({ maxKept: 2 });
    registry = new Map(['a', 'b', 'c'].map((key) => [key, key]));
    await cache.get('a');
    await cache.get('b');
    await cache.get('a');
    await cache.get('c');
    await cache.get('a');
    assert.deepEqual(asked, ['a', 'b', 'c']);
    assert.equal(cache.size.kept, 2);
  });

  test('asked for before they were forgotten are not kept after', async () => {
    let answer: (value: string) => void = () => undefined;
    const answers = [new Promise<string>((resolve) => (answer = resolve)), Promise.resolve('closed')];
    const cache = cacheWith({}, () => answers.shift()!);
    const early = cache.get('ada');
    cache.forget(() => true);
    answer('open');
    assert.equal(await early, 'open');
    assert.equal(await cache.get('ada'), 'closed');
  });
});
