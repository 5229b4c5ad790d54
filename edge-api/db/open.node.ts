import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createClient } from '@libsql/client';
import { type Database, wrapClient } from './database.ts';
import { connectHttp, type DatabaseAddress } from './open.ts';

/** Address of a database file. */
export const fileAddress = (path: string): DatabaseAddress => ({ url: pathToFileURL(path).href });

/** Path of a `file:` address, or undefined for any other. */
export const pathOfAddress = ({ url }: DatabaseAddress): string | undefined =>
  url.startsWith('file:') ? fileURLToPath(url) : undefined;

/** Connects to a database that exists: a file, or a server over HTTP. */
export function connectNode(address: DatabaseAddress): Database {
  const path = pathOfAddress(address);
  if (path === undefined) return connectHttp(address);
  // Opening would make an empty database of a store whose file is lost, and hide the loss.
  if (!existsSync(path)) throw new Error(`The database file ${path} does not exist.`);
  return openFile(address.url);
}

/** As `connectNode`, and makes the file and its folder when they are missing. */
export function createNode(address: DatabaseAddress): Database {
  const path = pathOfAddress(address);
  if (path === undefined) return connectHttp(address);
  mkdirSync(dirname(path), { recursive: true });
  return openFile(address.url);
}

function openFile(url: string): Database {
  // One connection: every call of ours is one synchronous piece of work, and settings made on it hold for all of them.
  const client = createClient({ url, concurrency: 1, timeout: 5000 });
  const settings = ['PRAGMA journal_mode = WAL', 'PRAGMA synchronous = NORMAL', 'PRAGMA foreign_keys = ON'];
  // They run before the first call, whose result would otherwise not depend on them.
  const ready = (async () => {
    for (const sql of settings) await retryBusy(() => client.execute(sql));
  })();
  // A failure is told to whoever asks first; unasked it must not end the process.
  ready.catch(() => undefined);

  const database = wrapClient(client);
  let closed = false;
  const after =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await ready;
      return call(...args);
    };
  return {
    all: after(database.all),
    first: after(database.first),
    run: after(database.run),
    read: after(database.read),
    write: after(database.write),
    script: after(database.script),
    snapshot: after(database.snapshot),
    close() {
      if (closed) return;
      closed = true;
      database.close();
    },
  };
}

/** The switch to WAL needs the file for itself, and the busy timeout does not cover every moment of it. */
async function retryBusy<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (attempt === 50 || !(error instanceof Error && /SQLITE_BUSY|locked/i.test(error.message))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 + attempt * 5));
    }
  }
}
