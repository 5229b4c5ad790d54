import { spawn } from 'node:child_process';

/** How one step of a run ended. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/** One command of a run. `count` reads how many tests it ran from what it printed; without it, the step itself counts as one. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Record<string, string>;
  readonly count?: (output: string) => { passed: number; failed: number };
}

/** Runs a command with its output shown as it comes; answers exit status and output. */
function runCommand(
  [file, ...args]: readonly string[],
  env: Record<string, string> = {},
): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(file!, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
        process.stdout.write(chunk);
      });
    }
    child.on('error', (error) => resolve({ status: 1, output: `${output}\n${error.message}` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/** Runs one step and counts what passed. A step that exits with an error but reports no failed test counts as one failure. */
export async function runStep(step: Step): Promise<Outcome> {
  console.log(`\n── ${step.name} ${'─'.repeat(Math.max(0, 70 - step.name.length))}`);
  const start = performance.now();
  const { status, output } = await runCommand(step.command, step.env);
  const counted = step.count?.(output) ?? { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
  const empty = step.count !== undefined && counted.passed + counted.failed === 0;
  const failed = counted.failed || (status !== 0 || empty ? 1 : 0);
  return { passed: counted.passed, failed, seconds: (performance.now() - start) / 1000 };
}

/** Counts of `node --test` with the TAP summary that `nodeTests` asks for. */
function countNode(output: string): { passed: number; failed: number } {
  const number = (word: string): number => Number(new RegExp(`^(?:#|ℹ) ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
  return { passed: number('pass'), failed: number('fail') + number('cancelled') };
}

/** Counts of @web/test-runner's last summary line. */
function countBrowser(output: string): { passed: number; failed: number } {
  const last = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  return { passed: Number(last?.[1] ?? 0), failed: Number(last?.[2] ?? 0) };
}

/** A step that runs node's own test runner over files given by glob. `concurrency` files run at a time. */
export function nodeTests(
  name: string,
  globs: readonly string[],
  { concurrency = 2, env = {} }: { concurrency?: number; env?: Record<string, string> } = {},
): Step {
  const command = [process.execPath, '--test', `--test-concurrency=${concurrency}`, '--test-reporter=spec', ...globs];
  return { name, command, env: { FORCE_COLOR: '0', ...env }, count: countNode };
}

/** A step that runs an npm script. */
export function script(name: string, run: string, count?: 'browser'): Step {
  return { name, command: ['npm', 'run', '--silent', run], ...(count ? { count: countBrowser } : {}) };
}

/** Runs the steps one after the other, all of them even when one fails, and prints the table and the plain closing line. Answers the exit status. */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  const rows: (Outcome & { name: string })[] = [];
  for (const step of steps) rows.push({ name: step.name, ...(await runStep(step)) });
  const sum = (key: 'passed' | 'failed' | 'seconds'): number => rows.reduce((total, row) => total + row[key], 0);
  console.log('\n');
  for (const row of rows) {
    console.log(
      `${row.failed ? '✗' : '✓'} ${row.name.padEnd(34)} ${String(row.passed).padStart(5)} passed ${String(row.failed).padStart(3)} failed ${row.seconds.toFixed(1).padStart(7)} s`,
    );
  }
  console.log(`\n${sum('seconds').toFixed(0)} s in all`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') ? 1 : 0;
}
