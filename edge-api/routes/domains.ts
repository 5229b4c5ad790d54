import { createRoute, z } from '@hono/zod-openapi';
import { ClaimDomain, DomainAnswer, DomainList, SetCanonicalDomain } from '../contract/domains.ts';
import { jsonBody } from '../middleware/json-body.ts';
import type { StoreDirectory } from '../middleware/open-store.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const HostParam = StoreParam.extend({
  host: z
    .string()
    .max(300)
    .openapi({ param: { name: 'host', in: 'path' }, example: 'shop.example' }),
});
const one = (description: string) => ({ description, content: json(DomainAnswer) });
const all = { description: 'The domains, and the records each needs.', content: json(DomainList) };
const ofBody = ['invalid_json', 'body_too_large'] as const;

/** Domains of a store. */
export const domainRoutes = ({ needs, security }: AdminRouting, stores: Pick<StoreDirectory, 'forget'>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/domains',
        tags: ['Domains'],
        summary: 'Lists the domains of a store, and the DNS records each needs.',
        security,
        middleware: needs('domains:read'),
        request: { params: StoreParam },
        responses: { 200: all, ...adminErrors() },
      }),
      async (c) => c.json({ domains: await c.var.platform.domains.list(c.var.store.id) }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/domains',
        tags: ['Domains'],
        summary: 'Claims a domain for a store. It leads there once its TXT record is found.',
        security,
        middleware: [needs('domains:write'), jsonBody] as const,
        request: { params: StoreParam, body: { content: json(ClaimDomain), required: true } },
        responses: {
          201: one('The domain, and the records to set.'),
          ...adminErrors(...ofBody, 'domain_invalid', 'limit_reached'),
        },
      }),
      async (c) => {
        const { platform, store, actor } = c.var;
        const domain = await platform.domains.claim(store.id, c.req.valid('json').host);
        await platform.audit.record(actor, { storeId: store.id, action: 'domain.claim', target: domain.host });
        return c.json({ domain }, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/v1/admin/stores/{store}/domains/canonical',
        tags: ['Domains'],
        summary: 'Sets the domain that the store’s pages move to from all its others; null for none.',
        security,
        middleware: [needs('domains:write'), jsonBody] as const,
        request: { params: StoreParam, body: { content: json(SetCanonicalDomain), required: true } },
        responses: { 200: all, ...adminErrors(...ofBody, 'domain_not_found', 'domain_not_verified') },
      }),
      async (c) => {
        const { platform, store, actor } = c.var;
        const { host } = c.req.valid('json');
        const domains = await platform.domains.setCanonical(store.id, host);
        stores.forget(store.id);
        const target = domains.find(({ canonical }) => canonical)?.host ?? '';
        await platform.audit.record(actor, { storeId: store.id, action: 'domain.canonical', target });
        return c.json({ domains }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/domains/{host}/verify',
        tags: ['Domains'],
        summary: 'Looks for the TXT record of a domain now.',
        security,
        middleware: needs('domains:write'),
        request: { params: HostParam },
        responses: {
          200: one('The domain. It leads to the store from now on.'),
          ...adminErrors('domain_not_found', 'domain_not_verified', 'domain_taken'),
        },
      }),
      async (c) => {
        const { platform, store, actor } = c.var;
        const { domain, takenFrom } = await platform.domains.verify(store.id, c.req.valid('param').host);
        for (const concerned of [store.id, ...(takenFrom === null ? [] : [takenFrom])]) stores.forget(concerned);
        await platform.audit.record(actor, { storeId: store.id, action: 'domain.verify', target: domain.host });
        if (takenFrom !== null)
          await platform.audit.record(actor, { storeId: takenFrom, action: 'domain.lose', target: domain.host });
        return c.json({ domain }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/v1/admin/stores/{store}/domains/{host}',
        tags: ['Domains'],
        summary: 'Gives a domain up. It leads to the store no longer.',
        security,
        middleware: needs('domains:write'),
        request: { params: HostParam },
        responses: { 204: { description: 'The domain is free.' }, ...adminErrors('domain_not_found') },
      }),
      async (c) => {
        const { platform, store, actor } = c.var;
        const { host } = c.req.valid('param');
        await platform.domains.remove(store.id, host);
        stores.forget(store.id);
        await platform.audit.record(actor, { storeId: store.id, action: 'domain.remove', target: host });
        return c.body(null, 204);
      },
    );
