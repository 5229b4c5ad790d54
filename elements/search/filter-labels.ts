import type { Facet } from '../../edge-api/contract/search.ts';
import { formatMoney } from '../internal/money.ts';
import type { Text } from '../internal/strings.ts';
import type { Filters, SearchState } from '../stores/search-store.ts';
import type { english } from './results.strings.ts';

/** What the names of filters depend on. */
export interface LabelUi {
  readonly text: Text<keyof typeof english>;
  readonly locale: string;
  readonly currency: string;
}

/** One value that a search is narrowed to. */
export interface Chosen {
  /** Name of the filter, such as `vendor` or `price`. */
  readonly name: string;
  readonly value: string;
  readonly label: string;
}

const OWN = new Set(['vendor', 'type', 'tag', 'collection', 'price']);

/** What a facet is called: in the shopper's language where it is ours, else as the merchant calls it. */
export const facetLabel = ({ name, label }: Facet, { text }: LabelUi): string =>
  OWN.has(name) ? text(name as 'vendor') : label;

/** An amount in the smallest units of the store's currency as its readers write it. */
export const money = (amountMinor: number, { currency, locale }: LabelUi): string =>
  formatMoney({ amountMinor, currency }, locale);

/** What a value is called, as far as its facet is known. */
export const valueLabel = ({ facets }: SearchState, name: string, value: string): string =>
  facets?.find((facet) => facet.name === name)?.values.find((one) => one.value === value)?.label ?? value;

/** What a chosen range of prices is called; undefined when none is. */
function rangeLabel(filters: Filters, ui: LabelUi): string | undefined {
  const [low, high] = ['price.min', 'price.max'].map((name) => {
    const value = filters[name]?.[0];
    return value === undefined || Number.isNaN(Number(value)) ? undefined : money(Number(value), ui);
  });
  if (low !== undefined && high !== undefined) return `${low} – ${high}`;
  if (low !== undefined) return ui.text('from', { price: low });
  return high === undefined ? undefined : ui.text('upTo', { price: high });
}

/** All that a search is narrowed to, in the order it was chosen; a range of prices is one thing. */
export function chosenOf(state: SearchState, ui: LabelUi): Chosen[] {
  const { filters } = state;
  const price = rangeLabel(filters, ui);
  const values = Object.entries(filters).flatMap(([name, chosen]) =>
    name.startsWith('price.')
      ? []
      : chosen.map((value) => ({
          name,
          value,
          label: name === 'available' ? ui.text('available') : valueLabel(state, name, value),
        })),
  );
  return price === undefined ? values : [...values, { name: 'price', value: '', label: price }];
}

/** The filters with one value of one facet put in or taken out; of `price`, the whole range is taken out. */
export function toggled(filters: Filters, name: string, value: string): Filters {
  const chosen = filters[name] ?? [];
  const { [name]: _old, ...others } = filters;
  if (name === 'price') return withRange(filters, undefined, undefined);
  const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  return next.length ? { ...others, [name]: next } : others;
}

/** The filters with these ends of the price range, in minor units; undefined leaves an end open. */
export function withRange(filters: Filters, min: number | undefined, max: number | undefined): Filters {
  const { 'price.min': _min, 'price.max': _max, ...others } = filters;
  return {
    ...others,
    ...(min === undefined ? {} : { 'price.min': [`${min}`] }),
    ...(max === undefined ? {} : { 'price.max': [`${max}`] }),
  };
}

/** Whether a facet leaves a choice. */
export function isOffered({ name, kind, values, min, max }: Facet): boolean {
  if (kind === 'range') return name === 'price' && min !== undefined && max !== undefined && max > min;
  // With everything in stock, or nothing, there is nothing to choose.
  if (name === 'available') return values.filter(({ count }) => count > 0).length > 1;
  return values.length > 1;
}
