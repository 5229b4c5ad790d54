import type { MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import {
  AddOrderNote,
  AdminOrderAnswer,
  CancelOrder,
  EditOrder,
  ListOrders,
  MarkPaid,
  OrderList,
} from '../contract/orders-admin.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { drainOutbox } from '../middleware/open-admin-store.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

/** The order in the path. */
export const OrderParam = StoreParam.extend({
  orderId: z
    .string()
    .max(64)
    .openapi({ param: { name: 'orderId', in: 'path' } }),
});
export const changedOrder = { 200: { description: 'The order as it is now.', content: json(AdminOrderAnswer) } };
const bodyRefusals = ['invalid_json', 'body_too_large', 'order_not_found'] as const;

/** Orders as their merchant sees and changes them. `open` opens the store a key has opened the door of. */
export const adminOrderRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/orders',
        tags: ['Orders'],
        summary: 'Lists orders, newest first.',
        security,
        middleware: [needs('orders:read'), open] as const,
        request: { params: StoreParam, query: ListOrders },
        responses: { 200: { description: 'The orders.', content: json(OrderList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.orderAdmin.list(c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/orders/{orderId}',
        tags: ['Orders'],
        summary: 'An order, all that happened to it, and what may be done to it now.',
        security,
        middleware: [needs('orders:read'), open] as const,
        request: { params: OrderParam },
        responses: { ...changedOrder, ...adminErrors('order_not_found') },
      }),
      async (c) => c.json({ order: await c.var.services.orderAdmin.get(c.req.valid('param').orderId) }, 200),
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/v1/admin/stores/{store}/orders/{orderId}',
        tags: ['Orders'],
        summary: 'Edits an order: whom and where it goes to, its note and tags, and its lines while nothing was sent.',
        security,
        middleware: [needs('orders:write'), jsonBody, open, drainOutbox] as const,
        request: { params: OrderParam, body: { content: json(EditOrder), required: true } },
        responses: {
          ...changedOrder,
          ...adminErrors(...bodyRefusals, 'illegal_move', 'order_changed', 'not_enough_stock', 'not_deliverable'),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { orderId } = c.req.valid('param');
        const edit = c.req.valid('json');
        const order = await services.orderAdmin.edit(orderId, edit);
        const detail = { fields: Object.keys(edit), total: order.total.amountMinor };
        await platform.audit.record(actor, { storeId: store.id, action: 'order.edit', target: orderId, detail });
        return c.json({ order }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/orders/{orderId}/notes',
        tags: ['Orders'],
        summary: 'Writes a note into an order’s timeline.',
        security,
        middleware: [needs('orders:write'), jsonBody, open, drainOutbox] as const,
        request: { params: OrderParam, body: { content: json(AddOrderNote), required: true } },
        responses: { ...changedOrder, ...adminErrors(...bodyRefusals) },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { orderId } = c.req.valid('param');
        const note = c.req.valid('json');
        const order = await services.orderAdmin.note(orderId, note);
        const detail = { visible: note.visible };
        await platform.audit.record(actor, { storeId: store.id, action: 'order.note', target: orderId, detail });
        return c.json({ order }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/orders/{orderId}/cancel',
        tags: ['Orders'],
        summary: 'Cancels an order of which nothing was sent. It keeps its number.',
        security,
        middleware: [needs('orders:write'), jsonBody, open, drainOutbox] as const,
        request: { params: OrderParam, body: { content: json(CancelOrder), required: true } },
        responses: {
          ...changedOrder,
          ...adminErrors(...bodyRefusals, 'illegal_move', 'order_changed', 'refund_too_high'),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { orderId } = c.req.valid('param');
        const wish = c.req.valid('json');
        const order = await services.orderAdmin.cancel(orderId, wish);
        const change = { storeId: store.id, action: 'order.cancel', target: orderId, detail: wish };
        await platform.audit.record(actor, change);
        return c.json({ order }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/orders/{orderId}/complete',
        tags: ['Orders'],
        summary: 'Ends an order that has nothing more to it.',
        security,
        middleware: [needs('orders:write'), open, drainOutbox] as const,
        request: { params: OrderParam },
        responses: { ...changedOrder, ...adminErrors('order_not_found', 'illegal_move', 'order_changed') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { orderId } = c.req.valid('param');
        const order = await services.orderAdmin.complete(orderId);
        await platform.audit.record(actor, { storeId: store.id, action: 'order.complete', target: orderId });
        return c.json({ order }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/orders/{orderId}/paid',
        tags: ['Orders'],
        summary: 'Says that the money of an order has come, where no provider takes it.',
        security,
        middleware: [needs('orders:write'), jsonBody, open, drainOutbox] as const,
        request: { params: OrderParam, body: { content: json(MarkPaid), required: true } },
        responses: { ...changedOrder, ...adminErrors(...bodyRefusals, 'illegal_move', 'order_changed') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { orderId } = c.req.valid('param');
        const order = await services.orderAdmin.pay(orderId, c.req.valid('json').note);
        const detail = { amountMinor: order.paid.amountMinor };
        await platform.audit.record(actor, { storeId: store.id, action: 'order.pay', target: orderId, detail });
        return c.json({ order }, 200);
      },
    );
