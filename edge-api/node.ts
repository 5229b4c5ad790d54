import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { openDatabases, type Databases } from './adapters/provisioning/compose.node.ts';
import { inProcessLimiter } from './adapters/rate-limits/in-process.ts';
import type { Eraser } from './adapters/provisioning/create-store.ts';
import { compressAnswers } from './adapters/static/compression.node.ts';
import { staticFiles, type ServedFolder } from './adapters/static/static-files.node.ts';
import { createApp } from './app.ts';
import { EnvironmentError, readEnvironment, type Environment } from './env.ts';
import { collectedKeyUses } from './key-uses.ts';
import { causeOf, logLine, type Log } from './log.ts';
import { trustedForwarding } from './middleware/client-address.ts';
import { RenderedPages } from './middleware/catalogue-cache.ts';
import { siteFinder } from './middleware/find-site.ts';
import { isHttps, secured } from './middleware/security-headers.ts';
import { openApps } from './repositories/store-apps.ts';
import type { RegisteredStore } from './repositories/stores.ts';
import { recoverAndRecord, SYSTEM } from './recover.ts';
import { siteDoor } from './site-door.ts';
import { keyRepository } from './repositories/keys.ts';
import { BELIEF_NODE, storeDirectory } from './store-directory.ts';
import { createEmbeddedSync } from './sync/embedded.node.ts';
import { remoteSync } from './sync/remote.ts';
import { tendStores } from './tend.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** How often stores that were used are tended. */
const TEND_MS = 60_000;
/** How long requests under way may take when the server is asked to stop. */
const GRACE_MS = 5000;

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Writes lines of JSON: errors and warnings to stderr, the rest to stdout. */
function logger(level: Environment['logLevel']): Log {
  const least = LEVELS.indexOf(level);
  return (kind, message, more = {}) => {
    if (LEVELS.indexOf(kind) < least) return;
    const line = JSON.stringify({ time: new Date().toISOString(), level: kind, message, ...more });
    (kind === 'info' ? process.stdout : process.stderr).write(`${line}\n`);
  };
}

/** What is served besides the API: the script, the demo, and the sample shops' pictures. */
function servedFolders(): ServedFolder[] {
  const below = (folder: string) => (file: string) => ({ folder: join(root, folder), file });
  return [
    {
      path: '/assets/',
      // `/assets/~1/x.js` is `/assets/x.js`: the loader's way to ask again for what a browser remembers as failed.
      folder: (file) => below('dist/assets')(file.replace(/^~\d+\//, '')),
      cacheControl: 'public, max-age=31536000, immutable',
      forgivesScripts: true,
    },
    ...[
      'vitrine.js',
      'custom-elements.json',
      'vitrine.d.ts',
      'vitrine-jsx.d.ts',
      'vscode.html-custom-data.json',
      'vscode.css-custom-data.json',
    ].map((file) => ({
      path: `/${file}`,
      folder: (rest: string) => (rest === '' ? { folder: join(root, 'dist'), file } : undefined),
      cacheControl: 'public, max-age=300, stale-while-revalidate=86400',
    })),
    {
      path: '/demo/',
      // Some pages are built; the others are served as they stand.
      folder: (rest) => below(existsSync(join(root, 'dist/demo', rest)) && rest !== '' ? 'dist/demo' : 'demo')(rest),
      cacheControl: 'no-cache',
    },
    {
      path: '/media/',
      folder(rest) {
        const [store = '', ...file] = rest.split('/');
        return file.length ? { folder: join(root, 'demo/shops', store, 'media'), file: file.join('/') } : undefined;
      },
      cacheControl: 'public, max-age=86400',
    },
  ];
}

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

/** Whether a request has more than one `Host`: who is in front of us may have believed the other one. */
const namesTwoHosts = ({ rawHeaders }: { readonly rawHeaders: readonly string[] }): boolean =>
  rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host').length > 1;

/** What proxies say of a socket's caller. */
const forwardedOf = ({ headers }: IncomingMessage): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('x-forwarded-') && typeof value === 'string' ? [[name, value]] : [],
  );

/** A server that runs. */
export interface NodeServer {
  /** Address it listens on. */
  readonly url: string;
  readonly databases: Databases;
  /** Lets requests under way end, then closes everything. */
  close(): Promise<void>;
}

/** Starts the API, the sync server and what they serve, in this process. */
export async function startNode(env: Environment): Promise<NodeServer> {
  const log = logger(env.logLevel);
  const databases = await openDatabases(env);
  const used = new Map<string, RegisteredStore>();
  const stores = storeDirectory({
    find: (handle) => databases.stores.find(handle),
    findByHost: (host) => databases.stores.findByHost(host),
    lease: (store) => {
      used.set(store.id, store);
      return databases.lease(store);
    },
    ping: () => databases.platform.first('SELECT 1'),
    belief: BELIEF_NODE,
    now: Date.now,
  });
  const onTrouble = (what: string, error: unknown) =>
    log('warn', `could not ${what}`, {
      cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
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
  const surroundings = { live, now: Date.now, onTrouble };

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
  const keyUses = collectedKeyUses({ touch: keyRepository(databases.platform).touch, now: Date.now });
  const app = createApp({
    stores,
    platform: () => ({ database: databases.platform, release: () => undefined }),
    making,
    graceDays: env.graceDays,
    live,
    keyUses,
    limiter: env.rateLimits && inProcessLimiter({ limits: env.rateLimits, now: Date.now }),
    now: Date.now,
    log,
    rendered: new RenderedPages(),
    errorPage: (code) => readFile(join(root, 'docs/errors', `${code}.md`), 'utf8').catch(() => undefined),
    publicUrl: env.publicUrl,
    hosts: env.hosts,
  });

  const files = staticFiles(servedFolders());
  const compress = compressAnswers();
  const callerOf = trustedForwarding(env.trustedProxies);
  const mayServe = siteDoor(siteFinder(stores, env.hosts));
  async function answer(request: Request, socket: Socket | undefined): Promise<Response> {
    const { pathname } = new URL(request.url);
    const caller = callerOf(socket?.remoteAddress, request.headers);
    // What may not be served here is the app's to refuse.
    if (await mayServe(request, caller, background).catch(() => false)) {
      const synced =
        pathname.startsWith('/runtime/') || pathname.startsWith('/admin/') ? await embedded?.fetch(request) : undefined;
      const served = synced ?? (await files(request));
      if (served) return secured(served, { https: isHttps(request.url, env.publicUrl, caller) });
    }
    return compress(request, await app.fetch(request, { waitUntil: background, caller }));
  }

  // Without `createServer` the adaptor makes a plain HTTP server.
  const server = createAdaptorServer({
    fetch: (request, connection) =>
      'incoming' in connection && namesTwoHosts(connection.incoming)
        ? new Response(null, { status: 400 })
        : answer(request, 'incoming' in connection ? connection.incoming.socket : undefined),
  }) as Server;
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const mayUpgrade = async () => {
      const asked = new Request(new URL(request.url ?? '/', `http://${request.headers.host}`));
      const caller = callerOf(request.socket.remoteAddress, new Headers(forwardedOf(request)));
      return !namesTwoHosts(request) && (await mayServe(asked, caller, background));
    };
    mayUpgrade().then(
      (may) => {
        if (!may || !embedded?.handleUpgrade(request, socket, head)) socket.destroy();
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

  const tend = (some: Iterable<RegisteredStore> | AsyncIterable<RegisteredStore>) =>
    background(tendStores(some, (store) => databases.lease(store), surroundings));
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
    background(databases.stores.touch(new Map(some.map(({ id }) => [id, at]))));
    background(recover());
    tend(some);
  }, TEND_MS);
  tending.unref();

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    clearInterval(tending);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const late = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    await embedded?.close();
    await closed;
    clearTimeout(late);
    background(keyUses.flush());
    await Promise.allSettled([...pending]);
    databases.close();
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
    const stop = () => void server.close().then(() => process.exit(0));
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    console.log(`Vitrine serves on ${server.url}`);
    if (!existsSync(join(root, 'dist/vitrine.js'))) console.log('There is no build yet: npm run build.');
  } catch (error) {
    console.error(whyNot(error));
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
