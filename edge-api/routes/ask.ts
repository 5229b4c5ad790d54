import { createRoute, z } from '@hono/zod-openapi';
import { ErrorAnswer } from '../contract/errors.ts';
import type { SiteOfHost } from '../middleware/find-site.ts';
import { isClosed } from '../services/plans.ts';
import { json, router } from './router.ts';

/**
 * What Caddy asks before it gets a certificate for a host: only those of open stores get one, so that nobody can have us
 * ask for certificates of any name he points at us. Answers have no body. A proxy of ours may ask for as many names as
 * it is visited under; anybody else is counted by the names nobody has.
 */
export const askRoutes = (siteOf: SiteOfHost, now: () => number) =>
  router().openapi(
    createRoute({
      method: 'get',
      path: '/v1/domains/ask',
      tags: ['Domains'],
      summary: 'Whether a certificate may be got for a host; for the proxy that ends TLS.',
      request: { query: z.object({ domain: z.string().max(300).default('') }) },
      responses: {
        200: { description: 'The host leads to an open store.' },
        404: { description: 'It does not.' },
        400: { description: '`invalid_request`', content: json(ErrorAnswer) },
        429: { description: '`rate_limited`', content: json(ErrorAnswer) },
        503: { description: '`store_unavailable`', content: json(ErrorAnswer) },
      },
    }),
    async (c) => {
      const stranger = c.env.caller?.proxy ? undefined : c.var.allowance.stranger;
      const site = await siteOf(c.req.valid('query').domain, (work) => c.env.waitUntil(work), stranger);
      const open = site.kind === 'store' && !isClosed(site.store, now());
      return c.body(null, open ? 200 : 404, { 'cache-control': 'max-age=5' });
    },
  );
