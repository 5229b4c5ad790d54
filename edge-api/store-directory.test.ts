import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Belief } from './answer-cache.ts';
import type { RegisteredStore } from './middleware/open-store.ts';
import { ApiError } from './services/errors.ts';
import { BELIEF_NODE, BELIEF_WORKERS, storeDirectory } from './store-directory.ts';

let now = 0;
let asked = 0;
let status: RegisteredStore['status'] = 'active';
let background: Promise<unknown>[] = [];
const inBackground = (work: Promise<unknown>) => void background.push(work);

function directory(belief: Belief) {
  const look = async (name: string): Promise<RegisteredStore | undefined> => {
    asked += 1;
    if (name !== 'ada' && name !== 'ada.example') return undefined;
    return {
      id: 'id-ada',
      handle: 'ada',
      name: 'Ada',
      status,
      instantAppId: '',
      canonicalHost: null,
      allowedOrigins: [],
      plan: 'basic',
      limits: {},
      trialEndsAt: null,
    };
  };
  return storeDirectory({
    find: look,
    findByHost: look,
    lease: () => assert.fail('nobody opens it'),
    ping: async () => undefined,
    belief,
    now: () => now,
  });
}

beforeEach(() => {
  now = 1_000_000;
  asked = 0;
  status = 'active';
  background = [];
});

for (const [runtime, belief, boundMs] of [
  ['Node', BELIEF_NODE, 1000],
  ['Workers', BELIEF_WORKERS, 5000],
] as const)
  describe(`the directory of stores on ${runtime}`, () => {
    test(`shows a suspension within ${boundMs} ms, by handle and by host, however busy the store is`, async () => {
      for (const pauseMs of [1, 37, 250, 900, 1.2 * boundMs, 1.4 * boundMs]) {
        for (const find of ['find', 'findByHost'] as const) {
          status = 'active';
          const stores = directory(belief);
          const name = find === 'find' ? 'ada' : 'ada.example';
          for (let i = 0; i < 50; i++) {
            now += pauseMs;
            await stores[find](name, inBackground);
            await Promise.all(background.splice(0));
          }
          // Right after the registry was asked: nothing it said could be older when it is next wanted.
          status = 'suspended';
          const suspendedAt = now;
          let seen: string | undefined;
          while (seen !== 'suspended') {
            now += pauseMs;
            seen = (await stores[find](name, inBackground))?.status;
            await Promise.all(background.splice(0));
            assert.ok(seen === 'suspended' || now - suspendedAt < boundMs, `${find}, every ${pauseMs} ms`);
          }
        }
      }
    });

    test('asks the registry for a busy store at most twice in that time', async () => {
      const stores = directory(belief);
      const until = now + 10 * boundMs;
      for (; now < until; now += 5) {
        await stores.find('ada', inBackground);
        await Promise.all(background.splice(0));
      }
      assert.ok(asked <= 21, `${asked} questions`);
    });

    test('shows a change at once where it was made', async () => {
      const stores = directory(belief);
      await stores.find('ada');
      await stores.findByHost('ada.example');
      status = 'suspended';
      stores.forget('id-ada');
      assert.equal((await stores.find('ada'))?.status, 'suspended');
      assert.equal((await stores.findByHost('ada.example'))?.status, 'suspended');
    });

    test('answers a sweep of host names with patience, and goes on serving those it knows', async () => {
      const stores = directory(belief);
      await stores.findByHost('ada.example');
      const answers = await Promise.allSettled(
        Array.from({ length: 3 * belief.strangersPerSecond }, (_, i) => stores.findByHost(`sweep-${i}.example`)),
      );
      assert.equal(asked, belief.strangersPerSecond);
      const last = answers.at(-1);
      assert.ok(last?.status === 'rejected' && last.reason instanceof ApiError);
      assert.equal(last.reason.code, 'rate_limited');
      assert.equal(last.reason.retryAfterS, 1);
      assert.equal((await stores.findByHost('ada.example'))?.handle, 'ada');
    });
  });
