import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Database } from './database.ts';
import { openFile } from './file-database.node.ts';
import { makeFolder } from './make-folder.node.ts';
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
  return openFile(path);
}

/** As `connectNode`, and makes the file and its folder when they are missing. */
export function createNode(address: DatabaseAddress): Database {
  const path = pathOfAddress(address);
  if (path === undefined) return connectHttp(address);
  makeFolder(dirname(path));
  reserve(path);
  return openFile(path);
}

/**
 * Makes a missing file for this user alone, as SQLite would let everybody on this machine read what customers wrote; what it
 * keeps beside a file has the file's mode. One that is there is not opened: to close it would end SQLite's own locks on it.
 */
function reserve(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
  }
}
