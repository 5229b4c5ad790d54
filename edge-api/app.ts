import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Surroundings } from './compose.ts';
import { absoluteImages } from './middleware/absolute-images.ts';
import { answerError, type Log } from './middleware/answer-error.ts';
import { catalogueCache, type RenderedPages } from './middleware/catalogue-cache.ts';
import type { AppEnv } from './middleware/env.ts';
import { noStore, openToAll, requestId } from './middleware/headers.ts';
import { RequestMetrics } from './middleware/metrics.ts';
import { storeKey } from './middleware/authenticate.ts';
import { type LeasePlatform, openPlatform } from './middleware/open-platform.ts';
import { openStore, type StoreDirectory } from './middleware/open-store.ts';
import { cartRoutes } from './routes/carts.ts';
import { checkoutRoutes } from './routes/checkouts.ts';
import { docsRoutes, ShownDocument } from './routes/docs.ts';
import { healthRoutes } from './routes/health.ts';
import { keyRoutes } from './routes/keys.ts';
import { productRoutes } from './routes/products.ts';
import { router } from './routes/router.ts';
import { searchRoutes } from './routes/search.ts';
import { ApiError } from './services/errors.ts';
import type { LiveSync } from './sync/port.ts';

/** Everything that differs between the runtimes. */
export interface Ports {
  readonly stores: StoreDirectory;
  readonly platform: LeasePlatform;
  readonly live: LiveSync | null;
  readonly now: () => number;
  readonly log: Log;
  /** Where rendered answers are kept; null where a process is too short-lived for it. */
  readonly rendered: RenderedPages | null;
  /** The Markdown of the page about an error code. */
  readonly errorPage: (code: string) => Promise<string | undefined>;
  /** The address browsers reach us under, when it is not the one they sent. */
  readonly publicUrl: string | null;
}

const INFO = {
  openapi: '3.1.0',
  info: {
    title: 'Vitrine API',
    version: '1',
    description:
      'The public API of a store: catalogue, search, cart, checkout. Prices are integers of the smallest unit.',
  },
} as const;

/** Methods that only some paths know, and others therefore refuse with 405. */
function allowedMethods(app: OpenAPIHono<AppEnv>): (path: string) => string[] {
  const routes = app.routes
    .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replace(/:[a-zA-Z]+/g, '[^/]+')}$`) }));
  return (path) => [...new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
}

/** The whole API, for either runtime. */
export function createApp(ports: Ports): OpenAPIHono<AppEnv> {
  const metrics = new RequestMetrics();
  const surroundings: Surroundings = {
    live: ports.live,
    now: ports.now,
    onTrouble: (what, error) =>
      ports.log('warn', `could not ${what}`, {
        cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  };
  const page = [catalogueCache(ports.rendered), absoluteImages];

  const app = router();
  app.use(metrics.middleware);
  app.use(requestId(ports.publicUrl));
  app.use('/v1/stores/*', openToAll);
  app.use('/v1/openapi.json', openToAll);
  // Behind keys: for programs alone, so no origin is let in, and nothing is kept.
  for (const behindKeys of ['/v1/admin/*', '/v1/platform/*'])
    app.use(behindKeys, noStore, openPlatform(ports.platform, { now: ports.now }));
  app.use('/v1/stores/:store/*', openStore(ports.stores, surroundings));
  app.route('/', productRoutes(page));
  app.route('/', searchRoutes(page));
  app.route('/', cartRoutes());
  app.route('/', checkoutRoutes());
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  const admin = { needs: storeKey(ports.stores), security: [{ key: [] }] };
  app.route('/', keyRoutes(admin));
  app.doc31('/v1/openapi.json', INFO);
  app.route('/', healthRoutes(ports.stores.ping, metrics));
  app.route(
    '/',
    docsRoutes(() => ShownDocument.parse(app.getOpenAPI31Document(INFO)), ports.errorPage),
  );

  const allowed = allowedMethods(app);
  app.notFound((c) => {
    const methods = allowed(c.req.path);
    if (methods.length === 0 || methods.includes(c.req.method))
      return answerError(new ApiError('not_found', 'There is nothing under this address.'), c, ports.log);
    c.header('allow', [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', '));
    return answerError(new ApiError('method_not_allowed', `${c.req.method} is not understood here.`), c, ports.log);
  });
  app.onError((error, c) => answerError(error, c, ports.log));
  return app;
}
