/**
 * `npm run bench [name] [-- --runs N]`: runs `bench/<name>/<name>.ts`, prints its tables, writes `bench/results/<name>.json`.
 * `search` also takes `--judged <folder>`, `--catalogues <folder>`, `--sizes 1k,10k,100k`, `--large` and `--part quality|speed`,
 * `hosted` takes `--part throttled|lighthouse`.
 */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { table, type TableRows } from './table.ts';

/** What a bench answers. */
export interface BenchReport {
  readonly title: string;
  readonly rows: TableRows;
  /** Further tables, each under a line that says what it shows. */
  readonly tables?: readonly { readonly title: string; readonly rows: TableRows }[];
  /** Sentences below the tables: how things were configured, what could not run. */
  readonly notes?: readonly string[];
  /** What was promised, and whether it holds. */
  readonly checks: readonly {
    readonly name: string;
    readonly value: number;
    readonly goal: number;
    /** Whether the goal is the least and not the most. */
    readonly least?: boolean;
    readonly met: boolean;
  }[];
  /** All figures, for the JSON file. */
  readonly samples: unknown;
}

/** What was asked for on the command line. */
export interface BenchOptions {
  readonly runs?: number;
  readonly judged?: string;
  readonly catalogues?: string;
  readonly sizes?: string;
  readonly large?: boolean;
  readonly part?: string;
}

/** What a bench module exports. */
export interface Bench {
  run(options: BenchOptions): Promise<BenchReport>;
}

const folder = fileURLToPath(new URL('../bench/', import.meta.url));

async function runBench(name: string, options: BenchOptions): Promise<boolean> {
  const { run } = (await import(`../bench/${name}/${name}.ts`)) as Bench;
  const report = await run(options);
  console.log(`\n${name}: ${report.title}\n`);
  if (report.rows.length) console.log(`${table(report.rows)}\n`);
  for (const { title, rows } of report.tables ?? []) console.log(`${title}\n${table(rows)}\n`);
  for (const note of report.notes ?? []) console.log(note);
  for (const { name: check, value, goal, met, least } of report.checks) {
    console.log(`${met ? 'holds' : 'FAILS'}  ${check}: ${value} (at ${least ? 'least' : 'most'} ${goal})`);
  }
  await mkdir(`${folder}results`, { recursive: true });
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version };
  await writeFile(
    `${folder}results/${name}.json`,
    `${JSON.stringify({ at: new Date().toISOString(), machine, ...report }, null, 2)}\n`,
  );
  return report.checks.every(({ met }) => met);
}

if (import.meta.main) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      judged: { type: 'string' },
      catalogues: { type: 'string' },
      sizes: { type: 'string' },
      large: { type: 'boolean' },
      part: { type: 'string' },
    },
  });
  const known = readdirSync(folder).filter((name) => existsSync(`${folder}${name}/${name}.ts`));
  const names = positionals.length ? positionals : known;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) {
    console.error(`There is no bench "${unknown}". Known: ${known.join(', ')}.`);
    process.exitCode = 2;
  } else {
    const { runs, ...others } = values;
    const options = { ...others, ...(runs ? { runs: Number(runs) } : {}) };
    for (const name of names) if (!(await runBench(name, options))) process.exitCode = 1;
  }
}
