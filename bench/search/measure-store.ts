/** Run by itself: asks the store of a data folder what shoppers ask; says how long each kind of request took, and what memory it needs. */
import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { privateKiB } from '../stores/measure.ts';
import { making } from './catalogue.ts';
import { peakMiB, taskOf } from './children.ts';
import { type Requests, requestsFor } from './requests.ts';
import { type BenchStore, openStore } from './store.ts';

export interface MeasureTask {
  readonly data: string;
  readonly size: number;
  /** Requests of each kind. */
  readonly requests: number;
}

export type Kind = Exclude<keyof Requests, 'query'> | 'store' | 'httpSuggest' | 'httpStore';

export interface Measured {
  /** Milliseconds of each request, by kind, in the order they were made. */
  readonly samples: Readonly<Partial<Record<Kind, readonly number[]>>>;
  /** Share of the text searches that found something. */
  readonly found: number;
  /** Milliseconds of the first request of each kind after the process opened the database. */
  readonly cold: Readonly<Record<'text' | 'facets' | 'suggest', number>>;
  readonly peakMiB: number;
  /** Memory of its own at the end. */
  readonly ownMiB: number;
  /** Memory of it that searches remember things in. */
  readonly searchMiB: number;
}

/** Pages of a walk, and of a deep one, whose first pages are walked and not measured. */
const PAGES = 5;
const DEEP = { from: 20, to: 30 };
/** Requests of each kind before anything counts. */
const WARM_UP = 15;

const { data, size, requests } = taskOf<MeasureTask>();
const made = making(size);
const store = await openStore(data, { derive: false });
const samples: Partial<Record<Kind, number[]>> = {};

async function timed(path: string): Promise<{ ms: number; body: unknown }> {
  const started = performance.now();
  const body = await store.get(path);
  return { ms: performance.now() - started, body };
}

/** Totals of the text searches. */
const totals: number[] = [];

const note = (kind: Kind, ms: number) => (samples[kind] ??= []).push(ms);

/** Follows `next` from a first page, and notes the pages it is asked to. */
async function walk(kind: Kind, first: string, from: number, to: number): Promise<void> {
  let path: string | undefined = first;
  for (let page = 1; path !== undefined && page <= to; page += 1) {
    const { ms, body } = await timed(path);
    if (page >= from) note(kind, ms);
    // Search and lists answer with the cursor of the next page under this name.
    const { next } = body as { next: string | null };
    path = next === null ? undefined : `${first}&after=${encodeURIComponent(next)}`;
  }
}

async function coldFirst(drawn: Requests): Promise<Measured['cold']> {
  const text = (await timed(drawn.text())).ms;
  const facets = (await timed(drawn.browseFiltered())).ms;
  const suggest = (await timed(drawn.suggest())).ms;
  return { text, facets, suggest };
}

/** All kinds in turn, so that what disturbs the machine disturbs all. */
async function ask(drawn: Requests, times: number): Promise<void> {
  const similar = await has(drawn.similar());
  const enough = (kind: Kind) => (samples[kind]?.length ?? 0) >= times;
  for (let at = 0; at < times; at += 1) {
    for (const kind of ['text', 'textWithFacets', 'textFiltered', 'browseFiltered', 'suggest'] as const) {
      const { ms, body } = await timed(drawn[kind]());
      note(kind, ms);
      // What a search answers has its total under this name.
      if (kind === 'text') totals.push((body as { total: number }).total);
    }
    note('store', (await timed('')).ms);
    if (similar) note('similar', (await timed(drawn.similar())).ms);
    if (!enough('relevancePages')) await walk('relevancePages', drawn.relevancePages(), 1, PAGES);
    if (!enough('pricePages')) await walk('pricePages', drawn.pricePages(), 1, PAGES);
    if (at % 20 === 0 && !enough('deepPages')) await walk('deepPages', drawn.deepPages(), DEEP.from, DEEP.to);
  }
}

async function has(path: string): Promise<boolean> {
  return (await store.fetch(path)).status === 200;
}

/** The same over a socket, kept open, with the client in the same process. */
async function askOverHttp(drawn: Requests, store: BenchStore, times: number): Promise<void> {
  const server = serve({ fetch: store.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  // A listening TCP server has a port.
  const { port } = server.address() as AddressInfo;
  for (let at = 0; at < times; at += 1) {
    for (const [kind, path] of [
      ['httpSuggest', drawn.suggest()],
      ['httpStore', ''],
    ] as const) {
      const started = performance.now();
      await (await fetch(`http://127.0.0.1:${port}${store.path}${path}`)).text();
      note(kind, performance.now() - started);
    }
  }
  await new Promise((resolve) => server.close(resolve));
}

const cold = await coldFirst(requestsFor(made, 1));
await ask(requestsFor(made, 2), WARM_UP);
await askOverHttp(requestsFor(made, 3), store, WARM_UP);
for (const kind of Object.keys(samples) as Kind[]) delete samples[kind];
totals.length = 0;
await ask(requestsFor(made, 4), requests);
await askOverHttp(requestsFor(made, 5), store, requests);
const found = totals.filter((total) => total > 0).length / totals.length;
const answer: Measured = {
  samples,
  found,
  cold,
  peakMiB: peakMiB(),
  ownMiB: privateKiB() / 1024,
  searchMiB: store.searchMemory.bytes / 2 ** 20,
};
store.close();
console.log(JSON.stringify(answer));
process.exit(0);
