import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../vite.config.ts';

/** How one step of a run ended. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** How many of those that passed had failed at their first run. */
  readonly unsteady: number;
  readonly seconds: number;
}

/** One command of a run. `count` reads how many tests it ran from what it printed; without it, the step itself counts as one. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Record<string, string>;
  readonly count?: (output: string) => { passed: number; failed: number };
  /** The command that runs alone, once more, what an output says has failed; none where a failure is final. */
  readonly again?: (output: string) => readonly string[] | undefined;
}

/** Where Node keeps what it has made of our TypeScript: hundreds of processes read the same files. */
const COMPILED = join(root, 'node_modules/.cache/compiled');

type Show = (text: string | Buffer) => void;
const toScreen: Show = (text) => void process.stdout.write(text);

/** Runs a command with its output shown as it comes; answers exit status and output. */
function runCommand(
  [file, ...args]: readonly string[],
  env: Record<string, string> = {},
  show: Show,
): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(file!, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
        show(chunk);
      });
    }
    child.on('error', (error) => resolve({ status: 1, output: `${output}\n${error.message}` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

function tally(step: Step, { status, output }: { status: number; output: string }): Omit<Outcome, 'seconds'> {
  const counted = step.count?.(output) ?? { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
  const empty = step.count !== undefined && counted.passed + counted.failed === 0;
  return { passed: counted.passed, failed: counted.failed || (status !== 0 || empty ? 1 : 0), unsteady: 0 };
}

/**
 * Runs one step and counts what passed. A step that exits with an error but reports no failed test counts as one failure.
 * What failed and passes alone, once more, counts as passed and is named as unsteady.
 */
export async function runStep(step: Step, show: Show = toScreen): Promise<Outcome> {
  show(`\n── ${step.name} ${'─'.repeat(Math.max(0, 70 - step.name.length))}\n`);
  const start = performance.now();
  const first = await runCommand(step.command, step.env, show);
  const counted = tally(step, first);
  const command = counted.failed > 0 ? step.again?.(first.output) : undefined;
  const second = command && (show(`\n── once more: ${step.name}\n`), await runCommand(command, step.env, show));
  const seconds = (performance.now() - start) / 1000;
  if (!second || tally(step, second).failed > 0) return { ...counted, seconds };
  return { passed: counted.passed + counted.failed, failed: 0, unsteady: counted.failed, seconds };
}

/** Counts of `node --test`, from the summary it ends with: a test may itself have run tests. */
function countNode(output: string): { passed: number; failed: number } {
  const number = (word: string): number =>
    Number([...output.matchAll(new RegExp(`^(?:#|ℹ) ${word} (\\d+)`, 'gm'))].at(-1)?.[1] ?? 0);
  return { passed: number('pass'), failed: number('fail') + number('cancelled') };
}

/** Counts of @web/test-runner's last summary line. */
function countBrowser(output: string): { passed: number; failed: number } {
  const last = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  return { passed: Number(last?.[1] ?? 0), failed: Number(last?.[2] ?? 0) };
}

/** The files in which tests failed, as the spec reporter lists them; null where a failure is told without its file. */
function failedFiles(output: string): string[] | null {
  const files = [...output.matchAll(/^test at (\S+?):\d+:\d+$/gm)].map(([, file]) => file!);
  return files.length > 0 ? [...new Set(files)] : null;
}

/**
 * A step that runs node's own test runner over files given by glob. `concurrency` files run at a time. With `again`, files in
 * which a test failed run once more by themselves: for journeys, whose browser may be starved on a busy machine.
 */
export function nodeTests(
  name: string,
  globs: readonly string[],
  {
    concurrency = 2,
    env = {},
    again = false,
  }: { concurrency?: number; env?: Record<string, string>; again?: boolean } = {},
): Step {
  const runner = [process.execPath, '--test', `--test-concurrency=${concurrency}`, '--test-reporter=spec'];
  const files = (output: string) => {
    const failed = failedFiles(output);
    return failed ? [...runner, ...failed] : undefined;
  };
  return {
    name,
    command: [...runner, ...globs],
    env: { FORCE_COLOR: '0', NODE_COMPILE_CACHE: COMPILED, ...env },
    count: countNode,
    ...(again ? { again: files } : {}),
  };
}

/** A step that runs an npm script. */
export function script(name: string, run: string, count?: 'browser'): Step {
  return { name, command: ['npm', 'run', '--silent', run], ...(count ? { count: countBrowser } : {}) };
}

/** Runs steps at once; what each prints is shown as it ends. */
async function runTogether(steps: readonly Step[]): Promise<(Outcome & { name: string })[]> {
  return Promise.all(
    steps.map(async (step) => {
      const printed: (string | Buffer)[] = [];
      const outcome = await runStep(step, (text) => void printed.push(text));
      for (const text of printed) toScreen(text);
      return { name: step.name, ...outcome };
    }),
  );
}

/**
 * Runs the steps one after the other, those of a list at once, all of them even when one fails, and prints the table and the plain
 * closing line. Answers the exit status.
 */
export async function runSteps(steps: readonly (Step | readonly Step[])[]): Promise<number> {
  const start = performance.now();
  const rows: (Outcome & { name: string })[] = [];
  for (const step of steps) {
    if ('name' in step) rows.push({ name: step.name, ...(await runStep(step)) });
    else rows.push(...(await runTogether(step)));
  }
  const sum = (key: 'passed' | 'failed'): number => rows.reduce((total, row) => total + row[key], 0);
  console.log('\n');
  for (const row of rows) {
    console.log(
      `${row.failed ? '✗' : '✓'} ${row.name.padEnd(34)} ${String(row.passed).padStart(5)} passed ${String(row.failed).padStart(3)} failed ${row.seconds.toFixed(1).padStart(7)} s${row.unsteady ? `   ${row.unsteady} only when run again` : ''}`,
    );
  }
  console.log(`\n${((performance.now() - start) / 1000).toFixed(0)} s in all`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') ? 1 : 0;
}
