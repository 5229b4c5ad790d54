import type { Databases } from '../edge-api/adapters/provisioning/compose.node.ts';
import type { Migration } from '../edge-api/db/migrate.ts';
import { backupRepository } from '../edge-api/repositories/backups.ts';
import { backupService } from '../edge-api/services/backups.ts';
import { ApiError } from '../edge-api/services/errors.ts';

const EXPECTED = new Set(['store_not_found', 'store_exists', 'store_invalid']);

/** Refusals of work that does not fit the store as it is now are expected; everything else is a fault. */
async function unlessRefused(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof ApiError && EXPECTED.has(error.code)) return false;
    throw error;
  }
}

const serviceOf = (databases: Databases, migrations: readonly Migration[]) =>
  backupService({ storage: null, ...databases, backups: backupRepository(databases.platform), migrations });

/** Exports a store and puts it back to that; false when there is none. */
export async function restoreOnce(
  databases: Databases,
  handle: string,
  migrations: readonly Migration[],
): Promise<boolean> {
  const store = await databases.stores.find(handle);
  if (!store || store.status === 'deleted') return false;
  const backups = serviceOf(databases, migrations);
  const archive = await new Response(await backups.export(handle)).arrayBuffer();
  return unlessRefused(backups.restore(handle, { open: async () => new Response(archive).body! }));
}

/** Makes a store a preview of the first other one; false when there is none, or the handle is taken. */
export async function cloneOnce(
  databases: Databases,
  handle: string,
  migrations: readonly Migration[],
): Promise<boolean> {
  const other = (await databases.stores.list()).find((store) => store.handle !== handle && store.status !== 'deleted');
  if (!other) return false;
  return unlessRefused(serviceOf(databases, migrations).clone(other.handle, { handle }));
}
