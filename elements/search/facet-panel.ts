import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Facet } from '../../edge-api/contract/search.ts';
import { cross } from '../internal/icons.ts';
import { Modal } from '../internal/modal.ts';
import { PressBeside } from '../internal/press-beside.ts';
import { hasFilters, type Filters, type SearchState } from '../stores/search-store.ts';
import { styles } from './facet-panel.styles.ts';
import { facetLabel, isOffered, toggled, type LabelUi } from './filter-labels.ts';
import { PriceRange } from './price-range.ts';
import { resultsHeading } from './results-heading.ts';
import type { ResultsHost } from './results-host.ts';
import { SteadyFacets } from './steady-facets.ts';

/** Values of a facet that are shown at once; the others come by a button. */
const VALUES = 8;
/** Facets that are unfolded at first. */
const UNFOLDED = 4;

/** What the panel does for its search. */
export interface PanelUser {
  narrow(filters: Filters): void;
  /** The shopper closed the drawer. */
  close(): void;
}

/** All that narrows a search: values with counts, a range of prices, in a column or in a drawer. */
export class FacetPanel {
  private readonly host: ResultsHost;
  private readonly user: PanelUser;
  private readonly modal: Modal;
  private readonly price: PriceRange;
  private readonly pressBeside: PressBeside;
  /** Facets that somebody folded or unfolded, and whether all of their values are shown. */
  private readonly folded = new Map<string, boolean>();
  private readonly whole = new Set<string>();
  private readonly steady = new SteadyFacets();

  constructor(host: ResultsHost, user: PanelUser) {
    this.host = host;
    this.user = user;
    this.modal = new Modal(host.element, () => host.root.querySelector<HTMLDialogElement>('.drawer'));
    this.price = new PriceRange(host.element, user);
    this.pressBeside = new PressBeside(() => user.close());
    const { adoptedStyleSheets: sheets } = host.root;
    // Before the search's own, which have the last word.
    if (styles.styleSheet)
      host.root.adoptedStyleSheets = [...sheets.slice(0, -1), styles.styleSheet, ...sheets.slice(-1)];
  }

  /** Every facet that leaves a choice, or did so before anything was chosen. */
  render(state: SearchState, ui: LabelUi): TemplateResult {
    return html`${repeat(
      this.steady.of(state),
      ({ name }) => name,
      (facet, index) => this.renderFacet(facet, index, state, ui),
    )}`;
  }

  /** The same in a dialog, which says how much is found meanwhile. */
  renderDrawer(state: SearchState, ui: LabelUi, open: boolean): TemplateResult {
    // After this very update, when the dialog is there.
    queueMicrotask(() => this.modal.toggle(open));
    const { text } = ui;
    const { facets, filters, total, status } = state;
    const { close } = this.user;
    const handleClose = (): void => void (this.modal.closedByShopper() && close());
    const isEmpty = facets && !hasFilters(filters) && !facets.some(isOffered);
    return html`<dialog
      class="drawer"
      part="drawer"
      aria-label=${text('filters')}
      @keydown=${keepEscape}
      @pointerdown=${this.pressBeside}
      @click=${this.pressBeside}
      @close=${handleClose}
    >
      ${
        open
          ? html`<div class="drawer-head">
                <p class="strong">${text('filters')}</p>
                <button class="drawer-close" type="button" aria-label=${text('closeFilters')} @click=${close}>
                  ${cross}
                </button>
              </div>
              <div class="drawer-body" part="filters" aria-busy=${!facets}>
                ${
                  isEmpty
                    ? html`<p class="drawer-note">${text('noFilters')}</p>`
                    : facets
                      ? this.render(state, ui)
                      : Array.from({ length: 6 }, () => html`<div class="coming" aria-hidden="true"></div>`)
                }
              </div>
              <div class="drawer-foot">
                <button
                  class="quiet"
                  part="secondary-button"
                  type="button"
                  ?disabled=${!hasFilters(filters)}
                  @click=${() => this.user.narrow({})}
                >
                  ${text('clearAll')}
                </button>
                <button
                  class="show"
                  part="primary-button"
                  type="button"
                  aria-busy=${status === 'loading'}
                  @click=${close}
                >
                  ${text('show', { count: total })}
                </button>
              </div>
              <p class="hidden-text" role="status">${status === 'ready' ? resultsHeading(state, text) : ''}</p>`
          : nothing
      }
    </dialog>`;
  }

  private renderFacet(facet: Facet, index: number, state: SearchState, ui: LabelUi): TemplateResult {
    const { name, kind } = facet;
    if (name === 'available') return this.renderAvailable(facet, state, ui);
    const chosen = state.filters[name]?.length ?? 0;
    const label = facetLabel(facet, ui);
    const handleToggle = ({ currentTarget }: Event): void =>
      void this.folded.set(name, !(currentTarget as HTMLDetailsElement).open);
    return html`<details
      class="facet"
      part="filter-group"
      ?open=${!(this.folded.get(name) ?? (index > UNFOLDED && !chosen))}
      @toggle=${handleToggle}
    >
      <summary><bdi>${label}</bdi>${chosen ? html`<span class="number">${chosen}</span>` : nothing}</summary>
      <div class="values" role="group" aria-label=${label}>
        ${kind === 'range' ? this.price.render(facet, state, ui) : this.renderValues(facet, state, ui)}
      </div>
    </details>`;
  }

  private renderAvailable({ name, values }: Facet, { filters }: SearchState, ui: LabelUi): TemplateResult {
    const count = values.find(({ value }) => value === 'true')?.count ?? 0;
    const checked = !!filters[name]?.includes('true');
    return this.renderValue(ui.text('available'), count, checked, undefined, () =>
      this.user.narrow(toggled(filters, name, 'true')),
    );
  }

  private renderValues({ name, values }: Facet, { filters }: SearchState, ui: LabelUi): TemplateResult {
    const chosen = filters[name] ?? [];
    // What is chosen stays in sight to be undone, even where nothing matches it any more.
    const lost = chosen.filter((value) => !values.some((one) => one.value === value));
    const all: Facet['values'] = [...values, ...lost.map((value) => ({ value, label: value, count: 0 }))];
    const isWhole = this.whole.has(name) || all.length <= VALUES + 1;
    const shown = isWhole ? all : all.filter(({ value }, index) => index < VALUES || chosen.includes(value));
    // Where most values are colours, one without a colour the shop knows has an empty place; sizes have none.
    const isColor = values.filter(({ colors }) => colors?.length).length * 2 > values.length;
    const showWhole = (): void => {
      this.whole.add(name);
      this.host.element.requestUpdate();
    };
    return html`${repeat(
      shown,
      ({ value }) => value,
      ({ value, label, count, colors = [] }) =>
        this.renderValue(label, count, chosen.includes(value), isColor ? colors : undefined, () =>
          this.user.narrow(toggled(filters, name, value)),
        ),
    )}${isWhole ? nothing : html`<button class="link" type="button" @click=${showWhole}>${ui.text('allValues', { count: all.length })}</button>`}`;
  }

  private renderValue(
    label: string,
    count: number,
    checked: boolean,
    colors: readonly string[] | undefined,
    toggle: () => void,
  ): TemplateResult {
    return html`<label
      class=${count || checked ? 'value' : 'value none'}
      part="filter ${checked ? 'filter-selected' : ''}"
    >
      <input type="checkbox" .checked=${live(checked)} @change=${toggle} />
      ${
        colors
          ? html`<span
              class=${colors.length ? 'swatch' : 'swatch unknown'}
              part="swatch"
              .style=${colors.length ? `background:${stripes(colors)}` : ''}
            ></span>`
          : nothing
      }
      <bdi>${label}</bdi> <span class="count">${count}</span>
    </label>`;
  }
}

/** Colours side by side. */
function stripes(colors: readonly string[]): string {
  const share = 100 / colors.length;
  return `linear-gradient(135deg,${colors.map((color, at) => `${color} ${at * share}% ${(at + 1) * share}%`).join()})`;
}

/** The key closes the drawer, and not also what is open below it. */
function keepEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation();
}
