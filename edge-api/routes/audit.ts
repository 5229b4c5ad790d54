import { createRoute } from '@hono/zod-openapi';
import { AuditList, ListAudit } from '../contract/audit.ts';
import { platformKey } from '../middleware/authenticate.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const answer = { 200: { description: 'Changes, newest first.', content: json(AuditList) } };

/** Who changed what: of a store, and of the whole platform. */
export const auditRoutes = ({ needs, security }: AdminRouting) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/audit',
        tags: ['Store'],
        summary: 'Lists the administrative changes of a store.',
        security,
        middleware: needs('audit:read'),
        request: { params: StoreParam, query: ListAudit },
        responses: { ...answer, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.platform.audit.list(c.var.store.id, c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/platform/audit',
        tags: ['Platform'],
        summary: 'Lists the administrative changes of the platform and of all its stores.',
        security,
        middleware: platformKey('audit:read'),
        request: { query: ListAudit },
        responses: { ...answer, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.platform.audit.list('everything', c.req.valid('query')), 200),
    );
