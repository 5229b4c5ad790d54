import { type Client, createClient } from '@libsql/client/web';
import { type Database, type PlatformDatabase, type StoreDatabase, wrapClient } from './database.ts';

/** Where a database is and what opens it. In `http(s):` addresses, `?namespace=` names a database of a shared libSQL server. */
export interface DatabaseAddress {
  readonly url: string;
  readonly token?: string | null;
}

/** Makes the client of an address; a runtime brings the one it can run. */
export type Connect = (address: DatabaseAddress) => Database;

const TIMEOUT_MS = 30_000;

/**
 * Connects over HTTP. In a Worker, call it once a request and never keep the result: a connection shared by two requests
 * hangs both.
 */
export function connectHttp({ url, token }: DatabaseAddress): Database {
  const address = new URL(url);
  const namespace = address.searchParams.get('namespace');
  address.searchParams.delete('namespace');
  // Without the slash the last segment of a path would be dropped, and with it the name of the database.
  if (!address.pathname.endsWith('/')) address.pathname += '/';
  const client: Client = createClient({
    url: address.href,
    ...(token ? { authToken: token } : {}),
    fetch: (request: Request) => {
      if (namespace !== null) request.headers.set('x-namespace-bin', btoa(namespace).replace(/=+$/, ''));
      return fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    },
  });
  return wrapClient(client);
}

/** Opens the database of one store. */
export function openStoreDatabase(address: DatabaseAddress, connect: Connect = connectHttp): StoreDatabase {
  // The brand has no value at run time: this function is what it stands for.
  return connect(address) as StoreDatabase;
}

/** Opens the registry of stores. */
export function openPlatformDatabase(address: DatabaseAddress, connect: Connect = connectHttp): PlatformDatabase {
  // The brand has no value at run time: this function is what it stands for.
  return connect(address) as PlatformDatabase;
}
