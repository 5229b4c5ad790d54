import type { MiddlewareHandler } from 'hono';
import { createRoute } from '@hono/zod-openapi';
import { AuthorAnswer, AuthorHandle, AuthorList, PutAuthor } from '../contract/posts.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/authors';
const tags = ['Blog'];
const AuthorParam = StoreParam.extend({ author: AuthorHandle.openapi({ param: { name: 'author', in: 'path' } }) });
const one = { description: 'The author.', content: json(AuthorAnswer) };

/** Who writes a store's posts. `open` opens the store a key has opened the door of. */
export const authorRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags,
        summary: 'Lists authors of posts, by handle.',
        security,
        middleware: [needs('pages:read'), open] as const,
        request: { params: StoreParam },
        responses: { 200: { description: 'The authors.', content: json(AuthorList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.authors.list(), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${path}/{author}`,
        tags,
        summary: 'An author.',
        security,
        middleware: [needs('pages:read'), open] as const,
        request: { params: AuthorParam },
        responses: { 200: one, ...adminErrors('author_not_found') },
      }),
      async (c) => c.json({ author: await c.var.services.authors.get(c.req.valid('param').author) }, 200),
    )
    .openapi(
      createRoute({
        method: 'put',
        path: `${path}/{author}`,
        tags,
        summary: 'Makes an author, or replaces all that is said of one. Posts name their author by this handle.',
        security,
        middleware: [needs('pages:write'), jsonBody, open] as const,
        request: { params: AuthorParam, body: { content: json(PutAuthor), required: true } },
        responses: { 200: one, 201: one, ...adminErrors('invalid_json', 'body_too_large') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const target = c.req.valid('param').author;
        const { author, isNew } = await services.authors.put(target, c.req.valid('json'));
        await platform.audit.record(actor, { storeId: store.id, action: 'author.put', target });
        return c.json({ author }, isNew ? 201 : 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: `${path}/{author}`,
        tags,
        summary: 'Removes an author. Posts stay, and name nobody.',
        security,
        middleware: [needs('pages:write'), open] as const,
        request: { params: AuthorParam },
        responses: { 204: { description: 'It is gone.' }, ...adminErrors('author_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const target = c.req.valid('param').author;
        await services.authors.remove(target);
        await platform.audit.record(actor, { storeId: store.id, action: 'author.delete', target });
        return c.body(null, 204);
      },
    );
