import type { DatabaseAddress } from '../../db/open.ts';

/**
 * Makes and removes store databases where they live: files, namespaces of a libSQL server, a cloud. A name is 1 to 45 of a to
 * z, 0 to 9 and dashes; none is ever given to a second store.
 */
export interface Provisioning {
  /** Makes an empty database; whatever is there under the name is left from an attempt that was killed, and goes first. */
  create(name: string): Promise<DatabaseAddress>;
  /** As `create`, with the schema of a store's database in it already, where the place can copy one. */
  createWithSchema?(name: string): Promise<DatabaseAddress>;
  /** Removes a database with all its data; fine when there is none. */
  destroy(name: string): Promise<void>;
  /** Whether there is a database, or a part of one: the proof that it was removed. */
  exists(name: string): Promise<boolean>;
  /** Names of all databases there are, where the place can tell. */
  list?(): Promise<readonly string[]>;
  /** Makes a new token of a database and makes all earlier ones worthless, where databases have tokens of their own. */
  rotateToken?(name: string): Promise<string>;
}
