/** `npm run dev`: builds what browsers load, makes the sample shops at the first start, serves, and builds again after a change. */
import { readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError, readEnvironment, type Environment } from '../edge-api/env.ts';
import { startNode } from '../edge-api/node.ts';
import { root } from '../vite.config.ts';
import { buildAll } from './build.ts';
import { dressSampleShops } from './sample-pages.ts';
import { seedSampleShops } from './seed.ts';

/** How long after the last change of a file the build starts, in milliseconds. */
const SETTLE_MS = 150;
/** How often the process looks whether the shell that started it is still there, in milliseconds. */
const PARENT_MS = 1000;

function environment(): Environment {
  try {
    // At a desk, a line for every request would hide the ones that matter.
    return readEnvironment({
      LOG_REQUESTS: 'errors',
      // Browsers find every name below `localhost` on this machine.
      BASE_DOMAIN: 'localhost',
      TEST_BANK: '1',
      DEV_MAIL: '1',
      WEBHOOKS_TO_LOCALHOST: '1',
      ...process.env,
    });
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Builds again whenever a source of the browser's code changes. */
function buildOnChange(): void {
  let timer: NodeJS.Timeout | undefined;
  let busy: Promise<unknown> = Promise.resolve();
  for (const folder of ['elements', 'loader', 'demo/react']) {
    watch(join(root, folder), { recursive: true }, (_event, file) => {
      if (!file || file.includes('.test')) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        busy = busy
          .then(() => buildAll())
          .then(
            () => console.log(`Built again after a change in ${folder}/${file}.`),
            (error: unknown) => console.error('The build failed; the last good one is still served.', error),
          );
      }, SETTLE_MS);
    });
  }
}

/** Parent of a process, where the system tells (Linux). */
function parentOf(pid: number): string | undefined {
  try {
    // The name, in brackets, may hold anything; what follows it is the state and the parent.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
  } catch {
    return undefined;
  }
}

/**
 * Ends with the shell that started us, or with the npm that started that shell, so that no forgotten server keeps the port
 * and the database.
 */
function endWithParent(): void {
  const parent = process.ppid;
  const grandparent = parentOf(parent);
  setInterval(() => {
    if (process.ppid !== parent || parentOf(parent) !== grandparent) process.kill(process.pid, 'SIGTERM');
  }, PARENT_MS).unref();
}

const env = environment();
endWithParent();
console.log('Building the elements…');
await buildAll();
const server = await startNode(env).catch((error: unknown) => {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.close().then(() => process.exit(0)));
}
const made = await seedSampleShops(server.databases, { testBank: env.payments.bank !== null });
await dressSampleShops(server.databases, made);
if (made.length) console.log(`Made the sample shops ${made.join(' and ')}.`);
buildOnChange();

const rows: [string, string][] = [
  ['Demo pages', `${server.url}/demo/`],
  ['Blocks', `${server.url}/console/blocks?store=halden`],
  ['Own host', `http://halden.localhost:${new URL(server.url).port}/`],
  ['API', `${server.url}/docs`],
  ['Script', `${server.url}/vitrine.js`],
  ['Data', env.dataDir],
];
console.log(`\n  Vitrine is running. Open the first address.\n`);
for (const [name, value] of rows) console.log(`  ${name.padEnd(11)} ${value}`);
console.log('\n  A key for blocks: npm run vitrine -- key create --store halden --scope blocks:read,blocks:write');
console.log('\n  Ctrl+C stops it; carts and orders stay.\n');
