import { hasFilters, writeFilters, type SearchRequest } from '../stores/search-store.ts';
import { inAddress, SEARCHES } from './in-address.ts';
import { SORTS } from './sorts.ts';

/** Whether a parameter is a search's, by its name without the prefix. */
const isOurs = (name: string): boolean => SEARCHES.test(name) || name === 'sort' || name === 'spelling';

/** What the value of a filter must be that is not any text. */
const VALUES: Record<string, RegExp> = {
  available: /^(true|false)$/,
  'price.min': /^\d{1,15}$/,
  'price.max': /^\d{1,15}$/,
};

/** Whether a filter can have these values. */
const canBe = (filter: string, values: readonly string[]): boolean => {
  const rule = VALUES[filter];
  return values.length > 0 && (!rule || (values.length === 1 && rule.test(values[0]!)));
};

/** The values of a filter as they stand in an address: separated by commas, a backslash before those that belong to a value. */
const valuesOf = (written: string): string[] =>
  (written.match(/(?:\\.|[^,\\])+/gsu) ?? []).map((value) => value.replace(/\\(.)/gsu, '$1'));

/**
 * The search that a page's address holds, without what can be none: a page may have parameters of its own by such names.
 * `search` is its part from the question mark on.
 */
export function readSearch(search: string, prefix: string): SearchRequest | undefined {
  if (!inAddress(search, prefix)) return undefined;
  const parameters = new URLSearchParams(search);
  const get = (name: string): string => parameters.get(prefix + name) ?? '';
  const filters: Record<string, string[]> = {};
  const start = `${prefix}filter.`;
  for (const [name, written] of parameters) {
    if (!name.startsWith(start) || !SEARCHES.test(name.slice(prefix.length))) continue;
    const filter = name.slice(start.length);
    const values = valuesOf(written);
    if (canBe(filter, values)) filters[filter] = values;
  }
  const handle = get('collection');
  return {
    query: get('q').slice(0, 200),
    collection: handle ? { handle, title: handle } : undefined,
    filters,
    sort: SORTS.find((sort) => sort === get('sort')) ?? '',
    exact: get('spelling') === 'exact',
  };
}

/** A search as parameters, each with the prefix before its name; none for no search. */
function parametersOf(request: SearchRequest | undefined, prefix: string): string[] {
  if (!request) return [];
  const { query, collection, filters, sort, exact } = request;
  const pairs: [string, string | undefined][] = [
    // A search for everything is one, too.
    ['q', query || (collection || hasFilters(filters) ? undefined : '')],
    ['collection', collection?.handle],
    ...writeFilters(filters).map(([name, values]): [string, string] => [`filter.${name}`, values]),
    ['sort', sort || undefined],
    ['spelling', exact ? 'exact' : undefined],
  ];
  return pairs.flatMap(([name, value]) =>
    value === undefined ? [] : new URLSearchParams([[prefix + name, value]]).toString().replaceAll('%2C', ','),
  );
}

/** The address `href` with this search in it instead of the one that was; all else in it stays as it is written. */
export function addressWith(href: string, request: SearchRequest | undefined, prefix: string): string {
  const url = new URL(href);
  const isMine = (name: string): boolean => name.startsWith(prefix) && isOurs(name.slice(prefix.length));
  const others = url.search
    .slice(1)
    .split('&')
    .filter((part) => part && ![...new URLSearchParams(part).keys()].some(isMine));
  url.search = [...others, ...parametersOf(request, prefix)].join('&');
  return url.href;
}
