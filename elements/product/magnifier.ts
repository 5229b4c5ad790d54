const MOST = 4;
const STEP_PX = 80;
/** How far a finger has to go to turn to another picture, in pixels. */
const SWIPE_PX = 48;

const distance = ([a, b]: readonly [Touch, Touch]): number => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);

/**
 * Makes the picture in a scrolling pane larger, about the point that was pressed or between two fingers; while it is larger
 * than the pane it is moved by scrolling, by dragging and by keys. The picture is laid out larger rather than transformed, so
 * that the pane scrolls as far as there is picture and the browser may take a finer file.
 */
export class Magnifier {
  /** 1 is the whole picture. */
  scale = 1;
  /** Told 1 or -1 when a finger swiped to what follows on the right or on the left. */
  swiped: (by: 1 | -1) => void = () => undefined;

  private readonly changed: () => void;
  private pane: HTMLElement | undefined;
  private pinch: { readonly between: number; readonly scale: number } | undefined;
  private drag: { x: number; y: number; moved: boolean } | undefined;
  private swipe: { readonly x: number; readonly y: number } | undefined;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  attach(pane: HTMLElement | undefined): void {
    if (!pane || pane === this.pane) return;
    this.pane = pane;
    pane.addEventListener('click', (event) => this.handleClick(event));
    pane.addEventListener('pointerdown', (event) => this.handleDown(event));
    pane.addEventListener('pointermove', (event) => this.handleMove(event));
    pane.addEventListener('touchstart', (event) => this.handleTouch(event), { passive: true });
    // Not passive: two fingers are ours, or the browser would zoom the whole window.
    pane.addEventListener('touchmove', (event) => this.handlePinch(event), { passive: false });
    pane.addEventListener('touchend', (event) => this.handleLift(event), { passive: true });
    pane.addEventListener('wheel', (event) => this.handleWheel(event), { passive: false });
  }

  reset(): void {
    this.setScale(1);
    this.pane?.scrollTo(0, 0);
  }

  toggle(): void {
    this.zoomTo(this.scale > 1 ? 1 : 2.5);
  }

  /** Zooms about a point of the window; about the middle of the pane when none is given. */
  zoomTo(wanted: number, clientX?: number, clientY?: number): void {
    const { pane } = this;
    if (!pane) return;
    const scale = Math.max(1, Math.min(MOST, wanted));
    const box = pane.getBoundingClientRect();
    const x = (clientX ?? box.left + box.width / 2) - box.left;
    const y = (clientY ?? box.top + box.height / 2) - box.top;
    const grown = scale / this.scale;
    const [left, top] = [(pane.scrollLeft + x) * grown - x, (pane.scrollTop + y) * grown - y];
    this.setScale(scale);
    pane.scrollTo({ left, top, behavior: 'instant' });
  }

  /** Moves about by an arrow key. */
  move(event: KeyboardEvent): void {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    this.pane?.scrollBy({ left: x! * STEP_PX, top: y! * STEP_PX });
    event.preventDefault();
  }

  private setScale(scale: number): void {
    if (scale === this.scale) return;
    this.scale = scale;
    this.pane?.style.setProperty('--scale', `${scale}`);
    this.changed();
  }

  private handleClick({ clientX, clientY }: MouseEvent): void {
    if (this.drag?.moved) return;
    this.zoomTo(this.scale > 1 ? 1 : 2.5, clientX, clientY);
  }

  private handleDown({ clientX: x, clientY: y, pointerType }: PointerEvent): void {
    this.drag = pointerType === 'mouse' ? { x, y, moved: false } : undefined;
  }

  private handleMove({ clientX: x, clientY: y, buttons }: PointerEvent): void {
    const { drag, pane } = this;
    if (!drag || !pane || !(buttons & 1)) return;
    if (!drag.moved && Math.hypot(x - drag.x, y - drag.y) < 4) return;
    pane.scrollBy(drag.x - x, drag.y - y);
    this.drag = { x, y, moved: true };
  }

  private handleTouch({ touches }: TouchEvent): void {
    const [one, other] = touches;
    this.swipe = one && !other && this.scale === 1 ? { x: one.clientX, y: one.clientY } : undefined;
    this.pinch = one && other ? { between: distance([one, other]), scale: this.scale } : undefined;
  }

  private handlePinch(event: TouchEvent): void {
    const [one, other] = event.touches;
    if (!this.pinch || !one || !other) return;
    event.preventDefault();
    const scale = (this.pinch.scale * distance([one, other])) / this.pinch.between;
    this.zoomTo(scale, (one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2);
  }

  private handleLift({ changedTouches, touches }: TouchEvent): void {
    const [finger] = changedTouches;
    if (!touches.length) this.pinch = undefined;
    if (!this.swipe || !finger) return;
    const [x, y] = [finger.clientX - this.swipe.x, finger.clientY - this.swipe.y];
    this.swipe = undefined;
    if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) this.swiped(x < 0 ? 1 : -1);
  }

  /** A pinch on a trackpad arrives as a wheel with the control key. */
  private handleWheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoomTo(this.scale * Math.exp(-event.deltaY / 200), event.clientX, event.clientY);
  }
}
