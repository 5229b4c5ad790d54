import { composeStore, type Surroundings, surroundingsOf } from './compose.ts';
import { isClosed } from './services/plans.ts';
import type { RegisteredStore, StoreDirectory } from './middleware/open-store.ts';

/** Expired carts removed from one store in one go. */
const SWEEP = 200;

/**
 * Does for stores what no request waits for: work their orders left in the outbox, and carts that have expired. A store
 * that fails is reported and does not keep the next from its turn, and between any two of them requests have theirs. `waiting` is told how much each store's outbox still holds.
 */
export async function tendStores<Store extends RegisteredStore>(
  stores: Iterable<Store> | AsyncIterable<Store>,
  open: (store: Store) => ReturnType<StoreDirectory['open']>,
  surroundings: Surroundings,
  waiting: (storeId: string, work: number) => void = () => undefined,
): Promise<void> {
  for await (const store of stores) {
    // What a closed store owes its carts waits until it opens again: its live carts are closed as well.
    if (isClosed(store, surroundings.now())) continue;
    try {
      const lease = await open(store);
      try {
        const services = composeStore(store, lease.database, surroundingsOf(surroundings, { store: store.handle }));
        await services.outbox.drain();
        await services.carts.sweep(SWEEP);
        waiting(store.id, await services.outbox.waiting());
      } finally {
        lease.release();
      }
    } catch (error) {
      surroundings.onTrouble('tend a store', error, { store: store.handle });
    }
    // Work on files never waits: ten thousand stores in a row would leave requests waiting for all of them.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
