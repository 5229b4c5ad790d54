import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { type Databases, openDatabases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { readEnvironment } from '../edge-api/env.ts';
import { seedSampleShops } from '../tools/seed.ts';
import { freePort, serverProcess } from '../tools/server-process.ts';
import { browserLaunchOptions } from '../tools/test-browser.ts';

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
  const { start, kill } = serverProcess(env);
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
