import { Hono, type MiddlewareHandler } from 'hono';
import type { AppEnv } from '../middleware/env.ts';
import { cssAddress, storeCss } from '../pages/hosted/styles.ts';
import { keptPreview } from '../middleware/previewed-theme.ts';
import { isClosed } from '../services/plans.ts';

const NO_BRAND = { accent: null, logo: null, font: null, radiusPx: null };

const sheetHeaders = (isNamed: boolean, isPreview: boolean) => ({
  'content-type': 'text/css; charset=utf-8',
  'cache-control': isPreview
    ? 'private, no-store'
    : isNamed
      ? 'public, max-age=31536000, immutable'
      : 'public, max-age=300',
});

/** The style sheets of a store's pages under its own host, and the way to the demo at the platform's. */
export const siteRoutes = (open: MiddlewareHandler<AppEnv>, now: () => number) =>
  new Hono<AppEnv>()
    .get('/store.css', open, async (c) => {
      const { site } = c.var;
      const isOpen = site.kind === 'store' && !isClosed(site.store, now());
      const branding = isOpen ? (await c.var.services.store.get()).body.store.branding : NO_BRAND;
      const preview = isOpen ? keptPreview(c, site.store.handle) : undefined;
      const theme = isOpen ? await c.var.services.themes.shown(preview) : null;
      // Only under the address that names what is in it may it be kept for good.
      const isNamed = isOpen && cssAddress(branding, theme?.mark).endsWith(`?v=${c.req.query('v')}`);
      return c.body(storeCss(branding, theme?.tokens), 200, sheetHeaders(isNamed, preview !== undefined));
    })
    .get('/own.css', open, async (c) => {
      const { site } = c.var;
      const isOpen = site.kind === 'store' && !isClosed(site.store, now());
      const preview = isOpen ? keptPreview(c, site.store.handle) : undefined;
      const theme = isOpen ? await c.var.services.themes.shown(preview) : null;
      const isNamed = theme !== null && theme.mark === c.req.query('v');
      return c.body(theme?.own ?? '', 200, sheetHeaders(isNamed, preview !== undefined));
    })
    .get('/demo', (c) => c.redirect('/demo/', 302))
    .get('/demo/sections', (c) => c.redirect('/demo/sections/', 302));
