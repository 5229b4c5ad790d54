import { stripTypeScriptTypes } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import { checkBlock, type CheckedBlock } from '../check/check.ts';
import { hostNow } from '../escapes/run.test-support.ts';
import { freshEngine, Thrown } from '../run/engine.ts';
import { renderOnce } from '../run/in-process.ts';
import { type BlockInput, type RenderResult, STOPS } from '../run/port.ts';
import { inputOf } from '../run/run.test-support.ts';
import { MARKER } from './atoms.test-support.ts';
import { GIVEN } from './honest.test-support.ts';

/** What lies beside each program, and none may tell. */
const CANARY = 'c4n4ry-of-the-host-9f1e';

/** The time the issue promises, in milliseconds of the processor: others may use it too while this runs. */
const MOST_MS = 1200;
/** From here on a time is looked at closely. */
const LONG_MS = 100;
/** Less than usual: generated programs either end soon or never. */
const FUEL = 400_000;
const COMPILE_FUEL = 20_000_000n;
/** One of so many programs is compiled alone as well, whatever its render says. */
const COMPILED = 10;

const INPUT: BlockInput = inputOf(GIVEN);
const KNOWN = 'export default ({ html, formatPrice }, { title }) => html`<p>${title}: ${formatPrice(705)}</p>`;';
const KNOWN_HTML = '<p>Light &amp; airy: €7.05</p>';

/** A promise that a program broke. */
export class Broken extends Error {}

const brokenIf = (isBroken: boolean, promise: string, told: unknown = ''): void => {
  if (isBroken) throw new Broken(`${promise} ${typeof told === 'string' ? told : JSON.stringify(told).slice(0, 400)}`);
};

async function tried<Answer>(what: string, run: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    throw new Broken(`${what} threw ${error instanceof Error ? error.stack : String(error)}`);
  }
}

/** Runs, and once more where that took long: by the clock of the processor, which is slow to read. */
async function timed<Answer>(what: string, run: () => Answer | Promise<Answer>): Promise<Answer> {
  const started = performance.now();
  const answer = await tried(what, run);
  if (performance.now() - started < LONG_MS) return answer;
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  const took = Math.round((user + system) / 1000);
  longest[what] = Math.max(longest[what] ?? 0, took);
  brokenIf(took > MOST_MS, `${what} took ${took} ms`);
  return answer;
}

/** The longest times so far, in milliseconds. */
export const longest: Record<string, number> = {};

export type Compiled = 'yes' | 'no' | 'cannot';

/**
 * Whether the engine compiles a module: 'cannot' where it comes to the end of its means first. Nothing of the module runs, but for
 * what stands before it.
 */
export function compiles(engine: WebAssembly.Module, source: string): Compiled {
  const fresh = freshEngine(engine);
  fresh.fuel = COMPILE_FUEL;
  const first = /^#!.*/u.exec(source)?.[0] ?? '';
  try {
    fresh.evaluateModule(`throw 0;${source.slice(first.length)}`);
  } catch (error) {
    if (!(error instanceof Thrown)) return 'cannot';
    const told = fresh.string(fresh.call(fresh.pointers.explain, error.value));
    const { name, message } = (JSON.parse(told) as { error: { name: string; message: string } }).error;
    if (name === 'thrown' && message === '0') return 'yes';
    return name === 'InternalError' ? 'cannot' : 'no';
  }
  // It waits at its top, and what it threw comes later.
  return 'yes';
}

/** Line and column of a place, counted in a way of its own. */
function placeOf(source: string, at: number): [number, number] {
  const lines = source.slice(0, at).split(/\r\n|[\n\r\u2028\u2029]/);
  const isWithin = source[at - 1] === '\r' && source[at] === '\n';
  return isWithin ? [lines.length - 1, lines.at(-2)!.length + 2] : [lines.length, lines.at(-1)!.length + 1];
}

/** What Node makes of TypeScript; null where it takes it for none. */
function strippedByNode(source: string): string | null {
  try {
    return stripTypeScriptTypes(source);
  } catch {
    return null;
  }
}

/** Ours keeps statements apart with a semicolon where one is gone, and leaves spaces of one kind. */
const bare = (text: string): string => text.replace(/;|[^\S\n\r\u2028\u2029]/g, ' ');

function answersWell(source: string, checked: CheckedBlock): void {
  if (checked.ok) {
    brokenIf(checked.code.length !== source.length, 'the check changed the length');
    const breaks = (text: string) => [...text.matchAll(/[\n\r\u2028\u2029]/g)].map(({ index }) => index).join();
    brokenIf(breaks(checked.code) !== breaks(source), 'the check moved lines');
    const other = checked.code === source ? null : strippedByNode(source);
    brokenIf(
      other !== null && bare(checked.code) !== bare(other),
      'types are taken out otherwise than Node does it',
      other ?? '',
    );
    return;
  }
  brokenIf(checked.problems.length === 0 || checked.problems.length > 51, 'so many problems:', checked.problems.length);
  let last = 0;
  for (const { code, from, to, line, column, message, why } of checked.problems) {
    brokenIf(!(from >= last && to >= from && to <= source.length), 'a problem stands outside or out of order', {
      code,
      from,
      to,
    });
    brokenIf(!isDeepStrictEqual([line, column], placeOf(source, from)), 'a problem has the wrong line or column', {
      code,
      from,
      line,
      column,
    });
    brokenIf(!message || !why, 'a problem says nothing', code);
    last = from;
  }
}

function rendersWell(result: RenderResult): void {
  brokenIf(JSON.stringify(result).includes(CANARY), 'a block told what is not its own', result);
  if (result.status !== 'stopped') return;
  const { reason, message } = result.stop;
  brokenIf(
    !STOPS.includes(reason) || ['engine_failed', 'out_of_time', 'busy'].includes(reason),
    'the engine broke',
    result,
  );
  brokenIf(typeof message !== 'string', 'a stop says nothing', result);
}

const NO_FUNCTION = 'A block is a module that exports one function as its default.';
const isRefused = (result: RenderResult): boolean =>
  result.status === 'stopped' && result.stop.reason === 'not_a_program' && result.stop.message !== NO_FUNCTION;

/** Stops that do not tell whether the engine would compile a source. */
const UNTOLD = ['out_of_fuel', 'out_of_memory', 'too_deep'];

/** What a render tells of whether a source was compiled. */
function compiledBy(result: RenderResult): 'yes' | 'no' | null {
  if (isRefused(result)) return 'no';
  return result.status === 'stopped' && UNTOLD.includes(result.stop.reason) ? null : 'yes';
}

/** What check and engine say about what a program is. */
function agree(checked: CheckedBlock, compiled: Compiled, result: RenderResult): void {
  const told = compiledBy(result);
  brokenIf(
    told !== null && told !== compiled,
    'the engine says one thing when it compiles and another when it runs',
    result,
  );
  if (checked.ok) {
    brokenIf(compiled !== 'yes', 'the check takes what the engine does not compile', compiled);
    brokenIf(
      result.status === 'stopped' && result.stop.reason === 'not_a_program',
      'the check takes what the engine calls no program',
      result,
    );
    return;
  }
  const isNone = checked.problems.some(({ code }) => code === 'syntax' || code === 'types_with_code');
  brokenIf(isNone && compiled === 'yes', 'the engine compiles what the check calls no program', checked.problems[0]);
}

/** What became of a program. */
export interface Outcome {
  readonly check: string;
  readonly engine: string;
  readonly html: string | null;
}

/** Holds programs against all that is promised of them. */
export function holder(engine: WebAssembly.Module, check = checkBlock) {
  process.env['VITRINE_CANARY'] = CANARY;
  Object.defineProperty(globalThis, MARKER, { value: { secret: CANARY }, configurable: true });
  const before = hostNow();
  let held = 0;
  const render = (source: string): RenderResult => renderOnce(engine, { source, input: INPUT, limits: { fuel: FUEL } });

  return {
    render,
    /** @throws {Broken} */
    async hold(source: string): Promise<Outcome> {
      const checked = await timed('the check', () => check(source));
      answersWell(source, checked);
      const code = checked.ok ? checked.code : source;
      const result = await timed('the engine', () => render(code));
      rendersWell(result);
      brokenIf(hostNow() !== before, 'a block changed its host');
      const told = held++ % COMPILED === 0 ? null : compiledBy(result);
      agree(checked, told ?? compiles(engine, code), result);
      return {
        check: checked.ok ? 'ok' : checked.problems[0]!.code,
        engine: result.status === 'stopped' ? result.stop.reason : result.status,
        html: result.status === 'done' ? result.html : null,
      };
    },
    /** Whether a block that came after says what it always says, and one that holds a secret lies beside the next. */
    rest(): void {
      const known = render(KNOWN);
      brokenIf(known.status !== 'done' || known.html !== KNOWN_HTML, 'another block was spoiled', known);
      renderOnce(engine, {
        source: 'export default (given, { secret }) => { globalThis.kept = secret; return secret.repeat(99); };',
        input: { ...INPUT, settings: { secret: CANARY } },
      });
    },
    /** Whether a program does the same twice, to the unit of fuel. */
    twice(source: string): void {
      brokenIf(!isDeepStrictEqual(render(source), render(source)), 'a block did something else the second time');
    },
    close: () => Reflect.deleteProperty(globalThis, MARKER),
  };
}

export type Holder = ReturnType<typeof holder>;
