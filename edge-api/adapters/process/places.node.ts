import { randomUUID } from 'node:crypto';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { makeFolder } from '../../db/make-folder.node.ts';
import { EnvironmentError, type Environment } from '../../env.ts';

/** How long a server may take to answer at all. */
const PATIENCE_MS = 5000;
/** Room a disk must have left: a database that cannot grow refuses orders. */
export const LEAST_FREE_BYTES = 64 * 1024 * 1024;

const reason = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code || (cause instanceof Error ? cause.message : String(cause));
};

/** Writes into a folder, and looks whether there is room; rejects with what is wrong. */
export async function checkWritable(folder: string): Promise<void> {
  const probe = join(folder, `.write-probe-${randomUUID()}`);
  await writeFile(probe, 'x');
  await rm(probe, { force: true });
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < LEAST_FREE_BYTES) throw new Error(`only ${Math.round(free / 1024 / 1024)} MB are free`);
}

async function folderFault(dataDir: string): Promise<string | undefined> {
  const folder = resolve(dataDir);
  try {
    makeFolder(folder);
    await checkWritable(folder);
    return undefined;
  } catch (error) {
    return `${folder} cannot be written to: ${reason(error)}`;
  }
}

async function portFault(port: number, host: string): Promise<{ variable: string; problem: string } | undefined> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen({ port, host, exclusive: true }, resolve);
    });
    await new Promise((resolve) => probe.close(resolve));
    return undefined;
  } catch (error) {
    const code = reason(error);
    if (code === 'EADDRINUSE') return { variable: 'PORT', problem: `${port} is taken already on ${host}` };
    if (code === 'EACCES') return { variable: 'PORT', problem: `${port} may not be listened on by this user` };
    return { variable: 'HOST', problem: `${host} cannot be listened on: ${code}` };
  }
}

async function addressFault(url: string): Promise<string | undefined> {
  try {
    // Any answer will do: somebody is there.
    await (await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })).body?.cancel();
    return undefined;
  } catch (error) {
    return `nobody answers at ${new URL(url).origin}: ${reason(error)}`;
  }
}

/**
 * Looks at every place the environment names, before anything is opened: the folder, the port, the servers. Rejects with
 * one `EnvironmentError` that lists whatever is wrong with any of them.
 */
export async function checkPlaces({ dataDir, port, host, database, instant }: Environment): Promise<void> {
  const named = async (variable: string, problem: Promise<string | undefined>) => {
    const found = await problem;
    return found === undefined ? undefined : { variable, problem: found };
  };
  const usesFolder = database.mode === 'file' || instant === null;
  const faults = await Promise.all([
    usesFolder ? named('DATA_DIR', folderFault(dataDir)) : undefined,
    portFault(port, host),
    ...(database.mode === 'sqld' ? [named('SQLD_URL', addressFault(database.url))] : []),
    ...(database.mode === 'sqld' && database.adminUrl !== null
      ? [named('SQLD_ADMIN_URL', addressFault(database.adminUrl))]
      : []),
    ...(instant ? [named('INSTANT_API_URI', addressFault(instant.apiUri))] : []),
  ]);
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0) throw new EnvironmentError(found);
}
