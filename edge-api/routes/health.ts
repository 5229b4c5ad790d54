import { Hono } from 'hono';
import type { AppEnv } from '../middleware/env.ts';
import type { RequestMetrics } from '../middleware/metrics.ts';
import { ApiError } from '../services/errors.ts';

/** For whoever runs the server: is it alive, can it serve, what has it done. */
export const healthRoutes = (ping: () => Promise<void>, metrics: RequestMetrics) =>
  new Hono<AppEnv>()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      try {
        await ping();
      } catch (cause) {
        throw new ApiError('store_unavailable', 'The registry of stores cannot be reached.', { cause });
      }
      return c.json({ status: 'ready' });
    })
    .get('/metrics', (c) =>
      c.text(metrics.render(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
    );
