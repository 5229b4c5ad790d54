import { ContextEvent, type ContextCallback } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { storeContext, type StoreContext } from './context.ts';

/** Asks for the store an element is in whenever it is put somewhere, and updates it when that becomes another. */
export class StoreConsumer implements ReactiveController {
  /** The store; undefined until the page has one. */
  value: StoreContext | undefined;
  private readonly host: ReactiveControllerHost & HTMLElement;
  private stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.host.dispatchEvent(new ContextEvent(storeContext, this.host, this.take, true));
  }

  hostDisconnected(): void {
    this.stop?.();
    this.stop = undefined;
  }

  // One function for ever: providers know their subscribers by it.
  private readonly take: ContextCallback<StoreContext> = (store, stop) => {
    // Another provider has come in between; the one before must not answer any more.
    if (stop !== this.stop) this.stop?.();
    this.stop = stop;
    this.value = store;
    // Also for the store it had: much may have happened while it was nowhere.
    this.host.requestUpdate();
  };
}
