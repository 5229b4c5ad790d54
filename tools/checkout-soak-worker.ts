/** The Worker in workerd, in a process that a soak can kill. Its variables are this process's own. */
import { startWorker } from '../edge-api/routes/worker.test-support.ts';

const OWN = new Set([
  'PATH',
  'HOME',
  'PORT',
  'NODE_COMPILE_CACHE',
  'WRANGLER_SEND_METRICS',
  'CI',
  'VITRINE_WORKER_BUNDLE',
]);
const variables = Object.entries(process.env).flatMap(([name, value]) =>
  OWN.has(name) || value === undefined ? [] : [[name, value] as const],
);
await startWorker(Object.fromEntries(variables), Number(process.env['PORT']));
