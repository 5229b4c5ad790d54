import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Miniflare } from 'miniflare';
import { build } from 'vite';
import type { RenderRequest, RenderResult } from './port.ts';

const built = (name: string) => readFile(new URL(`../../dist/sandbox/${name}`, import.meta.url));

/** A module of a Worker, bundled. */
async function bundle(entry: URL): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      lib: { entry: fileURLToPath(entry), formats: ['es'], fileName: 'worker' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  return (output as { output: { code: string }[] }).output[0]!.code;
}

/** Starts workerd with a Worker that has blocks run in Workers it loads from the files of the build. */
export async function isolatesWorker(): Promise<Miniflare> {
  const [{ convertV4MiniflareOptions, Miniflare: Workerd }, script, worker, engine] = await Promise.all([
    import('miniflare'),
    bundle(new URL('./isolates-worker.test-support.ts', import.meta.url)),
    built('worker.js'),
    built('engine.wasm'),
  ]);
  const files = new Map<string, Buffer>([
    ['/sandbox/worker.js', worker],
    ['/sandbox/engine.wasm', engine],
  ]);
  const started = new Workerd(
    convertV4MiniflareOptions({
      name: 'shop',
      modules: [{ type: 'ESModule', path: 'worker.js', contents: script }],
      compatibilityDate: '2026-10-01',
      workerLoaders: { LOADER: {} },
      serviceBindings: {
        ASSETS: (request: { url: string }) => {
          const file = files.get(new URL(request.url).pathname);
          return new Response(file ? new Uint8Array(file) : null, { status: file ? 200 : 404 }) as never;
        },
      },
      cf: false,
      telemetry: { enabled: false },
    }),
  );
  await started.ready;
  return started;
}

export interface RenderingWorker {
  /** Where it is. */
  readonly url: URL;
  render(requests: readonly RenderRequest[]): Promise<RenderResult[]>;
  stop(): Promise<void>;
}

/** Starts workerd with that Worker on a free port. */
export async function startRenderingWorker(): Promise<RenderingWorker> {
  const [{ convertV4MiniflareOptions, Miniflare }, script, wasm] = await Promise.all([
    import('miniflare'),
    built('worker.js'),
    built('engine.wasm'),
  ]);
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      name: 'blocks',
      modules: [
        { type: 'ESModule', path: 'worker.js', contents: script.toString('utf8') },
        { type: 'CompiledWasm', path: 'engine.wasm', contents: wasm },
      ],
      compatibilityDate: '2026-10-01',
      host: '127.0.0.1',
      port: 0,
      cf: false,
      telemetry: { enabled: false },
    }),
  );
  const url = await worker.ready;
  return {
    url,
    render: async (requests) =>
      (await (await fetch(url, { method: 'POST', body: JSON.stringify(requests) })).json()) as RenderResult[],
    stop: () => worker.dispose(),
  };
}
