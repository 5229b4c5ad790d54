import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type { AppEnv } from '../middleware/env.ts';
import { type LinkState, linkedNewsletterPage } from '../pages/newsletter/linked.ts';
import { randomToken } from '../services/secrets.ts';

async function answer(c: Context<AppEnv>, state: LinkState): Promise<Response> {
  const { store } = (await c.var.services.store.get()).body;
  const nonce = randomToken();
  const { name: shop, branding } = store;
  const { accent, logo } = branding;
  const locale = c.req.query('lang')?.slice(0, 35) || store.locale;
  const page = linkedNewsletterPage({ shop, locale, accent, logo, state, nonce });
  return c.html(await page, state === 'gone' ? 404 : 200, {
    'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; img-src https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
}

/**
 * Where a mail's link confirms the newsletter, for stores without a host of their own. Opening it changes nothing, and shows
 * the same for a token that opens nothing; its button confirms.
 */
export const newsletterLinkRoutes = (open: MiddlewareHandler<AppEnv>, limit: MiddlewareHandler<AppEnv>) =>
  new Hono<AppEnv>()
    .get('/subscribe/:shop/:token', limit, open, (c) => answer(c, 'asked'))
    .post('/subscribe/:shop/:token', limit, open, async (c) => {
      const token = c.req.param('token');
      const good = /^[\w-]{16,64}$/.test(token) && (await c.var.services.newsletter.confirm(token));
      if (good) c.var.defer(() => c.var.services.outbox.drain());
      return answer(c, good ? 'done' : 'gone');
    });
