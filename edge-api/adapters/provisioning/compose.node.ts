import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
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
import { folderBackups } from '../backups/folder.node.ts';
import { folderMedia } from '../media/folder.node.ts';
import type { MediaStorage } from '../media/port.ts';
import { cloudflareCertificates } from '../certificates/cloudflare.ts';
import { eraseCertificates } from '../certificates/erase-certificates.ts';
import { domainRepository } from '../../repositories/domains.ts';
import { addressOf, type Eraser, type StoreMaking } from './create-store.ts';
import { fileProvisioning } from './file.node.ts';
import { type Place, remotePlace } from './place.ts';
import { remoteCarts } from './remote-carts.ts';
import { namespaceAdmin, PLATFORM_NAMESPACE } from './sqld.ts';
import { sealer } from './sealing.ts';
import { databaseTemplate } from './template.node.ts';
import { syncDatabasePath } from '../../sync/storage.node.ts';

/** The databases of this process: the platform's, open and up to date, and every store's on demand. */
export interface Databases extends StoreMaking {
  readonly platform: PlatformDatabase;
  readonly stores: StoreRepository;
  readonly pool: StorePool;
  /** Files that were uploaded to stores. */
  readonly media: MediaStorage;
  /** A store's database, upgraded, for one piece of work. */
  lease(store: RegisteredStore): Promise<StoreLease>;
  close(): void;
}

/** Opens the databases the environment names, on Node; the first start makes them. */
export async function openDatabases(env: Environment): Promise<Databases> {
  const { address, provisioning, authToken } = await place(env);
  const withToken: typeof connectNode = (to) => connectNode({ ...to, token: to.token ?? authToken });
  const platform = openPlatformDatabase(address, createNode);
  try {
    await migrate(platform, platformMigrations);
  } catch (error) {
    platform.close();
    throw error;
  }
  const seal = sealer(env.sealingKey, env.oldSealingKeys);
  const schemas = schemaVersionRepository(platform);
  const pool = storePool({ connect: withToken, migrations: storeMigrations, max: env.openStores });
  const storage = folderBackups(resolve(env.dataDir, 'backups'));
  const media = folderMedia(resolve(env.dataDir, 'media'));
  const connections: Eraser = {
    name: 'connections',
    erase: async (store) => pool.evict({ url: store.databaseUrl }),
  };
  return {
    platform,
    provisioning,
    connect: withToken,
    sealer: seal,
    storage,
    media,
    forget: pool.evict,
    erasers: [
      connections,
      mediaFiles(env.dataDir),
      env.instant ? remoteCarts(env.instant) : liveFiles(env.dataDir),
      ...(env.domains.cloudflare
        ? [eraseCertificates(cloudflareCertificates(env.domains.cloudflare), domainRepository(platform).certificateIds)]
        : []),
    ],
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

async function place(env: Environment): Promise<Place> {
  const { database, dataDir } = env;
  const remote = remotePlace(env);
  if (!remote) {
    return {
      address: fileAddress(resolve(dataDir, 'platform.db')),
      provisioning: fileProvisioning(resolve(dataDir, 'stores'), databaseTemplate(storeMigrations)),
      authToken: null,
    };
  }
  if (database.mode === 'sqld' && database.adminUrl !== null && !env.platformDatabase)
    await namespaceAdmin(database.adminUrl).create(PLATFORM_NAMESPACE);
  return remote;
}

/** Live carts of the embedded sync server, which keeps each store's in a file; the server itself is asked first, where it runs. */
const liveFiles = (dataDir: string): Eraser => ({
  name: 'live carts',
  async erase({ instantAppId }) {
    const path = syncDatabasePath(dataDir, instantAppId);
    for (const part of ['', '-wal', '-shm']) await rm(path + part, { force: true });
  },
  left: async ({ instantAppId }) => existing(syncDatabasePath(dataDir, instantAppId)),
});

/** Files that were uploaded to a store, in a folder of its own. */
const mediaFiles = (dataDir: string): Eraser => {
  const folder = ({ id }: RegisteredStore) => resolve(dataDir, 'media', id);
  return {
    name: 'media',
    erase: (store) => rm(folder(store), { recursive: true, force: true }),
    left: async (store) => existing(folder(store)),
  };
};

const existing = (path: string): string[] => (existsSync(path) ? [path] : []);
