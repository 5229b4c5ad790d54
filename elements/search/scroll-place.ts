/** Signs that somebody is on their way elsewhere. */
const MOVES = ['wheel', 'touchmove', 'keydown', 'pointerdown'];

/**
 * Where somebody had scrolled to. A browser that goes back restores it before the results are here, and the page is
 * short: it is put right once they are, unless somebody has begun to move by then.
 */
export class ScrollPlace {
  private readonly scroller: () => Element | null;
  private wanted = 0;

  constructor(scroller: () => Element | null) {
    this.scroller = scroller;
  }

  /** How far down it is, in pixels. */
  get top(): number {
    return Math.round(this.scroller()?.scrollTop ?? 0);
  }

  /** Results are on their way that were scrolled down so far; 0 leaves everything where it is. */
  expect(top = 0): void {
    this.wanted = top;
    for (const move of MOVES) {
      if (top) addEventListener(move, this.forget, { capture: true, passive: true });
      else removeEventListener(move, this.forget, true);
    }
  }

  /** The results are here. */
  restore(): void {
    if (this.wanted) this.scroller()?.scrollTo({ top: this.wanted, behavior: 'instant' });
    this.forget();
  }

  private readonly forget = (): void => this.expect(0);
}
