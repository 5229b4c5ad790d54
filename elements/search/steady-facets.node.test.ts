import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Facet } from '../../edge-api/contract/search.ts';
import type { SearchState } from '../stores/search-store.ts';
import { SteadyFacets } from './steady-facets.ts';

const facet = (name: string, counts: Readonly<Record<string, number>>): Facet => ({
  name,
  label: name,
  kind: 'values',
  values: Object.entries(counts).map(([value, count]) => ({ value, label: value, count })),
});
const price = (min: number, max: number): Facet => ({
  name: 'price',
  label: 'price',
  kind: 'range',
  values: [],
  min,
  max,
});
const state = (facets: Facet[], more: Partial<SearchState> = {}): SearchState => ({
  status: 'ready',
  query: 'lamp',
  filters: {},
  sort: '',
  products: [],
  total: 1,
  matching: 1,
  facets,
  relaxed: false,
  corrected: null,
  didYouMean: null,
  hasMore: false,
  ...more,
});
const written = (facets: readonly Facet[]): string =>
  facets
    .map(({ name, values, min, max }) =>
      [name, ...(min === undefined ? values.map(({ value, count }) => `${value}=${count}`) : [`${min}-${max}`])].join(
        ' ',
      ),
    )
    .join(', ');

describe('facets while somebody narrows a search', () => {
  it('show what leaves a choice, with what can be had and for how much before all else', () => {
    const shown = new SteadyFacets().of(
      state([
        facet('vendor', { A: 2, B: 1 }),
        facet('type', { Only: 3 }),
        price(100, 900),
        facet('available', { true: 2, false: 1 }),
      ]),
    );
    assert.equal(written(shown), 'available true=2 false=1, price 100-900, vendor A=2 B=1');
  });

  it('stay where they were, in the order they had, with the counts there are now', () => {
    const steady = new SteadyFacets();
    steady.of(state([price(100, 900), facet('vendor', { A: 5, B: 4, C: 1 }), facet('type', { X: 5, Y: 5 })]));
    const shown = steady.of(
      state([facet('vendor', { C: 3, A: 1, D: 1 }), price(300, 300)], { filters: { tag: ['t'] } }),
    );
    assert.equal(written(shown), 'price 100-900, vendor A=1 B=0 C=3 D=1, type X=0 Y=0');
    const back = steady.of(
      state([price(100, 900), facet('vendor', { A: 5, B: 4, C: 1 }), facet('type', { X: 5, Y: 5 })]),
    );
    assert.equal(written(back), 'price 100-900, vendor A=5 B=4 C=1 D=0, type X=5 Y=5');
  });

  it('begin anew with other words, another collection or another spelling', () => {
    for (const other of [{ query: 'mug' }, { collection: { handle: 'c', title: 'C' } }, { exact: true }]) {
      const steady = new SteadyFacets();
      steady.of(state([facet('vendor', { A: 1, B: 1 })]));
      assert.equal(written(steady.of(state([facet('type', { X: 1, Y: 1 })], other))), 'type X=1 Y=1');
    }
  });

  it('show a single value that is chosen, as somebody has who was given an address', () => {
    const shown = new SteadyFacets().of(
      state([facet('vendor', { A: 1 }), price(500, 500)], { filters: { vendor: ['A'], 'price.max': ['600'] } }),
    );
    assert.equal(written(shown), 'price 500-500, vendor A=1');
  });
});
