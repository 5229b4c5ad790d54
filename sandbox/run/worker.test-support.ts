import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { RenderRequest, RenderResult } from './port.ts';

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      rollupOptions: { external: [/engine\.wasm$/] },
      lib: {
        entry: fileURLToPath(new URL('./sandbox-worker.ts', import.meta.url)),
        formats: ['es'],
        fileName: 'worker',
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  return (output as { output: { code: string }[] }).output[0]!.code;
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
    bundle(),
    readFile(new URL('../../dist/sandbox/engine.wasm', import.meta.url)),
  ]);
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      name: 'blocks',
      modules: [
        { type: 'ESModule', path: 'worker.js', contents: script },
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
