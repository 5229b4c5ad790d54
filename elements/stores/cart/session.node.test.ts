import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ShopClient } from '../../client/shop-client.ts';
import { openSessions } from './session.ts';
import type { KeptSession, Vault } from './vault.ts';

const session = (cartId: string, token: string): KeptSession => ({
  cartId,
  token,
  expiresAt: 0,
  sync: null,
  at: 0,
  chain: [],
  replaces: [],
});

test('a tab whose secret opens the cart no more takes the one another tab got at sign-in, though the cart is the same', async () => {
  const kept = session('the-cart', 'of-who-signed-in');
  const vault: Vault = { read: async () => kept, claim: async (made) => made, put: async () => undefined };
  const asked: unknown[] = [];
  const startCartSession = async (request: unknown) => {
    asked.push(request);
    return session('another', 'token');
  };
  const sessions = openSessions('test', { startCartSession } as Partial<ShopClient> as ShopClient, vault);
  assert.equal(await sessions.renew(session('the-cart', 'from-a-link')), kept);
  assert.deepEqual(asked, []);
  assert.equal((await sessions.renew(kept)).cartId, 'another');
});
