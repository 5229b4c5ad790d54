import { Agent, request } from 'node:http';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { median, quantile } from './median.ts';
import { freePort } from '../../tools/server-process.ts';
import { PAGE, putSection, type Shop } from './shops.ts';

/** A page that is kept, beside a file of the same bytes. */
export interface Cached {
  readonly runtime: Shop['runtime'];
  readonly bytes: number;
  readonly pageMs: number;
  readonly fileMs: number;
  /** Of the medians, and of the slowest hundredth, to a server that knows nothing but these bytes. */
  readonly ratio: number;
  readonly ratioP99: number;
  /** A file of the build, of about as many bytes, from the shop's own server. */
  readonly builtBytes: number;
  readonly builtMs: number;
  readonly builtRatio: number;
}

/** Milliseconds until a change by API was in an answer. */
export interface Changed {
  readonly runtime: Shop['runtime'];
  /** From the change's answer to the end of the very next page's. */
  readonly nextMs: number;
  /** How many of the next answers did not have it. */
  readonly late: number;
}

interface Got {
  readonly ms: number;
  readonly status: number;
  readonly text: Buffer;
}

/** One connection that is kept. */
function asker(port: number, host: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const get = (path: string): Promise<Got> =>
    new Promise((resolve, reject) => {
      const started = performance.now();
      request({ agent, host: '127.0.0.1', port, path, headers: { host } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ ms: performance.now() - started, status: answer.statusCode ?? 0, text: Buffer.concat(chunks) }),
        );
      })
        .once('error', reject)
        .end();
    });
  return { get, close: () => agent.destroy() };
}

/** A server on Node that knows nothing but these bytes, through the same HTTP adaptor as ours. */
async function fileOnNode(bytes: Buffer): Promise<{ port: number; close(): Promise<void> }> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--input-type=module', '-e', FILE_SERVER], {
    cwd: new URL('../../', import.meta.url),
    env: { ...process.env, PORT: `${port}` },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(bytes);
  await once(child.stdout, 'data');
  return {
    port,
    async close() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

const FILE_SERVER = `
import { createAdaptorServer } from '@hono/node-server';
import { buffer } from 'node:stream/consumers';
const bytes = await buffer(process.stdin);
const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', etag: '"1"' };
const fetch = (request) =>
  request.headers.get('if-none-match') === '"1"'
    ? new Response(null, { status: 304, headers })
    : new Response(bytes, { headers });
createAdaptorServer({ fetch }).listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'));
`;

/** A Worker that knows nothing but this text. */
async function fileOnWorkerd(bytes: Buffer): Promise<{ port: number; close(): Promise<void> }> {
  const { convertV4MiniflareOptions, Miniflare } = await import('miniflare');
  const contents = `
    const text = ${JSON.stringify(bytes.toString())};
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', etag: '"1"' };
    export default {
      fetch: (request) =>
        request.headers.get('if-none-match') === '"1"'
          ? new Response(null, { status: 304, headers })
          : new Response(text, { headers }),
    };`;
  const modules = [{ type: 'ESModule' as const, path: 'file.js', contents }];
  const options = { modules, compatibilityDate: '2026-10-01', cf: false as const, telemetry: { enabled: false } };
  const worker = new Miniflare(convertV4MiniflareOptions({ ...options, host: '127.0.0.1', port: 0 }));
  const { port } = await worker.ready;
  return { port: Number(port), close: () => worker.dispose() };
}

/** A change younger than this may have others in the same tick of the file system's clock: no page is kept until then. */
const SETTLED_MS = 2500;
const WARM = 200;

const ASSETS = new URL('../../dist/assets/', import.meta.url);

/** The script of the build whose size is nearest to so many bytes. */
function builtNear(bytes: number): string {
  const off = (file: string): number => Math.abs(statSync(new URL(file, ASSETS)).size - bytes);
  const [nearest] = readdirSync(ASSETS)
    .filter((file) => file.endsWith('.js'))
    .toSorted((one, other) => off(one) - off(other));
  if (nearest === undefined) throw new Error('There is no build: run `npm run build`.');
  return `/assets/${nearest}`;
}

/** Asks for the page (or what else is kept at a path), for the file, and for a file of the build in turns. */
export async function comparedToFile(shop: Shop, rounds: number, path = PAGE): Promise<Cached> {
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const ours = asker(shop.port, shop.host);
  const { text, status } = await ours.get(path);
  if (status !== 200) throw new Error(`${path} answered ${status}: ${text.subarray(0, 300)}`);
  const file = await (shop.runtime === 'Node' ? fileOnNode(text) : fileOnWorkerd(text));
  const other = asker(file.port, `127.0.0.1:${file.port}`);
  const built = builtNear(text.length);
  const { length: builtBytes } = (await ours.get(built)).text;
  const turns: [page: number, file: number, built: number][] = [];
  try {
    for (let round = -WARM; round < rounds; round++) {
      const page = (await ours.get(path)).ms;
      const bare = (await other.get('/')).ms;
      const turn = [page, bare, (await ours.get(built)).ms] as [number, number, number];
      if (round >= 0) turns.push(turn);
    }
  } finally {
    ours.close();
    other.close();
    await file.close();
  }
  const [pages, files] = [turns.map(([page]) => page), turns.map(([, one]) => one)];
  const builtMs = median(turns.map(([, , one]) => one));
  return {
    runtime: shop.runtime,
    bytes: text.length,
    pageMs: median(pages),
    fileMs: median(files),
    ratio: median(pages) / median(files),
    ratioP99: quantile(pages, 0.99) / quantile(files, 0.99),
    builtBytes,
    builtMs,
    builtRatio: median(pages) / builtMs,
  };
}

/** Changes a section again and again, and asks for the page right after each. */
export async function afterChanges(shop: Shop, changes: number): Promise<Changed> {
  const page = asker(shop.port, shop.host);
  const took: number[] = [];
  let late = 0;
  try {
    for (let change = 0; change < changes; change++) {
      const heading = `Changed for the ${change}th time`;
      await putSection(shop, 'changing', { type: 'hero', content: { heading } });
      const { ms, text } = await page.get(PAGE);
      took.push(ms);
      if (!text.includes(heading)) late += 1;
    }
  } finally {
    page.close();
  }
  return { runtime: shop.runtime, nextMs: median(took), late };
}
