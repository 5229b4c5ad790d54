import type { SyncApp } from './app.ts';
import { valueOf, type Row } from './rows.ts';

const GUEST_WITHOUT_CART_MS = 86_400_000;
const BATCH = 200;

/** Deletes carts that have expired, with their entries, and guests who have nothing left. Answers how many rows asked to go. */
export async function sweepExpired(app: SyncApp, now: number): Promise<number> {
  const owned = (etype: string, userId: string): Row[] =>
    app.view.having(app.model.etypes.get(etype)!.attrs.get('ownerId')!, userId);
  const expired = (cart: Row): boolean => Number(valueOf(cart, 'expiresAt')) <= now;
  const steps: unknown[] = [];
  for (const cart of app.view.all('carts')) if (expired(cart)) steps.push(['delete-entity', cart.id, 'carts']);
  for (const guest of app.view.all('$users')) {
    const madeAt = guest.triples.get('id')?.[3] ?? now;
    const carts = owned('carts', guest.id);
    // A guest is made a moment before his cart; one whose cart never came is old before he goes.
    if (!carts.every(expired) || (carts.length === 0 && now - madeAt < GUEST_WITHOUT_CART_MS)) continue;
    steps.push(['delete-entity', guest.id, '$users']);
    // The orders themselves are in the store's database; these rows only told their owner, who is gone.
    for (const order of owned('orders', guest.id)) steps.push(['delete-entity', order.id, 'orders']);
  }
  for (let at = 0; at < steps.length; at += BATCH) await app.write('admin', steps.slice(at, at + BATCH));
  return steps.length;
}
