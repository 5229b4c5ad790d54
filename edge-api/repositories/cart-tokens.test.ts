import assert from 'node:assert/strict';
import { it } from 'node:test';
import { startApi } from '../routes/api.test-support.ts';
import { cartRepository } from './carts.ts';

const api = await startApi();

it('remembers that a live cart was shared by a link, however often its owner has moved between pages since', async () => {
  await api.store('ada');
  await api.inspect('ada', async (db) => {
    const carts = cartRepository(db);
    const cartId = crypto.randomUUID();
    const [now, expiresAt] = [Date.now(), Date.now() + 3_600_000];
    await carts.insert({ id: cartId, tokenHash: 'own', userId: 'guest', createdAt: now, expiresAt });
    const by = { cartId, family: '' };
    assert.ok(await carts.addToken(cartId, { hash: 'link', family: 'of the link', guest: 0, by }, now));
    for (let move = 1; move <= 40; move += 1)
      assert.ok(await carts.addToken(cartId, { hash: `move-${move}`, family: '', guest: 0, by }, now + move));
    await db.run(`INSERT INTO customers (id, email, name, created_at) VALUES ('sam', 'sam@shop.example', 'Sam', '')`);
    const claimed = await carts.claim('sam', now + 50, { cartId, family: '', guestId: 'another guest' });
    assert.equal(claimed?.userId, 'another guest');
    assert.deepEqual(await db.all('SELECT family FROM cart_ended_families'), [{ family: 'of the link' }]);
  });
});
