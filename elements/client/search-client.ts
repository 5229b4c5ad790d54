import type { SearchAnswer, Suggestions } from '../../edge-api/contract/search.ts';
import type { ApiClient } from './api-client.ts';

export interface SearchOptions {
  /** By the parameter's name in the API, such as "filter.vendor"; several values are separated by commas. */
  readonly filters?: Readonly<Record<string, string>>;
  /** Any order of a product list; empty for the best first. */
  readonly sort?: string;
  /** Whether the words are searched as they are spelled. */
  readonly exact?: boolean;
  readonly limit?: number;
  readonly after?: string | undefined;
  /** Whether to ask what the results can be narrowed by. */
  readonly facets?: boolean;
  readonly signal?: AbortSignal;
}

/** Searches the store's products. What is at its default is left out of the address. Rejects with `ApiError` and nothing else. */
export function findProducts(
  client: ApiClient,
  q: string,
  { filters, sort, exact, limit, after, facets = true, signal }: SearchOptions = {},
): Promise<SearchAnswer> {
  const all = new URLSearchParams({
    q,
    ...filters,
    ...(sort && { sort }),
    ...(exact && { spelling: 'exact' }),
    ...(limit && { limit: `${limit}` }),
    ...(after && { after }),
    ...(!facets && { facets: 'none' }),
  });
  return client.request(`/search?${all}`, undefined, signal);
}

/** What a text may become. Rejects with `ApiError` and nothing else. */
export const suggest = (client: ApiClient, q: string, signal?: AbortSignal): Promise<Suggestions> =>
  client.request(`/search/suggest?${new URLSearchParams({ q })}`, undefined, signal);
