import type { Facet } from '../../edge-api/contract/search.ts';
import type { SearchState } from '../stores/search-store.ts';
import { isOffered } from './filter-labels.ts';

type Value = Facet['values'][number];

/** What can be had, and for how much, is asked first; the shop has the others in its own order. */
const FIRST = ['available', 'price'];
const rankOf = ({ name }: Facet): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

const isChosen = ({ filters }: SearchState, { name }: Facet): boolean =>
  !!filters[name]?.length || (name === 'price' && !!(filters['price.min'] ?? filters['price.max']));

/** The values in the order they were first shown, with the counts there are now. */
function merge(before: readonly Value[], now: readonly Value[]): Value[] {
  const counts = new Map(now.map((one) => [one.value, one]));
  const known = new Set(before.map(({ value }) => value));
  return [
    ...before.map((one) => counts.get(one.value) ?? { ...one, count: 0 }),
    ...now.filter(({ value }) => !known.has(value)),
  ];
}

const widen = (before: Facet, now: Facet | undefined): Facet => ({
  ...before,
  min: Math.min(before.min ?? Infinity, now?.min ?? Infinity),
  max: Math.max(before.max ?? -Infinity, now?.max ?? -Infinity),
});

/**
 * The facets of a search as they are shown while somebody narrows it: what was there once stays where it was, with a count
 * of 0 if need be, so that nothing moves away from under a finger. Other words begin anew.
 */
export class SteadyFacets {
  private search = '';
  private shown: readonly Facet[] = [];

  /** What to show for this state of the search. */
  of(state: SearchState): readonly Facet[] {
    const { facets = [], query, collection, exact } = state;
    const search = JSON.stringify([query, collection?.handle, !!exact]);
    const before = search === this.search ? this.shown : [];
    const known = new Set(before.map(({ name }) => name));
    const now = new Map(facets.map((facet) => [facet.name, facet]));
    const kept = before.map((facet) =>
      facet.kind === 'range'
        ? widen(facet, now.get(facet.name))
        : { ...facet, values: merge(facet.values, now.get(facet.name)?.values ?? []) },
    );
    const added = facets.filter((facet) => !known.has(facet.name) && (isOffered(facet) || isChosen(state, facet)));
    this.search = search;
    this.shown = [...kept, ...added].sort((one, other) => rankOf(one) - rankOf(other));
    return this.shown;
  }
}
