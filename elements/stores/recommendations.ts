import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { RecommendationKind, Recommendations } from '../../edge-api/contract/recommendations.ts';
import type { ApiClient, ApiError } from '../client/api-client.ts';
import { Signal, type Observable } from '../internal/observable.ts';

/** Which recommendations to ask for. */
export interface Wish {
  readonly kind: 'auto' | 'similar' | 'bought-together' | 'viewed' | 'picks';
  /** The product they are for. */
  readonly handle?: string;
  /** The products they are for, or those viewed, when they are not for one alone. */
  readonly handles?: readonly string[];
  /** Most products, 1 to 24. */
  readonly limit: number;
}

export interface RecommendationsState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly kind: RecommendationKind | undefined;
  readonly products: readonly ProductSummary[];
  readonly error?: ApiError;
}

const LOADING: RecommendationsState = { status: 'loading', kind: undefined, products: [] };

/** What one address answered, by client, so that elements that ask for the same share one request. */
const asked = new WeakMap<ApiClient, Map<string, Signal<RecommendationsState>>>();

/** Path of a wish below the store; parameters at the API's defaults are left out. */
export function recommendationsPath({ kind, handle, handles = [], limit }: Wish): string {
  const parameters: string[] = [];
  if (handle === undefined) {
    const escaped = handles.map((each) => each.replace(/[\\,]/g, '\\$&'));
    parameters.push(`products=${encodeURIComponent(escaped.join(','))}`);
  }
  // The merchant picks for a product, not for several.
  const possible = handle === undefined && kind === 'picks' ? 'auto' : kind;
  if (possible !== 'auto') parameters.push(`kind=${possible}`);
  if (limit !== 8) parameters.push(`limit=${limit}`);
  const query = parameters.length ? `?${parameters.join('&')}` : '';
  return `${handle === undefined ? '' : `/products/${encodeURIComponent(handle)}`}/recommendations${query}`;
}

/** The recommendations of a wish, asked for once; again after a failure. */
export function recommend(client: ApiClient, wish: Wish): Observable<RecommendationsState> {
  let known = asked.get(client);
  if (!known) asked.set(client, (known = new Map()));
  const path = recommendationsPath(wish);
  const before = known.get(path);
  if (before && before.value.status !== 'failed') return before;
  const state = new Signal(LOADING);
  known.set(path, state);
  client.request<Recommendations>(path).then(
    ({ kind, products }) => (state.value = { status: 'ready', kind, products }),
    (error: ApiError) => (state.value = { ...LOADING, status: 'failed', error }),
  );
  return state;
}
