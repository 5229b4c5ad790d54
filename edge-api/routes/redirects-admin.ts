import type { MiddlewareHandler } from 'hono';
import { createRoute } from '@hono/zod-openapi';
import { ListRedirects, NamedRedirect, PutRedirect, RedirectAnswer, RedirectList } from '../contract/pages-admin.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/redirects';
const tags = ['Pages'];

/** A store's redirects. `open` opens the store a key has opened the door of. */
export const redirectRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags,
        summary: 'Lists redirects by path: the merchant’s, and those of pages that have moved or are gone.',
        security,
        middleware: [needs('pages:read'), open] as const,
        request: { params: StoreParam, query: ListRedirects },
        responses: { 200: { description: 'The redirects.', content: json(RedirectList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.redirectAdmin.list(c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'put',
        path,
        tags,
        summary: 'Puts a redirect at a path, in place of an earlier one. A page at the path goes before it.',
        security,
        middleware: [needs('pages:write'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(PutRedirect), required: true } },
        responses: {
          200: {
            description: 'The redirect; where its target leads on, it leads there at once.',
            content: json(RedirectAnswer),
          },
          ...adminErrors('invalid_json', 'body_too_large', 'redirect_loop'),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const redirect = await services.redirectAdmin.put(c.req.valid('json'));
        const { path: target, target: to, status } = redirect;
        await platform.audit.record(actor, {
          storeId: store.id,
          action: 'redirect.put',
          target,
          detail: { to, status },
        });
        return c.json({ redirect }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path,
        tags,
        summary: 'Removes the redirect at a path.',
        security,
        middleware: [needs('pages:write'), open] as const,
        request: { params: StoreParam, query: NamedRedirect },
        responses: { 204: { description: 'It is gone.' }, ...adminErrors('redirect_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const target = c.req.valid('query').path;
        await services.redirectAdmin.remove(target);
        await platform.audit.record(actor, { storeId: store.id, action: 'redirect.delete', target });
        return c.body(null, 204);
      },
    );
