/** What runs in each thread of the pool: one errand after the other, told to and answered as plain data. */
import { parentPort, workerData } from 'node:worker_threads';
import { keepSpareEngine } from './engine.ts';
import { errandDone } from './in-process.ts';
import type { Errand } from './port.ts';

const engine = workerData as WebAssembly.Module;
// Booting is no render's time.
keepSpareEngine(engine);
// oxlint-disable unicorn/require-post-message-target-origin -- a thread is no window
parentPort!.on('message', (errand: Errand) => {
  parentPort!.postMessage(errandDone(engine, errand));
  setImmediate(keepSpareEngine, engine);
});
parentPort!.postMessage('ready');
