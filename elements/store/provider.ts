import type { ContextCallback, ContextEvent } from '@lit/context';
import { storeContext, type StoreContext } from './context.ts';

type Callback = ContextCallback<StoreContext>;

/**
 * Answers what is inside a node when it asks for its store, by the community's context protocol, and tells it when the
 * store changes. Of `@lit/context`'s own provider this needs the smaller part, and it is in every first paint.
 */
export class StoreProvider {
  private readonly subscribers = new Map<Callback, () => void>();
  private store: StoreContext | undefined;

  constructor(host: HTMLElement, store?: StoreContext) {
    this.store = store;
    host.addEventListener('context-request', (event) => this.answer(event as ContextEvent<typeof storeContext>));
  }

  get value(): StoreContext | undefined {
    return this.store;
  }

  set value(store: StoreContext) {
    this.store = store;
    for (const [callback, stop] of this.subscribers) callback(store, stop);
  }

  private answer(event: ContextEvent<typeof storeContext>): void {
    if (event.context !== storeContext) return;
    // Also without a store yet: what is inside this node must not take the page's own for it.
    event.stopPropagation();
    const { callback, subscribe } = event;
    const stop = (): void => void this.subscribers.delete(callback);
    if (subscribe) this.subscribers.set(callback, stop);
    if (this.store) callback(this.store, subscribe ? stop : undefined);
  }
}
