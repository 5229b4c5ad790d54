import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { single, type Metric } from '../../metrics.ts';

/** How far apart the event loop is looked at. */
const RESOLUTION_MS = 20;
const SECOND_NS = 1e9;

/** Measures this process: memory, time, files, and how late its event loop runs. */
export function processMeasures(): () => Metric[] {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const startedAt = Date.now() / 1000 - process.uptime();
  // The histogram measures from one look to the next, which is as long as its resolution when nothing is late.
  const late = (ns: number) => (Number.isFinite(ns) ? Math.max(0, ns / SECOND_NS - RESOLUTION_MS / 1000) : 0);
  return () => {
    const { rss, heapUsed, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const lag = (quantile: string, ns: number) => ({ labels: { quantile }, value: late(ns) });
    const measured: Metric[] = [
      single('process_resident_memory_bytes', 'gauge', 'Memory of the process.', rss),
      single('nodejs_heap_used_bytes', 'gauge', 'Memory of JavaScript values.', heapUsed),
      single('nodejs_external_memory_bytes', 'gauge', 'Memory bound to JavaScript values.', external),
      single('process_cpu_seconds_total', 'counter', 'Time on processors.', (user + system) / 1e6),
      single('process_start_time_seconds', 'gauge', 'When the process began, since 1970.', startedAt),
      {
        name: 'nodejs_eventloop_lag_seconds',
        kind: 'gauge',
        help: 'How late the event loop ran since the last look.',
        samples: [lag('0.5', delay.percentile(50)), lag('0.99', delay.percentile(99)), lag('1', delay.max)],
      },
      ...openFiles(),
    ];
    delay.reset();
    return measured;
  };
}

function openFiles(): Metric[] {
  try {
    return [single('process_open_fds', 'gauge', 'Open files and sockets.', readdirSync('/proc/self/fd').length)];
  } catch {
    // Only Linux tells.
    return [];
  }
}

/** What is being served, as its parts say. */
export interface Serving {
  readonly pool: { readonly size: number; readonly evictions: number };
  readonly connections: number;
  readonly apps: number;
  /** How much each store's outbox held when the store was last tended. */
  readonly outboxes: Iterable<number>;
  /** Pieces of work that go on after their answers. */
  readonly working: number;
}

/** Measures what is being served. */
export function servingMeasures({ pool, connections, apps, outboxes, working }: Serving): Metric[] {
  let waiting = 0;
  for (const work of outboxes) waiting += work;
  return [
    single('vitrine_stores_open', 'gauge', 'Store databases that are open.', pool.size),
    single('vitrine_store_evictions_total', 'counter', 'Store databases closed to make room.', pool.evictions),
    single('vitrine_sync_connections', 'gauge', 'Shoppers connected to live carts.', connections),
    single('vitrine_sync_apps', 'gauge', 'Stores whose live carts are in memory.', apps),
    single('vitrine_outbox_waiting', 'gauge', 'Work owed to orders and carts, as each store was last tended.', waiting),
    single('vitrine_background_work', 'gauge', 'Work that goes on after its answer.', working),
  ];
}
