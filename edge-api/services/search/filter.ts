import { ownFilters, type ProductFilters } from '../../contract/filters.ts';
import { filterValues } from '../summary.ts';

/** What results are narrowed by. */
export interface Filter {
  /** Values by facet, any of which will do: `vendor`, `type`, `tag`, `collection` (handles), `option.<Name>`, `metafield.<namespace>.<key>`. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly available?: boolean | undefined;
  readonly priceMinMinor?: number | undefined;
  readonly priceMaxMinor?: number | undefined;
}

const LISTS = ['vendor', 'type', 'tag', 'collection'] as const;

/** The filters of a request, parsed. One without a value is none. */
export function readFilter(query: ProductFilters): Filter {
  const given: [string, string | undefined][] = [
    ...LISTS.map((name): [string, string | undefined] => [name, query[`filter.${name}`]]),
    ...ownFilters(query),
  ];
  const values = given.flatMap(([name, text]): [string, string[]][] => {
    const found = filterValues(text);
    return found ? [[name, found]] : [];
  });
  const available = query['filter.available'];
  return {
    values: new Map(values),
    available: available === undefined ? undefined : available === 'true',
    priceMinMinor: query['filter.price.min'],
    priceMaxMinor: query['filter.price.max'],
  };
}

/** Whether a filter has what only facts of all products can answer: options, metafields, collections. */
export const needsFacts = ({ values }: Filter): boolean =>
  [...values.keys()].some((name) => !['vendor', 'type', 'tag'].includes(name));

export const isMetafield = (facet: string): boolean => facet.startsWith('metafield.');
export const isOption = (facet: string): boolean => facet.startsWith('option.');
