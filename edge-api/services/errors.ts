import { STATUS, type ErrorCode } from '../contract/errors.ts';
import type { Quote } from '../contract/quotes.ts';

/** One thing wrong with a request, and where. */
export interface Issue {
  readonly path: string;
  /** What kind of wrong it is, where there are kinds. */
  readonly code?: string | undefined;
  readonly message: string;
}

/** What a caller is told: a code with a page, a sentence, and what may help. Everything else that is thrown becomes `internal`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly issues: readonly Issue[] | undefined;
  readonly quote: Quote | undefined;
  /** Seconds until asking again makes sense. */
  readonly retryAfterS: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    more: { issues?: readonly Issue[]; quote?: Quote; retryAfterS?: number; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.code = code;
    this.issues = more.issues;
    this.quote = more.quote;
    this.retryAfterS = more.retryAfterS;
  }

  get status(): (typeof STATUS)[ErrorCode] {
    return STATUS[this.code];
  }
}

/** The one refusal: it never tells whether a key, a store or a right is what was missing. */
export const unauthorized = (): ApiError => new ApiError('unauthorized', 'This needs a key that may do it.');
/** Refuses one field of a request. */
export const invalidRequest = (path: string, message: string): ApiError =>
  new ApiError('invalid_request', `The request is not right: ${path}: ${message}`, { issues: [{ path, message }] });
export const productNotFound = (handle: string): ApiError =>
  new ApiError('product_not_found', `No product on sale has the handle "${handle}".`);
export const collectionNotFound = (handle: string): ApiError =>
  new ApiError('collection_not_found', `No collection has the handle "${handle}".`);
/** Told alike whether the cart is unknown, expired or somebody else's, so that nobody learns which carts exist. */
export const cartNotFound = (): ApiError => new ApiError('cart_not_found', 'No cart is open under this id and token.');
export const orderNotFound = (): ApiError => new ApiError('order_not_found', 'No order is open under this token.');
