import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isClosed, limitsOf, monthStart, overridesOf, PLANS, refuseBeyond } from './plans.ts';

test("a store's own limits take the place of its plan's, and what is no limit counts for nothing", () => {
  const store = { plan: 'basic', limits: { products: 7, domains: null, keys: -1, shelves: 3, users: 'many' } } as const;
  assert.deepEqual(overridesOf(store), { products: 7, domains: null });
  assert.deepEqual(limitsOf(store), { ...PLANS.basic, products: 7, domains: null });
});

test('what would go over a limit is refused by name, amount and cure; up to it, and without one, it goes through', () => {
  const store = { plan: 'basic', limits: { products: 3, domains: null } } as const;
  refuseBeyond(store, 'products', 2);
  refuseBeyond(store, 'domains', 1_000_000);
  assert.throws(() => refuseBeyond(store, 'products', 2, 2), {
    code: 'limit_reached',
    message:
      'The limit "products" is reached: 2 of 3 products. Remove products that are not sold any more, or move to a larger plan.',
  });
});

test('a trial ends at its moment, by itself', () => {
  const store = { status: 'trial', trialEndsAt: '2026-11-21T12:00:00.000Z' };
  const at = Date.parse(store.trialEndsAt);
  assert.deepEqual([isClosed(store, at - 1), isClosed(store, at)], [false, true]);
  assert.equal(isClosed({ ...store, status: 'active' }, at), false);
  assert.equal(isClosed({ status: 'suspended', trialEndsAt: null }, at), true);
});

test('months are those of UTC', () => {
  assert.equal(monthStart(Date.parse('2026-12-01T00:30:00+01:00')), '2026-11-01T00:00:00.000Z');
});
