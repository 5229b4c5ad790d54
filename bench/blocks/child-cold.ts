/** Started by `cold.ts`: how long the first render of a process takes, in three ways, each in a process that has done none of it. */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { renderOnce } from '../../sandbox/run/in-process.ts';
import { FUNCTION, HELPERS, REQUEST, TEXT } from './subject.ts';

type Draw = (...given: unknown[]) => string;

function timed(draw: () => unknown): number {
  const started = performance.now();
  draw();
  return performance.now() - started;
}

const bytes = readFileSync(new URL('../../dist/sandbox/engine.wasm', import.meta.url));
let compileMs = 0;
const sandboxMs = timed(() => {
  let module!: WebAssembly.Module;
  compileMs = timed(() => (module = new WebAssembly.Module(bytes)));
  renderOnce(module, REQUEST);
});
const vmMs = timed(() => {
  const context = vm.createContext({});
  (vm.runInContext(HELPERS, context) as Draw)(vm.runInContext(FUNCTION, context), TEXT);
});
// Another text, so that nothing of it has been compiled.
const nativeMs = timed(() => (vm.runInThisContext(`${HELPERS}\n`) as Draw)(vm.runInThisContext(`${FUNCTION}\n`), TEXT));
process.stdout.write(JSON.stringify({ sandboxMs, compileMs, vmMs, nativeMs }));
