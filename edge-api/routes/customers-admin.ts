import type { MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import {
  AdminCustomerAnswer,
  AdminCustomerList,
  ChangeCustomer,
  CustomerExport,
  ListCustomers,
  NewCustomer,
  RecordConsent,
} from '../contract/customers.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { noStore } from '../middleware/headers.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const CustomerParam = StoreParam.extend({
  customerId: z
    .string()
    .max(64)
    .openapi({ param: { name: 'customerId', in: 'path' } }),
});
const one = { description: 'The customer.', content: json(AdminCustomerAnswer) };

/** A store's customers, for the merchant. `open` opens the store a key has opened the door of. */
export const customerAdminRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/customers',
        tags: ['Customers'],
        summary: 'Lists customers, newest first; finds them by e-mail, name or tag.',
        security,
        middleware: [needs('customers:read'), open, noStore] as const,
        request: { params: StoreParam, query: ListCustomers },
        responses: { 200: { description: 'The customers.', content: json(AdminCustomerList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.customers.list(c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/customers',
        tags: ['Customers'],
        summary: 'Makes a customer without an account.',
        security,
        middleware: [needs('customers:write'), open, noStore, jsonBody] as const,
        request: { params: StoreParam, body: { content: json(NewCustomer), required: true } },
        responses: { 201: one, ...adminErrors('invalid_json', 'body_too_large', 'customer_exists') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const made = await services.customers.create(c.req.valid('json'));
        const { id } = made.customer;
        await platform.audit.record(actor, { storeId: store.id, action: 'customer.create', target: id, detail: {} });
        return c.json(made, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/customers/{customerId}',
        tags: ['Customers'],
        summary: 'A customer, with addresses and what was agreed to.',
        security,
        middleware: [needs('customers:read'), open, noStore] as const,
        request: { params: CustomerParam },
        responses: { 200: one, ...adminErrors('customer_not_found') },
      }),
      async (c) => c.json(await c.var.services.customers.read(c.req.valid('param').customerId), 200),
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/v1/admin/stores/{store}/customers/{customerId}',
        tags: ['Customers'],
        summary: 'Changes a customer: name, telephone, the merchant’s note, tags.',
        security,
        middleware: [needs('customers:write'), open, noStore, jsonBody] as const,
        request: { params: CustomerParam, body: { content: json(ChangeCustomer), required: true } },
        responses: { 200: one, ...adminErrors('invalid_json', 'body_too_large', 'customer_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { customerId } = c.req.valid('param');
        const wish = c.req.valid('json');
        const changed = await services.customers.change(customerId, wish);
        const detail = { fields: Object.keys(wish) };
        await platform.audit.record(actor, {
          storeId: store.id,
          action: 'customer.update',
          target: customerId,
          detail,
        });
        return c.json(changed, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/customers/{customerId}/consents',
        tags: ['Customers'],
        summary: 'Writes down that a customer agreed to news by e-mail, or took it back.',
        security,
        middleware: [needs('customers:write'), open, noStore, jsonBody] as const,
        request: { params: CustomerParam, body: { content: json(RecordConsent), required: true } },
        responses: { 200: one, ...adminErrors('invalid_json', 'body_too_large', 'customer_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { customerId } = c.req.valid('param');
        const { given, textVersion } = c.req.valid('json');
        await services.customers.consent(customerId, given, { source: 'merchant', locale: '', textVersion });
        const detail = { given };
        await platform.audit.record(actor, {
          storeId: store.id,
          action: 'customer.consent',
          target: customerId,
          detail,
        });
        return c.json(await services.customers.read(customerId), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/customers/{customerId}/export',
        tags: ['Customers'],
        summary: 'Everything the store keeps about a customer, to hand to him.',
        security,
        middleware: [needs('customers:read'), open, noStore] as const,
        request: { params: CustomerParam },
        responses: {
          200: { description: 'The data.', content: json(CustomerExport) },
          ...adminErrors('customer_not_found'),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { customerId } = c.req.valid('param');
        const data = await services.customers.export(customerId);
        const change = { storeId: store.id, action: 'customer.export', target: customerId, detail: {} };
        await platform.audit.record(actor, change);
        return c.json(data, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/v1/admin/stores/{store}/customers/{customerId}',
        tags: ['Customers'],
        summary: 'Erases a customer. The orders stay, without whose they were.',
        security,
        middleware: [needs('customers:write'), open] as const,
        request: { params: CustomerParam },
        responses: { 204: { description: 'Nothing about the person is left.' }, ...adminErrors('customer_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { customerId } = c.req.valid('param');
        await services.customers.erase(customerId);
        await platform.audit.record(actor, {
          storeId: store.id,
          action: 'customer.erase',
          target: customerId,
          detail: {},
        });
        return c.body(null, 204);
      },
    );
