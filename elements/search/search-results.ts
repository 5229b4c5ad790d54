import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { cross } from '../internal/icons.ts';
import type { Text } from '../internal/strings.ts';
import { hasFilters, type SearchRequest, type SearchState } from '../stores/search-store.ts';
import { chosenOf, toggled, type LabelUi } from './filter-labels.ts';
import { funnel } from './funnel.ts';
import { nothingHeading, resultsHeading } from './results-heading.ts';
import { SORTS, type sortEnglish } from './sorts.ts';

/** What the results need to draw themselves. */
export interface ResultsUi extends LabelUi {
  readonly sortText: Text<keyof typeof sortEnglish>;
  /** What narrows the search, to be shown beside the results. */
  readonly beside: TemplateResult | typeof nothing;
  /** Whether it opens in a drawer instead. */
  readonly inDrawer: boolean;
  /** Products for whoever found none. */
  readonly popular: readonly ProductSummary[];
  card(product: ProductSummary, index: number, isResult: boolean): TemplateResult;
  /** Searches again with something changed. */
  search(change: Partial<SearchRequest>): void;
  more(): void;
  openFilters(): void;
}

function link(label: string, act: () => void): TemplateResult {
  return html`<button class="link" type="button" @click=${act}>${label}</button>`;
}

function quiet(label: string, act: () => void): TemplateResult {
  return html`<button class="quiet" part="secondary-button" type="button" @click=${act}>${label}</button>`;
}

/** What was searched instead of what was typed, or another spelling of it. */
function renderHint({ query, corrected, didYouMean }: SearchState, ui: ResultsUi): TemplateResult | typeof nothing {
  const { text, search } = ui;
  const whole: Partial<SearchRequest> = { filters: {}, exact: false };
  if (corrected) {
    return html`<p class="hint" part="hint">
      ${text('showing', { query: corrected })}
      ${link(text('instead', { query }), () => search({ ...whole, exact: true }))}
    </p>`;
  }
  if (!didYouMean) return nothing;
  return html`<p class="hint" part="hint">
    ${link(text('didYouMean', { query: didYouMean }), () => search({ ...whole, query: didYouMean }))}
  </p>`;
}

/** All that is chosen, each to be taken back by one press. */
function renderChosen(state: SearchState, ui: ResultsUi): TemplateResult | typeof nothing {
  const chosen = chosenOf(state, ui);
  if (!chosen.length) return nothing;
  const { text, search } = ui;
  return html`<ul class="chosen" part="chosen" role="list" aria-label=${text('chosen')}>
    ${repeat(
      chosen,
      ({ name, value }) => `${name}=${value}`,
      ({ name, value, label }) =>
        html`<li>
          <button
            class="tag"
            part="chip"
            type="button"
            aria-label=${text('remove', { value: label })}
            @click=${() => search({ filters: toggled(state.filters, name, value) })}
          >
            <bdi>${label}</bdi>${cross}
          </button>
        </li>`,
    )}
    <li>${link(text('clearAll'), () => search({ filters: {} }))}</li>
  </ul>`;
}

function renderSort({ sort }: SearchState, ui: ResultsUi): TemplateResult {
  const change = ({ target }: Event): void => ui.search({ sort: (target as HTMLSelectElement).value });
  return html`<label class="sort" part="sort">
    <span>${ui.sortText('sort')}</span>
    <select @change=${change} .value=${live(sort)}>
      <option value="" ?selected=${!sort}>${ui.text('relevance')}</option>
      ${SORTS.map((one) => html`<option value=${one} ?selected=${one === sort}>${ui.sortText(one)}</option>`)}
    </select>
  </label>`;
}

function renderFiltersButton(state: SearchState, ui: ResultsUi): TemplateResult {
  const { length } = chosenOf(state, ui);
  return html`<button
    class="filters-button"
    part="filters-button"
    type="button"
    aria-haspopup="dialog"
    @click=${() => ui.openFilters()}
  >
    ${funnel}${ui.text('filters')}${length ? html`<span class="number">${length}</span>` : nothing}
  </button>`;
}

function renderNothing(state: SearchState, ui: ResultsUi): TemplateResult {
  const { text, search, popular } = ui;
  const filtered = hasFilters(state.filters);
  return html`<div class="note" part="message">
      <slot name="empty">
        <p class="strong">${nothingHeading(state, text)}</p>
        ${filtered ? nothing : html`<p>${text('hint')}</p>`}
      </slot>
      ${renderHint(state, ui)}
      ${
        filtered
          ? quiet(text('withoutFilters'), () => search({ filters: {} }))
          : quiet(text('everything'), () => search({ query: '', collection: undefined, filters: {}, exact: false }))
      }
    </div>
    ${
      popular.length
        ? html`<p class="total others">${text('popular')}</p>
            <ul part="list" role="list">
              ${repeat(
                popular,
                ({ id }) => id,
                (product, index) => ui.card(product, index, false),
              )}
            </ul>`
        : nothing
    }`;
}

function renderFailure({ error }: SearchState, { text, more }: ResultsUi): TemplateResult {
  return html`<div class="note" part="message" role="alert">
    <slot name="error"><p>${text(error?.closed ? 'closed' : 'failed')}</p></slot>
    ${quiet(text('retry'), more)}
  </div>`;
}

function renderList(state: SearchState, ui: ResultsUi, waiting: boolean): TemplateResult | typeof nothing {
  if (waiting) {
    return html`<ul part="list" role="list" aria-label=${ui.text('searching')}>
      ${Array.from({ length: 8 }, () => html`<li class="card waiting" aria-hidden="true"></li>`)}
    </ul>`;
  }
  if (!state.products.length) return nothing;
  return html`<ul part="list" role="list">
    ${repeat(
      state.products,
      ({ id }) => id,
      (product, index) => ui.card(product, index, true),
    )}
  </ul>`;
}

/** What a search found: how much, what narrows it, cards, and a way out when there is nothing. */
export function renderResults(state: SearchState, ui: ResultsUi): TemplateResult | typeof nothing {
  const { status, products, hasMore, total } = state;
  if (status === 'idle') return nothing;
  const { text } = ui;
  const waiting = status === 'loading' && !products.length;
  const nothingFound = status === 'ready' && !total;
  // With nothing to narrow or to order, what does so is away.
  const bare = (status === 'failed' && !products.length) || (nothingFound && !hasFilters(state.filters));
  const beside = bare ? nothing : ui.beside;
  return html`<section
    class="results"
    part="results"
    tabindex="-1"
    aria-label=${text('results')}
    aria-busy=${status === 'loading' || status === 'more'}
  >
    <div class="bar">
      ${
        bare
          ? nothing
          : html`<p class="total" part="total">
              ${waiting ? html`&nbsp;` : nothingFound ? text('all', { count: 0 }) : resultsHeading(state, text)}
            </p>`
      }
      ${bare ? nothing : html`<div class="tools">${ui.inDrawer ? renderFiltersButton(state, ui) : nothing}${renderSort(state, ui)}</div>`}
    </div>
    ${waiting || nothingFound ? nothing : renderHint(state, ui)}
    <div class=${beside === nothing ? 'columns' : 'columns two'}>
      ${beside === nothing ? nothing : html`<div class="side" part="filters" role="group" aria-label=${text('filters')}>${beside}</div>`}
      <div class="found">
        ${renderChosen(state, ui)} ${nothingFound ? renderNothing(state, ui) : renderList(state, ui, waiting)}
        ${status === 'failed' ? renderFailure(state, ui) : nothing}
        ${
          hasMore && status !== 'failed'
            ? html`<div class="foot">${quiet(text(status === 'more' ? 'searching' : 'more'), ui.more)}</div>`
            : nothing
        }
      </div>
    </div>
  </section>`;
}
