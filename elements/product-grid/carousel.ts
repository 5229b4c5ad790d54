import { html, type ReactiveController, type TemplateResult } from 'lit';
import { anew } from '../internal/anew.ts';
import { back } from '../internal/icons.ts';
import { strings } from '../internal/strings.ts';
import { styles } from './carousel.styles.ts';
import { adopt, boxesOf, type Arrangement } from './grid-layout.ts';
import type { VitrineProductGrid } from './product-grid.ts';

const english = {
  carousel: 'carousel',
  products: 'Products',
  previousProducts: 'Previous products',
  nextProducts: 'Next products',
  showing: '{from} to {to} of {of}',
};

/** Where a row stands, in cards. */
interface Place {
  /** Number of the first card that is wholly in sight, from 0. */
  readonly first: number;
  /** How many cards are wholly in sight at once. */
  readonly fit: number;
  readonly atStart: boolean;
  readonly atEnd: boolean;
}

/** Scroll positions are rounded by browsers, and by zooming; in pixels. */
const SLACK = 2;
/** How far a row at rest may be from where a card begins, in pixels; what is further was not rounded. */
const ROUNDED = 1;

/** What moves a row otherwise than a turn does. */
const HANDS = ['wheel', 'pointerdown', 'focusin'] as const;

const isRightToLeft = (list: HTMLElement): boolean => getComputedStyle(list).direction === 'rtl';

/** Pixels from the start of one card to the next; 0 with fewer than two. */
function stepOf({ children }: HTMLElement): number {
  const [one, two] = children as unknown as HTMLElement[];
  return one && two ? Math.abs(two.offsetLeft - one.offsetLeft) : 0;
}

/** Pixels from where a row begins to one of its cards; steps are rounded, and many of them would add up to more. */
const startOf = ({ children }: HTMLElement, index: number): number => {
  const [one, card] = [children[0], children[index]] as (HTMLElement | undefined)[];
  return one && card ? Math.abs(card.offsetLeft - one.offsetLeft) : 0;
};

function placeOf(list: HTMLElement): Place {
  const step = stepOf(list) || list.clientWidth || 1;
  const gone = Math.abs(list.scrollLeft);
  const card = (list.firstElementChild as HTMLElement | null)?.offsetWidth ?? step;
  return {
    first: Math.round(gone / step),
    fit: Math.max(1, Math.floor((list.clientWidth - card) / step) + 1),
    atStart: gone <= SLACK,
    atEnd: gone + list.clientWidth >= list.scrollWidth - SLACK,
  };
}

/**
 * The cards of a grid in one row that scrolls by touch, wheel, keys and two buttons: a carousel as the WAI-ARIA
 * Authoring Practices describe it, which never turns by itself. Its slides are the items of the list, so that screen
 * readers count them; after a turn it says which are in sight. The buttons come before the slides, and stay focusable
 * at the ends, where they say that they are disabled.
 */
class Carousel implements Arrangement, ReactiveController {
  private readonly grid: VitrineProductGrid;
  private readonly text;
  private readonly sizes = new ResizeObserver(() => this.look());
  private list: HTMLElement | null = null;
  private place: Place = { first: 0, fit: 1, atStart: true, atEnd: true };
  private said = '';
  private asked = 0;
  /** Card that a turn is on its way to; null at rest, and where browsers do not tell when that is. */
  private goal: number | null = null;
  /** Pixels at which the row was last found between cards. */
  private foundAt = -1;

  constructor(grid: VitrineProductGrid) {
    this.grid = grid;
    this.text = strings(grid, 'product-grid', english);
    adopt(grid, styles.styleSheet);
    grid.addController(this);
  }

  hostDisconnected(): void {
    this.follow(null);
  }

  hostUpdated(): void {
    const { root, list } = boxesOf(this.grid);
    root?.setAttribute('role', 'group');
    root?.setAttribute('aria-roledescription', this.text('carousel'));
    root?.setAttribute('aria-label', this.grid.heading || this.text('products'));
    this.follow(list);
    this.look();
  }

  end(): void {
    this.follow(null);
    const { root, list } = boxesOf(this.grid);
    for (const name of ['role', 'aria-roledescription', 'aria-label']) root?.removeAttribute(name);
    list?.scrollTo({ left: 0, behavior: 'instant' });
    this.grid.removeController(this);
  }

  renderButtons(): TemplateResult {
    const { atStart, atEnd } = this.place;
    const button = (key: 'previousProducts' | 'nextProducts', by: number, off: boolean): TemplateResult =>
      html`<button
        class=${by > 0 ? 'turn on' : 'turn'}
        part="carousel-button"
        type="button"
        aria-label=${this.text(key)}
        aria-disabled=${off}
        @click=${() => this.turn(by)}
      >
        ${back}
      </button>`;
    const isIdle = (atStart && atEnd) || this.grid['listState'].status === 'loading';
    return html`<div class="turns" part="carousel-buttons" ?hidden=${isIdle}>
      ${button('previousProducts', -1, atStart)} ${button('nextProducts', 1, atEnd)}
      <span class="hidden-text" role="status">${this.said}</span>
    </div>`;
  }

  private follow(list: HTMLElement | null): void {
    if (list === this.list) return;
    this.list?.removeEventListener('scroll', this.look);
    this.list?.removeEventListener('scrollend', this.comeToRest);
    for (const type of HANDS) this.list?.removeEventListener(type, this.forgetGoal);
    this.list?.removeEventListener('keydown', this.handleKeydown);
    this.list?.removeEventListener('focusin', this.skipNone);
    this.list?.removeAttribute('tabindex');
    this.skipNone();
    this.forgetGoal();
    this.sizes.disconnect();
    this.list = list;
    if (!list) return;
    list.addEventListener('scroll', this.look, { passive: true });
    list.addEventListener('scrollend', this.comeToRest);
    for (const type of HANDS) list.addEventListener(type, this.forgetGoal, { passive: true });
    list.addEventListener('keydown', this.handleKeydown);
    list.addEventListener('focusin', this.skipNone);
    // A box that scrolls may be a stop of the Tab key by itself; this one has stops enough.
    list.tabIndex = -1;
    this.sizes.observe(list);
  }

  private readonly look = (): void => {
    const { list, place } = this;
    if (!list) return;
    const now = placeOf(list);
    this.place = now;
    if (now.atStart !== place.atStart || now.atEnd !== place.atEnd) this.grid.requestUpdate();
    this.askForMore(now);
  };

  private readonly forgetGoal = (): void => {
    this.goal = null;
  };

  /**
   * Sees to it that the row rests where a turn led it, or at a card. Where a button is pressed while a wheel's scroll is on
   * its way to a card, Chromium adds what was left of that way to the turn, and leaves the row between two cards.
   */
  private readonly comeToRest = (): void => {
    const { list, goal } = this;
    if (!list) return;
    const { first, atEnd } = placeOf(list);
    const [gone, start] = [Math.abs(list.scrollLeft), startOf(list, goal ?? first)];
    const isThere = Math.abs(gone - start) <= ROUNDED || (atEnd && (goal === null || start > gone));
    // Where it was found before it can be moved no further.
    if (isThere || gone === this.foundAt) {
      this.goal = null;
      this.foundAt = -1;
      return;
    }
    this.foundAt = gone;
    this.scrollTo(start);
  };

  private scrollTo(start: number): void {
    const { list } = this;
    list?.scrollTo({ left: isRightToLeft(list) ? -start : start });
  }

  /** The next products come while there is still a row of them to look at. */
  private askForMore({ first, fit }: Place): void {
    const { status, products, hasMore } = this.grid['listState'];
    if (status !== 'ready' || !hasMore || this.grid.paging !== 'more') return;
    if (this.asked === products.length || first + 2 * fit < products.length) return;
    this.asked = products.length;
    void this.grid['source']?.more().then(() => {
      // Who asks while the page before is being put away only waits for that one, and asks once more.
      if (this.grid['listState'].products === products) void this.grid['source']?.more();
    });
  }

  private turn(by: number): void {
    const { first, fit, atStart, atEnd } = this.place;
    const { list, goal } = this;
    if (!list || (goal === null && (by < 0 ? atStart : atEnd))) return;
    // Pressed again on the way, it goes on from where the way leads.
    const from = goal ?? first;
    const last = Math.max(0, list.childElementCount - fit);
    const to = Math.max(0, Math.min(last, from + by * fit));
    if (to !== goal) this.show(to, fit);
  }

  /** Leads the Tab key from the buttons to what is in sight, past the cards before it; from there it goes either way. */
  private skipTo(index: number): void {
    for (const [at, card] of [...(this.list?.children ?? [])].entries()) {
      for (const control of card.querySelectorAll('.choose, .add')) {
        if (at < index) control.setAttribute('tabindex', '-1');
        else control.removeAttribute('tabindex');
      }
    }
  }

  private readonly skipNone = (): void => this.skipTo(0);

  private show(index: number, fit: number): void {
    const { list } = this;
    if (!list) return;
    if ('onscrollend' in list) this.goal = index;
    this.scrollTo(startOf(list, index));
    this.skipTo(index);
    const of = list.childElementCount;
    const words = this.text('showing', { from: index + 1, to: Math.min(of, index + fit), of });
    this.said = anew(words, this.said);
    this.grid.requestUpdate();
  }

  /** Arrow keys go from card to card, Home and End to the first and the last, to the same control of each. */
  private readonly handleKeydown = (event: KeyboardEvent): void => {
    const { list } = this;
    const from = event.target instanceof Element ? event.target.closest<HTMLElement>('.choose, .add') : null;
    const card = from?.closest('li');
    if (!list || !from || !card || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const [forth, back] = isRightToLeft(list) ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
    const to = new Map([
      [forth, card.nextElementSibling],
      [back, card.previousElementSibling],
      ['Home', list.firstElementChild],
      ['End', list.lastElementChild],
    ]).get(event.key);
    if (!to) return;
    event.preventDefault();
    const same = from.matches('.add') ? to.querySelector<HTMLElement>('.add:enabled') : null;
    (same ?? to.querySelector<HTMLElement>('.choose'))?.focus();
  };
}

export const arrange = (grid: VitrineProductGrid): Arrangement => new Carousel(grid);
