import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { inProcessLimiter } from './in-process.ts';
import { LIMITS, WINDOW_S } from './port.ts';
import { bindingOf, workersLimiter } from './workers.ts';

describe('limits in this process', () => {
  const limiterAt = (limits: { 'orders-address': number }, most?: number) => {
    const clock = { now: 1_000_000 };
    return { clock, limiter: inProcessLimiter({ limits, now: () => clock.now, ...(most ? { most } : {}) }) };
  };

  test('a whole quota may come at once, and then as fast as it flows back', async () => {
    const { clock, limiter } = limiterAt({ 'orders-address': 30 });
    for (let left = 29; left >= 0; left--) {
      const { allowed, remaining } = await limiter.take('orders-address', 'a');
      assert.deepEqual([allowed, remaining], [true, left]);
    }
    assert.deepEqual(await limiter.take('orders-address', 'a'), { allowed: false, remaining: 0, resetS: 2 });
    clock.now += 1999;
    assert.equal((await limiter.take('orders-address', 'a')).allowed, false);
    clock.now += 1;
    assert.equal((await limiter.take('orders-address', 'a')).allowed, true);
    assert.equal((await limiter.take('orders-address', 'a')).allowed, false);
    clock.now += 60_000;
    assert.deepEqual(await limiter.take('orders-address', 'a'), { allowed: true, remaining: 29, resetS: 2 });
  });

  test('however it is asked, no more than two quotas pass in any minute', async () => {
    const { clock, limiter } = limiterAt({ 'orders-address': 10 });
    const passed: number[] = [];
    for (let at = 0; at < 300; at++) {
      clock.now += 1000;
      for (let again = 0; again < 3; again++)
        if ((await limiter.take('orders-address', 'a')).allowed) passed.push(clock.now);
    }
    for (const start of passed) {
      const within = passed.filter((time) => time >= start && time < start + 60_000).length;
      assert.ok(within <= 20, `${within} in a minute`);
    }
    assert.ok(passed.length <= 10 + 10 * 5);
  });

  test('one caller’s and one limit’s requests are not another’s', async () => {
    const { limiter } = limiterAt({ 'orders-address': 1 });
    assert.equal((await limiter.take('orders-address', 'a')).allowed, true);
    assert.equal((await limiter.take('orders-address', 'a')).allowed, false);
    assert.equal((await limiter.take('orders-address', 'b')).allowed, true);
    assert.equal((await limiter.take('orders-store', 'a')).allowed, true);
  });

  test('what is spent is known without being counted', async () => {
    const { clock, limiter } = limiterAt({ 'orders-address': 2 });
    for (let time = 0; time < 5; time++) assert.equal(limiter.spent('orders-address', 'a'), undefined);
    await limiter.take('orders-address', 'a');
    await limiter.take('orders-address', 'a');
    assert.equal(limiter.spent('orders-address', 'a')?.resetS, 30);
    clock.now += 30_000;
    assert.equal(limiter.spent('orders-address', 'a'), undefined);
  });

  test('memory is bounded in a rush and given back after it', async () => {
    const { clock, limiter } = limiterAt({ 'orders-address': 30 }, 1000);
    for (let caller = 0; caller < 5000; caller++) await limiter.take('orders-address', `${caller}`);
    assert.ok(limiter.size <= 1000, `${limiter.size}`);
    for (let minute = 0; minute < 2; minute++) {
      clock.now += 60_000;
      await limiter.take('orders-address', 'quiet');
    }
    assert.ok(limiter.size <= 2, `${limiter.size}`);
  });

  test('nobody is forgotten before his allowance is whole again', async () => {
    const { clock, limiter } = limiterAt({ 'orders-address': 1 });
    for (const restMs of [1, 29_000, 59_000, 59_999]) {
      clock.now += 60_000 * 3;
      // Wherever in a minute the first one comes.
      clock.now += restMs;
      assert.equal((await limiter.take('orders-address', 'a')).allowed, true);
      for (const step of [1, 30_000, 29_998]) {
        clock.now += step;
        await limiter.take('orders-address', 'b');
        assert.equal((await limiter.take('orders-address', 'a')).allowed, false);
      }
      clock.now += 1;
      assert.equal((await limiter.take('orders-address', 'a')).allowed, true);
    }
  });
});

describe('limits on Workers', () => {
  test('wrangler.toml names a binding for every limit, with its figure', () => {
    const toml = readFileSync(new URL('../../../wrangler.toml', import.meta.url), 'utf8');
    const pattern = /name = "(LIMIT_\w+)"\nnamespace_id = "(\d+)"\nsimple = \{ limit = (\d+), period = (\d+) \}/g;
    const found = [...toml.matchAll(pattern)].map(([, name, id, limit, period]) => ({ name, id, limit, period }));
    assert.deepEqual(
      found.map(({ name, limit, period }) => [name, Number(limit), Number(period)]),
      Object.entries(LIMITS).map(([name, quota]) => [bindingOf(name as keyof typeof LIMITS), quota, WINDOW_S]),
    );
    assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
  });

  test('the binding decides, and its refusal is remembered for a window', async () => {
    let now = 0;
    const asked: string[] = [];
    const binding = {
      limit: async ({ key }: { key: string }) => ({ success: asked.push(key) < 2 }),
    };
    const limiter = workersLimiter({ LIMIT_REFUSED_ADDRESS: binding }, () => now);
    assert.equal((await limiter.take('refused-address', 'a')).allowed, true);
    assert.equal(limiter.spent('refused-address', 'a'), undefined);
    assert.equal((await limiter.take('refused-address', 'a')).allowed, false);
    assert.equal(limiter.spent('refused-address', 'a')?.resetS, 60);
    assert.equal(limiter.spent('refused-address', 'b'), undefined);
    now += 60_000;
    assert.equal(limiter.spent('refused-address', 'a'), undefined);
    assert.equal((await limiter.take('reads-store', 'a')).allowed, true);
    assert.deepEqual(asked, ['a', 'a']);
  });
});
