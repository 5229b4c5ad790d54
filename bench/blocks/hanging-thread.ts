/** A thread as the pool's own, but for sources that say so: then it never answers, as an engine would that has a fault. */
import { parentPort, workerData } from 'node:worker_threads';
import { keepSpareEngine } from '../../sandbox/run/engine.ts';
import { errandDone } from '../../sandbox/run/in-process.ts';
import type { Errand } from '../../sandbox/run/port.ts';
import { NEVER } from './attacks.ts';

const engine = workerData as WebAssembly.Module;
keepSpareEngine(engine);
// oxlint-disable unicorn/require-post-message-target-origin -- a thread is no window
parentPort!.on('message', (errand: Errand) => {
  const isHanging = 'source' in errand && errand.source.includes(NEVER);
  // oxlint-disable-next-line no-unmodified-loop-condition -- it never ends, as it should
  while (isHanging);
  parentPort!.postMessage(errandDone(engine, errand));
  setImmediate(keepSpareEngine, engine);
});
parentPort!.postMessage('ready');
