import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { randomToken, sha256 } from '../edge-api/services/secrets.ts';
import { createStore } from '../edge-api/adapters/provisioning/create-store.ts';
import { readEnvironment } from '../edge-api/env.ts';
import { freePort, serverProcess } from '../tools/server-process.ts';
import { HOSTED_ORIGIN, SITE_ORIGIN } from './cart-torture-device.ts';

const START_MS = 90_000;
/** Runs that can sign somebody in. */
const CUSTOMERS = 1000;

/** A connection that is kept would be the one to a server that has been killed, or that has just become tired of it. */
export const NOT_KEPT = { headers: { connection: 'close' } };

/** The whole server in a process of its own, that can be killed as power cuts kill. */
export interface TortureServer {
  readonly url: string;
  readonly store: string;
  /** A customer nobody has signed in as yet: his tokens by the origin of the page that shows them. */
  customer(): ReadonlyMap<string, string>;
  /** SIGKILL: nothing is flushed, nobody is told. */
  kill(): Promise<void>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Customers with a token for each of the store's origins, good for a long run. */
async function signedInCustomers(
  databases: Awaited<ReturnType<typeof openDatabases>>,
  handle: string,
): Promise<Map<string, string>[]> {
  const lease = await databases.lease((await databases.stores.find(handle))!);
  const [now, later] = [new Date().toISOString(), new Date(Date.now() + 30 * 86_400_000).toISOString()];
  const made: Map<string, string>[] = [];
  try {
    for (let at = 0; at < CUSTOMERS; at++) {
      const tokens = new Map<string, string>();
      const id = `c-${at}`;
      const statements = [
        [
          'INSERT INTO accounts (id, email, created_at, updated_at) VALUES (?, ?, ?, ?)',
          [id, `${id}@x.example`, now, now],
        ],
        [
          'INSERT INTO customers (id, email, created_at, account_id) VALUES (?, ?, ?, ?)',
          [id, `${id}@x.example`, now, id],
        ],
        [
          'INSERT INTO account_sessions (id, account_id, token_hash, expires_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)',
          [id, id, id, later, now, now],
        ],
      ] as [string, string[]][];
      for (const origin of [SITE_ORIGIN, HOSTED_ORIGIN]) {
        const token = `vcs_${randomToken()}`;
        tokens.set(origin, token);
        statements.push([
          'INSERT INTO account_tokens (hash, session_id, origin_hash, given_at, expires_at) VALUES (?, ?, ?, ?, ?)',
          [await sha256(token), id, await sha256(origin), now, later],
        ]);
      }
      await lease.database.write(statements.map(([sql, args]) => ({ sql, args })));
      made.push(tokens);
    }
  } finally {
    lease.release();
  }
  return made;
}

/** Makes a store in a folder of its own and serves it. */
export async function startTortureServer(wanted?: number): Promise<TortureServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vitrine-cart-'));
  const port = wanted ?? (await freePort());
  const env = { PORT: `${port}`, DATA_DIR: dataDir, LOG_LEVEL: 'error' };
  const url = `http://127.0.0.1:${port}`;
  const store = 'torture';
  const databases = await openDatabases(readEnvironment(env));
  await createStore({ handle: store, name: 'Torture', currency: 'EUR', locale: 'en' }, databases);
  const customers = await signedInCustomers(databases, store);
  const { id } = (await databases.stores.find(store))!;
  await databases.platform.run('UPDATE stores SET allowed_origins = ? WHERE id = ?', [
    JSON.stringify([SITE_ORIGIN, HOSTED_ORIGIN]),
    id,
  ]);
  databases.close();
  const { start, kill } = serverProcess(env, START_MS);
  await start();
  return {
    url,
    store,
    customer() {
      const next = customers.pop();
      if (!next) throw new Error(`Only ${CUSTOMERS} runs of one server can sign in.`);
      return next;
    },
    kill,
    start,
    async close() {
      await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
