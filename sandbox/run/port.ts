/** What runs merchants' blocks. Adapters: in this process (`in-process.ts`), in killable threads (`thread-pool.node.ts`). */
import type { SanitisedBlock, SanitiseOptions } from '../sanitize/sanitise.ts';
import type { Formats } from './formats.ts';

/** How much one pass over a block may take. */
export interface Limits {
  /** Units of fuel: entries of functions and heads of loops in the engine itself, built-ins included. */
  readonly fuel: number;
  /** What the block's values may take, in bytes; at least 10 MiB, at most `MEMORY_MOST`. */
  readonly memoryBytes: number;
  /** Length of the HTML, in bytes of UTF-8. */
  readonly outputBytes: number;
  /** Promise jobs that run before the answer is taken. */
  readonly jobs: number;
  /** Lines of `console` that are kept; each is cut at `CONSOLE_LINE`. */
  readonly consoleLines: number;
}

export const LIMITS: Limits = {
  fuel: 5_000_000,
  memoryBytes: 16 * 2 ** 20,
  outputBytes: 256 * 1024,
  jobs: 64,
  consoleLines: 50,
};

/** Bounds of what a caller may set. */
export const MEMORY_MOST = 96 * 2 ** 20;
export const FUEL_MOST = 20_000_000;
export const SOURCE_BYTES = 64 * 1024;
export const INPUT_BYTES = 2 * 2 ** 20;
export const CONSOLE_LINE = 500;
/** Data a block may ask for in one pass. */
export const MOST_NEEDS = 12;

/** What a block asked for that was not among the data it was given. */
export interface Need {
  /** By which `BlockInput.data` answers it. */
  readonly key: string;
  readonly kind: 'products' | 'collections' | 'product' | 'cart';
  readonly query: Readonly<Record<string, string | number>>;
}

/** All that a block sees. It crosses into the engine as JSON text. */
export interface BlockInput {
  readonly settings: Readonly<Record<string, unknown>>;
  /** BCP 47, such as `de` or `pt-BR`. */
  readonly locale: string;
  /** ISO 4217. */
  readonly currency: string;
  /** What every clock in the block shows, in milliseconds since 1970. */
  readonly now: number;
  /** From which `Math.random` goes on. */
  readonly seed: number;
  readonly formats: Formats;
  /** The block's own texts, by key, in the language of `locale`. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Patterns of addresses, with `{handle}`. */
  readonly paths: Readonly<{ product: string; collection: string; page: string }>;
  /** Answers to needs, by key. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface RenderRequest {
  /** The block: a module with one function as its default export. */
  readonly source: string;
  readonly input: BlockInput;
  readonly limits?: Partial<Limits>;
}

export const STOPS = [
  'out_of_fuel',
  'out_of_memory',
  'out_of_time',
  'busy',
  'too_deep',
  'output_too_large',
  'too_many_jobs',
  'too_many_needs',
  'source_too_large',
  'input_too_large',
  'not_a_program',
  'no_html',
  'threw',
  'engine_failed',
] as const;
export type StopReason = (typeof STOPS)[number];

/** Why a block gave no HTML, with the place in its source where that is known, counted from 1. */
export interface Stop {
  readonly reason: StopReason;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** What a pass used. The same block on the same input uses the same on every runtime. */
export interface Usage {
  readonly fuel: number;
  readonly memoryBytes: number;
}

export interface ConsoleLine {
  readonly level: 'log' | 'info' | 'warn' | 'error';
  readonly text: string;
}

export type RenderResult = {
  readonly usage: Usage;
  readonly console: readonly ConsoleLine[];
} & (
  | { readonly status: 'done'; readonly html: string }
  | { readonly status: 'needs'; readonly needs: readonly Need[] }
  | { readonly status: 'stopped'; readonly stop: Stop }
);

export interface BlockRenderer {
  /** One pass over a block. Never rejects for anything the block does. */
  render(request: RenderRequest): Promise<RenderResult>;
}

/** What cleaning gave, or why it was ended. */
export type CleanedBlock = SanitisedBlock | { readonly ok: false; readonly code: StopReason; readonly message: string };

/** Cleans what blocks gave back, behind the same second wall as they ran: their HTML may be as hostile as their code. */
export interface BlockCleaner {
  /** Never rejects for anything in the HTML. */
  clean(html: string, options: SanitiseOptions): Promise<CleanedBlock>;
}

/** Everything between a block's code and its place in a page. */
export type BlockEngine = BlockRenderer & BlockCleaner;

/** What crosses to a thread or another Worker: a block to run, or HTML to clean. */
export type Errand = RenderRequest | { readonly clean: string; readonly options: SanitiseOptions };
