import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { type Databases, openDatabases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { readEnvironment } from '../edge-api/env.ts';
import { seedSampleShops } from '../tools/seed.ts';
import { browserLaunchOptions } from '../tools/test-browser.ts';

const ENTRY = fileURLToPath(new URL('../edge-api/node.ts', import.meta.url));
const START_MS = 30_000;

/** The real server with the sample shops, in a process of its own, and a browser. */
export interface Shop {
  /** Address without a slash at the end. */
  readonly url: string;
  readonly browser: Browser;
  /** SIGKILL: nothing is flushed, nobody is told. */
  kill(): Promise<void>;
  /** Starts the server again on the same data and port. */
  start(): Promise<void>;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('No port is free.');
  return address.port;
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Fills a folder of its own with the sample shops, serves it with the built scripts, and opens a browser. `variables` are
 * more of the server's environment; `fill` puts more into the shops before they are served.
 */
export async function openShop(
  variables: Readonly<Record<string, string>> = {},
  fill?: (databases: Databases) => Promise<unknown>,
): Promise<Shop> {
  if (!existsSync(fileURLToPath(new URL('../dist/vitrine.js', import.meta.url))))
    throw new Error('There is no build yet: npm run build.');
  const dataDir = await mkdtemp(join(tmpdir(), 'vitrine-shop-'));
  const port = await freePort();
  const env = { PORT: `${port}`, DATA_DIR: dataDir, LOG_LEVEL: 'error', ...variables };
  const url = `http://127.0.0.1:${port}`;
  const databases = await openDatabases(readEnvironment(env));
  await seedSampleShops(databases, { testBank: variables['TEST_BANK'] === '1' });
  await fill?.(databases);
  databases.close();
  let child: ChildProcess | undefined;

  async function kill(): Promise<void> {
    const dying = child;
    child = undefined;
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill('SIGKILL');
    await gone;
  }

  async function start(): Promise<void> {
    if (child) return;
    child = spawn(process.execPath, [ENTRY], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const deadline = Date.now() + START_MS;
    while (!(await isReady(url))) {
      if (Date.now() > deadline) throw new Error('The server did not start.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  await start();
  const browser = await chromium.launch(await browserLaunchOptions());
  return {
    url,
    browser,
    kill,
    start,
    async close() {
      await browser.close();
      await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
