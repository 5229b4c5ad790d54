import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type { AppEnv } from '../middleware/env.ts';
import { unsubscribePage } from '../pages/mail/unsubscribe.ts';
import { ApiError } from '../services/errors.ts';
import { randomToken } from '../services/secrets.ts';

async function answer(c: Context<AppEnv>, done: boolean): Promise<Response> {
  const { store } = (await c.var.services.store.get()).body;
  const nonce = randomToken();
  const page = unsubscribePage({ shop: store.name, locale: store.locale, done, nonce });
  return c.html(await page, 200, {
    'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
}

/**
 * The way out of mails one agreed to, and of the newsletter. A mail program posts here with one click (RFC 8058); a person is asked first. The page is
 * the same for a token that opens nothing, so that nobody learns which ones do.
 */
export const unsubscribeRoutes = (open: MiddlewareHandler<AppEnv>, limit: MiddlewareHandler<AppEnv>) =>
  new Hono<AppEnv>()
    .get('/unsubscribe/:shop/:token', limit, open, (c) => answer(c, false))
    .post('/unsubscribe/:shop/:token', limit, open, async (c) => {
      const token = c.req.param('token');
      if (!/^[\w-]{16,64}$/.test(token)) throw new ApiError('not_found', 'There is nothing under this address.');
      const { mails, newsletter, outbox } = c.var.services;
      if (await newsletter.leave(token)) c.var.defer(() => outbox.drain());
      else await mails.unsubscribe(token);
      return answer(c, true);
    });
