import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { Facet } from '../../edge-api/contract/search.ts';
import type { Text } from '../internal/strings.ts';
import type { Filters, SearchState } from '../stores/search-store.ts';
import { resultsHeading } from './results-heading.ts';
import type { english } from './search.strings.ts';

/** Most values of a facet that are offered; further ones appear as the search gets narrower. */
const VALUES = 10;

/** What the results need to draw themselves. */
export interface ResultsUi {
  readonly text: Text<keyof typeof english>;
  card(product: ProductSummary, index: number): TemplateResult;
  search(query: string, filters: Filters): void;
  more(): void;
}

/** The filters with one value of one facet put in or taken out. */
function toggled(filters: Filters, name: string, value: string): Filters {
  const chosen = filters[name] ?? [];
  return { ...filters, [name]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value] };
}

function renderChip(label: string, count: number, checked: boolean, toggle: () => void): TemplateResult {
  return html`<label class="chip" part="filter ${checked ? 'filter-selected' : ''}">
    <input type="checkbox" .checked=${live(checked)} @change=${toggle} />
    <bdi>${label}</bdi><span class="count">${count}</span>
  </label>`;
}

function renderFacet({ name, values }: Facet, state: SearchState, ui: ResultsUi): TemplateResult | typeof nothing {
  const { query, filters } = state;
  const chosen = filters[name] ?? [];
  const toggle = (value: string) => () => ui.search(query, toggled(filters, name, value));
  if (name === 'available') {
    const inStock = values.find(({ value }) => value === 'true')?.count ?? 0;
    const soldOut = values.some(({ value, count }) => value === 'false' && count > 0);
    const checked = chosen.includes('true');
    // With everything in stock there is nothing to choose.
    if (!checked && !(soldOut && inStock)) return nothing;
    return html`<div class="chips">${renderChip(ui.text('available'), inStock, checked, toggle('true'))}</div>`;
  }
  if (name !== 'vendor' && name !== 'type') return nothing;
  const offered = values.filter(({ value }, index) => index < VALUES || chosen.includes(value));
  // What is chosen stays in sight to be undone, even where nothing matches it any more.
  const lost = chosen.filter((value) => !values.some((one) => one.value === value));
  if (offered.length + lost.length < 2 && !chosen.length) return nothing;
  return html`<fieldset class="chips">
    <legend>${ui.text(name)}</legend>
    ${repeat(
      [...offered, ...lost.map((value) => ({ value, count: 0 }))],
      ({ value }) => value,
      ({ value, count }) => renderChip(value, count, chosen.includes(value), toggle(value)),
    )}
  </fieldset>`;
}

function renderNothing(state: SearchState, ui: ResultsUi): TemplateResult {
  const filtered = Object.values(state.filters).some((values) => values.length);
  return html`<div class="note" part="message">
    <slot name="empty">
      <p class="strong">${ui.text('nothing', { query: state.collection?.title ?? state.query })}</p>
      <p>${ui.text('hint')}</p>
    </slot>
    <button
      class="quiet"
      part="secondary-button"
      type="button"
      @click=${() => ui.search(filtered ? state.query : '', {})}
    >
      ${ui.text(filtered ? 'withoutFilters' : 'everything')}
    </button>
  </div>`;
}

function renderFailure(ui: ResultsUi, closed: boolean): TemplateResult {
  return html`<div class="note" part="message" role="alert">
    <slot name="error"><p>${ui.text(closed ? 'closed' : 'failed')}</p></slot>
    <button class="quiet" part="secondary-button" type="button" @click=${() => ui.more()}>${ui.text('retry')}</button>
  </div>`;
}

/** What a search found: how many, facets to narrow it, cards, and a way out when there is nothing. */
export function renderResults(state: SearchState, ui: ResultsUi): TemplateResult | typeof nothing {
  const { status, products, facets, hasMore, total } = state;
  if (status === 'idle') return nothing;
  const waiting = status === 'loading' && !products.length;
  const nothingFound = status === 'ready' && !total;
  return html`<section
    class="results"
    part="results"
    tabindex="-1"
    aria-label=${ui.text('results')}
    aria-busy=${status === 'loading' || status === 'more'}
  >
    ${
      waiting || nothingFound || (status === 'failed' && !products.length)
        ? nothing
        : html`<p class="total" part="total">${resultsHeading(state, ui.text)}</p>`
    }
    ${
      facets.length && !waiting
        ? html`<div class="facets" part="filters">${facets.map((facet) => renderFacet(facet, state, ui))}</div>`
        : nothing
    }
    ${nothingFound ? renderNothing(state, ui) : nothing}
    ${
      waiting
        ? html`<ul part="list" role="list" aria-label=${ui.text('searching')}>
            ${Array.from({ length: 4 }, () => html`<li class="card waiting" aria-hidden="true"></li>`)}
          </ul>`
        : products.length && !nothingFound
          ? html`<ul part="list" role="list">
              ${repeat(
                products,
                ({ id }) => id,
                (product, index) => ui.card(product, index),
              )}
            </ul>`
          : nothing
    }
    ${status === 'failed' ? renderFailure(ui, !!state.error?.closed) : nothing}
    ${
      hasMore && status !== 'failed'
        ? html`<div class="foot">
            <button class="quiet" part="secondary-button" type="button" @click=${() => ui.more()}>
              ${ui.text(status === 'more' ? 'searching' : 'more')}
            </button>
          </div>`
        : nothing
    }
  </section>`;
}
