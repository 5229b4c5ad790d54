import { composeStore, type Surroundings, surroundingsOf } from './compose.ts';
import type { LearnService } from './services/search/learn.ts';
import { isClosed } from './services/plans.ts';
import type { RegisteredStore, StoreDirectory } from './middleware/open-store.ts';

/** Payments, refunds and news of providers looked at for one store in one go. */
const RECOVER = 50;

/** Expired carts removed from one store in one go. */
const SWEEP = 200;

/** How long one store may learn in its turn, in milliseconds. */
const LEARN_MS = 2000;

/**
 * Does for stores what no request waits for: work their orders left in the outbox, carts and sign-ins that have expired, pages whose time
 * to be published has come, and what search learns
 * of products and orders. A store that fails is reported and does not keep the next from its turn, and between any two of them
 * requests have theirs. `waiting` is told how much each store's outbox still holds, `owing` which have such work, money under way or a page to publish soon. Answers the stores that need another turn;
 * `learning` has those that have theirs now, so that no two turns make the same vectors.
 */
export async function tendStores<Store extends RegisteredStore>(
  stores: Iterable<Store> | AsyncIterable<Store>,
  open: (store: Store) => ReturnType<StoreDirectory['open']>,
  surroundings: Surroundings,
  waiting: (storeId: string, work: number) => void = () => undefined,
  learning: Set<string> = new Set(),
  owing: (store: Store) => void = () => undefined,
): Promise<Store[]> {
  const unfinished: Store[] = [];
  for await (const store of stores) {
    // What a closed store owes its carts waits until it opens again: its live carts are closed as well.
    if (isClosed(store, surroundings.now())) continue;
    try {
      const lease = await open(store);
      try {
        const services = composeStore(store, lease.database, surroundingsOf(surroundings, { store: store.handle }));
        // Before the outbox: what this finds goes out with the rest.
        await services.checkoutDrafts.abandoned(SWEEP);
        await services.checkoutDrafts.expire(SWEEP);
        await services.payments.recover(RECOVER);
        await services.orderAdmin.expireReservations(SWEEP);
        const isDueSoon = await services.pages.publishDue();
        await services.outbox.drain();
        await services.carts.sweep(SWEEP);
        await services.accounts.sweep();
        await services.newsletter.expire(SWEEP);
        await services.sectionEvents.sweep();
        await services.outbox.sweep();
        const work = await services.outbox.waiting();
        waiting(store.id, work);
        if (work > 0 || isDueSoon || (await services.payments.waiting()) > 0) owing(store);
        if (!(await learnAlone(store.id, services.learn, learning))) unfinished.push(store);
      } finally {
        lease.release();
      }
    } catch (error) {
      surroundings.onTrouble('tend a store', error, { store: store.handle });
    }
    // Work on files never waits: ten thousand stores in a row would leave requests waiting for all of them.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return unfinished;
}

async function learnAlone(storeId: string, learn: LearnService, learning: Set<string>): Promise<boolean> {
  if (learning.has(storeId)) return true;
  learning.add(storeId);
  try {
    return await learn.turn(LEARN_MS);
  } finally {
    learning.delete(storeId);
  }
}
