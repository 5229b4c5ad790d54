import type { MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import {
  ChangeFulfilment,
  NewFulfilment,
  NewRefundRequest,
  NewReturn,
  ReceiveReturn,
} from '../contract/orders-admin.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { drainOutbox } from '../middleware/open-admin-store.ts';
import { changedOrder, OrderParam } from './orders-admin.ts';
import { adminErrors, type AdminRouting, json, router } from './router.ts';

const id = (name: string) =>
  z
    .string()
    .max(64)
    .openapi({ param: { name, in: 'path' } });
const FulfilmentParam = OrderParam.extend({ fulfilmentId: id('fulfilmentId') });
const ReturnParam = OrderParam.extend({ returnId: id('returnId') });
const refusals = ['order_not_found', 'illegal_move', 'order_changed'] as const;
const bodyRefusals = ['invalid_json', 'body_too_large', ...refusals] as const;

/** Parcels, returns and refunds of orders. */
export const orderParcelRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/orders/{orderId}/fulfilments',
        tags: ['Orders'],
        summary:
          'Sends a parcel: the lines that are named, or all that is left. The same key again sends nothing more.',
        security,
        middleware: [needs('orders:write'), jsonBody, open, drainOutbox] as const,
        request: { params: OrderParam, body: { content: json(NewFulfilment), required: true } },
        responses: { ...changedOrder, ...adminErrors(...bodyRefusals) },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { orderId } = c.req.valid('param');
        const order = await services.orderParcels.send(orderId, c.req.valid('json'));
        const detail = { fulfilment: order.fulfilmentStatus };
        await platform.audit.record(actor, { storeId: store.id, action: 'order.fulfil', target: orderId, detail });
        return c.json({ order }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/v1/admin/stores/{store}/orders/{orderId}/fulfilments/{fulfilmentId}',
        tags: ['Orders'],
        summary: 'Changes how a parcel is tracked, or says that it has arrived.',
        security,
        middleware: [needs('orders:write'), jsonBody, open, drainOutbox] as const,
        request: { params: FulfilmentParam, body: { content: json(ChangeFulfilment), required: true } },
        responses: { ...changedOrder, ...adminErrors(...bodyRefusals, 'not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { orderId, fulfilmentId } = c.req.valid('param');
        const wish = c.req.valid('json');
        const order = await services.orderParcels.change(orderId, fulfilmentId, wish);
        const detail = { fulfilmentId, delivered: wish.delivered ?? false };
        await platform.audit.record(actor, { storeId: store.id, action: 'order.track', target: orderId, detail });
        return c.json({ order }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/orders/{orderId}/returns',
        tags: ['Orders'],
        summary: 'Notes goods that are to come back.',
        security,
        middleware: [needs('orders:write'), jsonBody, open, drainOutbox] as const,
        request: { params: OrderParam, body: { content: json(NewReturn), required: true } },
        responses: { ...changedOrder, ...adminErrors(...bodyRefusals) },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { orderId } = c.req.valid('param');
        const order = await services.orderParcels.requestReturn(orderId, c.req.valid('json'));
        await platform.audit.record(actor, { storeId: store.id, action: 'order.return', target: orderId });
        return c.json({ order }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/orders/{orderId}/returns/{returnId}/receive',
        tags: ['Orders'],
        summary: 'Says that a return has come, and whether it goes back into stock. Money goes back by a refund.',
        security,
        middleware: [needs('orders:write'), jsonBody, open, drainOutbox] as const,
        request: { params: ReturnParam, body: { content: json(ReceiveReturn), required: true } },
        responses: { ...changedOrder, ...adminErrors(...bodyRefusals, 'not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { orderId, returnId } = c.req.valid('param');
        const { restock } = c.req.valid('json');
        const order = await services.orderParcels.receiveReturn(orderId, returnId, restock);
        const detail = { returnId, restock };
        await platform.audit.record(actor, { storeId: store.id, action: 'order.receive', target: orderId, detail });
        return c.json({ order }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/orders/{orderId}/returns/{returnId}/decline',
        tags: ['Orders'],
        summary: 'Declines a return that was asked for.',
        security,
        middleware: [needs('orders:write'), open, drainOutbox] as const,
        request: { params: ReturnParam },
        responses: { ...changedOrder, ...adminErrors(...refusals, 'not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { orderId, returnId } = c.req.valid('param');
        const order = await services.orderParcels.declineReturn(orderId, returnId);
        const detail = { returnId };
        await platform.audit.record(actor, { storeId: store.id, action: 'order.decline', target: orderId, detail });
        return c.json({ order }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/orders/{orderId}/refunds',
        tags: ['Orders'],
        summary: 'Pays back: lines, an amount, or all that is left. The same key again pays nothing more.',
        security,
        middleware: [needs('orders:write'), jsonBody, open, drainOutbox] as const,
        request: { params: OrderParam, body: { content: json(NewRefundRequest), required: true } },
        responses: {
          ...changedOrder,
          ...adminErrors(...bodyRefusals, 'refund_too_high', 'idempotency_key_reused'),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { orderId } = c.req.valid('param');
        const order = await services.orderRefunds.refund(orderId, c.req.valid('json'));
        const detail = { refundedMinor: order.refunded.amountMinor };
        await platform.audit.record(actor, { storeId: store.id, action: 'order.refund', target: orderId, detail });
        return c.json({ order }, 200);
      },
    );
