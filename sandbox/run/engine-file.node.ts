import { readFileSync } from 'node:fs';

/** The engine as `npm run build` makes it, compiled. */
export function engineFromBuild(): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(new URL('../../dist/sandbox/engine.wasm', import.meta.url)));
}
