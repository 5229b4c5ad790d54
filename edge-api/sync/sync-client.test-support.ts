import { init, StoreInterface } from '@instantdb/core';
import schema from './instant.schema.ts';

/** Keeps what a browser would keep in IndexedDB, as long as the process lives. */
export class MemoryStore extends StoreInterface {
  private readonly values = new Map<string, unknown>();

  async getItem(key: string): Promise<unknown> {
    return this.values.get(key) ?? null;
  }

  async removeItem(key: string): Promise<void> {
    this.values.delete(key);
  }

  async multiSet(pairs: [string, unknown][]): Promise<void> {
    for (const [key, value] of pairs) this.values.set(key, value);
  }

  async getAllKeys(): Promise<string[]> {
    return [...this.values.keys()];
  }
}

// A page takes its timers along when it goes; here they would hold the process for a minute.
const wait = globalThis.setTimeout;
globalThis.setTimeout = Object.assign(
  (run: () => void, ms?: number) => (ms !== undefined && ms >= 3000 ? wait(run, ms).unref() : wait(run, ms)),
  wait,
);

/** A network that is always there, for a place that has no window to tell. */
export const network = { getIsOnline: async () => true, listen: () => () => undefined };

const configOf = (appId: string, origin: string) => ({
  appId,
  apiURI: origin,
  websocketURI: `${origin.replace(/^http/, 'ws')}/runtime/session`,
  schema,
  devtool: false as const,
});

/** The unmodified InstantDB client, in Node. */
export type TestClient = ReturnType<typeof connectClient>;

/** Makes a client that shares nothing with any other. */
export function connectClient(appId: string, origin: string) {
  // The client does nothing without a window, and keeps one instance for each configuration unless the key below
  // differs. Clients of one page tell each other who is signed in; these stand for different pages.
  Object.assign(globalThis, { window: globalThis, BroadcastChannel: undefined });
  const config = { ...configOf(appId, origin), __extraDedupeKey: crypto.randomUUID() };
  return init(config, MemoryStore, network);
}

/** Makes a client and signs it in as a guest. */
export async function signedIn(appId: string, origin: string, token: string): Promise<TestClient> {
  const client = connectClient(appId, origin);
  await client.auth.signInWithToken(token);
  await connected(client);
  return client;
}

/** Resolves once the server knows who the client is. */
export function connected(client: TestClient): Promise<void> {
  return new Promise((resolve) => {
    const stop = client.subscribeConnectionStatus((status) => {
      if (status !== 'authenticated') return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

/** Resolves with the first result of a query that passes the test. */
export function until<Row>(
  subscribe: (
    callback: (result: { data?: Row | undefined; error?: { message: string } | undefined }) => void,
  ) => () => void,
  passes: (data: Row) => boolean,
  timeoutMs = 10_000,
): Promise<Row> {
  return new Promise((resolve, reject) => {
    let stop = (): void => undefined;
    const timer = setTimeout(() => {
      stop();
      reject(new Error('The query never showed what was waited for.'));
    }, timeoutMs);
    stop = subscribe(({ data, error }) => {
      if (error) reject(new Error(error.message));
      if (data === undefined || !passes(data)) return;
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve(data);
    });
  });
}
