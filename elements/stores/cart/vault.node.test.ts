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
  assert.equal((await second.claim(session('third'), session('first'))).cartId, 'third');
});

test('a cart whose secret changed at sign-in is not pushed out by a tab that was refused with the old one', async () => {
  const kept = new Map<string, unknown>();
  const indexedDb = {
    run: async (_mode: string, work: (rows: unknown, kv: unknown) => () => unknown) => {
      const known = { result: kept.get('session'), onsuccess: () => undefined };
      const answer = work(undefined, { get: () => known, put: (value: unknown) => void kept.set('session', value) });
      known.onsuccess();
      return answer();
    },
  } as unknown as CartDatabase;
  const old = session('the-cart');
  const signedIn = { ...old, token: 'of who signed in' };
  for (const stored of [true, false]) {
    storage.clear();
    if (!stored) delete globals['localStorage'];
    const vault = openVault('shop:', indexedDb);
    await vault.put(signedIn);
    assert.deepEqual(await vault.claim(session('a new one'), old), signedIn);
    assert.deepEqual(await vault.read(), signedIn);
    // The same cart, asked for once more with its old secret, does not take its place either.
    assert.deepEqual(await vault.claim({ ...old, at: 1 }, old), signedIn);
    assert.equal((await vault.claim(session('a new one'), signedIn)).cartId, 'a new one');
  }
});
