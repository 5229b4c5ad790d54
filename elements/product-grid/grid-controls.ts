import { css, html, nothing, type TemplateResult } from 'lit';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { strings } from '../internal/strings.ts';
import type { VitrineProductGrid } from './product-grid.ts';

const SORTS = ['featured', 'newest', 'price-asc', 'price-desc', 'title-asc', 'title-desc'] as const;

const english = {
  sort: 'Sort by',
  featured: 'Featured',
  newest: 'Newest',
  'price-asc': 'Price, low to high',
  'price-desc': 'Price, high to low',
  'title-asc': 'Name, A to Z',
  'title-desc': 'Name, Z to A',
  pages: 'Pages',
  previous: 'Previous',
  next: 'Next',
  page: 'Page {page}',
};

const styles = css`
  .sort {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    margin-inline-start: auto;
    color: var(--muted);
    font-size: var(--text-s);
  }
  select {
    min-block-size: 44px;
    padding-inline: var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font: inherit;
  }
  .quiet:disabled {
    opacity: 0.5;
    cursor: default;
  }
`;

/**
 * The choice of order and the pages of a grid: most grids have neither, so that their code comes only to those that do.
 * It is part of the grid, and uses what is private to everyone else.
 */
export class GridControls {
  private readonly grid: VitrineProductGrid;
  private readonly text;
  private page = 0;
  private source: unknown;

  constructor(grid: VitrineProductGrid) {
    this.grid = grid;
    this.text = strings(grid, 'product-grid', english);
    this.source = grid['source'];
    if (styles.styleSheet) (grid.renderRoot as ShadowRoot).adoptedStyleSheets.push(styles.styleSheet);
  }

  /** Those of the list that are shown at a time. */
  pageOf(products: readonly ProductSummary[]): readonly ProductSummary[] {
    const { paging, limit } = this.grid;
    const source = this.grid['source'];
    // Another list begins with its first page.
    if (source !== this.source) this.page = 0;
    this.source = source;
    return paging === 'pages' ? products.slice(this.page * limit, (this.page + 1) * limit) : products;
  }

  renderSort(): TemplateResult {
    const { grid, text } = this;
    const choose = (event: Event): void => void (grid.sort = (event.target as HTMLSelectElement).value);
    return html`<label class="sort" part="sort">
      ${text('sort')}
      <select @change=${choose}>
        ${SORTS.map((sort) => html`<option value=${sort} ?selected=${sort === (grid.sort || SORTS[0])}>${text(sort)}</option>`)}
      </select>
    </label>`;
  }

  renderPages(): TemplateResult | typeof nothing {
    const { grid, page, text } = this;
    const { status, hasMore, products } = grid['listState'];
    if (!hasMore && products.length <= grid.limit) return nothing;
    const isLast = !hasMore && (page + 1) * grid.limit >= products.length;
    const button = (key: 'previous' | 'next', to: number, off: boolean): TemplateResult =>
      html`<button
        class="quiet"
        part="secondary-button"
        type="button"
        ?disabled=${off}
        aria-busy=${status === 'more'}
        @click=${() => void this.turnTo(to)}
      >
        ${text(key)}
      </button>`;
    return html`<nav class="foot" aria-label=${text('pages')}>
      ${button('previous', page - 1, page === 0)}
      <span>${this.name}</span>
      ${button('next', page + 1, isLast)}
    </nav>`;
  }

  /** "Page 2". */
  private get name(): string {
    return this.text('page', { page: this.page + 1 });
  }

  private async turnTo(page: number): Promise<void> {
    const { grid } = this;
    const isThere = (): boolean => page * grid.limit < grid['listState'].products.length;
    if (!isThere()) await grid['fetchMore']();
    if (!isThere()) return;
    this.page = page;
    grid['said'] = this.name;
    grid.requestUpdate();
    await grid.updateComplete;
    grid.scrollIntoView({ block: 'nearest' });
    grid.renderRoot.querySelector<HTMLElement>('.choose')?.focus();
  }
}
