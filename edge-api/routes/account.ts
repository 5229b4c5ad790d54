import { Hono, type MiddlewareHandler } from 'hono';
import type { AccountEnv } from '../middleware/account-pages.ts';
import { CHOSEN_ADDRESS_JS, HAND_OVER_JS, PASSKEYS_JS, UNHURRIED_JS } from '../pages/account/scripts.ts';
import { accountCss } from '../pages/account/style.ts';
import { CONNECT } from './account/connect.ts';
import { EMAIL } from './account/email.ts';
import { ENTRY } from './account/entry.ts';
import { HOME } from './account/home.ts';
import { SAFETY } from './account/safety.ts';

const KEPT = 'public, max-age=300, stale-while-revalidate=86400';
const SCRIPTS = {
  '/chosen-address.js': CHOSEN_ADDRESS_JS,
  '/hand-over.js': HAND_OVER_JS,
  '/passkeys.js': PASSKEYS_JS,
  '/unhurried.js': UNHURRIED_JS,
};

/**
 * Pages of customers' accounts, under a store's own host and, for stores that are only elements in other people's pages,
 * under the platform's. `open` opens the store and finds who is signed in.
 */
export function accountRoutes(open: MiddlewareHandler<AccountEnv>): Hono<AccountEnv> {
  const app = new Hono<AccountEnv>();
  for (const base of ['/account', '/stores/:store/account']) {
    for (const [path, script] of Object.entries(SCRIPTS))
      app.get(`${base}${path}`, open, (c) =>
        c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': KEPT }),
      );
    app.get(`${base}/style.css`, open, async (c) => {
      const { store, themes } = c.var.page.services;
      const [{ branding }, theme] = await Promise.all([store.get().then(({ body }) => body.store), themes.shown()]);
      const css = accountCss(branding.accent, branding.radiusPx, theme?.tokens);
      return c.body(css, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': KEPT });
    });
    for (const [path, { get, post }] of Object.entries({ ...ENTRY, ...HOME, ...SAFETY, ...EMAIL, ...CONNECT })) {
      const whole = path === '/' ? base : `${base}${path}`;
      if (get) app.get(whole, open, (c) => get(c, c.var.page));
      if (post) app.post(whole, open, (c) => post(c, c.var.page));
    }
  }
  return app;
}
