import { resolve } from 'node:path';
import { platformMigrations, storeMigrations } from '../../../migrations/index.ts';
import type { PlatformDatabase } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { connectNode, createNode, fileAddress } from '../../db/open.node.ts';
import { openPlatformDatabase } from '../../db/open.ts';
import { type StoreLease, type StorePool, storePool } from '../../db/pool.ts';
import type { Environment } from '../../env.ts';
import { schemaVersionRepository } from '../../repositories/schema-versions.ts';
import { type RegisteredStore, storeRepository, type StoreRepository } from '../../repositories/stores.ts';
import { addressOf, type StoreMaking } from './create-store.ts';
import { fileProvisioning } from './file.node.ts';
import { namespaceAddress, namespaceAdmin, PLATFORM_NAMESPACE, sqldProvisioning } from './sqld.ts';
import { sealer } from './sealing.ts';

/** The databases of this process: the platform's, open and up to date, and every store's on demand. */
export interface Databases extends StoreMaking {
  readonly platform: PlatformDatabase;
  readonly stores: StoreRepository;
  readonly pool: StorePool;
  /** A store's database, upgraded, for one piece of work. */
  lease(store: RegisteredStore): Promise<StoreLease>;
  close(): void;
}

/** Opens the databases the environment names, on Node; the first start makes them. */
export async function openDatabases(env: Environment): Promise<Databases> {
  const authToken = env.database.mode === 'sqld' ? env.database.authToken : null;
  const withToken: typeof connectNode = (address) => connectNode({ ...address, token: address.token ?? authToken });
  const { address, provisioning } = await place(env);
  const platform = openPlatformDatabase({ ...address, token: authToken }, createNode);
  try {
    await migrate(platform, platformMigrations);
  } catch (error) {
    platform.close();
    throw error;
  }
  const seal = sealer(env.sealingKey, env.oldSealingKeys);
  const schemas = schemaVersionRepository(platform);
  const pool = storePool({ connect: withToken, migrations: storeMigrations });
  return {
    platform,
    provisioning,
    connect: withToken,
    sealer: seal,
    stores: storeRepository(platform),
    pool,
    lease: async (store) =>
      pool.lease(await addressOf(store, seal), {
        known: store.schemaVersion,
        // Unwritten, it costs the next process a look into the database, and nothing else.
        note: (version) => void schemas.note(store.id, version).catch(() => undefined),
      }),
    close() {
      pool.close();
      platform.close();
    },
  };
}

async function place({ database, dataDir }: Environment) {
  if (database.mode === 'file') {
    return {
      address: fileAddress(resolve(dataDir, 'platform.db')),
      provisioning: fileProvisioning(resolve(dataDir, 'stores')),
    };
  }
  const { url, adminUrl } = database;
  const address = namespaceAddress(url, PLATFORM_NAMESPACE);
  if (adminUrl === null) {
    const refuse = async () => {
      throw new Error('SQLD_ADMIN_URL is not set, and stores are made and removed through it.');
    };
    return { address, provisioning: { create: refuse, destroy: refuse, exists: refuse } };
  }
  await namespaceAdmin(adminUrl).create(PLATFORM_NAMESPACE);
  return { address, provisioning: sqldProvisioning({ url, adminUrl }) };
}
