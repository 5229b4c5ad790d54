/** `npm run soak [name] [-- --seeds N [--from S] | --seed S] [--workers W]`: long seeded runs. A seed that fails is printed and can be run again. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** A long run that a number determines. */
export interface Soak {
  /** Makes what the runs of one worker share. */
  open(): Promise<SoakRun>;
}

export interface SoakRun {
  /** Rejects when a promise was broken. */
  run(seed: number): Promise<void>;
  /** What its runs did, such as how many processes they killed; one line. */
  told?(): string;
  close(): Promise<void>;
}

const SOAKS: Record<string, () => Promise<Soak>> = {
  blocks: async () => (await import('./block-soak.ts')).blockSoak,
  'blocks-fuzz': async () => (await import('./block-fuzz-soak.ts')).blockFuzzSoak,
  'blocks-chromium': async () => (await import('./block-chromium-soak.ts')).blockChromiumSoak,
  cart: async () => (await import('../e2e/cart-torture.ts')).cartTorture,
  checkout: async () => (await import('./checkout-soak.ts')).checkoutSoak({ runtime: 'node' }),
  'checkout-worker': async () => (await import('./checkout-soak.ts')).checkoutSoak({ runtime: 'worker' }),
  import: async () => (await import('./import-soak.ts')).importSoak,
  'merchant-css': async () => (await import('./merchant-css-soak.ts')).merchantCssSoak,
  search: async () => (await import('./search-soak.ts')).searchSoak,
  sections: async () => (await import('./section-soak.ts')).sectionSoak,
  stores: async () => (await import('./store-soak.ts')).storeSoak,
  totals: async () => (await import('./totals-soak.ts')).totalsSoak,
};

/** Runs seeds one after the other in each worker; answers those that failed. */
export async function soak(
  { open }: Soak,
  seeds: readonly number[],
  { workers = 1, report = console.log }: { workers?: number; report?: (line: string) => void } = {},
): Promise<number[]> {
  const left = [...seeds];
  const failed: number[] = [];
  let done = 0;
  await Promise.all(
    Array.from({ length: Math.min(workers, seeds.length) }, async () => {
      const shared = await open();
      try {
        for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
          const started = performance.now();
          try {
            await shared.run(seed);
          } catch (error) {
            failed.push(seed);
            report(`seed ${seed} failed: ${error instanceof Error ? error.message : String(error)}`);
          }
          const seconds = ((performance.now() - started) / 1000).toFixed(1);
          report(`seed ${seed}: ${seconds} s (${++done} of ${seeds.length}, ${failed.length} failed)`);
        }
      } finally {
        if (shared.told) report(shared.told());
        await shared.close();
      }
    }),
  );
  return failed;
}

/** A whole number given as an option, also where npm has taken the option for itself. */
function numberOption(name: string, given: string | undefined): number | undefined {
  const text = given ?? process.env[`npm_config_${name}`];
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} is a whole number, not "${text}".`);
  return Number(text);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seeds: { type: 'string' },
      seed: { type: 'string' },
      from: { type: 'string' },
      workers: { type: 'string' },
    },
  });
  // With `npm run soak cart --seeds 5`, npm keeps `--seeds` and leaves the number among the names.
  const names = positionals.filter((name) => !/^\d+$/.test(name));
  const stray = positionals.find((name) => /^\d+$/.test(name));
  const fallback = (name: string) => (process.env[`npm_config_${name}`] === 'true' ? stray : undefined);
  const unknown = names.filter((name) => !(name in SOAKS));
  if (unknown.length) throw new Error(`There is no soak "${unknown[0]}", only: ${Object.keys(SOAKS).join(', ')}.`);
  const one = numberOption('seed', values.seed ?? fallback('seed'));
  const count = numberOption('seeds', values.seeds ?? fallback('seeds')) ?? 20;
  const from = numberOption('from', values.from ?? fallback('from')) ?? 1;
  const workers = numberOption('workers', values.workers ?? fallback('workers')) ?? Math.min(2, availableParallelism());
  const seeds = one === undefined ? Array.from({ length: count }, (_, at) => from + at) : [one];

  let failures = 0;
  for (const name of names.length ? names : Object.keys(SOAKS)) {
    const failed = await soak(await SOAKS[name]!(), seeds, { workers });
    failures += failed.length;
    console.log(`${name}: ${seeds.length - failed.length} of ${seeds.length} seeds passed.`);
    for (const seed of failed) console.log(`  again: npm run soak ${name} -- --seed ${seed}`);
  }
  process.exitCode = failures ? 1 : 0;
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
