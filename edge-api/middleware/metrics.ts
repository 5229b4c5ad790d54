import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { AppEnv } from './env.ts';

interface Series {
  count: number;
  seconds: number;
}

const label = (value: string): string => value.replace(/[\\"\n]/g, '_');

/** Counts what this process has answered, by route and status. */
export class RequestMetrics {
  private readonly series = new Map<string, Series>();

  readonly middleware: MiddlewareHandler<AppEnv> = async (c, next) => {
    const started = performance.now();
    await next();
    const path = routePath(c, -1);
    const route = path.includes('*') ? 'other' : path;
    const key = `method="${label(c.req.method)}",route="${label(route)}",status="${c.res.status}"`;
    const series = this.series.get(key) ?? { count: 0, seconds: 0 };
    series.count += 1;
    series.seconds += (performance.now() - started) / 1000;
    this.series.set(key, series);
  };

  /** The counters in Prometheus' text format. */
  render(): string {
    const lines = (name: string, kind: string, help: string, value: (series: Series) => number) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${kind}`,
      ...[...this.series].map(([labels, series]) => `${name}{${labels}} ${value(series)}`),
    ];
    return [
      ...lines('vitrine_http_requests_total', 'counter', 'Requests answered.', ({ count }) => count),
      ...lines('vitrine_http_request_seconds_total', 'counter', 'Time spent answering.', ({ seconds }) => seconds),
      '',
    ].join('\n');
  }
}
