import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Observable } from './observable.ts';

/** Updates its element whenever the observable that `pick` answers changes; follows `pick` when it answers another. */
export class Watch<T> implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private readonly pick: () => Observable<T> | undefined;
  private source: Observable<T> | undefined;
  private stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, pick: () => Observable<T> | undefined) {
    this.host = host;
    this.pick = pick;
    host.addController(this);
  }

  get value(): T | undefined {
    return this.source?.value;
  }

  hostConnected(): void {
    this.follow();
  }

  hostUpdate(): void {
    this.follow();
  }

  hostDisconnected(): void {
    this.stop?.();
    this.stop = this.source = undefined;
  }

  private follow(): void {
    const next = this.pick();
    if (next === this.source) return;
    this.stop?.();
    this.source = next;
    this.stop = next?.subscribe(() => this.host.requestUpdate());
  }
}
