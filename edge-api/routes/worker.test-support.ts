import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A Worker that runs in workerd on this machine. */
export interface TestWorker {
  /** A path, or a whole address when the Worker is to see its host. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

/** Where the Worker was put together before, as `wrangler deploy` would upload it; each start does it anew otherwise. */
const bundle = process.env['VITRINE_WORKER_BUNDLE'];
const ready = bundle
  ? { entrypoint: join(bundle, 'worker.js'), build: { bundle: false, findAdditionalModules: true } }
  : {};

/** Starts the Worker with these variables, on a free port. */
export async function startWorker(variables: Record<string, string>): Promise<TestWorker> {
  process.env['WRANGLER_SEND_METRICS'] = 'false';
  process.env['CI'] = '1';
  // Only the runs that need it pay for loading wrangler.
  const { unstable_startWorker } = await import('wrangler');
  const worker = await unstable_startWorker({
    config: fileURLToPath(new URL('../../wrangler.toml', import.meta.url)),
    ...ready,
    bindings: Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, { type: 'plain_text', value }] as const),
    ),
    dev: {
      server: { hostname: '127.0.0.1', port: 0 },
      inspector: false,
      watch: false,
      logLevel: 'error',
      persist: false,
    },
  });
  const url = await worker.url;
  return {
    async fetch(path, init) {
      if (!path.startsWith('http://')) return fetch(new URL(path, url), init);
      const { status, headers, body } = await worker.fetch(path, {
        method: init?.method ?? 'GET',
        headers: [...new Headers(init?.headers)],
        redirect: init?.redirect ?? 'follow',
        ...(init?.body === undefined ? {} : { body: String(init.body) }),
      });
      return new Response(body as ReadableStream | null, { status, headers: [...headers] });
    },
    stop: () => worker.dispose(),
  };
}
