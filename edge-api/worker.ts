import { type Bucket, r2Backups } from './adapters/backups/r2.ts';
import { type BlockBindings, chooseBlocks } from './adapters/blocks/choose.worker.ts';
import { drawingFromBundle } from './adapters/elements/from-build.worker.ts';
import { chooseEmbedder } from './adapters/embeddings/choose.ts';
import { queryVectors } from './adapters/embeddings/query-vectors.ts';
import type { Ai } from './adapters/embeddings/workers-ai.ts';
import { cloudflareCodecs, type ImagesBinding } from './adapters/media/cloudflare-images.ts';
import { cachedPicture, type EdgeCache } from './adapters/media/edge-cache.ts';
import { eraseMedia } from './adapters/media/erase-media.ts';
import { chooseSectionModel } from './adapters/sections/choose.ts';
import { type MediaBucket, r2Media } from './adapters/media/r2.ts';
import { addressOf } from './adapters/provisioning/create-store.ts';
import { sealer } from './adapters/provisioning/sealing.ts';
import { remotePlace } from './adapters/provisioning/place.ts';
import { remoteCarts } from './adapters/provisioning/remote-carts.ts';
import { cloudflareCertificates } from './adapters/certificates/cloudflare.ts';
import { eraseCertificates } from './adapters/certificates/erase-certificates.ts';
import { domainRepository } from './repositories/domains.ts';
import { domainPorts } from './domain-ports.ts';
import { errorPages } from './adapters/error-pages.worker.ts';
import { workersLimiter } from './adapters/rate-limits/workers.ts';
import { serveAsset, type Assets } from './adapters/static/assets.worker.ts';
import { fetchCaller } from './adapters/webhooks/fetch.ts';
import { createApp } from './app.ts';
import type { Surroundings } from './compose.ts';
import type { PlatformDatabase } from './db/database.ts';
import { connectHttp, openPlatformDatabase, type DatabaseAddress } from './db/open.ts';
import { storesPerRequest } from './db/pool.ts';
import { pendingMigrations } from './db/migrate.ts';
import { readEnvironment } from './env.ts';
import { promptKeyUses } from './key-uses.ts';
import { causeOf, logLine, type Log } from './log.ts';
import { cloudflareCaller } from './middleware/client-address.ts';
import { usageRepository } from './repositories/usage.ts';
import { schemaVersionRepository } from './repositories/schema-versions.ts';
import { siteFinder } from './middleware/find-site.ts';
import { strangers } from './middleware/rate-limits.ts';
import { isHttps, secured } from './middleware/security-headers.ts';
import { keyRepository } from './repositories/keys.ts';
import { storeRepository, type RegisteredStore } from './repositories/stores.ts';
import { recoverAndRecord, SYSTEM } from './recover.ts';
import { siteDoor } from './site-door.ts';
import { BELIEF_WORKERS, storeDirectory } from './store-directory.ts';
import { outgoingOf } from './outgoing.ts';
import { paymentPorts } from './payment-ports.ts';
import { requestLog } from './request-log.ts';
import { SEARCH_MEMORY, SearchMemory } from './search-memory.ts';
import { remoteSync } from './sync/remote.ts';
import { tendDomains } from './tend-domains.ts';
import { usageWriter } from './services/usage.ts';
import { tendStores } from './tend.ts';
import { UsageCounter } from './usage-counter.ts';
import { platformMigrations, storeMigrations } from '../migrations/index.ts';

/** How often an isolate writes down what stores use: one that ends loses at most what it counted since. */
const COUNT_MS = 10_000;

interface Bindings extends Record<string, unknown> {
  readonly ASSETS: Assets;
  /** Where backups of stores are kept; without it none are made. */
  readonly BACKUPS?: Bucket;
  /** Where pictures of stores are kept; without it none are taken. */
  readonly MEDIA?: MediaBucket;
  /** Cloudflare Images; without it pictures are shown in the size they came in. */
  readonly IMAGES?: ImagesBinding;
  /** Workers AI, for EMBEDDINGS=workers-ai. */
  readonly AI?: Ai;
  /** What merchants' blocks run in; with neither, they are what they drew last. */
  readonly BLOCKS?: NonNullable<BlockBindings['BLOCKS']>;
  readonly LOADER?: NonNullable<BlockBindings['LOADER']>;
}

/** The cache of the place this runs in, which the types of browsers do not know. */
const nearby = (): EdgeCache => (caches as unknown as { readonly default: EdgeCache }).default;

interface Execution {
  waitUntil(work: Promise<unknown>): void;
}

const log: Log = (level, message, more) => console[level](logLine(level, message, more));

/** Everything of this isolate that outlives a request: facts and code, never a connection. */
function compose(bindings: Bindings) {
  const env = readEnvironment(bindings);
  const place = remotePlace(env);
  if (!place) throw new Error('A Worker has no files: set DATABASE_MODE to sqld or turso.');
  const { address: platformAddress, provisioning, authToken } = place;
  const connect = (address: DatabaseAddress) => connectHttp({ ...address, token: address.token ?? authToken });

  async function withPlatform<T>(work: (platform: PlatformDatabase) => Promise<T>): Promise<T> {
    const platform = openPlatformDatabase(platformAddress, connect);
    try {
      return await work(platform);
    } finally {
      platform.close();
    }
  }

  const seal = sealer(env.sealingKey, env.oldSealingKeys);
  const pool = storesPerRequest({ connect, migrations: storeMigrations });
  const storage = bindings.BACKUPS ? r2Backups(bindings.BACKUPS) : null;
  const media = bindings.MEDIA ? r2Media(bindings.MEDIA) : null;
  const { cloudflare } = env.domains;
  const certificateIds = (storeId: string) =>
    withPlatform((platform) => domainRepository(platform).certificateIds(storeId));
  const erasers = [
    ...(media ? [eraseMedia(media)] : []),
    ...(env.instant ? [remoteCarts(env.instant)] : []),
    ...(cloudflare ? [eraseCertificates(cloudflareCertificates(cloudflare), certificateIds)] : []),
  ];
  const making = { provisioning, connect, sealer: seal, storage, media, forget: pool.evict, erasers };
  const lease = async (store: RegisteredStore) => {
    let noted: Promise<void> | undefined;
    const leased = await pool.lease(await addressOf(store, seal), {
      known: store.schemaVersion,
      note: (version) => {
        noted = withPlatform((platform) => schemaVersionRepository(platform).note(store.id, version));
        noted.catch(() => undefined);
      },
    });
    // Work nobody waits for may end with the request. Unwritten, it costs the next isolate a round trip.
    await noted?.catch(() => undefined);
    return leased;
  };
  const live = env.instant ? remoteSync(env.instant) : null;
  const stores = storeDirectory({
    find: (handle) => withPlatform((platform) => storeRepository(platform).find(handle)),
    findByHost: (host) => withPlatform((platform) => storeRepository(platform).findByHost(host)),
    lease,
    ping: () => withPlatform((platform) => platform.first('SELECT 1')),
    belief: BELIEF_WORKERS,
    now: Date.now,
  });
  const embedder = chooseEmbedder(env, bindings.AI);
  const queries =
    embedder &&
    queryVectors(embedder, {
      onTrouble: (error) => log('warn', 'could not make the vector of a query', { cause: causeOf(error) }),
    });
  const limiter = env.rateLimits && workersLimiter(bindings, Date.now);
  const usage = new UsageCounter({
    write: (counts) =>
      withPlatform(async (platform) => {
        const spent = await usageWriter(usageRepository(platform), Date.now)(counts);
        const at = new Date().toISOString();
        await storeRepository(platform).touch(new Map(counts.map(({ storeId }) => [storeId, at])));
        return spent;
      }),
    everyMs: COUNT_MS,
    now: Date.now,
    onTrouble: (error) => log('warn', 'could not write down what stores use', { cause: causeOf(error) }),
  });
  const outgoing = outgoingOf(env, {
    webhooks: fetchCaller({ allowLocalhost: env.webhooksToLocalhost }, Date.now),
    sealer: seal,
  });
  const payments = paymentPorts(env, { sealer: seal });
  const app = createApp({
    stores,
    platform: () => {
      const database = openPlatformDatabase(platformAddress, connect);
      return { database, release: () => database.close() };
    },
    making,
    graceDays: env.graceDays,
    domains: domainPorts(env),
    live,
    keyUses: promptKeyUses({
      touch: (uses) => withPlatform((platform) => keyRepository(platform).touch(uses)),
      now: Date.now,
      onTrouble: (error) => log('warn', 'could not note the use of a key', { cause: causeOf(error) }),
    }),
    usage,
    queries,
    searchMemory: new SearchMemory({ maxBytes: env.searchMemoryBytes ?? SEARCH_MEMORY.worker, shares: false }),
    outgoing,
    payments,
    sectionModel: chooseSectionModel(env),
    blocks: chooseBlocks(bindings),
    media: media && {
      storage: media,
      codecs: bindings.IMAGES ? cloudflareCodecs(bindings.IMAGES) : null,
      sharesWork: false,
    },
    devMail: env.mail.dev
      ? () => withPlatform(async (platform) => (await storeRepository(platform).list({})).map(({ handle }) => handle))
      : undefined,
    limiter,
    now: Date.now,
    log,
    metricsToken: env.metricsToken,
    checks: {
      migrations: () =>
        withPlatform(async (platform) => {
          const pending = await pendingMigrations(platform, platformMigrations);
          if (pending.length > 0) throw new Error(`the platform database waits for ${pending.join(', ')}`);
        }),
    },
    rendered: null,
    drawing: drawingFromBundle,
    errorPage: async (code) => errorPages[code],
    publicUrl: env.publicUrl,
    hosts: env.hosts,
  });
  const tend = () =>
    withPlatform(async (platform) => {
      const onTrouble: Surroundings['onTrouble'] = (what, error, about) =>
        log('warn', `could not ${what}`, { ...about, cause: causeOf(error) });
      const { failed } = await recoverAndRecord({ ...making, platform, graceDays: env.graceDays }, SYSTEM);
      for (const { handle, error } of failed) onTrouble('recover a store', error, { store: handle });
      await tendDomains(platform, domainPorts(env), Date.now).catch((error: unknown) =>
        onTrouble('look at domains again', error),
      );
      for (let after = ''; ;) {
        const page = await storeRepository(platform).list({ after });
        await tendStores(page, lease, { outgoing, payments, live, usage, queries, now: Date.now, onTrouble });
        const last = page.at(-1);
        if (!last) break;
        after = last.handle;
      }
      await usage.flush().catch((error: unknown) => onTrouble('write down what stores use', error));
    });
  return {
    app,
    tend,
    logRequest: requestLog(log, env.logRequests),
    publicUrl: env.publicUrl,
    mayServe: siteDoor(siteFinder(stores, env.hosts, strangers(limiter))),
  };
}

let composed: ReturnType<typeof compose> | undefined;

/** The Worker: scripts from the build, everything else from the app. */
export default {
  async fetch(request: Request, bindings: Bindings, execution: Execution): Promise<Response> {
    const shop = (composed ??= compose(bindings));
    const caller = cloudflareCaller(request.headers);
    const waitUntil = (work: Promise<unknown>) => execution.waitUntil(work);
    // What may not be served here is the app's to refuse.
    const mayServe = async () => shop.mayServe(request, caller, waitUntil).catch(() => false);
    const answer = async () => {
      const asset = (await mayServe()) ? await serveAsset(request, bindings.ASSETS) : undefined;
      return asset
        ? secured(asset, { https: isHttps(request.url, shop.publicUrl, caller) })
        : shop.app.fetch(request, { waitUntil, caller, answered: shop.logRequest });
    };
    return cachedPicture(request, nearby(), { answer, later: waitUntil });
  },

  scheduled(_event: unknown, bindings: Bindings, execution: Execution): void {
    composed ??= compose(bindings);
    execution.waitUntil(composed.tend());
  },
};
