import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import type { RegisteredStore } from '../../edge-api/repositories/stores.ts';
import { ApiError } from '../../edge-api/services/errors.ts';
import type { Actor } from '../../edge-api/services/audit.ts';

/** Who a command is to the audit log. */
export const COMMAND: Actor = { name: 'command', requestId: null };

/** The store with a handle; throws `store_not_found`. */
export async function findStore({ stores }: Databases, handle: string): Promise<RegisteredStore> {
  const store = await stores.find(handle);
  if (!store) throw new ApiError('store_not_found', `No store has the handle "${handle}".`);
  return store;
}
