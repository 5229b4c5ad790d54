import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How early before it is in sight an element is near, in heights of the window. */
const AHEAD = '100%';

/** Browsers that keep what somebody looks at where it is when something above it shrinks. */
const anchors = CSS.supports('overflow-anchor', 'auto');

/** Whether an element could shrink now without anything in sight moving. */
const isUnseen = ({ top, bottom }: DOMRectReadOnly): boolean => top >= innerHeight || (bottom <= 0 && anchors);

/**
 * The room an element takes in its page. It tells when the element comes near, and lets it become smaller only while
 * nobody can see that happen: until then the room stays as it was.
 */
export class Room implements ReactiveController {
  /** Whether it is, or was, near what is in sight. */
  near = false;
  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly box: () => HTMLElement | null;
  private readonly onFree: () => void;
  private approach: IntersectionObserver | undefined;
  private leaving: IntersectionObserver | undefined;

  /** `box` is what the room is held with; `onFree` is called once room that was held is given back. */
  constructor(host: ReactiveControllerHost & HTMLElement, box: () => HTMLElement | null, onFree: () => void) {
    this.host = host;
    this.box = box;
    this.onFree = onFree;
    host.addController(this);
  }

  /** Whether it holds room that is not needed. */
  get held(): boolean {
    return this.leaving !== undefined;
  }

  hostConnected(): void {
    if (this.near) return;
    this.approach = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.approach?.disconnect();
        this.near = true;
        this.host.requestUpdate();
      },
      { rootMargin: `${AHEAD} 0px` },
    );
    this.approach.observe(this.host);
  }

  hostDisconnected(): void {
    this.approach?.disconnect();
    this.free();
  }

  /** Keeps at least so many pixels of height until nobody sees them go; nothing when nobody does now. */
  hold(height: number): void {
    const box = this.box();
    if (!box || this.leaving || isUnseen(this.host.getBoundingClientRect())) return;
    box.style.minBlockSize = `${height}px`;
    this.leaving = new IntersectionObserver((entries) => {
      const { isIntersecting, boundingClientRect } = entries.at(-1)!;
      if (!isIntersecting && (boundingClientRect.top > 0 || anchors)) this.free();
    });
    this.leaving.observe(this.host);
  }

  /** Gives back what is held. */
  free(): void {
    if (!this.leaving) return;
    this.leaving.disconnect();
    this.leaving = undefined;
    const box = this.box();
    if (box) box.style.minBlockSize = '';
    this.onFree();
  }
}
