import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { CartDatabase } from './database.ts';
import { openVault, type KeptSession } from './vault.ts';

const session = (cartId: string): KeptSession => ({
  cartId,
  token: `token of ${cartId}`,
  expiresAt: 0,
  sync: null,
  at: 0,
  chain: [],
  replaces: [],
});

const globals = globalThis as Record<string, unknown>;
const storage = new Map<string, string>();
beforeEach(() => {
  storage.clear();
  globals['localStorage'] = {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  };
});
afterEach(() => void delete globals['localStorage']);

/** An IndexedDB that has nothing, and gives others time. */
const slow = (meanwhile: () => Promise<void>) =>
  ({ run: () => meanwhile().then(() => Promise.reject(new Error('broken'))) }) as unknown as CartDatabase;

test('of two carts begun in tabs that cannot lock, the one that is kept first stays', async () => {
  const first = openVault(
    'shop:',
    slow(async () => undefined),
  );
  let waits = 0;
  const second = openVault(
    'shop:',
    slow(async () => {
      // The other tab has all its time between two looks of this one.
      if (++waits === 1) await first.claim(session('first'), undefined);
    }),
  );
  assert.equal((await second.claim(session('second'), undefined)).cartId, 'first');
  assert.equal((await first.read())?.cartId, 'first');
  assert.equal((await second.read())?.cartId, 'first');
  assert.equal((await second.claim(session('third'), 'first')).cartId, 'third');
});
