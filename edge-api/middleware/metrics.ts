import type { Metric, Sample } from '../metrics.ts';
import type { RequestFacts } from './request-facts.ts';

/** Upper ends of the buckets, in seconds: fine around 10 ms, where a page of the catalogue lives. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Most series of each metric: routes are few, but nothing a caller sends may make a series of its own. */
const MOST = 500;

interface Times {
  readonly labels: Readonly<Record<string, string>>;
  readonly counts: number[];
  seconds: number;
}

/** Counts what this process has answered, by method, route and status. */
export class RequestMetrics {
  private readonly answered = new Map<string, { labels: Readonly<Record<string, string>>; count: number }>();
  private readonly times = new Map<string, Times>();

  observe({ method: sent, route: matched, status, ms }: RequestFacts): void {
    const method = METHODS.has(sent) ? sent : 'other';
    const route = this.times.size < MOST || this.times.has(`${method} ${matched}`) ? matched : 'other';
    const seconds = ms / 1000;
    const key = `${method} ${route}`;
    const answered = this.answered.get(`${key} ${status}`) ?? {
      labels: { method, route, status: String(status) },
      count: 0,
    };
    answered.count += 1;
    this.answered.set(`${key} ${status}`, answered);

    const times = this.times.get(key) ?? { labels: { method, route }, counts: BUCKETS.map(() => 0), seconds: 0 };
    const bucket = BUCKETS.findIndex((end) => seconds <= end);
    if (bucket >= 0) times.counts[bucket]! += 1;
    else times.counts[BUCKETS.length] = (times.counts[BUCKETS.length] ?? 0) + 1;
    times.seconds += seconds;
    this.times.set(key, times);
  }

  collect(): Metric[] {
    return [
      {
        name: 'vitrine_http_requests_total',
        kind: 'counter',
        help: 'Requests answered.',
        samples: [...this.answered.values()].map(({ labels, count }) => ({ labels, value: count })),
      },
      {
        name: 'vitrine_http_request_duration_seconds',
        kind: 'histogram',
        help: 'Time until an answer began.',
        samples: [...this.times.values()].flatMap(histogram),
      },
    ];
  }
}

function histogram({ labels, counts, seconds }: Times): Sample[] {
  let count = 0;
  const buckets = BUCKETS.map((end, index) => {
    count += counts[index] ?? 0;
    return { suffix: '_bucket', labels: { ...labels, le: String(end) }, value: count };
  });
  count += counts[BUCKETS.length] ?? 0;
  return [
    ...buckets,
    { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
    { suffix: '_sum', labels, value: seconds },
    { suffix: '_count', labels, value: count },
  ];
}
