/** The Worker in workerd, in a process that a soak can kill. Its variables are this process's own. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.env['WRANGLER_SEND_METRICS'] = 'false';
process.env['CI'] = '1';
const { unstable_startWorker } = await import('wrangler');
const OWN = new Set([
  'PATH',
  'HOME',
  'PORT',
  'NODE_COMPILE_CACHE',
  'WRANGLER_SEND_METRICS',
  'CI',
  'VITRINE_WORKER_BUNDLE',
]);
const variables = Object.entries(process.env).filter(([name, value]) => !OWN.has(name) && value !== undefined);
const bundle = process.env['VITRINE_WORKER_BUNDLE'];
const worker = await unstable_startWorker({
  config: fileURLToPath(new URL('../wrangler.toml', import.meta.url)),
  ...(bundle && { entrypoint: join(bundle, 'worker.js'), build: { bundle: false, findAdditionalModules: true } }),
  bindings: Object.fromEntries(
    variables.map(([name, value]) => [name, { type: 'plain_text', value: value ?? '' }] as const),
  ),
  dev: {
    server: { hostname: '127.0.0.1', port: Number(process.env['PORT']) },
    inspector: false,
    watch: false,
    logLevel: 'error',
    persist: false,
  },
});
await worker.url;
