/**
 * Listens to `pointerdown` and `click` of a dialog and calls `close` for a press beside it, on its backdrop: not for one on
 * the dialog's own edge, and not for a selection of text that began inside.
 */
export class PressBeside implements EventListenerObject {
  private readonly close: () => void;
  private began = false;

  constructor(close: () => void) {
    this.close = close;
  }

  handleEvent(event: MouseEvent): void {
    const dialog = event.currentTarget as HTMLElement;
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y, target } = event;
    const beside = target === dialog && (x < left || x > right || y < top || y > bottom);
    if (event.type === 'click' && beside && this.began) this.close();
    this.began = beside;
  }
}
