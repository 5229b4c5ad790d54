import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PLANS } from '../services/plans.ts';
import { usageService, usageWriter } from '../services/usage.ts';
import { UsageCounter } from '../usage-counter.ts';
import { usageRepository } from '../repositories/usage.ts';
import { assertError, onWorker, startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

// A Worker counts by itself, and writes every 10 seconds.
let usage: UsageCounter | undefined;
const api = await startApi({
  usage: {
    count: (...what) => usage?.count(...what),
    isSpent: (storeId) => usage?.isSpent(storeId) ?? false,
    settle: () => undefined,
  },
});
usage = new UsageCounter({
  write: usageWriter(usageRepository(api.databases.platform), Date.now),
  everyMs: 0,
  now: Date.now,
  onTrouble: (error) => {
    throw error;
  },
});
const counted = usage;
const settings = { shipping: { methods: [{ id: 'post', title: 'Post', priceMinor: 0, countries: [] }] } };
for (const handle of ['ada', 'bob', 'cem'])
  await api.store(handle, { settings }, sell({ handle: 'mug', variants: [{ price: 1000 }] }, { handle: 'hat' }));
const platform = await api.key(null, 'stores:write');
const owner = await api.key('ada', 'store:read', 'keys:write', 'domains:write');

const by = (key: string, method = 'GET', body?: unknown): RequestInit => ({
  method,
  headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});
const allow = async (handle: string, overrides: Record<string, number | null>) => {
  const answer = await api.call(`/v1/platform/stores/${handle}/limits`, by(platform, 'PUT', { overrides }));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
};
const usageOf = async (handle: string) => {
  const { status, body } = await api.call(`/v1/admin/stores/${handle}/usage`, by(platform));
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const limitOf = async (handle: string, wanted: string) =>
  (await usageOf(handle)).limits.find(({ name }: { name: string }) => name === wanted);

let keys = 0;
const order = (handle: string) =>
  api.post(`/v1/stores/${handle}/checkouts`, {
    idempotencyKey: `usage-test-key-${String((keys += 1)).padStart(6, '0')}`,
    lines: [{ variantId: variantId('mug'), quantity: 1 }],
    email: 'ada@example.com',
    shippingAddress: {
      name: 'Ada',
      line1: 'A Street 1',
      line2: '',
      city: 'Berlin',
      region: '',
      postcode: '10115',
      country: 'DE',
      phone: '',
    },
    deliveryMethodId: 'post',
    paymentMethodId: 'bank_transfer',
    expectedTotal: { amountMinor: 1000, currency: 'EUR' },
    note: '',
  });

describe('what a store uses', () => {
  test('is told limit by limit, beside what is allowed', async () => {
    const report = await usageOf('ada');
    assert.equal(report.plan, 'basic');
    assert.deepEqual(await limitOf('ada', 'products'), {
      name: 'products',
      used: 2,
      allowed: PLANS.basic.products,
      period: 'now',
      reached: false,
    });
    const storage = await limitOf('ada', 'storageBytes');
    assert.ok(storage.used > 4096 && storage.used < 10_000_000, `${storage.used} bytes`);
    const own = await api.call('/v1/admin/stores/ada/usage', by(owner));
    assert.equal(own.status, 200);
    assertError(await api.call('/v1/admin/stores/bob/usage', by(owner)), 'unauthorized', 401);
  });

  test('counts by day and month, in bulk', async () => {
    const { id } = (await api.databases.stores.find('ada'))!;
    const usage = usageRepository(api.databases.platform);
    const now = new Date().toISOString();
    await usage.add([
      { storeId: id, metric: 'emails', day: now.slice(0, 10), amount: 2 },
      { storeId: id, metric: 'emails', day: now.slice(0, 10), amount: 3 },
      { storeId: 'purged', metric: 'emails', day: now.slice(0, 10), amount: 9 },
    ]);
    const { counters } = await usageOf('ada');
    assert.equal(counters.months[0].month, now.slice(0, 7));
    assert.equal(counters.months[0].amounts.emails, 5);
    assert.equal(counters.days[0].amounts.emails, 5);
  });
});

describe('a limit', () => {
  test('of orders holds for shoppers who come at the same moment, in kind words, and a larger plan lifts it at once', async () => {
    await allow('bob', { ordersPerMonth: 3 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => order('bob')));
    const placed = answers.filter(({ status }) => status === 201);
    assert.equal(placed.length, 3, JSON.stringify(answers.map(({ status, body }) => [status, body.error?.message])));
    for (const refused of answers.filter(({ status }) => status !== 201)) {
      assertError(refused, 'limit_reached', 402);
      assert.equal(refused.body.error.message, 'This shop cannot take more orders this month.');
    }
    assert.deepEqual(await limitOf('bob', 'ordersPerMonth'), {
      name: 'ordersPerMonth',
      used: 3,
      allowed: 3,
      period: 'month',
      reached: true,
    });
    const plan = await api.call('/v1/platform/stores/bob/limits', by(platform, 'PUT', { plan: 'pro', overrides: {} }));
    assert.deepEqual(plan.body, { plan: 'pro', overrides: {}, limits: PLANS.pro });
    // Another process, which a Worker is, believes the registry for some seconds.
    if (!onWorker) assert.equal((await order('bob')).status, 201);
  });

  test('of keys and of domains refuses the next, and says what to do', async () => {
    await allow('ada', { keys: 1, domains: 0 });
    const key = await api.call(
      '/v1/admin/stores/ada/keys',
      by(owner, 'POST', { name: 'Till', scopes: ['store:read'] }),
    );
    assertError(key, 'limit_reached', 402);
    assert.match(key.body.error.message, /"keys" is reached: 1 of 1 .* Revoke a key, or move to a larger plan/);
    const domain = await api.call('/v1/admin/stores/ada/domains', by(owner, 'POST', { host: 'ada.example' }));
    assertError(domain, 'limit_reached', 402);
    assert.match(domain.body.error.message, /"domains" is reached: 0 of 0/);
    await allow('ada', { domains: null });
    const claimed = await api.call('/v1/admin/stores/ada/domains', by(owner, 'POST', { host: 'ada.example' }));
    assert.equal(claimed.status, 201, JSON.stringify(claimed.body));
  });

  test('of keys and of domains holds for programs that ask at the same moment', async () => {
    const racer = await api.key('bob', 'keys:write', 'domains:write');
    await allow('bob', { keys: 4, domains: 2 });
    const race = async (what: string, body: (index: number) => unknown) => {
      const path = `/v1/admin/stores/bob/${what}`;
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) => api.call(path, by(racer, 'POST', body(index)))),
      );
      for (const refused of answers.filter(({ status }) => status !== 201)) assertError(refused, 'limit_reached', 402);
    };
    await race('keys', (index) => ({ name: `Till ${index}`, scopes: ['keys:read'] }));
    await race('domains', (index) => ({ host: `race-${index}.example` }));
    assert.deepEqual([(await limitOf('bob', 'keys')).used, (await limitOf('bob', 'domains')).used], [4, 2]);
  });

  test('of AI generations lets exactly so many pass, however many come at once', async () => {
    const usage = usageService(usageRepository(api.databases.platform), api.databases.stores, Date.now);
    const { id } = (await api.databases.stores.find('cem'))!;
    await allow('cem', { aiGenerationsPerMonth: 5 });
    const tries = await Promise.allSettled(Array.from({ length: 9 }, () => usage.takeAiGeneration(id)));
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 5);
    assert.equal((await limitOf('cem', 'aiGenerationsPerMonth')).used, 5);
  });

  test(
    'of requests shuts a shop only from twice as many on, and a larger plan opens it again',
    { skip: onWorker },
    async () => {
      await api.store('busy');
      await allow('busy', { requestsPerMonth: 3 });
      const ask = async (times: number) => {
        const statuses = [];
        for (let time = 0; time < times; time += 1) statuses.push((await api.call('/v1/stores/busy')).status);
        await counted.flush();
        return statuses;
      };
      assert.deepEqual(await ask(5), [200, 200, 200, 200, 200]);
      assert.deepEqual(await ask(1), [200]);
      const refused = await api.call('/v1/stores/busy');
      assertError(refused, 'limit_reached', 402);
      assert.deepEqual(await limitOf('busy', 'requestsPerMonth'), {
        name: 'requestsPerMonth',
        used: 6,
        allowed: 3,
        period: 'month',
        reached: true,
      });
      await allow('busy', {});
      assert.deepEqual(await ask(1), [402]);
      assert.deepEqual(await ask(1), [200]);
    },
  );

  test('that is no number, or has no such name, is refused', async () => {
    for (const overrides of [{ products: -1 }, { products: 'many' }, { productz: 1 }])
      assertError(
        await api.call('/v1/platform/stores/cem/limits', by(platform, 'PUT', { overrides })),
        'invalid_request',
        400,
      );
    assertError(await api.call('/v1/platform/stores/nobody/limits', by(platform)), 'store_not_found', 404);
  });
});

describe('a subscription', () => {
  const wish = {
    plan: 'pro',
    amountMinor: 2900,
    currency: 'EUR',
    periodStart: '2026-11-01T00:00:00.000Z',
    periodEnd: '2026-12-01T00:00:00.000Z',
  };
  const put = (more: object = {}) =>
    api.call('/v1/platform/stores/cem/subscription', by(platform, 'PUT', { ...wish, ...more }));

  test('gives the store the plan it pays for, and the basic plan when it is cancelled', async () => {
    const first = await put();
    assert.equal(first.status, 200, JSON.stringify(first.body));
    assert.equal((await usageOf('cem')).plan, 'pro');
    const second = await put({ plan: 'enterprise', billingCycle: 'year' });
    assert.equal(second.body.id, first.body.id);
    assert.equal((await usageOf('cem')).plan, 'enterprise');
    assert.equal((await put({ status: 'cancelled' })).status, 200);
    assert.equal((await usageOf('cem')).plan, 'basic');
    const list = await api.call('/v1/platform/stores/cem/subscription', by(platform));
    assert.deepEqual(
      list.body.subscriptions.map(({ status, plan }: { status: string; plan: string }) => [status, plan]),
      [['cancelled', 'pro']],
    );
    assertError(await put({ periodEnd: wish.periodStart }), 'invalid_request', 400);
  });
});

test('a trial that has ended closes the shop by itself, and a plan opens it again', async () => {
  await api.store('tried', { trialDays: 1 });
  assert.equal((await api.call('/v1/stores/tried')).status, 200);
  const { id } = (await api.databases.stores.find('tried'))!;
  const ended = async (trialEndsAt: string | null) => {
    const change = await api.call('/v1/platform/stores/tried', by(platform, 'PATCH', { trialEndsAt }));
    assert.equal(change.status, 200, JSON.stringify(change.body));
    assert.ok(id);
  };
  await ended('2026-01-01T00:00:00.000Z');
  if (onWorker) return;
  assertError(await api.call('/v1/stores/tried'), 'trial_ended', 423);
  assert.equal((await api.call('/v1/admin/stores/tried/usage', by(platform))).status, 200);
  await ended(null);
  assert.equal((await api.call('/v1/stores/tried')).status, 200);
});
