import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { minorDigits } from '../../edge-api/contract/minor-digits.ts';
import type { Facet } from '../../edge-api/contract/search.ts';
import type { Filters, SearchState } from '../stores/search-store.ts';
import { money, withRange, type LabelUi } from './filter-labels.ts';

/** Both ends of a range, in minor units. */
interface Ends {
  readonly low: number;
  readonly high: number;
}

/** The currency as a reader of this language writes it, such as "€". */
function symbolOf({ currency, locale }: LabelUi): string {
  try {
    const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
    return parts.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
  } catch {
    return currency;
  }
}

/** A range of prices: a slider with two thumbs, and two fields for whoever would rather type. */
export class PriceRange {
  private readonly host: ReactiveControllerHost;
  private readonly user: { narrow(filters: Filters): void };
  /** Where the thumbs are while somebody moves one. */
  private moving: Ends | undefined;

  constructor(host: ReactiveControllerHost, user: { narrow(filters: Filters): void }) {
    this.host = host;
    this.user = user;
  }

  render({ min = 0, max = 0 }: Facet, { filters }: SearchState, ui: LabelUi): TemplateResult {
    const chosen = (name: string): number | undefined => {
      const value = Number(filters[name]?.[0] ?? NaN);
      return Number.isNaN(value) ? undefined : value;
    };
    const low = chosen('price.min');
    const high = chosen('price.max');
    // What is chosen may lie outside of what is left.
    const ends = { min: Math.min(min, low ?? min), max: Math.max(max, high ?? max) };
    const at = this.moving ?? { low: low ?? ends.min, high: high ?? ends.max };
    const narrow = (next: Ends): void => {
      this.moving = undefined;
      const open = (value: number, end: number): number | undefined => (value === end ? undefined : value);
      this.user.narrow(withRange(filters, open(next.low, ends.min), open(next.high, ends.max)));
    };
    const share = (value: number): string => `${((value - ends.min) / (ends.max - ends.min || 1)) * 100}%`;
    return html`<div class="range" .style=${`--low:${share(at.low)};--high:${share(at.high)}`}>
        ${(['low', 'high'] as const).map((end) => this.renderThumb(end, at, ends, ui, narrow))}
      </div>
      <div class="ends">${(['low', 'high'] as const).map((end) => this.renderField(end, at, ends, ui, narrow))}</div>`;
  }

  private renderThumb(
    end: keyof Ends,
    at: Ends,
    { min, max }: { min: number; max: number },
    ui: LabelUi,
    narrow: (next: Ends) => void,
  ): TemplateResult {
    const step = Math.max(1, Math.round((max - min) / 100));
    // Browsers know whole steps alone: the last one leads to the dearest product, or past it.
    const top = min + Math.ceil((max - min) / step) * step;
    const place = (value: number): string => `${value < max ? value : top}`;
    const read = ({ target }: Event): Ends => {
      const value = Math.min(max, Number((target as HTMLInputElement).value));
      return end === 'low' ? { ...at, low: Math.min(value, at.high) } : { ...at, high: Math.max(value, at.low) };
    };
    const move = (event: Event): void => {
      this.moving = read(event);
      // A thumb does not pass the other one.
      (event.target as HTMLInputElement).value = place(this.moving[end]);
      this.host.requestUpdate();
    };
    return html`<input
      type="range"
      min=${min}
      max=${top}
      step=${step}
      aria-label=${ui.text(end === 'low' ? 'lowest' : 'highest')}
      aria-valuetext=${money(at[end], ui)}
      .value=${live(place(at[end]))}
      @input=${move}
      @change=${(event: Event) => narrow(read(event))}
    />`;
  }

  private renderField(
    end: keyof Ends,
    at: Ends,
    { min, max }: { min: number; max: number },
    ui: LabelUi,
    narrow: (next: Ends) => void,
  ): TemplateResult {
    const units = 10 ** minorDigits(ui.currency);
    const change = ({ target }: Event): void => {
      const field = target as HTMLInputElement;
      const value = Math.round(Number(field.value) * units);
      const fallback = end === 'low' ? min : max;
      const wanted = field.value === '' || Number.isNaN(value) ? fallback : Math.max(0, value);
      const next = { ...at, [end]: wanted };
      // Ends that somebody gave the wrong way round are turned.
      narrow({ low: Math.min(next.low, next.high), high: Math.max(next.low, next.high) });
    };
    return html`<label class="end">
      <span>${ui.text(end === 'low' ? 'lowest' : 'highest')}</span>
      <span class="amount-field"
        ><span aria-hidden="true">${symbolOf(ui)}</span
        ><input
          type="number"
          inputmode="decimal"
          min="0"
          step="any"
          .value=${live(`${at[end] / units}`)}
          @change=${change}
      /></span>
    </label>`;
  }
}
