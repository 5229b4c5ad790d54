/** `npm run bench [name] [-- --runs N]`: runs `bench/<name>/<name>.ts`, prints a table, writes `bench/results/<name>.json`. */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What a bench answers. */
export interface BenchReport {
  readonly title: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  /** What was promised, and whether it holds. */
  readonly checks: readonly {
    readonly name: string;
    readonly value: number;
    readonly goal: number;
    readonly met: boolean;
  }[];
  /** All figures, for the JSON file. */
  readonly samples: unknown;
}

/** What a bench module exports. */
export interface Bench {
  run(options: { runs?: number }): Promise<BenchReport>;
}

const folder = fileURLToPath(new URL('../bench/', import.meta.url));

/** Lays rows out in columns as wide as their widest cell. */
export function table(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => `${row[name] ?? ''}`))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line.map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  '),
    )
    .join('\n');
}

async function runBench(name: string, runs: number | undefined): Promise<boolean> {
  const { run } = (await import(`../bench/${name}/${name}.ts`)) as Bench;
  const report = await run(runs ? { runs } : {});
  console.log(`\n${name}: ${report.title}\n\n${table(report.rows)}\n`);
  for (const { name: check, value, goal, met } of report.checks) {
    console.log(`${met ? 'holds' : 'FAILS'}  ${check}: ${value} (at most ${goal})`);
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
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { runs: { type: 'string' } } });
  const known = readdirSync(folder).filter((name) => existsSync(`${folder}${name}/${name}.ts`));
  const names = positionals.length ? positionals : known;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) {
    console.error(`There is no bench "${unknown}". Known: ${known.join(', ')}.`);
    process.exitCode = 2;
  } else {
    for (const name of names)
      if (!(await runBench(name, values.runs ? Number(values.runs) : undefined))) process.exitCode = 1;
  }
}
