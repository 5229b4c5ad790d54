import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * When what has the focus goes, as a button does once it has done its work, the focus goes on to the first of `next` that
 * is there, and not to the top of the page. The page does not scroll for it.
 */
export class FocusKeeper implements ReactiveController {
  private readonly host: HTMLElement;
  private readonly next: readonly string[];
  private had: Element | null | undefined;

  /** `next` are selectors below the host's shadow root, the best first. */
  constructor(host: ReactiveControllerHost & HTMLElement, ...next: readonly string[]) {
    this.host = host;
    this.next = next;
    host.addController(this);
  }

  hostUpdate(): void {
    this.had = this.host.shadowRoot?.activeElement;
  }

  hostUpdated(): void {
    const root = this.host.shadowRoot!;
    if (!this.had || this.had.isConnected || root.activeElement) return;
    for (const selector of this.next) {
      root.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
      if (root.activeElement) return;
    }
  }
}
