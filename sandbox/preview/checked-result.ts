/**
 * Reads what came out of the frame. Beside the block, which cannot reach anything, only our own code is in there; but what a stranger's
 * code was next to is read as if the stranger had written it.
 */
import {
  CONSOLE_LINE,
  FUEL_MOST,
  INPUT_BYTES,
  MEMORY_MOST,
  MOST_NEEDS,
  STOPS,
  type ConsoleLine,
  type Limits,
  type Need,
  type RenderResult,
  type Stop,
} from '../run/port.ts';
import { LIMITS as CLEANING } from '../sanitize/allowed.ts';
import type { Removed, SanitisedBlock } from '../sanitize/sanitise.ts';

/** Longest message of a stop: a name and a message as the guest cuts them, and words around. */
const MESSAGE = 700;
const TEXT_OF_NEED = 200;
const LEVELS = ['log', 'info', 'warn', 'error'];
const KINDS = ['products', 'collections', 'product', 'cart'];
const REMOVED = ['element', 'attribute', 'address', 'action', 'css'];

class Odd extends Error {}

type Fields = Readonly<Record<string, unknown>>;

function object(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Odd();
  return value as Fields;
}

function list<T>(value: unknown, most: number, each: (item: unknown) => T): T[] {
  if (!Array.isArray(value) || value.length > most) throw new Odd();
  return Array.from(value, each);
}

function text(value: unknown, most: number): string {
  if (typeof value !== 'string' || value.length > most) throw new Odd();
  return value;
}

function whole(value: unknown, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) throw new Odd();
  return value;
}

function oneOf<T extends string>(value: unknown, all: readonly string[]): T {
  if (!all.includes(value as string)) throw new Odd();
  return value as T;
}

function line(value: unknown): ConsoleLine {
  const { level, text: said } = object(value);
  return { level: oneOf(level, LEVELS), text: text(said, CONSOLE_LINE) };
}

function need(value: unknown): Need {
  const { key, kind: given, query: asked } = object(value);
  const kind = oneOf<Need['kind']>(given, KINDS);
  const query = Object.fromEntries(
    Object.entries(object(asked)).map(([name, of]) => {
      if (!/^[a-z]{1,20}$/.test(name)) throw new Odd();
      return [name, typeof of === 'number' ? whole(of, 1, 1000) : text(of, TEXT_OF_NEED)];
    }),
  );
  if (key !== kind + JSON.stringify(query)) throw new Odd();
  return { key, kind, query };
}

function stop(value: unknown): Stop {
  const { reason, message, line, column } = object(value);
  const place = (at: unknown) => whole(at, 1, INPUT_BYTES);
  return {
    reason: oneOf(reason, STOPS),
    message: text(message, MESSAGE),
    ...(line === undefined ? {} : { line: place(line) }),
    ...(column === undefined ? {} : { column: place(column) }),
  };
}

/** What reading gives; undefined where it was not as it has to be. */
function unlessOdd<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Odd) return undefined;
    throw error;
  }
}

/** The result, rebuilt from what it may hold; undefined where it is none. */
export const checkedResult = (value: unknown, limits: Limits): RenderResult | undefined =>
  unlessOdd(() => {
    const { status, usage, console: lines, html, needs, stop: end } = object(value);
    const { fuel, memoryBytes } = object(usage);
    const common = {
      usage: { fuel: whole(fuel, 0, FUEL_MOST), memoryBytes: whole(memoryBytes, 0, 2 * MEMORY_MOST) },
      console: list(lines, limits.consoleLines, line),
    };
    if (status === 'done') return { ...common, status, html: text(html, limits.outputBytes) };
    if (status === 'needs') return { ...common, status, needs: list(needs, MOST_NEEDS, need) };
    return { ...common, status: oneOf<'stopped'>(status, ['stopped']), stop: stop(end) };
  });

/** Cleaning writes some characters longer than they were. */
const CLEANED = 6 * 512 * 1024;

function removed(value: unknown): Removed {
  const { code, message } = object(value);
  return { code: oneOf(code, REMOVED), message: text(message, MESSAGE) };
}

/** What cleaning gave, rebuilt likewise. */
export const checkedCleaned = (value: unknown): SanitisedBlock | undefined =>
  unlessOdd(() => {
    const { ok, html, css, removed: gone, code, message } = object(value);
    if (ok === true)
      return { ok, html: text(html, CLEANED), css: text(css, CLEANED), removed: list(gone, CLEANING.told, removed) };
    return { ok: false, code: oneOf(code, ['too_much', 'unstable']), message: text(message, MESSAGE) };
  });
