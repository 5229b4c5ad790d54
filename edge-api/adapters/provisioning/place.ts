import type { DatabaseAddress } from '../../db/open.ts';
import type { Environment } from '../../env.ts';
import type { Provisioning } from './port.ts';
import { namespaceAddress, PLATFORM_NAMESPACE, sqldProvisioning } from './sqld.ts';
import { tursoProvisioning } from './turso.ts';

/** Where the databases of an environment are, other than in files. */
export interface Place {
  /** The platform database. */
  readonly address: DatabaseAddress;
  readonly provisioning: Provisioning;
  /** Opens databases that have no token of their own. */
  readonly authToken: string | null;
}

/** The place the environment names, for either runtime; undefined when that is files. */
export function remotePlace({ database, platformDatabase }: Environment): Place | undefined {
  if (database.mode === 'file') return undefined;
  if (database.mode === 'turso') {
    if (!platformDatabase) throw new Error('PLATFORM_DATABASE_URL is not set.');
    return { address: platformDatabase, provisioning: tursoProvisioning(database), authToken: null };
  }
  const { url, adminUrl, authToken } = database;
  const address = platformDatabase ?? { ...namespaceAddress(url, PLATFORM_NAMESPACE), token: authToken };
  return { address, provisioning: adminUrl === null ? refusing : sqldProvisioning({ url, adminUrl }), authToken };
}

const refuse = async () => {
  throw new Error('SQLD_ADMIN_URL is not set, and stores are made and removed through it.');
};
const refusing: Provisioning = { create: refuse, destroy: refuse, exists: refuse };
