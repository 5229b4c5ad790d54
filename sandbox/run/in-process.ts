/** Runs blocks in this process or isolate. What a block may do ends at the engine's counters; a second wall is for the caller to build. */
import { sanitiseBlock, type SanitisedBlock } from '../sanitize/sanitise.ts';
import { EngineAbort, Thrown, freshEngine, type Engine } from './engine.ts';
import { NESTED, jsonOf } from './plain-data.ts';
import {
  CONSOLE_LINE,
  FUEL_MOST,
  INPUT_BYTES,
  LIMITS,
  MEMORY_MOST,
  MOST_NEEDS,
  SOURCE_BYTES,
  type BlockEngine,
  type ConsoleLine,
  type Errand,
  type Limits,
  type Need,
  type RenderRequest,
  type RenderResult,
  type Stop,
  type StopReason,
} from './port.ts';

/** Fuel for what the guest does before and after a block, with texts of bounded length. */
const OWN_FUEL = 50_000_000n;

/** What the guest tells at the end. */
interface Told {
  readonly html?: string;
  readonly error?: { name: string; message: string } & Place;
  readonly noHtml?: string;
  readonly noProgram?: boolean;
  readonly tooLarge?: number;
  readonly pending?: boolean;
  /** False where the engine does not take the source for one. */
  readonly isProgram?: boolean;
  readonly console: readonly ConsoleLine[];
  readonly needs?: readonly Need[];
}

const encoder = new TextEncoder();
const sizeOf = (text: string): number => encoder.encode(text).length;
const NOTHING_USED = { usage: { fuel: 0, memoryBytes: 0 }, console: [] } as const;

function bounded(given: Partial<Limits> | undefined): Limits {
  const limits = { ...LIMITS, ...given };
  return {
    ...limits,
    fuel: Math.max(0, Math.min(FUEL_MOST, Math.floor(limits.fuel))),
    memoryBytes: Math.max(2 ** 20, Math.min(MEMORY_MOST, Math.floor(limits.memoryBytes))),
  };
}

interface Place {
  readonly line?: number | null;
  readonly column?: number | null;
}
const NOWHERE: Place = { line: null, column: null };

const stopped = (reason: StopReason, message: string, { line, column }: Place = {}): Stop => ({
  reason,
  message,
  ...(typeof line === 'number' ? { line } : {}),
  ...(typeof column === 'number' ? { column } : {}),
});

/** The place as far as the source has it: where it comes from, anything may have been written. */
function placeIn(source: string, { line, column }: Place): Place {
  const text = typeof line === 'number' ? source.split('\n')[line - 1] : undefined;
  if (text === undefined) return {};
  return typeof column === 'number' && column >= 1 && column <= text.length + 1
    ? { line: line!, column }
    : { line: line! };
}

const isImport = ({ message }: NonNullable<Told['error']>): boolean => message.startsWith('could not load module');

/** Whether an error is of the sort that the engine itself throws at what is no program. */
const looksUnwritten = (error: Told['error']): boolean =>
  error !== undefined && (error.name === 'SyntaxError' || isImport(error));

/** What an error that nobody caught means. */
function stopOf(error: NonNullable<Told['error']>, isProgram = true): Stop {
  if (error.name === 'InternalError' && error.message === 'out of memory') return OUT_OF_MEMORY;
  if (error.name === 'InternalError' && error.message === 'stack overflow') return TOO_DEEP;
  if (!isProgram && error.message === 'stack overflow') return TOO_DEEP;
  if (!isProgram) return stopped('not_a_program', isImport(error) ? 'A block imports nothing.' : error.message, error);
  if (error.name === 'RangeError' && error.message === `A block may ask for data ${MOST_NEEDS} times.`)
    return stopped('too_many_needs', error.message, error);
  const message = error.name === 'thrown' ? error.message : `${error.name}: ${error.message}`;
  return stopped('threw', message, error);
}

const OUT_OF_MEMORY = stopped('out_of_memory', 'The block used more memory than it may.');
const TOO_DEEP = stopped('too_deep', 'The block called itself, or nested what it wrote, too deeply.');

/** What a trap of the engine means. */
function stopOfTrap(engine: Engine, error: unknown): Stop {
  if (engine.fuel < 0n) return stopped('out_of_fuel', 'The block computed more than it may.');
  if (engine.exports.depth.value < 0 || error instanceof RangeError) return TOO_DEEP;
  if (error instanceof EngineAbort) return OUT_OF_MEMORY;
  return stopped('engine_failed', 'The engine failed.');
}

function resultOf(
  told: Told,
  limits: Limits,
  isPending: boolean,
): { stop: Stop } | { html: string } | { needs: readonly Need[] } {
  if (told.needs?.length && !told.noProgram) {
    const reason = told.error && stopOf(told.error).reason;
    if (!reason || reason === 'threw') return { needs: told.needs };
  }
  if (told.error) return { stop: stopOf(told.error, told.isProgram) };
  if (told.noProgram)
    return { stop: stopped('not_a_program', 'A block is a module that exports one function as its default.') };
  if (told.noHtml) return { stop: stopped('no_html', `The block gave back ${told.noHtml} and no HTML.`) };
  if (told.pending && isPending) return { stop: stopped('too_many_jobs', 'The block waits for too many promises.') };
  if (told.pending) return { stop: stopped('no_html', 'The block waits for what never comes.') };
  const html = told.html ?? '';
  if (told.tooLarge !== undefined || sizeOf(html) > limits.outputBytes)
    return { stop: stopped('output_too_large', `The block gave back more than ${limits.outputBytes} bytes.`) };
  return { html };
}

/**
 * Whether the engine takes a source for a program, after it did not run: one that does may throw as if it were none. Nothing of it runs
 * now but what stands before it.
 */
function compiles(engine: Engine, source: string): boolean {
  const first = /^#!.*/u.exec(source)?.[0] ?? '';
  try {
    engine.evaluateModule(`throw 0;${source.slice(first.length)}`);
    return true;
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    return engine.string(error.value) === '0';
  }
}

/** Makes the block's pass, with fuel running. */
function pass(engine: Engine, source: string, limits: Limits): Told & { isPending: boolean } {
  const { run, explain, tell } = engine.pointers;
  try {
    engine.call(run, engine.property(engine.evaluateModule(source), 'default'));
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    const told = JSON.parse(engine.string(engine.call(explain, error.value))) as Told;
    return { ...told, isProgram: !looksUnwritten(told.error) || compiles(engine, source), isPending: false };
  }
  const isPending = engine.drain(limits.jobs);
  return { ...(JSON.parse(engine.string(engine.call(tell))) as Told), isPending };
}

const placed = <T extends Told>(told: T, source: string): T =>
  told.error ? { ...told, error: { ...told.error, ...NOWHERE, ...placeIn(source, told.error) } } : told;

/** One pass, from a fresh engine to the end of it. */
export function renderOnce(module: WebAssembly.Module, { source, input, limits: given }: RenderRequest): RenderResult {
  const limits = bounded(given);
  const refused = (reason: StopReason, message: string): RenderResult => ({
    ...NOTHING_USED,
    status: 'stopped',
    stop: stopped(reason, message),
  });
  if (sizeOf(source) > SOURCE_BYTES) return refused('source_too_large', `A block has at most ${SOURCE_BYTES} bytes.`);
  const own = { ...limits, needs: MOST_NEEDS, consoleLine: CONSOLE_LINE };
  const text = jsonOf({ input, limits: own });
  if (text === undefined) return refused('input_too_large', NESTED);
  if (sizeOf(text) > INPUT_BYTES) return refused('input_too_large', 'The data for the block are too large.');

  const engine = freshEngine(module);
  engine.now = input.now;
  engine.fuel = OWN_FUEL;
  const used = (): number => Number(BigInt(limits.fuel) - engine.fuel);
  try {
    engine.call(engine.pointers.prepare, engine.text(text));
    engine.limitMemory(limits.memoryBytes);
    engine.fuel = BigInt(limits.fuel);
    const told = placed(pass(engine, source, limits), source);
    const fuel = used();
    const usage = { fuel, memoryBytes: memoryOf(engine) };
    const result = resultOf(told, limits, told.isPending);
    const common = { usage, console: told.console };
    if ('stop' in result) return { ...common, status: 'stopped', stop: result.stop };
    if ('needs' in result) return { ...common, status: 'needs', needs: result.needs };
    return { ...common, status: 'done', html: result.html };
  } catch (error) {
    const stop = error instanceof Thrown ? OUT_OF_MEMORY : stopOfTrap(engine, error);
    const usage = { fuel: Math.min(limits.fuel, used()), memoryBytes: limits.memoryBytes };
    return { usage, console: [], status: 'stopped', stop };
  }
}

function memoryOf(engine: Engine): number {
  engine.fuel = OWN_FUEL;
  engine.limitMemory(MEMORY_MOST);
  return engine.memoryUsed;
}

/** Does what has come to a thread or a Worker to be done. */
export const errandDone = (module: WebAssembly.Module, errand: Errand): RenderResult | SanitisedBlock =>
  'clean' in errand ? sanitiseBlock(errand.clean, errand.options) : renderOnce(module, errand);

/** An engine over its compiled module. */
export const inProcess = (module: WebAssembly.Module): BlockEngine => ({
  render: async (request) => renderOnce(module, request),
  clean: async (html, options) => sanitiseBlock(html, options),
});
