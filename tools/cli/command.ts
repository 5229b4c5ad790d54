import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { type Databases, openDatabases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { readEnvironment } from '../../edge-api/env.ts';

/** How a command ends: 0 all done, 1 something failed or was left out, 2 it was asked wrongly. */
export type ExitCode = 0 | 1 | 2;

/** Where a command writes. */
export interface Output {
  /** Answers on standard output, as a sentence for people or as one JSON value for programs. */
  answer(text: string, value: unknown): void;
  /** News on standard error while the command runs; with --json it is silent. */
  note(text: string): void;
  readonly json: boolean;
}

/** The values of a command's options, by name. */
export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One command of `vitrine`. */
export interface Command {
  /** Words that call it, such as "store create". */
  readonly name: string;
  /** What follows them. */
  readonly usage: string;
  readonly summary: string;
  /** A sentence for each argument and option. */
  readonly help: readonly (readonly [what: string, sentence: string])[];
  readonly options: ParseArgsOptionsConfig;
  /** Names of the arguments, all of them required. */
  readonly arguments: readonly string[];
  run(args: readonly string[], options: Options, output: Output): Promise<ExitCode>;
}

/** A command that was asked wrongly. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

/** Reads what follows a command's words; unknown options and missing or superfluous arguments are refused. */
export function readArguments(command: Command, args: readonly string[]): { values: Options; positionals: string[] } {
  const options: ParseArgsOptionsConfig = {
    ...command.options,
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  };
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
      tokens: true,
    });
    const seen = new Set<string>();
    for (const token of tokens) {
      if (token.kind !== 'option' || options[token.name]?.multiple) continue;
      // The last one would win: which store a command works on is not to be a matter of order.
      if (seen.has(token.name)) throw new UsageError(`--${token.name} is given twice.`);
      seen.add(token.name);
    }
    // Our options are texts and switches, and a few texts that may be given several times.
    return { values: values as Options, positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Checks the arguments against the names a command gives them. */
export function checkArguments(command: Command, positionals: readonly string[]): void {
  const missing = command.arguments[positionals.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`);
  const more = positionals[command.arguments.length];
  if (more !== undefined) throw new UsageError(`"${more}" is one argument too many.`);
}

/** The value of an option that has to be given. */
export function required(options: Options, name: string): string {
  const value = options[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing.`);
  return value;
}

/** The value of an option that takes one, if it was given. */
export const given = (options: Options, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
};

/** The values of an option that may be given several times, or once as a list with commas. */
export const givenAll = (options: Options, name: string): string[] => {
  const value = options[name];
  const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [];
  return texts.flatMap((text) => text.split(',')).flatMap((part) => part.trim() || []);
};

/** Opens the databases that the environment names for the time of some work. */
export async function withDatabases<Result>(work: (databases: Databases) => Promise<Result>): Promise<Result> {
  const databases = await openDatabases(readEnvironment(process.env));
  try {
    return await work(databases);
  } finally {
    databases.close();
  }
}
