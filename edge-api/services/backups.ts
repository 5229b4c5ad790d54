import { decodeTime, ulid } from 'ulid';
import { storeMigrations } from '../../migrations/index.ts';
import { beginBackup, locationOf, settleBackup } from '../adapters/backups/backup-job.ts';
import type { BackupStorage, ByteStream } from '../adapters/backups/port.ts';
import { addressOf, createStore } from '../adapters/provisioning/create-store.ts';
import { Killed, restoreStore, type StoreRestoring } from '../adapters/provisioning/restore-store.ts';
import type { ArchiveEnd, ArchiveLine, ArchiveParts } from '../contract/archive.ts';
import type { StoreDatabase } from '../db/database.ts';
import type { Migration } from '../db/migrate.ts';
import { openStoreDatabase } from '../db/open.ts';
import { ArchiveError } from '../repositories/archive-error.ts';
import { loadArchive, schemaOf } from '../repositories/archive-load.ts';
import { readArchive } from '../repositories/archive-read.ts';
import type { BackupRepository, StoredBackup } from '../repositories/backups.ts';
import { mediaRepository } from '../repositories/media.ts';
import { adoptMedia } from '../repositories/media-uses.ts';
import { adopt, forgetCarts } from '../repositories/store-replacement.ts';
import { storeSizeRepository } from '../repositories/store-size.ts';
import { type RegisteredStore, storeRepository } from '../repositories/stores.ts';
import { checkArchive, decodeArchive, encodeArchive } from './archive-format.ts';
import { takeMedia, withMedia } from './archive-media.ts';
import { ArchiveTurns, whileRead } from './archive-turns.ts';
import { ApiError } from './errors.ts';
import { originalName } from './media/addresses.ts';
import { type Retention, superseded } from './retention.ts';
import { told } from './told.ts';

/** What backups need. */
export interface BackupSurroundings extends StoreRestoring {
  readonly backups: BackupRepository;
  /** Ends an export that takes too long to be read. */
  readonly patience?: () => AbortSignal;
  /** Milliseconds an export waits for its reader to take the next piece. */
  readonly stallMs?: number;
  /** Throws `limit_reached` where a store whose database has so many bytes may keep no more; the operator always may. */
  readonly mayStore?: (storeId: string, bytes: number) => Promise<void>;
  /** Which archives are being made; those of this process when it is not given. */
  readonly turns?: ArchiveTurns;
  /** The schema of stores; the released one when it is not given. */
  readonly migrations?: readonly Migration[];
}

/** A backup by its id, or an archive from elsewhere that can be opened more than once. */
export type ArchiveSource = { readonly id: string } | { readonly open: () => Promise<ByteStream> };

/** What goes into a backup. */
export interface BackupWish {
  /** Files of pictures, which are most of many a store; taken along when it is not said. */
  readonly pictures?: boolean | undefined;
}

/** A store to make of an archive. `name` is its own when it is not given. */
export interface CopyWish {
  readonly handle: string;
  readonly name?: string | undefined;
}

/**
 * Makes backups of stores and uses them. Everything but `list` throws `store_not_found`, `backup_not_found` or
 * `backup_invalid`; `make` and `export` throw `store_busy` where too many archives are being made, `make` also `limit_reached`.
 */
export interface BackupService {
  /** Newest first; null for those of all stores, also of stores that are gone. */
  list(storeId: string | null): Promise<StoredBackup[]>;
  /** Backs a store up as it is now, while it goes on selling. */
  make(handle: string, note?: string, wish?: BackupWish): Promise<StoredBackup>;
  /** `storeId` null is the operator's right to any store's backups, here and below. */
  remove(id: string, storeId: string | null): Promise<StoredBackup>;
  /** Removes what a rule no longer keeps of a store; answers what it removed. */
  prune(handle: string, keep: Retention): Promise<StoredBackup[]>;
  /** Reads a backup whole and compares it with what was written down when it was made. */
  verify(id: string, storeId: string | null): Promise<{ backup: StoredBackup; tables: ArchiveEnd['tables'] }>;
  /** Puts a store back to what it was; it goes on until the new database has proved itself. Only with its own archives. */
  restore(handle: string, source: ArchiveSource): Promise<RegisteredStore>;
  /** Makes a new store of an archive, with what customers wrote and without their open carts. */
  restoreAs(wish: CopyWish, source: ArchiveSource): Promise<RegisteredStore>;
  /** Makes a preview of a store: its catalogue and settings, and its customers and orders only when asked for. */
  clone(handle: string, wish: CopyWish & { readonly withOrders?: boolean | undefined }): Promise<RegisteredStore>;
  /** The archive of a store as it is now, as bytes that are made while they are read. */
  export(handle: string, parts?: ArchiveParts): Promise<ByteStream>;
}

/** How old bytes that are not listed must be before nobody can still be writing them. */
const ABANDONED_MS = 3_600_000;

const EXPORT_MS = 600_000;
const STALL_MS = 60_000;
const processTurns = new ArchiveTurns();

const notFound = () => new ApiError('backup_not_found', 'No backup of this store has this id.');

export function backupService(surroundings: BackupSurroundings): BackupService {
  const { platform, backups, connect, sealer, migrations = storeMigrations, now = () => new Date() } = surroundings;
  const { patience = () => AbortSignal.timeout(EXPORT_MS), stallMs = STALL_MS, turns = processTurns } = surroundings;
  const { onStep = () => undefined } = surroundings;
  const stores = storeRepository(platform);

  function storage(): BackupStorage {
    if (surroundings.storage) return surroundings.storage;
    throw new ApiError('backups_unavailable', 'This server was given no place for backups.');
  }
  async function storeOf(handle: string): Promise<RegisteredStore> {
    const store = await stores.find(handle);
    if (!store) throw new ApiError('store_not_found', `There is no store with the handle "${handle}".`);
    return store;
  }
  async function backupOf(id: string, storeId: string | null): Promise<StoredBackup> {
    const backup = await backups.find(id);
    if (!backup || (storeId !== null && backup.storeId !== storeId)) throw notFound();
    return backup;
  }

  /** A store's lines as it is now. Its database is opened for them alone, and closed after the last. */
  async function* linesOf(store: RegisteredStore, parts: ArchiveParts): AsyncGenerator<ArchiveLine, void> {
    const database = openStoreDatabase(await addressOf(store, sealer), connect);
    try {
      yield* readArchive(database, store, { parts, madeAt: now().toISOString() });
    } finally {
      database.close();
    }
  }

  /** The same with the files of its pictures, where this server has a place for them. */
  const wholeOf = (store: RegisteredStore, parts: ArchiveParts): AsyncIterable<ArchiveLine> =>
    surroundings.media ? withMedia(linesOf(store, parts), store.id, surroundings.media) : linesOf(store, parts);

  async function check({ location, bytes, sha256 }: StoredBackup): Promise<void> {
    const found = await storage().measure(location);
    if (!found) throw new ArchiveError('The backup is gone from where it was kept.');
    if (found.bytes !== bytes || found.sha256 !== sha256)
      throw new ArchiveError('The backup was changed after it was made: its checksum is another.');
  }
  async function open(source: ArchiveSource): Promise<ByteStream> {
    if ('open' in source) return source.open();
    const bytes = await storage().get((await backupOf(source.id, null)).location);
    if (!bytes) throw new ArchiveError('The backup is gone from where it was kept.');
    return bytes;
  }
  /** Reads an archive once before anything is made of it. */
  async function inspect(source: ArchiveSource, storeId: string | null) {
    if ('id' in source) await check(await backupOf(source.id, storeId));
    const { header } = await checkArchive(decodeArchive(await open(source)));
    schemaOf(header, migrations);
    if (storeId !== null && header.store.id !== storeId)
      throw new ArchiveError(`The archive is of another store, "${header.store.handle}".`);
    return header;
  }
  /** Fills a database from an archive, and puts the files of pictures in their place at once: what their names say never changes. */
  const fill = (source: ArchiveSource, storeId: string) => async (database: StoreDatabase) => {
    const lines = takeMedia(decodeArchive(await open(source)), async (digest, bytes) =>
      surroundings.media?.put(storeId, originalName(digest), bytes),
    );
    await loadArchive(database, lines, migrations);
  };
  /** Bytes of a store's database and pictures. */
  async function sizeOf(store: RegisteredStore): Promise<number> {
    const database = openStoreDatabase(await addressOf(store, sealer), connect);
    try {
      const { bytes } = await storeSizeRepository(database).read(now().toISOString());
      return bytes + (await mediaRepository(database).bytes());
    } finally {
      database.close();
    }
  }
  /** Removes bytes that an attempt left which was killed before it could list them. */
  async function sweep(storeId: string, place: BackupStorage): Promise<void> {
    const listed = new Set((await backups.list(storeId)).map(({ location }) => location));
    for (const name of await place.list(storeId)) {
      const [, id = ''] = /\/([0-9A-HJKMNP-TV-Z]{26})\./.exec(name) ?? [];
      if (id !== '' && !listed.has(name) && decodeTime(id) < now().getTime() - ABANDONED_MS) await place.delete(name);
    }
  }
  async function back(
    store: RegisteredStore,
    place: BackupStorage,
    note: string,
    { alive, pictures }: { alive: () => void; pictures: boolean },
  ): Promise<StoredBackup> {
    const { handle } = store;
    const at = now();
    const id = ulid(at.getTime());
    // Held for the whole of it, so that no purge passes by a file that is being written.
    const lease = await told(() => beginBackup(store, id, { ...surroundings, now }));
    const location = locationOf(store.id, id);
    let summary: StoredBackup['summary'] | undefined;
    let schema = '';
    const watched = async function* () {
      for await (const line of (pictures ? wholeOf : linesOf)(store, 'all')) {
        if (!Array.isArray(line)) {
          if ('end' in line) summary = { parts: 'all', schema, tables: line.tables, files: line.files };
          else if ('archive' in line) schema = line.migrations.at(-1)?.name ?? '';
        }
        alive();
        yield line;
      }
    };
    let backup: StoredBackup;
    try {
      const stored = await lease.step('write', () => place.put(location, encodeArchive(watched())));
      if (!summary) throw new Error('An archive ended without its sums.');
      onStep('list');
      await lease.renew();
      const about = { id, storeId: store.id, handle, location, note, createdAt: at.toISOString() };
      backup = { ...about, ...stored, summary };
      if (!(await backups.add(backup))) throw new ApiError('store_not_found', `The store "${handle}" is being erased.`);
    } catch (error) {
      if (error instanceof Killed) throw error;
      // Whoever has taken the store over meanwhile may have looked before the file was there.
      await place.delete(location).catch(() => undefined);
      await settleBackup(lease, surroundings).catch(() => undefined);
      return told(() => Promise.reject(error));
    }
    await lease.finish().catch(() => undefined);
    await sweep(store.id, place);
    return backup;
  }
  /** Gives a copy of a store the pictures of the one it is a copy of, if there are any here. */
  async function giveMedia(
    database: StoreDatabase,
    from: { id: string; handle: string },
    to: { id: string; handle: string },
  ): Promise<void> {
    await surroundings.media?.copyAll(from.id, to.id);
    await adoptMedia(database, from.handle, to.handle);
  }
  /** Makes a store; one that is not made in the end leaves no pictures. */
  const orWithoutMedia = <T>({ id }: { id: string }, make: () => Promise<T>): Promise<T> =>
    make().catch(async (error: unknown) => {
      await surroundings.media?.eraseAll(id).catch(() => undefined);
      throw error;
    });
  const making = { ...surroundings, patienceMs: 0 };

  return {
    list: (storeId) => backups.list(storeId),

    async make(handle, note = '', { pictures = true } = {}) {
      const store = await storeOf(handle);
      const place = storage();
      const turn = turns.take(store.id);
      try {
        if (surroundings.mayStore) await surroundings.mayStore(store.id, await sizeOf(store));
        return await back(store, place, note, { alive: turn.alive, pictures });
      } finally {
        turn.end();
      }
    },

    async remove(id, storeId) {
      const backup = await backupOf(id, storeId);
      // The bytes first: a backup that is listed and cannot be read is seen, bytes that nobody lists are not.
      await storage().delete(backup.location);
      await backups.remove(backup.id);
      return backup;
    },

    async prune(handle, keep) {
      const { id } = await storeOf(handle);
      const known = await backups.list(id);
      const removed = superseded(known, keep, now());
      for (const backup of removed) {
        await storage().delete(backup.location);
        await backups.remove(backup.id);
      }
      return removed;
    },

    verify: (id, storeId) =>
      told(async () => {
        const backup = await backupOf(id, storeId);
        await check(backup);
        const { header, end } = await checkArchive(decodeArchive(await open({ id })));
        schemaOf(header, migrations);
        if (header.store.id !== backup.storeId) throw new ArchiveError('The archive is of another store.');
        return { backup, tables: end.tables };
      }),

    restore: (handle, source) =>
      told(async () => {
        const store = await storeOf(handle);
        await inspect(source, store.id);
        return restoreStore(handle, fill(source, store.id), surroundings);
      }),

    restoreAs: ({ handle, name }, source) =>
      told(async () => {
        const { store } = await inspect(source, null);
        const wish = { id: ulid(), handle, name: name ?? store.name, currency: store.currency, locale: store.locale };
        return orWithoutMedia(wish, () =>
          createStore(wish, making, {
            clonedFrom: null,
            async fill(database) {
              await fill(source, wish.id)(database);
              await forgetCarts(database);
              await adopt(database, { handle, name: wish.name, above: { catalogue: 0, price: 0 } });
              await giveMedia(database, store, wish);
            },
          }),
        );
      }),

    clone: (handle, { handle: copy, name, withOrders = false }) =>
      told(async () => {
        const store = await storeOf(handle);
        const lines = linesOf(store, withOrders ? 'all' : 'catalogue');
        const first = await lines.next();
        if (first.done || Array.isArray(first.value) || !('archive' in first.value))
          throw new Error('An archive began without its first line.');
        const { currency, locale, name: before } = first.value.store;
        const header = first.value;
        const id = ulid();
        const wish = { id, handle: copy, name: name ?? `${before} (preview)`, currency, locale, plan: store.plan };
        const all = async function* () {
          yield header;
          yield* lines;
        };
        try {
          return await orWithoutMedia(wish, () =>
            createStore(wish, making, {
              clonedFrom: store.id,
              async fill(database) {
                await loadArchive(database, all(), migrations);
                await forgetCarts(database);
                await adopt(database, { handle: copy, name: wish.name, above: { catalogue: 0, price: 0 } });
                await giveMedia(database, store, wish);
              },
            }),
          );
        } finally {
          await lines.return();
        }
      }),

    async export(handle, parts = 'all') {
      const store = await storeOf(handle);
      const turn = turns.take(store.id);
      // Whoever reads too slowly is cut off: as long as it is read, the store keeps for it what is written over meanwhile.
      return whileRead(encodeArchive(wholeOf(store, parts)), { stallMs, late: patience(), turn });
    },
  };
}
