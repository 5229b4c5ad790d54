import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { embeddedLive } from './embedded-live.ts';
import { SyncEngine, type SyncLimits } from './engine.ts';
import { FaultBox, type SyncFaults } from './faults.ts';
import { type SyncCaller, syncHttp } from './http.ts';
import rules from './instant.perms.ts';
import schema from './instant.schema.ts';
import { linesByAddress } from './lines.ts';
import type { LiveSync } from './port.ts';
import { SyncSession } from './session.ts';
import { sseSessions } from './sse.ts';
import { openSyncStorage, syncDatabasePath } from './storage.node.ts';
import { sweepExpired } from './sweep.ts';

/** What the embedded sync server is told. */
export interface EmbeddedSyncOptions {
  /** Folder of the databases; each app has a file under `sync/`. */
  readonly dataDir: string;
  /** Whether an open store has this app. */
  isApp(appId: string): boolean | Promise<boolean>;
  /** Which of these apps still are one's; without it, each is asked for by itself. */
  stillApps?(appIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** How long those who are connected to a store may stay after it was closed; a second when left out. */
  readonly closeWithinMs?: number;
  /** Opens `/admin/*`; without it those paths answer nobody. */
  readonly adminToken?: string | null;
  readonly limits?: Partial<SyncLimits>;
  /** For tests: what is to go wrong. */
  readonly faults?: SyncFaults;
  /** Told of failures that no caller is waiting for. */
  report?(error: unknown): void;
  /** For tests: the time. */
  now?(): number;
}

/** The sync server inside this process. */
export interface EmbeddedSync {
  readonly live: LiveSync;
  readonly engine: SyncEngine;
  /** Answers `/runtime/*` and `/admin/*`; undefined for any other path. */
  fetch(request: Request, caller?: SyncCaller): Promise<Response | undefined>;
  /** Takes over `/runtime/session`; false if the request is for somebody else. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, caller?: SyncCaller): boolean;
  /** Deletes all that is stored of an app. */
  removeApp(appId: string): Promise<void>;
  /** How many are connected. */
  readonly connections: number;
  /** Whether one more may connect. */
  readonly accepts: boolean;
  /** Lets everybody go who is connected (1001, "going away"), and nobody in; work on carts goes on. */
  hangUp(): void;
  /** Deletes expired carts of the apps in memory, and lets go apps that are idle or gone; called each minute by itself. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

const PING_MS = 30_000;
const TIDY_MS = 60_000;
const CLOSE_WITHIN_MS = 1000;
const MAX_BUFFERED = 16_000_000;

/** Makes the sync server that the unmodified InstantDB client talks to. */
export function createEmbeddedSync(options: EmbeddedSyncOptions): EmbeddedSync {
  const { dataDir, adminToken = null, faults = {}, report = (error) => console.error(error) } = options;
  const engine = new SyncEngine({
    schema,
    rules,
    isApp: (appId) => options.isApp(appId),
    openStorage: (appId) => openSyncStorage(dataDir, appId),
    report,
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.now ? { now: options.now } : {}),
  });
  const { messageSize, perAddress, sessions: maxSessions } = engine.limits;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: messageSize,
    perMessageDeflate: false,
    clientTracking: true,
  });
  const answered = new WeakSet<WebSocket>();
  const lines = linesByAddress(perAddress);
  const sse = sseSessions(engine, faults, lines);
  const http = syncHttp(engine, { adminToken, sse });
  let leaving = false;
  if (faults instanceof FaultBox) faults.closeSockets = () => server.clients.forEach((socket) => socket.terminate());

  function open(socket: WebSocket, appId: string): void {
    const session = new SyncSession(
      engine,
      appId,
      {
        send(text) {
          if (socket.readyState !== socket.OPEN) return;
          // Somebody who does not read would have us keep everything for him.
          if (socket.bufferedAmount > MAX_BUFFERED) return socket.terminate();
          socket.send(text);
        },
        close: () => socket.close(),
      },
      faults,
    );
    answered.add(socket);
    socket.on('pong', () => answered.add(socket));
    socket.on('message', (data, isBinary) => {
      if (isBinary) return socket.close(1003);
      // With the default binaryType, text arrives as one Buffer.
      session.receive(String(data), Buffer.isBuffer(data) ? data.byteLength : undefined);
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => session.close());
  }

  function turnAway(socket: Duplex, status: string): true {
    // Nobody else listens to this socket any more, and an error nobody hears ends the process.
    socket.on('error', () => socket.destroy());
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    return true;
  }

  const ping = setInterval(() => {
    for (const socket of server.clients) {
      if (!answered.has(socket)) socket.terminate();
      else {
        answered.delete(socket);
        socket.ping();
      }
    }
  }, PING_MS);
  /** Drops the apps of stores that are closed or gone. Whoever is still connected is told so when he comes back. */
  async function dropClosed(): Promise<void> {
    const loaded = engine.loadedApps();
    const still = await (options.stillApps?.(loaded) ?? stillOf(loaded));
    for (const appId of loaded) if (!still.has(appId)) await engine.unload(appId);
  }
  async function stillOf(appIds: readonly string[]): Promise<ReadonlySet<string>> {
    const known = await Promise.all(appIds.map(async (appId) => ((await options.isApp(appId)) ? [appId] : [])));
    return new Set(known.flat());
  }
  const tidy = async (): Promise<void> => {
    await dropClosed();
    for (const appId of engine.loadedApps())
      await engine.use(appId, (app) => sweepExpired(app, engine.now())).catch(report);
    await engine.evictIdle();
  };
  const tidying = setInterval(() => void tidy().catch(report), TIDY_MS);
  // One look at a time: a registry that is slow to answer is not asked twice over.
  let looking: Promise<void> | undefined;
  const watching = setInterval(() => {
    looking ??= dropClosed()
      .catch(report)
      .finally(() => (looking = undefined));
  }, options.closeWithinMs ?? CLOSE_WITHIN_MS);
  ping.unref();
  tidying.unref();
  watching.unref();

  return {
    live: embeddedLive(engine),
    engine,
    fetch: http,
    get connections() {
      return server.clients.size + sse.size;
    },
    get accepts() {
      return !leaving && server.clients.size < maxSessions;
    },
    hangUp() {
      leaving = true;
      for (const socket of server.clients) socket.close(1001);
      sse.closeAll();
    },
    tidy,
    handleUpgrade(request, socket, head, caller) {
      // Read as whoever asked whether this line may be opened reads it, so that both speak of the same app.
      const asked = request.url ?? '/';
      if (!URL.canParse(asked, 'http://localhost')) return false;
      const url = new URL(asked, 'http://localhost');
      if (url.pathname !== '/runtime/session') return false;
      if (leaving || server.clients.size >= maxSessions || faults.connecting?.() === 'refuse')
        return turnAway(socket, '503 Service Unavailable');
      // Somebody who has gone already would be counted for ever: nobody says so a second time.
      if (socket.destroyed) return true;
      const hangUp = lines.take(caller?.address ?? null);
      if (!hangUp) return turnAway(socket, '429 Too Many Requests');
      socket.once('close', hangUp);
      server.handleUpgrade(request, socket, head, (ws) => open(ws, url.searchParams.get('app_id') ?? ''));
      return true;
    },
    async removeApp(appId) {
      await engine.unload(appId);
      const path = syncDatabasePath(dataDir, appId);
      for (const end of ['', '-wal', '-shm']) await rm(path + end, { force: true });
    },
    async close() {
      clearInterval(ping);
      clearInterval(tidying);
      clearInterval(watching);
      await looking;
      for (const socket of server.clients) socket.close(1001);
      await engine.close();
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
