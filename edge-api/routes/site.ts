import { Hono, type MiddlewareHandler } from 'hono';
import type { AppEnv } from '../middleware/env.ts';
import { cssAddress, storeCss } from '../pages/hosted/styles.ts';
import { isClosed } from '../services/plans.ts';

const NO_BRAND = { accent: null, logo: null, font: null, radiusPx: null };

/** The style sheet of a store's pages under its own host, and the way to the demo at the platform's. */
export const siteRoutes = (open: MiddlewareHandler<AppEnv>, now: () => number) =>
  new Hono<AppEnv>()
    .get('/store.css', open, async (c) => {
      const { site } = c.var;
      const isOpen = site.kind === 'store' && !isClosed(site.store, now());
      const branding = isOpen ? (await c.var.services.store.get()).body.store.branding : NO_BRAND;
      // Only under the address that names what is in it may it be kept for good.
      const isNamed = isOpen && cssAddress(branding).endsWith(`?v=${c.req.query('v')}`);
      return c.body(storeCss(branding), 200, {
        'content-type': 'text/css; charset=utf-8',
        'cache-control': isNamed ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
      });
    })
    .get('/demo', (c) => c.redirect('/demo/', 302))
    .get('/demo/sections', (c) => c.redirect('/demo/sections/', 302));
