import type { Facet } from '../../contract/search.ts';
import { isOwnFilter } from '../../contract/filters.ts';
import type { Dictionary, KnownFacet } from './dictionary.ts';
import type { FactTable } from './fact-table.ts';
import { namedColours } from '../swatches.ts';
import { isMetafield, isOption } from './filter.ts';

/** Most values of one facet that are shown, the chosen ones aside. */
export const MOST_VALUES = 50;
/** Most options that are facets, those of most products; and how many products one needs. */
const MOST_OPTIONS = 20;
const OPTION_PRODUCTS = 2;
/** Most metafields that are facets, and most values of one: with more it is text rather than a choice. */
const MOST_METAFIELDS = 20;
const METAFIELD_VALUES = 200;

/** What a store calls things. */
export interface FacetNames {
  collectionId(handle: string): string | undefined;
  collection(id: string): { readonly handle: string; readonly title: string } | undefined;
  /** Orders texts as readers of the store's language expect. */
  compare(a: string, b: string): number;
}

/** Names of the facets that a store's products have, in the order they are shown: those that can be filtered by. */
export function facetsOffered(dictionary: Dictionary): string[] {
  const byUse = (a: KnownFacet, b: KnownFacet) => b.products - a.products || (a.name < b.name ? -1 : 1);
  const some = (belongs: (facet: KnownFacet) => boolean, most: number): string[] =>
    dictionary.facets
      .filter((facet) => belongs(facet) && isOwnFilter(facet.name))
      .sort(byUse)
      .slice(0, most)
      .map(({ name }) => name);
  const options = some(({ name, products }) => isOption(name) && products >= OPTION_PRODUCTS, MOST_OPTIONS);
  const metafields = some(
    ({ name, values, longValues }) => isMetafield(name) && values > 0 && values <= METAFIELD_VALUES && longValues === 0,
    MOST_METAFIELDS,
  );
  return ['collection', 'type', 'vendor', ...options, ...metafields, 'tag'];
}

type Counted = Facet['values'][number];

/** A facet's values, most frequent first: those that products have, at most 50, and the chosen ones; these alone of a facet that is not `offered`. */
export function valuesOffered(
  table: FactTable,
  facet: string,
  offered: boolean,
  count: (code: number) => number,
  chosen: readonly string[],
  names: FacetNames,
): Facet['values'] {
  const { dictionary } = table;
  const name = table.label(facet);
  const isChosenFrom = isOption(facet) || isMetafield(facet);
  const shown = (code: number): Counted | undefined => {
    const value = dictionary.values[code]!;
    const colours = isChosenFrom ? namedColours(name, value) : null;
    if (colours?.colors.length) return { value, ...colours, count: count(code) };
    if (facet !== 'collection') return { value, label: value, count: count(code) };
    const collection = names.collection(value);
    return collection && { value: collection.handle, label: collection.title, count: count(code) };
  };
  const found = mostFrequent(dictionary, (offered && dictionary.facet(facet)?.codes) || [], count).flatMap(
    (code) => shown(code) ?? [],
  );
  const missing = chosen
    .filter((value) => !found.some((one) => one.value === value))
    .map((value): Counted => {
      const code = dictionary.find(facet, facet === 'collection' ? (names.collectionId(value) ?? '') : value);
      return (code === undefined ? undefined : shown(code)) ?? { value, label: value, count: 0 };
    });
  return [...found, ...missing].sort((a, b) => b.count - a.count || names.compare(a.label, b.label));
}

/** Codes of the values most products have. Where the last of them are equally frequent, the first by their characters. */
function mostFrequent(dictionary: Dictionary, codes: readonly number[], count: (code: number) => number): number[] {
  const some = codes.filter((code) => count(code) > 0);
  if (some.length <= MOST_VALUES) return some;
  const least = Uint32Array.from(some, count).sort()[some.length - MOST_VALUES]!;
  const before = some.filter((code) => count(code) > least);
  const ties = some.filter((code) => count(code) === least);
  return [...before, ...firstOf(ties, MOST_VALUES - before.length, dictionary.values)];
}

/** The codes whose values come first by their characters, without sorting all of them. */
function firstOf(codes: readonly number[], most: number, values: readonly string[]): number[] {
  const first: number[] = [];
  for (const code of codes) {
    const value = values[code]!;
    if (first.length === most && value >= values[first[most - 1]!]!) continue;
    const after = first.findIndex((other) => values[other]! > value);
    first.splice(after === -1 ? first.length : after, 0, code);
    if (first.length > most) first.pop();
  }
  return first;
}
