import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../middleware/env.ts';
import { STORE_PAGE_CSS, storeClosed, storeHome } from '../pages/store-home.ts';
import { ApiError } from '../services/errors.ts';
import { isClosed } from '../services/plans.ts';
import type { LiveSync } from '../sync/port.ts';

/** Pages hold no inline code, and load ours from their own host; pictures and films of a catalogue may be anywhere. */
function pagePolicy(origin: string, live: LiveSync | null): string {
  const { apiUri, websocketUri } = live?.endpoints(origin) ?? {};
  const connect = ["'self'", ...[apiUri, websocketUri].flatMap((uri) => (uri ? [new URL(uri).origin] : []))];
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' https: data:`,
    `media-src 'self' https:`,
    `frame-src https://www.youtube-nocookie.com https://player.vimeo.com`,
    `font-src 'self'`,
    `connect-src ${[...new Set(connect)].join(' ')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types lit-html vitrine`,
  ].join('; ');
}

/** The front page: a store's under its own host, the demo at the platform. */
export const siteRoutes = (open: MiddlewareHandler<AppEnv>, live: LiveSync | null, now: () => number) =>
  new Hono<AppEnv>()
    .get('/store.css', (c) =>
      c.body(STORE_PAGE_CSS, 200, {
        'content-type': 'text/css; charset=utf-8',
        'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
      }),
    )
    .get('/demo', (c) => c.redirect('/demo/', 302))
    .get('/', open, async (c) => {
      const { site, origin } = c.var;
      if (site.kind !== 'store') return c.redirect('/demo/', 302);
      const policy = { 'content-security-policy': pagePolicy(origin, live) };
      const { handle, name } = site.store;
      if (isClosed(site.store, now()))
        return c.html(await storeClosed(name), new ApiError('store_suspended', '').status, {
          ...policy,
          'cache-control': 'no-store',
        });
      const { store } = (await c.var.services.store.get()).body;
      const { locale, branding } = store;
      const shown = { handle, name: store.name, locale, accent: branding.accent };
      return c.html(await storeHome(shown), 200, { ...policy, 'cache-control': 'no-cache' });
    });
