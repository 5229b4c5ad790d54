import { existsSync } from 'node:fs';
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
  return openFile(path);
}
