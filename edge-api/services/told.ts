import { StoreError } from '../adapters/provisioning/store-error.ts';
import { ArchiveError } from '../repositories/archive-error.ts';
import { ApiError } from './errors.ts';

/** Does something, and says in the API's words what making, restoring and erasing refuse. */
export async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreError || error instanceof ArchiveError)
      throw new ApiError(error.code, error.message, error.cause === undefined ? {} : { cause: error.cause });
    throw error;
  }
}
