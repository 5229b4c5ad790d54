import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Knows whether somebody is at an element, with a pointer above it or the focus in it, and updates it when they leave. */
export class Hands implements ReactiveController {
  private readonly host: ReactiveControllerHost & HTMLElement;
  private above = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.host = host;
    host.addController(this);
    host.addEventListener('pointerenter', () => (this.above = true));
    host.addEventListener('pointerleave', () => this.leave());
    host.addEventListener('focusout', () => host.requestUpdate());
  }

  get on(): boolean {
    return this.above || this.host.matches(':focus-within');
  }

  hostDisconnected(): void {
    this.above = false;
  }

  private leave(): void {
    this.above = false;
    this.host.requestUpdate();
  }
}
