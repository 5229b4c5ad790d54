import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A Worker that runs in workerd on this machine. */
export interface TestWorker {
  /** A path, or a whole address when the Worker is to see its host. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

/** The files of a Worker that was put together: its code, and the texts it imports. */
async function modulesOf(bundle: string) {
  const texts = (await readdir(bundle)).filter((file) => file.endsWith('.md') && file !== 'README.md');
  const module = async (type: 'ESModule' | 'Text', path: string) => ({
    type,
    path,
    contents: await readFile(join(bundle, path), 'utf8'),
  });
  return Promise.all([module('ESModule', 'worker.js'), ...texts.map((path) => module('Text', path))]);
}

/** The Worker that blocks run in, as the build has it. */
async function sandboxModules() {
  const file = (name: string) => readFile(new URL(`../../dist/sandbox/${name}`, import.meta.url));
  const [worker, engine] = await Promise.all([file('worker.js'), file('engine.wasm')]);
  return [
    { type: 'ESModule' as const, path: 'worker.js', contents: worker.toString('utf8') },
    { type: 'CompiledWasm' as const, path: 'engine.wasm', contents: engine },
  ];
}

/** Asks the server at `url` for an address of any host; redirects are not followed. `fetch` names no host but the one it connects to. */
async function fetchAs(address: string, { hostname, port }: URL, init: RequestInit = {}): Promise<Response> {
  const { host, pathname, search } = new URL(address);
  const headers = { ...Object.fromEntries(new Headers(init.headers)), host };
  const method = init.method ?? 'GET';
  const sent = init.body ? new Uint8Array(await new Response(init.body).arrayBuffer()) : undefined;
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: `${pathname}${search}`, method, headers }, (answer) => {
      const { statusCode: status = 0, rawHeaders } = answer;
      const isEmpty = [204, 304].includes(status) || method === 'HEAD';
      if (isEmpty) answer.resume();
      const pairs = rawHeaders.flatMap((name, at) => (at % 2 ? [] : [[name, rawHeaders[at + 1]!] as [string, string]]));
      const body = isEmpty ? null : (Readable.toWeb(answer) as ReadableStream);
      resolve(new Response(body, { status, headers: pairs }));
    })
      .once('error', reject)
      .end(sent);
  });
}

/**
 * Starts the Worker in workerd with these variables, on a free port (or this one). It is what `wrangler deploy` would upload,
 * from the folder in `VITRINE_WORKER_BUNDLE` or put together now, with the bindings of `wrangler.toml` and the Worker of
 * `wrangler.blocks.toml` beside it. Between a request and
 * the Worker stands nothing of `wrangler dev`, which costs ten times what the Worker does.
 */
export async function startWorker(variables: Record<string, string>, port = 0): Promise<TestWorker> {
  process.env['WRANGLER_SEND_METRICS'] = 'false';
  process.env['CI'] = '1';
  // Only the runs that need them pay for loading these.
  const [{ unstable_getMiniflareWorkerOptions }, { convertV4MiniflareOptions, Miniflare }, { bundleWorker }] =
    await Promise.all([import('wrangler'), import('miniflare'), import('../../tools/bundle-worker.ts')]);
  const bundle = process.env['VITRINE_WORKER_BUNDLE'] ?? (await bundleWorker());
  const config = fileURLToPath(new URL('../../wrangler.toml', import.meta.url));
  const { modulesRules: _alreadyApplied, ...options } = unstable_getMiniflareWorkerOptions(config).workerOptions;
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      workers: [
        {
          ...(options as Record<string, unknown>),
          name: 'vitrine',
          modules: await modulesOf(bundle),
          bindings: { ...(options.bindings as Record<string, string>), ...variables },
        },
        { name: 'vitrine-blocks', modules: await sandboxModules(), compatibilityDate: '2026-10-01' },
      ],
      host: '127.0.0.1',
      port,
      cf: false,
      telemetry: { enabled: false },
      handleStructuredLogs: ({ level, message }) => {
        if (level === 'error') console.error(message);
      },
    }),
  );
  const url = await worker.ready;
  return {
    fetch: (path, init) => (path.startsWith('http://') ? fetchAs(path, url, init) : fetch(new URL(path, url), init)),
    stop: () => worker.dispose(),
  };
}
