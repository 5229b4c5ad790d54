import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { lockScroll } from './scroll-lock.ts';

/** Shows the native dialog of its element as a modal, and leaves nothing behind when either goes. */
export class Modal implements ReactiveController {
  private readonly find: () => HTMLDialogElement | null;
  private unlock: (() => void) | undefined;

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
    if (!dialog?.isConnected || dialog.open === open) return;
    if (open) {
      this.unlock = lockScroll();
      dialog.showModal();
    } else {
      dialog.close();
      this.release();
    }
  }

  /** The dialog closed by whatever way: Escape, backdrop, button, call. */
  release(): void {
    this.unlock?.();
    this.unlock = undefined;
  }

  hostDisconnected(): void {
    this.find()?.close();
    this.release();
  }
}
