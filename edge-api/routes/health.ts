import { Hono } from 'hono';
import type { AppEnv } from '../middleware/env.ts';
import { type Metric, renderMetrics } from '../metrics.ts';
import type { Readiness } from '../readiness.ts';
import { ApiError } from '../services/errors.ts';
import { sameHash, sha256 } from '../services/secrets.ts';

/** What is known of a server that runs. */
export interface Health {
  ready(): Promise<Readiness>;
  metrics(): Metric[];
  /** Opens `/metrics` to whoever has it; without one, only this machine may read them. */
  readonly metricsToken: string | null;
}

/** For whoever runs the server: is it alive, can it serve, what has it done. */
export const healthRoutes = ({ ready, metrics, metricsToken }: Health) =>
  new Hono<AppEnv>()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      const { ready: isReady, checks } = await ready();
      c.header('cache-control', 'no-store');
      if (isReady) return c.json({ status: 'ready', checks });
      c.header('retry-after', '2');
      return c.json({ status: 'not_ready', checks }, 503);
    })
    .get('/metrics', async (c) => {
      const [, given = ''] = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
      const open =
        metricsToken === null
          ? c.env.caller?.local === true
          : sameHash(await sha256(given), await sha256(metricsToken));
      // To anybody else there is nothing here, not even a door.
      if (!open) throw new ApiError('not_found', 'There is nothing under this address.');
      c.header('cache-control', 'no-store');
      return c.text(renderMetrics(metrics()), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    });
