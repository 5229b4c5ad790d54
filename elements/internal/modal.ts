import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { lockScroll } from './scroll-lock.ts';

/** Shows the native dialog of its element as a modal, and leaves nothing behind when either goes. */
export class Modal implements ReactiveController {
  private readonly find: () => HTMLDialogElement | null;
  private unlock: (() => void) | undefined;
  private shown = false;

  constructor(host: ReactiveControllerHost, find: () => HTMLDialogElement | null) {
    this.find = find;
    host.addController(this);
  }

  get open(): boolean {
    return this.find()?.open ?? false;
  }

  /** Opens or closes the dialog; the browser moves the focus in, and back to where it was. */
  toggle(open: boolean): void {
    const dialog = this.find();
    // Not by `dialog.open`: it is false already while the event of the shopper's Escape is still to come.
    if (!dialog?.isConnected || this.shown === open) return;
    if (!open) return this.hide();
    this.shown = true;
    this.unlock = lockScroll();
    dialog.showModal();
  }

  /**
   * To be called for the dialog's `close` event: whether the shopper closed it, as with Escape. The event comes a task
   * late, so that one of our own closing may arrive when the dialog is open again.
   */
  closedByShopper(): boolean {
    if (!this.shown || this.open) return false;
    this.hide();
    return true;
  }

  hostDisconnected(): void {
    this.hide();
  }

  private hide(): void {
    this.shown = false;
    this.find()?.close();
    this.unlock?.();
    this.unlock = undefined;
  }
}
