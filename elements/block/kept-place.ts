import type { ReactiveController } from 'lit';

const SAME = ['data-vitrine-action', 'data-vitrine-product', 'data-vitrine-variant', 'href', 'id', 'aria-label'];

/** What makes an element the same one to whoever uses it. */
const nameOf = (element: Element): string =>
  [element.localName, ...SAME.map((name) => element.getAttribute(name) ?? '')].join(' ');

/** Where somebody is in a block: what has the focus, and what was opened or closed by hand. */
interface Place {
  readonly focused: Element | undefined;
  /** The focused one's number among those that are the same. */
  readonly at: number;
  readonly details: readonly HTMLDetailsElement[];
  readonly open: readonly boolean[];
}

/** Keeps the place of who uses a block when it is drawn anew, as after each change of a cart that it reads. */
export class KeptPlace implements ReactiveController {
  private readonly host: HTMLElement;
  private place: Place | undefined;

  constructor(host: HTMLElement) {
    this.host = host;
  }

  private get box(): Element | null | undefined {
    return this.host.shadowRoot?.querySelector('.block');
  }

  hostUpdate(): void {
    const { box } = this;
    if (!box) return;
    const active = this.host.shadowRoot!.activeElement;
    const focused = active && box.contains(active) ? active : undefined;
    const details = [...box.querySelectorAll('details')];
    const at = focused ? this.alike(box, focused).findIndex((each) => each === focused) : -1;
    this.place = { focused, at, details, open: details.map(({ open }) => open) };
  }

  hostUpdated(): void {
    const { box, place } = this;
    this.place = undefined;
    if (!box || !place) return;
    const details = [...box.querySelectorAll('details')];
    if (details[0] !== place.details[0] && details.length === place.details.length)
      for (const [index, each] of details.entries()) each.open = place.open[index]!;
    const { focused, at } = place;
    if (!focused || focused.isConnected || this.host.shadowRoot!.activeElement) return;
    const found = this.alike(box, focused);
    (found[at] ?? found[0])?.focus({ preventScroll: true });
  }

  private alike(box: Element, element: Element): HTMLElement[] {
    const name = nameOf(element);
    return [...box.querySelectorAll<HTMLElement>(element.localName)].filter((each) => nameOf(each) === name);
  }
}
