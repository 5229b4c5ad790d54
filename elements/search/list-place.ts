import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Room kept to the edges of the screen, between the box and its list, and the widths and heights the list has, in pixels. */
const EDGE = 8;
const GAP = 6;
const WIDTH = 340;
const HEIGHT = 520;
/** With less room than this below the box, the list opens above it where there is more. */
const CRAMPED = 240;

/** Keeps the list of suggestions at its box, in the top layer: nothing around the element can cut it off or cover it. */
export class ListPlace implements ReactiveController {
  private readonly find: () => HTMLElement | null;
  private list: HTMLElement | null = null;

  constructor(host: ReactiveControllerHost, find: () => HTMLElement | null) {
    this.find = find;
    host.addController(this);
  }

  hostUpdated(): void {
    const list = this.find();
    this.follow(list?.isConnected ? list : null);
  }

  hostDisconnected(): void {
    this.follow(null);
  }

  private follow(list: HTMLElement | null): void {
    if (list && !list.matches(':popover-open')) list.showPopover();
    const change = `${list ? 'add' : 'remove'}EventListener` as const;
    this.list = list;
    this.place();
    for (const target of [window, visualViewport]) {
      target?.[change]('scroll', this.place, true);
      target?.[change]('resize', this.place, true);
    }
  }

  private readonly place = (): void => {
    const { list } = this;
    if (!list?.parentElement) return;
    const box = list.parentElement.getBoundingClientRect();
    const room = document.documentElement.clientWidth - 2 * EDGE;
    const width = Math.min(Math.max(box.width, WIDTH), room);
    const left = getComputedStyle(list).direction === 'rtl' ? box.right - width : box.left;
    // What a keyboard on the screen leaves.
    const { offsetTop: top, height } = visualViewport ?? { offsetTop: 0, height: innerHeight };
    const above = box.top - top;
    const below = top + height - box.bottom;
    const up = below < CRAMPED && above > below;
    Object.assign(list.style, {
      left: `${Math.max(EDGE, Math.min(left, EDGE + room - width))}px`,
      top: `${up ? box.top - GAP : box.bottom + GAP}px`,
      translate: up ? '0 -100%' : '',
      width: `${width}px`,
      maxHeight: `${Math.min(HEIGHT, Math.max(up ? above : below, CRAMPED / 2) - GAP - EDGE)}px`,
    });
  };
}
