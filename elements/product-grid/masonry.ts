import type { ReactiveController } from 'lit';
import type { Image } from '../../edge-api/contract/products.ts';
import { adopt, boxesOf, type Arrangement } from './grid-layout.ts';
import { styles } from './masonry.styles.ts';
import type { VitrineProductGrid } from './product-grid.ts';

/** Narrower or wider pictures are cut, so that none is a ribbon; width to height. */
const [NARROWEST, WIDEST] = [0.5, 2];

/** Whether the browser lays masonry out by itself. */
const native = CSS.supports('display', 'grid-lanes');

function ratioOf(image: Image | null | undefined): string {
  if (!image?.width || !image.height) return '';
  return `${Math.min(WIDEST, Math.max(NARROWEST, image.width / image.height))}`;
}

/**
 * Cards as high as their pictures, each put below the column that ends first. They stay in their order in the document,
 * so that reading and tabbing go as the merchant sorted; a picture's room is known before it arrives, so that nothing
 * moves then; and further products never move those before them.
 */
class Masonry implements Arrangement, ReactiveController {
  private readonly grid: VitrineProductGrid;
  /** In the next frame: an observer that changes sizes itself makes an error of the page. */
  private readonly sizes = new ResizeObserver(() => (this.frame ||= requestAnimationFrame(() => this.lay())));
  private frame = 0;
  private readonly watched = new Set<Element>();

  constructor(grid: VitrineProductGrid) {
    this.grid = grid;
    adopt(grid, styles.styleSheet);
    grid.addController(this);
    this.hostUpdated();
  }

  hostDisconnected(): void {
    this.sizes.disconnect();
    this.watched.clear();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  hostUpdated(): void {
    const { list } = boxesOf(this.grid);
    if (!list || !this.grid.isConnected) return;
    const shown = this.grid['shown'];
    for (const [index, card] of this.cardsOf(list).entries()) {
      card.style.setProperty('--_ratio', ratioOf(shown[index]?.image));
    }
    if (native) return;
    this.watch([list, ...list.children]);
    this.lay();
  }

  end(): void {
    this.hostDisconnected();
    this.grid.removeController(this);
    const { list } = boxesOf(this.grid);
    if (!list) return;
    list.classList.remove('measured');
    list.style.blockSize = '';
    for (const card of this.cardsOf(list)) {
      for (const name of ['--_ratio', '--_y', 'grid-column']) card.style.removeProperty(name);
    }
  }

  private cardsOf(list: HTMLElement): HTMLElement[] {
    return [...list.children].filter((child) => child instanceof HTMLElement);
  }

  private watch(wanted: readonly Element[]): void {
    const now = new Set(wanted);
    for (const element of this.watched) if (!now.has(element)) this.sizes.unobserve(element);
    for (const element of now) if (!this.watched.has(element)) this.sizes.observe(element);
    this.watched.clear();
    for (const element of now) this.watched.add(element);
  }

  private lay(): void {
    this.frame = 0;
    const { list } = boxesOf(this.grid);
    if (!list) return;
    list.classList.add('measured');
    const { gridTemplateColumns, rowGap } = getComputedStyle(list);
    const ends = gridTemplateColumns.split(' ').map(() => 0);
    const gap = parseFloat(rowGap) || 0;
    const cards = this.cardsOf(list);
    // First all that changes widths, then all that is read, then all that follows from it: one layout, not one a card.
    const heights = cards.map((card) => card.offsetHeight);
    for (const [index, card] of cards.entries()) {
      const column = ends.indexOf(Math.min(...ends));
      const start = ends[column]!;
      card.style.setProperty('--_y', `${start}px`);
      card.style.gridColumn = `${column + 1} / ${column + 2}`;
      ends[column] = start + heights[index]! + gap;
    }
    list.style.blockSize = `${Math.max(0, Math.max(...ends) - gap)}px`;
  }
}

export const arrange = (grid: VitrineProductGrid): Arrangement => new Masonry(grid);
