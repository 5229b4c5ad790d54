import type { DatabaseAddress } from '../../db/open.ts';

/** Makes and removes store databases where they live: files, namespaces of a libSQL server, a cloud. */
export interface Provisioning {
  /**
   * Makes the empty database of a store. The caller holds the store's handle, so whatever is there is left from an attempt
   * that was killed, and goes first.
   */
  create(handle: string): Promise<DatabaseAddress>;
  /** Removes a store's database with all its data; fine when there is none. */
  destroy(handle: string): Promise<void>;
}
