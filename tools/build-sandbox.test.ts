import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { buildEngine } from './build-sandbox.ts';

describe('the engine of blocks', () => {
  it('is what the tool makes, to the byte, and asks its host for functions and memory alone', async () => {
    const { wasm, functions, loops } = await buildEngine();
    const built = await readFile(new URL('../dist/sandbox/engine.wasm', import.meta.url));
    assert.ok(Buffer.from(wasm).equals(built));
    assert.ok(functions > 1000 && loops > 1000);
    const module = new WebAssembly.Module(built);
    assert.deepEqual([...new Set(WebAssembly.Module.imports(module).map(({ kind }) => kind))].toSorted(), [
      'function',
      'memory',
    ]);
  });
});
