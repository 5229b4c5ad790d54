import type { ApiError } from '../../client/api-client.ts';
import type { ShopClient } from '../../client/shop-client.ts';
import { retryImport } from '../../internal/retry-import.ts';
import { connectHttp } from './cart-sync.http.ts';
import type { CartSync, CartSyncPort } from './cart-sync.ts';
import { limit } from './limit.ts';
import { readLocal } from './local.ts';
import type { Sessions } from './session.ts';
import type { KeptSession } from './vault.ts';

/** How long the InstantDB client may take to arrive before plain HTTP takes over, in milliseconds. */
const IMPORT_MS = 4000;
const INSTANT_RETRY_MIN_MS = 5000;
const INSTANT_RETRY_MAX_MS = 120_000;
const START_RETRY_MIN_MS = 1000;
const START_RETRY_MAX_MS = 30_000;

const fetchInstant = retryImport(() => import('./cart-sync.instant.ts'), import.meta.url);

/** What the link needs of the cart, and tells it. */
export interface CartLinkPort extends Pick<CartSyncPort, 'pending' | 'log' | 'refuse'> {
  session(): KeptSession | undefined;
  /** A session to use from now on. */
  adopt(session: KeptSession): Promise<void>;
  status(status: 'ready' | 'offline', closed?: boolean): void;
  /** Until when the shop keeps the cart, epoch milliseconds. */
  expires(at: number): void;
}

/** Keeps the cart connected: live through InstantDB when it can, over plain HTTP when it must, and back again quietly. */
export interface CartLink {
  /** Connects if that has not happened, and hands in what waits. */
  push(): void;
  forget(ids: readonly string[]): void;
  /** The network or the shopper came back. */
  wake(): void;
  /** Connects anew, as after another session was adopted. */
  restart(): void;
  stop(): void;
}

/** A delay that doubles with each failure, with a little chance so that all tabs do not come back at once. */
const backOff = (failures: number, minMs: number, maxMs: number): number =>
  Math.min(maxMs, minMs * 2 ** failures) * (0.75 + Math.random() / 2);

/** Opens the link; it does nothing before `push` or `restart`. */
export function openCartLink(client: ShopClient, sessions: Sessions, port: CartLinkPort): CartLink {
  let phase: 'idle' | 'starting' | 'connected' = 'idle';
  let http: CartSync | undefined;
  let instant: CartSync | undefined;
  /** Whether `instant` has shown the cart. */
  let live = false;
  /** Raised by each stop: what began before it must not speak any more. */
  let era = 0;
  let startFailures = 0;
  let instantFailures = 0;
  let startTimer: ReturnType<typeof setTimeout> | undefined;
  let instantTimer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    era++;
    clearTimeout(startTimer);
    clearTimeout(instantTimer);
    http?.stop();
    instant?.stop();
    http = instant = startTimer = instantTimer = undefined;
    live = false;
    phase = 'idle';
  }

  /** Gets a session by `get`, then connects; tries again until that works. */
  async function start(get: () => Promise<KeptSession>, afterMs = 0): Promise<void> {
    stop();
    phase = 'starting';
    const begun = era;
    try {
      if (afterMs) await new Promise((resolve) => (startTimer = setTimeout(resolve, afterMs)));
      const session = await get();
      if (begun !== era) return;
      await port.adopt(session);
      if (begun === era) connect();
    } catch (error) {
      if (begun !== era) return;
      port.status('offline', (error as Partial<ApiError>).closed);
      // What the edge refuses outright, such as an unknown store, will not change within seconds.
      const refused = (error as Partial<ApiError>).status ?? 0;
      const failures = refused >= 400 && refused < 500 ? 9 : startFailures++;
      startTimer = setTimeout(() => void start(get), backOff(failures, START_RETRY_MIN_MS, START_RETRY_MAX_MS));
    }
  }

  const begin = (): Promise<void> => start(() => sessions.start(port.session));

  function lost(): void {
    const session = port.session();
    if (!session) return;
    // The second time in a row it is the server that contradicts itself; no need to hurry.
    const afterMs = startFailures++ ? backOff(startFailures, START_RETRY_MIN_MS, START_RETRY_MAX_MS) : 0;
    void start(() => sessions.renew(session), afterMs);
  }

  /** Without localStorage the client's code throws while it loads; so it is not even asked for. */
  const mayBeLive = (): boolean => !!port.session()?.sync && readLocal('') !== undefined;

  function connect(): void {
    phase = 'connected';
    if (mayBeLive() && !instantFailures) tryInstant();
    else useHttp();
  }

  function useHttp(): void {
    const session = port.session();
    if (http || !session) return;
    http = connectHttp(session, client, {
      pending: port.pending,
      refuse: port.refuse,
      log(entries) {
        startFailures = 0;
        port.log(entries);
        port.status('ready');
      },
      down: (closed) => port.status('offline', closed),
      expires: port.expires,
      lost,
    });
    retryInstant();
  }

  function retryInstant(): void {
    if (!mayBeLive()) return;
    clearTimeout(instantTimer);
    instantTimer = setTimeout(tryInstant, backOff(instantFailures - 1, INSTANT_RETRY_MIN_MS, INSTANT_RETRY_MAX_MS));
  }

  function noInstant(): void {
    instant?.stop();
    instant = undefined;
    live = false;
    instantFailures++;
    if (http) retryInstant();
    else useHttp();
  }

  function tryInstant(): void {
    instantTimer = undefined;
    const session = port.session();
    if (!session?.sync) return;
    const { sync } = session;
    const begun = era;
    limit(fetchInstant(), IMPORT_MS)
      .then(({ connectInstant }) => {
        if (begun !== era) return;
        instant = connectInstant(
          { ...session, sync },
          {
            pending: port.pending,
            refuse: port.refuse,
            log(entries) {
              startFailures = instantFailures = 0;
              live = true;
              http?.stop();
              http = undefined;
              port.log(entries);
              port.status('ready');
            },
            down: noInstant,
            expires: port.expires,
            lost() {
              instantFailures++;
              lost();
            },
          },
        );
      })
      .catch(() => begun === era && noInstant());
  }

  return {
    push() {
      if (phase === 'idle') void begin();
      else (live ? instant : http)?.push();
    },
    forget(ids) {
      (live ? instant : http)?.forget(ids);
    },
    wake() {
      if (phase === 'starting' && startTimer) void begin();
      (live ? instant : http)?.check();
      if (instantTimer) {
        clearTimeout(instantTimer);
        tryInstant();
      }
    },
    restart() {
      stop();
      connect();
    },
    stop,
  };
}
