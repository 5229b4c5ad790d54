import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { blocksFromBuild } from './adapters/blocks/from-build.node.ts';
import { drawingFromBuild } from './adapters/elements/from-build.node.ts';
import { chooseEmbedder } from './adapters/embeddings/choose.ts';
import { queryVectors } from './adapters/embeddings/query-vectors.ts';
import { systemResolver } from './adapters/dns/system.node.ts';
import { forwardedOf, logWhenDelivered, namesTwoHosts } from './adapters/process/connection.node.ts';
import { nodeChecks } from './adapters/process/checks.node.ts';
import { processLog } from './adapters/process/logger.node.ts';
import { processMeasures, servingMeasures } from './adapters/process/measures.node.ts';
import { checkPlaces } from './adapters/process/places.node.ts';
import { endRequests, settled } from './adapters/process/stop.node.ts';
import { openTestBank } from './adapters/payments/test-bank/open.node.ts';
import { openDatabases, type Databases } from './adapters/provisioning/compose.node.ts';
import { smtp } from './adapters/mail/smtp.node.ts';
import { chooseSectionModel } from './adapters/sections/choose.ts';
import { sharpCodecs } from './adapters/media/sharp.node.ts';
import { inProcessLimiter } from './adapters/rate-limits/in-process.ts';
import type { Eraser } from './adapters/provisioning/create-store.ts';
import { compressAnswers } from './adapters/static/compression.node.ts';
import { sharpShareImages } from './adapters/share-images/sharp.node.ts';
import { servedFolders } from './adapters/static/served-folders.node.ts';
import { staticFiles } from './adapters/static/static-files.node.ts';
import { socketCaller } from './adapters/webhooks/https.node.ts';
import { createApp } from './app.ts';
import { fileStamp } from './db/file-stamp.node.ts';
import type { Surroundings } from './compose.ts';
import { domainPorts } from './domain-ports.ts';
import { EnvironmentError, readEnvironment, type Environment } from './env.ts';
import { collectedKeyUses } from './key-uses.ts';
import { causeOf, logLine } from './log.ts';
import { outgoingOf } from './outgoing.ts';
import { paymentPorts } from './payment-ports.ts';
import { requestLog } from './request-log.ts';
import { SEARCH_MEMORY, SearchMemory } from './search-memory.ts';
import { type Caller, trustedForwarding } from './middleware/client-address.ts';
import { RenderedPages } from './middleware/catalogue-cache.ts';
import { siteFinder } from './middleware/find-site.ts';
import { strangers } from './middleware/rate-limits.ts';
import { isHttps, secured } from './middleware/security-headers.ts';
import { openApps } from './repositories/store-apps.ts';
import type { RegisteredStore } from './repositories/stores.ts';
import { recoverAndRecord, SYSTEM } from './recover.ts';
import type { Verdict } from './adapters/rate-limits/port.ts';
import { syncDoor } from './sync-origins.ts';
import { originRepository } from './repositories/origins.ts';
import { siteDoor } from './site-door.ts';
import { keyRepository } from './repositories/keys.ts';
import { usageRepository } from './repositories/usage.ts';
import { BELIEF_NODE, storeDirectory } from './store-directory.ts';
import { createEmbeddedSync } from './sync/embedded.node.ts';
import { remoteSync } from './sync/remote.ts';
import { tendDomains } from './tend-domains.ts';
import { usageWriter } from './services/usage.ts';
import { tendStores } from './tend.ts';
import { UsageCounter } from './usage-counter.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** How often stores that were used are tended. */
const TEND_MS = 60_000;
/** How often all of them are: reminders of what was left in a shop that nobody visits are due as well. */
const ALL_MS = 3_600_000;
async function* allStores({ stores }: Databases): AsyncGenerator<RegisteredStore> {
  let after = '';
  for (;;) {
    const page = await stores.list({ after });
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.handle;
  }
}

/** A server that runs. */
export interface NodeServer {
  /** Address it listens on. */
  readonly url: string;
  readonly databases: Databases;
  /** Lets requests under way end, then closes everything; answers whether all of them could end. */
  close(): Promise<boolean>;
}

/** Starts the API, the sync server and what they serve, in this process. */
export async function startNode(env: Environment): Promise<NodeServer> {
  const { log, flush } = processLog(env.logLevel);
  await checkPlaces(env);
  const databases = await openDatabases(env);
  const used = new Map<string, RegisteredStore>();
  const stores = storeDirectory({
    find: (handle) => databases.stores.find(handle),
    findByHost: (host) => databases.stores.findByHost(host),
    lease: (store) => {
      used.set(store.id, store);
      return databases.lease(store);
    },
    stamp: (store) => fileStamp({ url: store.databaseUrl }, Date.now()),
    ping: () => databases.platform.first('SELECT 1'),
    belief: BELIEF_NODE,
    now: Date.now,
  });
  const onTrouble: Surroundings['onTrouble'] = (what, error, about) =>
    log('warn', `could not ${what}`, { ...about, cause: causeOf(error) });
  const stillApps = (appIds: readonly string[]) => openApps(databases.platform, appIds, new Date().toISOString());
  const embedded = env.instant
    ? undefined
    : createEmbeddedSync({
        dataDir: env.dataDir,
        isApp: async (appId) => (await stillApps([appId])).has(appId),
        stillApps,
        report: (error) => onTrouble('serve live sync', error),
      });
  const live = env.instant ? remoteSync(env.instant) : (embedded?.live ?? null);
  const embedder = chooseEmbedder(env);
  const queries =
    embedder && queryVectors(embedder, { onTrouble: (error) => onTrouble('make the vector of a query', error) });

  let leaving = false;
  const outboxes = new Map<string, number>();
  const measureProcess = processMeasures();
  const measures = () => [
    ...measureProcess(),
    ...servingMeasures({
      pool: databases.pool,
      connections: embedded?.connections ?? 0,
      apps: embedded?.engine.loadedCount ?? 0,
      outboxes: outboxes.values(),
      working: pending.size,
    }),
  ];

  const pending = new Set<Promise<unknown>>();
  const background = (work: Promise<unknown>) => {
    const settled = work.catch((error: unknown) => onTrouble('finish work in the background', error));
    pending.add(settled);
    void settled.finally(() => pending.delete(settled));
  };
  // Asked itself, the sync server lets go of what it has in memory; by files alone it would not know.
  const liveCarts: Eraser = {
    name: 'live carts in memory',
    erase: async ({ instantAppId }) => embedded?.removeApp(instantAppId),
  };
  const making = { ...databases, erasers: [liveCarts, ...(databases.erasers ?? [])] };
  const usage = new UsageCounter({
    async write(counts) {
      const at = new Date().toISOString();
      await databases.stores.touch(new Map(counts.map(({ storeId }) => [storeId, at])));
      return usageWriter(usageRepository(databases.platform), Date.now)(counts);
    },
    everyMs: TEND_MS,
    now: Date.now,
    onTrouble: (error) => onTrouble('write down what stores use', error),
  });
  const searchMemory = new SearchMemory({ maxBytes: env.searchMemoryBytes ?? SEARCH_MEMORY.node, shares: true });
  const outgoing = outgoingOf(env, {
    smtp,
    webhooks: socketCaller({ allowLocalhost: env.webhooksToLocalhost }, Date.now),
    sealer: databases.sealer,
    // At a desk, links lead back here.
    ...(env.mail.dev && { ownUrl: `http://localhost:${env.port}` }),
    leaving: () => leaving,
  });
  const { bank: wanted } = env.payments;
  const bank = wanted?.url === null ? await openTestBank({ folder: env.dataDir, secret: wanted.secret }) : null;
  const payments = paymentPorts(env, { sealer: databases.sealer, embedded: bank?.port ?? null });
  const surroundings = { outgoing, payments, live, usage, queries, memory: searchMemory, now: Date.now, onTrouble };
  const keyUses = collectedKeyUses({ touch: keyRepository(databases.platform).touch, now: Date.now });
  const limiter = env.rateLimits && inProcessLimiter({ limits: env.rateLimits, now: Date.now });
  const domains = domainPorts(env, systemResolver());
  const blocks = blocksFromBuild(root, (error) => log('error', 'cannot run blocks', { cause: causeOf(error) }));
  const app = createApp({
    stores,
    platform: () => ({ database: databases.platform, release: () => undefined }),
    making,
    graceDays: env.graceDays,
    domains,
    live,
    keyUses,
    usage,
    queries,
    searchMemory,
    sectionModel: chooseSectionModel(env),
    blocks,
    media: { storage: databases.media, codecs: sharpCodecs(), sharesWork: true },
    outgoing,
    payments,
    devMail: env.mail.dev ? async () => (await databases.stores.list({})).map(({ handle }) => handle) : undefined,
    limiter,
    now: Date.now,
    log,
    checks: nodeChecks(env, databases, embedded, () => leaving),
    measures,
    metricsToken: env.metricsToken,
    shareImages: sharpShareImages(),
    rendered: new RenderedPages(),
    drawing: drawingFromBuild(root, (error) => log('error', 'cannot draw elements', { cause: causeOf(error) })),
    errorPage: (code) => readFile(join(root, 'docs/errors', `${code}.md`), 'utf8').catch(() => undefined),
    publicUrl: env.publicUrl,
    hosts: env.hosts,
  });

  const files = staticFiles(servedFolders(root));
  const compress = compressAnswers();
  const callerOf = trustedForwarding(env.trustedProxies);
  let warned = env.trustedProxies.length > 0;
  const warnOfProxy = (proxy: string | undefined, headers: Headers) => {
    if (warned || !headers.has('x-forwarded-for')) return;
    warned = true;
    log(
      'warn',
      'a proxy speaks for its callers and is not trusted: all of them count as one. TRUSTED_PROXIES names it',
      { proxy },
    );
  };
  const findSite = siteFinder(stores, env.hosts, strangers(limiter));
  const mayServe = siteDoor(findSite);
  const maySync = syncDoor((app) => originRepository(databases.platform).readOfApp(app), findSite);
  /** Lines to live carts count as writing, by address. */
  const tooMany = async ({ local, countedAs }: Caller): Promise<Verdict | undefined> => {
    const verdict = local ? undefined : await limiter?.take('writes-address', countedAs ?? 'unknown');
    return verdict?.allowed ? undefined : verdict;
  };
  const asCounted = ({ local, countedAs }: Caller) => ({ address: local ? null : (countedAs ?? 'unknown') });
  async function answerSync(request: Request, caller: Caller): Promise<Response | undefined> {
    if (!embedded) return undefined;
    const refused = await tooMany(caller);
    if (refused) return new Response(null, { status: 429, headers: { 'retry-after': String(refused.resetS) } });
    const may = await maySync(request, request.headers.get('origin'), caller, background);
    if (!may) return new Response(null, { status: 403, headers: { vary: 'origin' } });
    // The app may stand in the body, which only the sync server reads.
    const site = await findSite(request, caller, background);
    const onlyApp = site.kind === 'store' ? site.store.instantAppId : null;
    return embedded.fetch(request, { ...asCounted(caller), onlyApp });
  }
  const logRequest = requestLog(log, env.logRequests);
  async function answer(request: Request, outgoing: ServerResponse | undefined): Promise<Response> {
    const { pathname } = new URL(request.url);
    const peer = outgoing?.req.socket.remoteAddress;
    const caller = callerOf(peer, request.headers);
    warnOfProxy(peer, request.headers);
    const answered = outgoing && logWhenDelivered(outgoing, logRequest);
    const paid = await bank?.fetch(request);
    if (paid) return secured(paid, { https: isHttps(request.url, env.publicUrl, caller) });
    // What may not be served here is the app's to refuse.
    if (await mayServe(request, caller, background).catch(() => false)) {
      const synced =
        pathname.startsWith('/runtime/') || pathname.startsWith('/admin/')
          ? await answerSync(request, caller)
          : undefined;
      const served = synced ?? (await files(request));
      if (served) return secured(served, { https: isHttps(request.url, env.publicUrl, caller) });
    }
    return compress(
      request,
      await app.fetch(request, { waitUntil: background, caller, ...(answered && { answered }) }),
    );
  }

  // Without `createServer` the adaptor makes a plain HTTP server.
  const server = createAdaptorServer({
    fetch: (request, connection) =>
      'incoming' in connection && namesTwoHosts(connection.incoming)
        ? secured(new Response(null, { status: 400 }), { https: false })
        : answer(request, 'outgoing' in connection ? (connection.outgoing as ServerResponse) : undefined),
  }) as Server;
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const mayUpgrade = async () => {
      const asked = new Request(new URL(request.url ?? '/', `http://${request.headers.host}`));
      const caller = callerOf(request.socket.remoteAddress, new Headers(forwardedOf(request)));
      if (namesTwoHosts(request) || !(await mayServe(asked, caller, background)) || (await tooMany(caller)))
        return undefined;
      const may = await maySync(asked, request.headers.origin ?? null, caller, background);
      return may ? asCounted(caller) : undefined;
    };
    mayUpgrade().then(
      (caller) => {
        if (!caller || !embedded?.handleUpgrade(request, socket, head, caller)) socket.destroy();
      },
      () => socket.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(env.port, env.host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : env.port;

  const noteWaiting = (storeId: string, work: number) =>
    void (work > 0 ? outboxes.set(storeId, work) : outboxes.delete(storeId));
  const learning = new Set<string>();
  async function tendUntilDone(some: Iterable<RegisteredStore> | AsyncIterable<RegisteredStore>): Promise<void> {
    const lease = (store: RegisteredStore) => databases.lease(store);
    const unfinished = await tendStores(some, lease, surroundings, noteWaiting, learning, (store) =>
      used.set(store.id, store),
    );
    if (unfinished.length > 0 && !leaving) await tendUntilDone(unfinished);
  }
  const tend = (some: Iterable<RegisteredStore> | AsyncIterable<RegisteredStore>) => background(tendUntilDone(some));
  const recover = async () => {
    const { failed } = await recoverAndRecord({ ...making, graceDays: env.graceDays }, SYSTEM);
    for (const { handle, error } of failed) onTrouble(`recover the store ${handle}`, error);
  };
  background(recover());
  tend(allStores(databases));
  const tending = setInterval(() => {
    const some = [...used.values()];
    used.clear();
    const at = new Date().toISOString();
    background(keyUses.flush());
    background(usage.flush());
    background(databases.stores.touch(new Map(some.map(({ id }) => [id, at]))));
    background(recover());
    background(tendDomains(databases.platform, domains, Date.now).then((some) => some.forEach(stores.forget)));
    tend(some);
  }, TEND_MS);
  tending.unref();
  const tendingAll = setInterval(() => tend(allStores(databases)), ALL_MS);
  tendingAll.unref();

  let closing: Promise<boolean> | undefined;
  async function close(): Promise<boolean> {
    leaving = true;
    // Whoever sends us requests is to hear of it first, from `/readyz`.
    await new Promise((resolve) => setTimeout(resolve, env.shutdown.delayMs));
    clearInterval(tending);
    clearInterval(tendingAll);
    embedded?.hangUp();
    const ended = await endRequests(server, env.shutdown.graceMs);
    background(keyUses.flush());
    background(usage.flush());
    const done = await settled(pending, env.shutdown.graceMs);
    await embedded?.close();
    await blocks.close();
    await bank?.close();
    databases.close();
    flush();
    return ended && done;
  }

  return {
    url: `http://${env.host.includes(':') ? `[${env.host}]` : env.host}:${port}`,
    databases,
    close: () => (closing ??= close()),
  };
}

/** Why the server did not start: what the system says about a port, a host or a folder needs no stack. */
function whyNot(error: unknown): unknown {
  if (error instanceof EnvironmentError) return error.message;
  return error instanceof Error && 'syscall' in error ? `Vitrine cannot start: ${error.message}` : error;
}

/** Starts the server and stops it when the process is asked to; the whole of `node edge-api/node.ts`. */
export async function main(): Promise<void> {
  try {
    const server = await startNode(readEnvironment(process.env));
    let asked = false;
    const stop = () => {
      // Whoever asks twice does not want to wait.
      if (asked) process.exit(1);
      asked = true;
      void server.close().then(
        (ended) => process.exit(ended ? 0 : 1),
        () => process.exit(1),
      );
    };
    // What nobody has caught leaves the process in a state nobody knows: it is logged as all else, and the process ends.
    process.on('uncaughtException', (error) => {
      process.stderr.write(`${logLine('error', 'uncaught', { cause: causeOf(error) })}\n`);
      process.exit(1);
    });
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    console.log(`Vitrine serves on ${server.url}`);
    if (!existsSync(join(root, 'dist/vitrine.js'))) console.log('There is no build yet: npm run build.');
  } catch (error) {
    console.error(whyNot(error));
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
