import { hasFilters, writeFilters, type SearchRequest } from '../stores/search-store.ts';
import { inAddress } from './in-address.ts';

/** Names of all parameters that are a search's, without the prefix. */
const OURS = /^(q|collection|sort|spelling|filter\..+)$/;

/** The values of a filter as they stand in an address: separated by commas, a backslash before those that belong to a value. */
const valuesOf = (written: string): string[] =>
  (written.match(/(?:\\.|[^,\\])+/gsu) ?? []).map((value) => value.replace(/\\(.)/gsu, '$1'));

/** The search that a page's address holds. `search` is its part from the question mark on. */
export function readSearch(search: string, prefix: string): SearchRequest | undefined {
  if (!inAddress(search, prefix)) return undefined;
  const parameters = new URLSearchParams(search);
  const get = (name: string): string => parameters.get(prefix + name) ?? '';
  const filters: Record<string, string[]> = {};
  const start = `${prefix}filter.`;
  for (const [name, written] of parameters) {
    const values = name.startsWith(start) ? valuesOf(written) : [];
    if (values.length) filters[name.slice(start.length)] = values;
  }
  const handle = get('collection');
  return {
    query: get('q').slice(0, 200),
    collection: handle ? { handle, title: handle } : undefined,
    filters,
    sort: get('sort'),
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
  const isOurs = (name: string): boolean => name.startsWith(prefix) && OURS.test(name.slice(prefix.length));
  const others = url.search
    .slice(1)
    .split('&')
    .filter((part) => part && ![...new URLSearchParams(part).keys()].some(isOurs));
  url.search = [...others, ...parametersOf(request, prefix)].join('&');
  return url.href;
}
