/** QuickJS with its counters, as `tools/build-sandbox.ts` makes it: one instance, and how to get one quickly. */
import { GUEST } from './guest.ts';
import { GUEST_HELPERS } from './guest-helpers.ts';
import { MEMORY_MOST } from './port.ts';

const PAGE = 65_536;
/** Pages the module asks for at least (`tools/less-memory.ts`), and those it may ever have: what a block may use, the engine's own, and room. */
const FIRST_PAGES = 112;
const MOST_PAGES = 2048;
/** A memory of so many pages has so much room for values, and how much it grows at once at least. */
const ROOM_PAGES = 256;
const ROOM_BYTES = 10 * 2 ** 20;
const GROW_PAGES = 64;
/** What the engine's own stack in its memory may take. */
const STACK_BYTES = 192 * 1024;
/** What frames on the host's stack may take, by the estimate of the build: well below the least a runtime has. */
export const DEPTH_BYTES = 384 * 1024;
/** Memory is looked through for what is not zero in blocks of so many bytes. */
const RUN_BYTES = 4096;
const BOOT_FUEL = 200_000_000n;
const NO_MEMORY_LIMIT = -1;

/** Base objects, Date, eval (which the engine itself needs, and the guest takes away), normalize, RegExp and its compiler, JSON, maps and sets, promises. */
const INTRINSICS = 1 + 2 + 4 + 8 + 16 + 32 + 64 + 256 + 1024;
const AS_MODULE = 1;

interface Exports {
  readonly fuel: WebAssembly.Global;
  readonly depth: WebAssembly.Global;
  readonly stack: WebAssembly.Global;
  start(): void;
  malloc(bytes: number): number;
  free(at: number): void;
  QTS_NewRuntime(): number;
  QTS_NewContext(runtime: number, intrinsics: number): number;
  QTS_RuntimeSetMemoryLimit(runtime: number, bytes: number): void;
  QTS_RuntimeSetMaxStackSize(runtime: number, bytes: number): void;
  QTS_RuntimeComputeMemoryUsage(runtime: number, context: number): number;
  QTS_Eval(context: number, code: number, length: number, file: number, detect: number, flags: number): number;
  QTS_ResolveException(context: number, value: number): number;
  QTS_Call(context: number, fn: number, self: number, count: number, values: number): number;
  QTS_GetProp(context: number, object: number, name: number): number;
  QTS_GetString(context: number, value: number): number;
  QTS_GetFloat64(context: number, value: number): number;
  QTS_GetUndefined(): number;
  QTS_NewString(context: number, text: number): number;
  QTS_IsJobPending(runtime: number): number;
  QTS_ExecutePendingJob(runtime: number, most: number, context: number): number;
}

/** Something in the engine's memory: a value, by where it is. */
export type Handle = number;

/** A value was thrown inside, and here it is. */
export class Thrown {
  readonly value: Handle;
  constructor(value: Handle) {
    this.value = value;
  }
}

/** The engine called for what it is never given, such as a file. */
export class EngineAbort extends Error {}

/** A piece of memory, and where it goes. */
interface Run {
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** What an instance needs to go on where the booted one stood. */
interface Snapshot {
  readonly runs: readonly Run[];
  readonly stack: number;
  readonly pointers: Pointers;
}

interface Pointers {
  readonly runtime: number;
  readonly context: number;
  readonly undefined: Handle;
  readonly prepare: Handle;
  readonly run: Handle;
  readonly tell: Handle;
  readonly explain: Handle;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One instance of the engine. */
export class Engine {
  readonly memory: WebAssembly.Memory;
  readonly exports: Exports;
  /** What the clock inside shows, in milliseconds. */
  now = 0;
  private mostPages = MOST_PAGES;
  pointers!: Pointers;

  constructor(module: WebAssembly.Module) {
    this.memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES });
    const { exports } = new WebAssembly.Instance(module, { a: this.imports() });
    this.exports = exports as unknown as Exports;
    this.exports.depth.value = DEPTH_BYTES;
  }

  /**
   * All that the engine may ask its host for: a clock that stands still, a time zone (UTC), and memory. What else the package
   * names would be files, variables of the environment, timers and functions of the host: each is an end.
   */
  private imports(): WebAssembly.ModuleImports {
    const never = (): never => {
      throw new EngineAbort('The engine asked for what it is not given.');
    };
    return {
      a: this.memory,
      p: () => this.now,
      m: (seconds: bigint, at: number) => this.writeUtc(Number(seconds), at),
      n: (zone: number, daylight: number, standard: number, summer: number) => {
        const view = new DataView(this.memory.buffer);
        view.setInt32(zone, 0, true);
        view.setInt32(daylight, 0, true);
        for (const at of [standard, summer]) new Uint8Array(this.memory.buffer).set([85, 84, 67, 0], at);
      },
      k: (bytes: number) => this.grow(bytes >>> 0),
      // An environment with nothing in it.
      f: (count: number, size: number) => {
        const view = new DataView(this.memory.buffer);
        for (const at of [count, size]) view.setUint32(at, 0, true);
        return 0;
      },
      e: () => 0,
      ...Object.fromEntries([...'bcdghiojlqrst'].map((name) => [name, never])),
    };
  }

  /** C's `struct tm` of a moment, in UTC. */
  private writeUtc(seconds: number, at: number): void {
    const day = new Date(seconds * 1000);
    const start = Date.UTC(day.getUTCFullYear(), 0, 1);
    const fields = [
      day.getUTCSeconds(),
      day.getUTCMinutes(),
      day.getUTCHours(),
      day.getUTCDate(),
      day.getUTCMonth(),
      day.getUTCFullYear() - 1900,
      day.getUTCDay(),
      Math.floor((day.getTime() - start) / 86_400_000),
      0,
      0,
    ];
    const view = new DataView(this.memory.buffer);
    fields.forEach((value, index) => view.setInt32(at + 4 * index, value || 0, true));
  }

  /** Grows in few steps, for each costs the host time that no fuel pays for. */
  private grow(bytes: number): number {
    const now = this.memory.buffer.byteLength / PAGE;
    const wanted = Math.ceil(bytes / PAGE);
    if (wanted > this.mostPages) return 0;
    if (wanted > now) this.memory.grow(Math.min(this.mostPages, Math.max(wanted, now + GROW_PAGES)) - now);
    return 1;
  }

  /** Units of fuel that are left; below zero after running out. */
  get fuel(): bigint {
    return this.exports.fuel.value as bigint;
  }
  set fuel(units: bigint) {
    this.exports.fuel.value = units;
  }

  /** Puts text where C reads it, with a zero at its end. */
  private write(text: string): { at: number; length: number } {
    const bytes = encoder.encode(text);
    const at = this.exports.malloc(bytes.length + 1);
    if (!at) throw new EngineAbort('No memory.');
    const memory = new Uint8Array(this.memory.buffer, at, bytes.length + 1);
    memory.set(bytes);
    memory[bytes.length] = 0;
    return { at, length: bytes.length };
  }

  /** The text at a place, up to its zero. */
  private read(at: number): string {
    const bytes = new Uint8Array(this.memory.buffer);
    return decoder.decode(bytes.subarray(at, bytes.indexOf(0, at)));
  }

  private checked(value: Handle): Handle {
    const error = this.exports.QTS_ResolveException(this.pointers.context, value);
    if (error) throw new Thrown(error);
    return value;
  }

  /** Evaluates text; a module answers its namespace. @throws {Thrown} */
  evaluate(source: string, file: string, flags = 0): Handle {
    const code = this.write(source);
    const name = this.write(file);
    return this.checked(this.exports.QTS_Eval(this.pointers.context, code.at, code.length, name.at, 0, flags));
  }

  /** Evaluates a block. @throws {Thrown} */
  evaluateModule(source: string): Handle {
    return this.evaluate(source, 'block', AS_MODULE);
  }

  /** @throws {Thrown} */
  call(fn: Handle, ...values: Handle[]): Handle {
    const { context, undefined: self } = this.pointers;
    const at = this.exports.malloc(4 * Math.max(1, values.length));
    new Uint32Array(this.memory.buffer, at, values.length).set(values);
    return this.checked(this.exports.QTS_Call(context, fn, self, values.length, at));
  }

  text(text: string): Handle {
    const { at } = this.write(text);
    return this.checked(this.exports.QTS_NewString(this.pointers.context, at));
  }

  /** @throws {Thrown} */
  property(object: Handle, name: string): Handle {
    return this.checked(this.exports.QTS_GetProp(this.pointers.context, object, this.text(name)));
  }

  string(value: Handle): string {
    const at = this.exports.QTS_GetString(this.pointers.context, value);
    if (!at) throw new EngineAbort('No text.');
    return this.read(at);
  }

  /** Runs promise jobs, at most so many; whether more wait. @throws {Thrown} */
  drain(most: number): boolean {
    const { runtime } = this.pointers;
    const context = this.exports.malloc(4);
    this.exports.QTS_ExecutePendingJob(runtime, most, context);
    return this.exports.QTS_IsJobPending(runtime) !== 0;
  }

  /**
   * Bounds what values may take. The engine itself counts no more than single allocations, as its package was compiled, so that
   * the bound is the memory of the instance; what `ROOM_PAGES` have for values counts as `ROOM_BYTES`.
   */
  limitMemory(bytes: number): void {
    const most = Math.min(bytes, MEMORY_MOST);
    this.mostPages = ROOM_PAGES + Math.ceil(Math.max(0, most - ROOM_BYTES) / PAGE);
    this.exports.QTS_RuntimeSetMemoryLimit(this.pointers.runtime, most);
  }

  /** Bytes the runtime holds now. */
  get memoryUsed(): number {
    const { runtime, context } = this.pointers;
    const usage = this.exports.QTS_RuntimeComputeMemoryUsage(runtime, context);
    return this.exports.QTS_GetFloat64(context, this.property(usage, 'memory_used_size'));
  }

  /** Starts from nothing: a runtime, a context, and the guest's own code. */
  boot(): void {
    const { exports } = this;
    this.fuel = BOOT_FUEL;
    exports.start();
    const runtime = exports.QTS_NewRuntime();
    exports.QTS_RuntimeSetMaxStackSize(runtime, STACK_BYTES);
    exports.QTS_RuntimeSetMemoryLimit(runtime, NO_MEMORY_LIMIT);
    const context = exports.QTS_NewContext(runtime, INTRINSICS);
    const none = { undefined: exports.QTS_GetUndefined(), prepare: 0, run: 0, tell: 0, explain: 0 };
    this.pointers = { runtime, context, ...none };
    const guest = this.evaluate(
      GUEST.replace('/* HELPERS */', () => GUEST_HELPERS),
      'guest',
    );
    const names = ['prepare', 'run', 'tell', 'explain'] as const;
    const handles = Object.fromEntries(names.map((name) => [name, this.property(guest, name)]));
    this.pointers = { ...this.pointers, ...handles };
  }

  snapshot(): Snapshot {
    const bytes = new Uint8Array(this.memory.buffer);
    return { runs: runsOf(bytes), stack: this.exports.stack.value as number, pointers: this.pointers };
  }

  restore({ runs, stack, pointers }: Snapshot): void {
    const memory = new Uint8Array(this.memory.buffer);
    for (const { at, bytes } of runs) memory.set(bytes, at);
    this.exports.stack.value = stack;
    this.pointers = pointers;
  }
}

/** What is not zero in a memory, in pieces of whole blocks. */
function runsOf(memory: Uint8Array): Run[] {
  const words = new Int32Array(memory.buffer);
  const isEmpty = (at: number): boolean => {
    for (let word = at / 4; word < (at + RUN_BYTES) / 4; word++) if (words[word] !== 0) return false;
    return true;
  };
  const runs: Run[] = [];
  for (let at = 0; at < memory.length; at += RUN_BYTES) {
    if (isEmpty(at)) continue;
    const start = at;
    while (at + RUN_BYTES < memory.length && !isEmpty(at + RUN_BYTES)) at += RUN_BYTES;
    runs.push({ at: start, bytes: memory.slice(start, at + RUN_BYTES) });
  }
  return runs;
}

const snapshots = new WeakMap<WebAssembly.Module, Snapshot>();

/** An engine that has booted: the first of a module does, all others take over its memory. */
function bootedEngine(module: WebAssembly.Module): Engine {
  let snapshot = snapshots.get(module);
  if (!snapshot) {
    const first = new Engine(module);
    first.boot();
    snapshot = first.snapshot();
    snapshots.set(module, snapshot);
  }
  const engine = new Engine(module);
  engine.restore(snapshot);
  return engine;
}

const spares = new WeakMap<WebAssembly.Module, Engine>();

/** Makes the next fresh engine of a module while there is time. */
export function keepSpareEngine(module: WebAssembly.Module): void {
  if (!spares.has(module)) spares.set(module, bootedEngine(module));
}

/** A fresh engine that has booted and that nobody else gets. */
export function freshEngine(module: WebAssembly.Module): Engine {
  const spare = spares.get(module);
  spares.delete(module);
  return spare ?? bootedEngine(module);
}
