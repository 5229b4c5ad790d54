import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { storeNotFound } from '../../edge-api/adapters/provisioning/store-error.ts';
import type { Database } from '../../edge-api/db/database.ts';
import { auditRepository } from '../../edge-api/repositories/audit.ts';
import type { RegisteredStore } from '../../edge-api/repositories/stores.ts';
import { auditService } from '../../edge-api/services/audit.ts';
import { ApiError } from '../../edge-api/services/errors.ts';
import { type ExitCode, UsageError, withDatabases } from './command.ts';
import { COMMAND } from './owner.ts';

/** What a command works with in one store. */
export interface InStore {
  readonly store: RegisteredStore;
  readonly database: Database;
  /** The registry of all stores. */
  readonly platform: Databases['platform'];
  /** Opens what is kept sealed. */
  readonly sealer: Databases['sealer'];
  /** Writes down a change of the store. */
  record(action: string, target: string, detail?: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Opens a store's database for the time of some work, if the store was not deleted; `target` of what is recorded is the store where it is empty. */
export const inStore = (handle: string, work: (inside: InStore) => Promise<ExitCode>): Promise<ExitCode> =>
  withDatabases(async (databases) => {
    const store = await databases.stores.find(handle);
    if (!store || store.status === 'deleted') throw storeNotFound(handle);
    const audit = auditService(auditRepository(databases.platform), Date.now);
    const { database, release } = await databases.lease(store);
    try {
      return await work({
        store,
        database,
        platform: databases.platform,
        sealer: databases.sealer,
        record: (action, target, detail = {}) =>
          audit.record(COMMAND, { storeId: store.id, action, target: target || store.id, detail }),
      });
    } catch (error) {
      if (!(error instanceof ApiError) || !error.issues?.length) throw error;
      throw new UsageError(error.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    } finally {
      release();
    }
  });

/** JSON as it stands in a command. */
export function jsonArgument(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError(`This is not JSON: ${text.slice(0, 100)}`);
  }
}
