/** Why work on a store is refused; see `docs/errors/<code>.md`. */
export type StoreErrorCode =
  'store_handle_invalid' | 'store_invalid' | 'store_exists' | 'store_being_created' | 'store_busy' | 'store_not_found';

/** A request about a store that cannot be met, in words for whoever asked. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export const storeNotFound = (handle: string): StoreError =>
  new StoreError('store_not_found', `There is no store with the handle "${handle}".`);
