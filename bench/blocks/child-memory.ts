/** Started by `cold.ts`: what instances take that are held, and what renders leave behind. */
import vm from 'node:vm';
import { type Engine, freshEngine } from '../../sandbox/run/engine.ts';
import { engineFromBuild } from '../../sandbox/run/engine-file.node.ts';
import { renderOnce } from '../../sandbox/run/in-process.ts';
import { FUNCTION, HELPERS, REQUEST, SOURCE, TEXT } from './subject.ts';

const HOLD = 20;
const RENDERS = 400;

const rss = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().rss;
};

/** Bytes of the process for each of what is made and held. */
function heldBy<T>(make: () => T): { each: number; all: T[] } {
  make();
  const before = rss();
  const all = Array.from({ length: HOLD }, make);
  return { each: (rss() - before) / HOLD, all };
}

const module = engineFromBuild();
/** As far as a render goes, and the instance stays. */
function drawnAndHeld(): Engine {
  const engine = freshEngine(module);
  engine.call(engine.pointers.prepare, engine.text(TEXT));
  engine.call(engine.pointers.run, engine.property(engine.evaluateModule(SOURCE), 'default'));
  engine.string(engine.call(engine.pointers.tell));
  return engine;
}

const first = renderOnce(module, REQUEST);
for (let at = 0; at < 50; at++) renderOnce(module, REQUEST);
const before = rss();
for (let at = 0; at < RENDERS; at++) renderOnce(module, REQUEST);
const leftRss = (rss() - before) / RENDERS;
const engines = heldBy(drawnAndHeld);
const contexts = heldBy(() => {
  const context = vm.createContext({});
  (vm.runInContext(HELPERS, context) as (...given: unknown[]) => string)(vm.runInContext(FUNCTION, context), TEXT);
  return context;
});
process.stdout.write(
  JSON.stringify({
    sandboxRss: engines.each,
    vmRss: contexts.each,
    wasmBytes: Math.max(...engines.all.map(({ memory }) => memory.buffer.byteLength)),
    usedBytes: first.usage.memoryBytes,
    leftRss,
    held: engines.all.length + contexts.all.length,
  }),
);
