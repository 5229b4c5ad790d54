import type { ErrorAnswer } from '../../edge-api/contract/errors.ts';
import type { ProductAnswer, ProductList } from '../../edge-api/contract/products.ts';
import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { StoreAnswer } from '../../edge-api/contract/stores.ts';
import { toJson } from './to-json.ts';

/** A request that did not succeed. `code` is the API's, or `network` when no answer came, or `timeout`. */
export class ApiError extends Error {
  readonly code: string;
  /** HTTP status; 0 without an answer. */
  readonly status: number;
  readonly issues: readonly { path: string; message: string }[];
  /** What an order costs that was refused as it was asked for. */
  readonly quote: Quote | undefined;

  constructor(
    code: string,
    message: string,
    status = 0,
    issues: readonly { path: string; message: string }[] = [],
    quote?: Quote,
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.issues = issues;
    this.quote = quote;
  }

  /** Whether the shop is closed for now: suspended, or its trial has ended. Nothing is wrong with the network. */
  get closed(): boolean {
    return this.status === 423;
  }
}

/** The only `fetch` of the elements. Every method rejects with `ApiError` and nothing else. */
export interface ApiClient {
  /** `…/v1/stores/{store}` without a slash at the end. */
  readonly base: string;
  /** The answer of an address below the base; with a body it is sent by POST. */
  request<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T>;
  store(): Promise<StoreAnswer>;
  /** `query` in the order and form of `productListPath`, so that a preload in the page is used. */
  products(path: string): Promise<ProductList>;
  product(handle: string): Promise<ProductAnswer>;
}

/** How long an answer may take before the shopper is told, in milliseconds. */
const TIMEOUT_MS = 15_000;

/** Answers the loader asked for before this code arrived, by full address, read by then; each is used once. */
export type Preloaded = Map<string, Promise<Pick<Response, 'ok' | 'status' | 'json'>>>;

/** Makes the client of one store. `apiBase` is the API's origin and path, `preloaded` what the loader already asked for. */
export function createApiClient(apiBase: string, store: string, preloaded?: Preloaded): ApiClient {
  const base = `${apiBase}/v1/stores/${encodeURIComponent(store)}`;

  async function request<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const url = base + path;
    let response: Pick<Response, 'ok' | 'status' | 'json'>;
    let answer: unknown;
    try {
      const early = body === undefined ? preloaded?.get(url) : undefined;
      preloaded?.delete(url);
      // `text/plain` keeps a POST free of a preflight; the edge reads it as JSON all the same.
      response = await (early ??
        fetch(url, {
          signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(signal ? [signal] : [])]),
          ...(body === undefined
            ? {}
            : { method: 'POST', headers: { 'content-type': 'text/plain;charset=UTF-8' }, body: toJson(body) }),
        }));
      answer = await response.json();
    } catch (error) {
      if (signal?.aborted) throw new ApiError('aborted', 'Given up.');
      throw (error as Error | undefined)?.name === 'TimeoutError'
        ? new ApiError('timeout', 'The shop did not answer in time.')
        : new ApiError('network', 'The shop could not be reached.');
    }
    if (!response.ok) {
      const { error, quote } = answer as Partial<ErrorAnswer>;
      const { code, message, issues } = error ?? {};
      throw new ApiError(
        code ?? 'internal',
        message ?? `The shop answered ${response.status}.`,
        response.status,
        issues,
        quote,
      );
    }
    return answer as T;
  }

  return {
    base,
    request,
    store: () => request(''),
    products: (path) => request(path),
    product: (handle) => request(`/products/${encodeURIComponent(handle)}`),
  };
}
