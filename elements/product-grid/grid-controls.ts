import { css, html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { strings } from '../internal/strings.ts';

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
`;

/** The choice of order and the pages of a grid: most grids have neither, so that their code comes only to those that do. */
export class GridControls {
  private readonly text;

  constructor(grid: ReactiveControllerHost & { readonly locale: string }, root: ShadowRoot) {
    this.text = strings(grid, 'product-grid', english);
    if (styles.styleSheet) root.adoptedStyleSheets.push(styles.styleSheet);
  }

  /** "Page 2". */
  pageName(page: number): string {
    return this.text('page', { page: page + 1 });
  }

  renderSort(chosen: string, choose: (sort: string) => void): TemplateResult {
    return html`<label class="sort" part="sort">
      ${this.text('sort')}
      <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${SORTS.map((sort) => html`<option value=${sort} ?selected=${sort === (chosen || SORTS[0])}>${this.text(sort)}</option>`)}
      </select>
    </label>`;
  }

  renderPages(page: number, isLast: boolean, busy: boolean, turnTo: (page: number) => void): TemplateResult {
    const button = (key: 'previous' | 'next', to: number, off: boolean): TemplateResult =>
      html`<button
        class="quiet"
        part="secondary-button"
        type="button"
        ?disabled=${off}
        aria-busy=${busy}
        @click=${() => turnTo(to)}
      >
        ${this.text(key)}
      </button>`;
    return html`<nav class="foot" aria-label=${this.text('pages')}>
      ${button('previous', page - 1, page === 0)}
      <span>${this.pageName(page)}</span>
      ${button('next', page + 1, isLast)}
    </nav>`;
  }
}
