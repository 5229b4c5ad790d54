import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median } from '../pages/median.ts';

/** A process of its own for each figure, since an engine keeps what it has compiled and booted. */
export interface Cold {
  /** Milliseconds from the bytes of the engine to the HTML of the first block, and of that compiling alone. */
  readonly sandboxMs: number;
  readonly compileMs: number;
  /** From the texts of helpers and block to the first HTML. */
  readonly vmMs: number;
  readonly nativeMs: number;
}

/** What instances that are held take, each: bytes of the process, of the wasm memory, and what a render says it used. */
export interface Held {
  readonly sandboxRss: number;
  readonly vmRss: number;
  readonly wasmBytes: number;
  readonly usedBytes: number;
  /** By how much the process grew over renders that nobody holds, in bytes of each. */
  readonly leftRss: number;
}

const run = promisify(execFile);
const child = (what: string): string => new URL(`./child-${what}.ts`, import.meta.url).pathname;

async function measured<T>(what: string, ...given: string[]): Promise<T> {
  const { stdout } = await run(process.execPath, ['--expose-gc', child(what), ...given]);
  return JSON.parse(stdout) as T;
}

/** Starts cold so many times. */
export async function startedCold(times: number): Promise<Cold> {
  const all: Cold[] = [];
  for (let time = 0; time < times; time++) all.push(await measured<Cold>('cold'));
  const of = (name: keyof Cold): number => median(all.map((one) => one[name]));
  return { sandboxMs: of('sandboxMs'), compileMs: of('compileMs'), vmMs: of('vmMs'), nativeMs: of('nativeMs') };
}

export const heldInMemory = (): Promise<Held> => measured<Held>('memory');
