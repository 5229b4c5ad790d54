import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CartLine } from '../../edge-api/contract/cart-log.ts';
import { VitrineCartAddEvent } from '../events/cart-add.ts';
import { VitrineCartRemoveEvent } from '../events/cart-remove.ts';
import { VitrineCartSaveEvent } from '../events/cart-save.ts';
import { VitrineCartUpdateEvent } from '../events/cart-update.ts';
import type { CartStore } from '../stores/cart-store.ts';

/** A line that was taken out and can be put back. */
export interface RemovedLine {
  readonly line: CartLine;
  readonly title: string;
  /** Where it stood. */
  readonly index: number;
  /** Whether it was kept for later. */
  readonly saved: boolean;
}

/** The changes a shopper makes to lines: told to the page first, then done, and removals kept at hand for undoing. */
export class LineChanges implements ReactiveController {
  /** Whether the browser kept the latest change. */
  kept = true;
  removed: readonly RemovedLine[] = [];

  private readonly host: ReactiveControllerHost & EventTarget;
  private readonly cart: () => CartStore | undefined;
  private readonly report: (error: unknown) => void;

  constructor(
    host: ReactiveControllerHost & EventTarget,
    cart: () => CartStore | undefined,
    report: (error: unknown) => void,
  ) {
    this.host = host;
    this.cart = cart;
    this.report = report;
    host.addController(this);
  }

  /** A line that came back, by undo or on another device, is not removed any more. */
  hostUpdate(): void {
    const { lines = [], saved = [] } = this.cart()?.value ?? {};
    const keys = new Set([...lines, ...saved].map(({ key }) => key));
    this.removed = this.removed.filter(({ line }) => !keys.has(line.key));
  }

  setQuantity(line: CartLine, quantity: number): Promise<boolean> {
    return this.change(
      (promise) => new VitrineCartUpdateEvent({ line, quantity }, promise),
      (cart) => cart.set(line.key, quantity),
    );
  }

  async remove(line: CartLine, title: string): Promise<boolean> {
    const index = Math.max(0, this.cart()?.value.lines.findIndex(({ key }) => key === line.key) ?? 0);
    const saved = this.cart()?.value.saved?.some(({ key }) => key === line.key) ?? false;
    const done = await this.change(
      (promise) => new VitrineCartRemoveEvent({ line }, promise),
      (cart) => cart.set(line.key, 0),
    );
    if (done) this.removed = [{ line, title, index, saved }];
    this.host.requestUpdate();
    return done;
  }

  putBack({ line, title, saved }: RemovedLine): Promise<boolean> {
    const { variantId, options, quantity } = line;
    return this.change(
      (promise) => new VitrineCartAddEvent({ variantId, options, quantity, title }, promise),
      async (cart) => {
        await cart.add(variantId, { options, quantity });
        if (saved) await (await cart.more!()).keepForLater(line.key, true);
      },
    );
  }

  keepForLater(line: CartLine, saved: boolean): Promise<boolean> {
    return this.change(
      (promise) => new VitrineCartSaveEvent({ line, saved }, promise),
      async (cart) => (await cart.more!()).keepForLater(line.key, saved),
    );
  }

  /** Ends the time for undoing. */
  forget(): void {
    this.removed = [];
  }

  /** Tells the page, then does it unless the page said no; the event's `promise` follows what is done. */
  private async change(
    announce: (promise: Promise<void>) => Event,
    perform: (cart: CartStore) => Promise<void>,
  ): Promise<boolean> {
    const cart = this.cart();
    if (!cart) return false;
    let start: (() => void) | undefined;
    const done = new Promise<void>((resolve) => (start = resolve)).then(() => perform(cart));
    if (!this.host.dispatchEvent(announce(done))) return false;
    start?.();
    try {
      await done;
      this.kept = true;
    } catch (error) {
      this.kept = false;
      this.report(error);
    }
    this.host.requestUpdate();
    return this.kept;
  }
}
