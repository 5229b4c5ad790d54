/** Runs blocks in this process or isolate. What a block may do ends at the engine's counters; a second wall is for the caller to build. */
import { sanitiseBlock, type SanitisedBlock } from '../sanitize/sanitise.ts';
import { EngineAbort, Thrown, freshEngine, type Engine } from './engine.ts';
import {
  CONSOLE_LINE,
  FUEL_MOST,
  INPUT_BYTES,
  LIMITS,
  MEMORY_MOST,
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

/** Data a block may ask for in one pass. */
export const MOST_NEEDS = 12;
/** Fuel for what the guest does before and after a block, with texts of bounded length. */
const OWN_FUEL = 50_000_000n;

/** What the guest tells at the end. */
interface Told {
  readonly html?: string;
  readonly error?: { name: string; message: string; line?: number; column?: number };
  readonly noHtml?: string;
  readonly noProgram?: boolean;
  readonly tooLarge?: number;
  readonly pending?: boolean;
  /** The error came before the block's function was called. */
  readonly early?: boolean;
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

const stopped = (reason: StopReason, message: string, at: { line?: number; column?: number } = {}): Stop => ({
  reason,
  message,
  ...(at.line === undefined ? {} : { line: at.line }),
  ...(at.column === undefined ? {} : { column: at.column }),
});

/** What an error that nobody caught means. */
function stopOf(error: NonNullable<Told['error']>, isEarly = false): Stop {
  if (error.name === 'InternalError' && error.message === 'out of memory') return OUT_OF_MEMORY;
  if (error.name === 'InternalError' && error.message === 'stack overflow') return TOO_DEEP;
  const isImport = error.message.startsWith('could not load module');
  if (isEarly && (error.name === 'SyntaxError' || isImport))
    return stopped('not_a_program', isImport ? 'A block imports nothing.' : error.message, error);
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
  if (told.error) return { stop: stopOf(told.error, told.early) };
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

/** Makes the block's pass, with fuel running. */
function pass(engine: Engine, source: string, limits: Limits): Told & { isPending: boolean } {
  const { run, explain, tell } = engine.pointers;
  try {
    engine.call(run, engine.property(engine.evaluateModule(source), 'default'));
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    const told = JSON.parse(engine.string(engine.call(explain, error.value))) as Told;
    return { ...told, early: true, isPending: false };
  }
  const isPending = engine.drain(limits.jobs);
  return { ...(JSON.parse(engine.string(engine.call(tell))) as Told), isPending };
}

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
  const text = JSON.stringify({ input, limits: own });
  if (sizeOf(text) > INPUT_BYTES) return refused('input_too_large', 'The data for the block are too large.');

  const engine = freshEngine(module);
  engine.now = input.now;
  engine.fuel = OWN_FUEL;
  const used = (): number => Number(BigInt(limits.fuel) - engine.fuel);
  try {
    engine.call(engine.pointers.prepare, engine.text(text));
    engine.limitMemory(limits.memoryBytes);
    engine.fuel = BigInt(limits.fuel);
    const told = pass(engine, source, limits);
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
