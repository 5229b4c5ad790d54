import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchOptions, BenchReport } from '../../tools/bench.ts';
import { percentile, ratio } from '../stores/measure.ts';
import { inOwnProcess } from './children.ts';
import type { Imported, ImportTask } from './import-store.ts';
import type { Made, MakeTask } from './make-store.ts';
import type { RivalMeasured, RivalTask } from './measure-rival.ts';
import type { Kind, Measured, MeasureTask } from './measure-store.ts';

/** Requests of each kind over each catalogue. */
const REQUESTS = 300;
/** Vectors are made up to this size; for more they take longer than the rest of the bench. */
const MOST_VECTORS = 100_000;
/** Sizes at which the libraries that keep all in memory take part. */
const RIVAL_SIZES = [10_000, 100_000];
const RIVALS = ['bm25', 'minisearch', 'orama', 'flexsearch'] as const;
/** Rows of the file that is imported as a merchant would. */
const IMPORTED_ROWS = 20_000;
/** How much longer a request may take over a hundred times the products. */
const GROWTH = { from: 10_000, to: 1_000_000, goal: 3 };
const SUGGEST_MS = { size: 100_000, goal: 5 };

const KINDS: readonly [Kind, string, boolean][] = [
  ['text', 'text', true],
  ['textWithFacets', 'text with facets', true],
  ['textFiltered', 'text, filters, facets', true],
  ['browseFiltered', 'browse, filters, facets', true],
  ['relevancePages', 'pages 1 to 5, relevance', true],
  ['pricePages', 'pages 1 to 5, price', true],
  ['deepPages', 'pages 20 to 30 of 100, price', true],
  ['suggest', 'suggestions', false],
  ['similar', 'similar products', false],
  ['store', 'empty request: the store', false],
  ['httpSuggest', 'suggestions over HTTP', false],
  ['httpStore', 'empty request over HTTP', false],
];

interface Size {
  readonly size: number;
  readonly made: Made;
  readonly measured: Measured;
  readonly rivals: readonly RivalMeasured[];
}

/** How long requests take, and what the index takes, over catalogues of several sizes, all made in this run. */
export async function speedReport({
  sizes: list,
  large,
  runs,
}: BenchOptions): Promise<Omit<BenchReport, 'title' | 'rows'>> {
  const sizes = [...parseSizes(list ?? '1k,10k,100k'), ...(large ? [1_000_000] : [])].sort((a, b) => a - b);
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-search-speed-'));
  try {
    const task: ImportTask = { data: join(folder, 'imported'), rows: IMPORTED_ROWS };
    const imported = await inOwnProcess<Imported>('import-store.ts', task);
    tell('imported', notes(imported)[0]!);
    const done: Size[] = [];
    for (const size of new Set(sizes)) done.push(await measureSize(folder, size, runs ?? REQUESTS));
    return {
      tables: [requestTable(done), makingTable(done), rivalTable(done)].filter(({ rows }) => rows.length > 0),
      notes: notes(imported),
      checks: checks(done),
      samples: { imported, sizes: done },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `1k,10k,2m` as numbers. */
export function parseSizes(list: string): number[] {
  return list.split(',').map((text) => {
    const [, digits, unit] = /^(\d{1,7})([km]?)$/i.exec(text.trim()) ?? [];
    const size = Number(digits) * { '': 1, k: 1000, m: 1_000_000 }[(unit ?? '').toLowerCase()]!;
    if (!(size >= 100 && size <= 5_000_000)) throw new Error(`--sizes are numbers such as 10k or 1m, not "${text}".`);
    return size;
  });
}

async function measureSize(folder: string, size: number, requests: number): Promise<Size> {
  const data = join(folder, String(size));
  const making: MakeTask = { data, size, vectors: size <= MOST_VECTORS };
  const made = await inOwnProcess<Made>('make-store.ts', making);
  tell(named(size), `made in ${(made.loadSeconds + made.indexSeconds + (made.vectorSeconds ?? 0)).toFixed(0)} s`);
  const task: MeasureTask = { data, size, requests };
  const measured = await inOwnProcess<Measured>('measure-store.ts', task);
  const text = [percentile(measured.samples.text ?? [], 0.5), percentile(measured.samples.suggest ?? [], 0.5)];
  tell(named(size), `text p50 ${ms(text[0]!)} ms, suggestions p50 ${ms(text[1]!)} ms`);
  const rivals: RivalMeasured[] = [];
  for (const rival of RIVAL_SIZES.includes(size) ? RIVALS : []) {
    const task: RivalTask = { rival, data, size, requests };
    rivals.push(await inOwnProcess<RivalMeasured>('measure-rival.ts', task));
  }
  rmSync(data, { recursive: true, force: true });
  return { size, made, measured, rivals };
}

/** What is done so far, for who waits: the tables come at the end. */
const tell = (what: string, sentence: string) => console.error(`search, ${what}: ${sentence}`);

const named = (size: number): string =>
  size % 1_000_000 === 0 ? `${size / 1_000_000}M` : size % 1000 === 0 ? `${size / 1000}k` : String(size);
const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
const share = (size: Size, kind: Kind, at: number): number => percentile(size.measured.samples[kind] ?? [], at);
const times = (size: Size, kind: Kind, base: Kind): string =>
  `×${(share(size, kind, 0.5) / share(size, base, 0.5)).toFixed(1)}`;

function requestTable(sizes: readonly Size[]) {
  const line = (what: string, cell: (size: Size) => string) => ({
    'milliseconds, p50 / p99': what,
    ...Object.fromEntries(sizes.map((size) => [named(size.size), cell(size)])),
  });
  const rows = KINDS.filter(([kind]) => sizes.some(({ measured }) => measured.samples[kind])).map(([kind, title]) =>
    line(title, (size) =>
      size.measured.samples[kind] ? `${ms(share(size, kind, 0.5))} / ${ms(share(size, kind, 0.99))}` : '-',
    ),
  );
  return {
    title: 'requests through the API in this process, by products of the store',
    rows: [
      ...rows,
      line('suggestions to an empty request', (size) => times(size, 'suggest', 'store')),
      line('the same over HTTP', (size) => times(size, 'httpSuggest', 'httpStore')),
      line('text searches that find something', ({ measured }) => `${Math.round(measured.found * 100)} %`),
      line('first text search of a process', ({ measured }) => ms(measured.cold.text)),
      line('first facets', ({ measured }) => ms(measured.cold.facets)),
      line('first suggestions', ({ measured }) => ms(measured.cold.suggest)),
      line(
        'memory after all of it, MiB (peak)',
        ({ measured }) => `${measured.ownMiB.toFixed(0)} (${measured.peakMiB.toFixed(0)})`,
      ),
    ],
  };
}

function makingTable(sizes: readonly Size[]) {
  const mib = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  return {
    title: 'making the index, and what it takes on disk, MiB',
    rows: sizes.map(({ size, made }) => ({
      products: named(size),
      'indexed/s': Math.round(size / made.indexSeconds),
      'embedded/s': made.vectorSeconds === null ? '-' : Math.round(size / made.vectorSeconds),
      'peak MiB': made.peakMiB.toFixed(0),
      ...Object.fromEntries(Object.entries(made.bytes).map(([part, bytes]) => [part, mib(bytes)])),
    })),
  };
}

function rivalTable(sizes: readonly Size[]) {
  return {
    title: 'others over the same products: all but bm25 keep the index in memory, and make it anew at each start',
    rows: sizes.flatMap(({ size, rivals, made, measured }) =>
      rivals.length === 0
        ? []
        : [
            {
              contestant: `ours, ${named(size)}`,
              'text p50 ms': ms(percentile(measured.samples.text ?? [], 0.5)),
              'text p99 ms': ms(percentile(measured.samples.text ?? [], 0.99)),
              'index s': made.indexSeconds.toFixed(1),
              'memory MiB': measured.ownMiB.toFixed(0),
            },
            ...rivals.map((rival) => ({
              contestant: `${rival.name}, ${named(size)}`,
              'text p50 ms': ms(percentile(rival.samples, 0.5)),
              'text p99 ms': ms(percentile(rival.samples, 0.99)),
              'index s': rival.indexSeconds.toFixed(1),
              'memory MiB': rival.ownMiB.toFixed(0),
            })),
          ],
    ),
  };
}

const notes = ({ products, rows, importSeconds, indexSeconds, peakMiB }: Imported): string[] => [
  `Import of a CSV: ${rows} rows, ${products} products, ${Math.round(products / importSeconds)} products/s, then ${Math.round(products / indexSeconds)} products/s into the text index, peak memory ${peakMiB.toFixed(0)} MiB.`,
  'Ours is measured through the whole API, rivals by a call of a function.',
];

function checks(sizes: readonly Size[]): BenchReport['checks'][number][] {
  const at = (wanted: number) => sizes.find(({ size }) => size === wanted);
  // Without a million products the largest stands in, and the line says so.
  const [small, big] = [at(GROWTH.from), at(GROWTH.to) ?? sizes.at(-1)];
  const growth =
    small && big && big.size > small.size
      ? KINDS.filter(
          ([kind, , promised]) => promised && small.measured.samples[kind] && big.measured.samples[kind],
        ).map(([kind, title]) =>
          ratio(
            `${title}: p50 at ${named(big.size)} to that at ${named(small.size)}`,
            share(big, kind, 0.5) / share(small, kind, 0.5),
            GROWTH.goal,
          ),
        )
      : [];
  const suggested = at(SUGGEST_MS.size);
  return [
    ...growth,
    ...(suggested
      ? [ratio(`suggestions: p50 at ${named(suggested.size)}, ms`, share(suggested, 'suggest', 0.5), SUGGEST_MS.goal)]
      : []),
  ];
}
