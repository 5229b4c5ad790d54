import type { MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import {
  AddDiscountCodes,
  ChangeDiscount,
  DiscountAnswer,
  DiscountCodeList,
  DiscountList,
  ListDiscounts,
  NewDiscount,
} from '../contract/discounts.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/discounts';
const named = (name: string) =>
  z
    .string()
    .max(64)
    .openapi({ param: { name, in: 'path' } });
const DiscountParam = StoreParam.extend({ discountId: named('discountId') });
const tags = ['Discounts'];
const one = { description: 'The discount.', content: json(DiscountAnswer) };

/** What a shop takes off. `open` opens the store a key has opened the door of. */
export const discountRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags,
        summary: 'Lists discounts with how often they are used, oldest first.',
        security,
        middleware: [needs('discounts:read'), open] as const,
        request: { params: StoreParam, query: ListDiscounts },
        responses: { 200: { description: 'The discounts.', content: json(DiscountList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.discounts.list(c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path,
        tags,
        summary: 'Makes a discount: one that applies by itself, or by codes.',
        security,
        middleware: [needs('discounts:write'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(NewDiscount), required: true } },
        responses: { 201: one, ...adminErrors('invalid_json', 'body_too_large', 'discount_code_taken') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const discount = await services.discounts.create(c.req.valid('json'));
        const { id, title, kind, automatic } = discount;
        const detail = { title, kind, automatic };
        await platform.audit.record(actor, { storeId: store.id, action: 'discount.create', target: id, detail });
        return c.json({ discount }, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${path}/{discountId}`,
        tags,
        summary: 'A discount.',
        security,
        middleware: [needs('discounts:read'), open] as const,
        request: { params: DiscountParam },
        responses: { 200: one, ...adminErrors('discount_not_found') },
      }),
      async (c) => c.json({ discount: await c.var.services.discounts.get(c.req.valid('param').discountId) }, 200),
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: `${path}/{discountId}`,
        tags,
        summary: 'Changes what is given of a discount; a rule is given whole.',
        security,
        middleware: [needs('discounts:write'), jsonBody, open] as const,
        request: { params: DiscountParam, body: { content: json(ChangeDiscount), required: true } },
        responses: { 200: one, ...adminErrors('invalid_json', 'body_too_large', 'discount_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const wish = c.req.valid('json');
        const discount = await services.discounts.change(c.req.valid('param').discountId, wish);
        const detail = { changed: Object.keys(wish) };
        await platform.audit.record(actor, {
          storeId: store.id,
          action: 'discount.change',
          target: discount.id,
          detail,
        });
        return c.json({ discount }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: `${path}/{discountId}`,
        tags,
        summary: 'Ends a discount and its codes for good. Orders keep what it took off.',
        security,
        middleware: [needs('discounts:write'), open] as const,
        request: { params: DiscountParam },
        responses: { 204: { description: 'It is gone.' }, ...adminErrors('discount_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const target = c.req.valid('param').discountId;
        await services.discounts.remove(target);
        await platform.audit.record(actor, { storeId: store.id, action: 'discount.delete', target });
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${path}/{discountId}/codes`,
        tags,
        summary: 'Lists the codes of a discount with how often they are used, oldest first.',
        security,
        middleware: [needs('discounts:read'), open] as const,
        request: { params: DiscountParam, query: ListDiscounts },
        responses: {
          200: { description: 'The codes.', content: json(DiscountCodeList) },
          ...adminErrors('discount_not_found'),
        },
      }),
      async (c) =>
        c.json(await c.var.services.discounts.listCodes(c.req.valid('param').discountId, c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${path}/{discountId}/codes`,
        tags,
        summary: 'Adds up to 1,000 codes to a discount, all or none.',
        security,
        middleware: [needs('discounts:write'), jsonBody, open] as const,
        request: { params: DiscountParam, body: { content: json(AddDiscountCodes), required: true } },
        responses: {
          201: one,
          ...adminErrors('invalid_json', 'body_too_large', 'discount_not_found', 'discount_code_taken'),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const wish = c.req.valid('json');
        const discount = await services.discounts.addCodes(c.req.valid('param').discountId, wish);
        const detail = { codes: wish.codes.length };
        await platform.audit.record(actor, {
          storeId: store.id,
          action: 'discount.codes.add',
          target: discount.id,
          detail,
        });
        return c.json({ discount }, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: `${path}/{discountId}/codes/{codeId}`,
        tags,
        summary: 'Takes a code back.',
        security,
        middleware: [needs('discounts:write'), open] as const,
        request: { params: DiscountParam.extend({ codeId: named('codeId') }) },
        responses: { 204: { description: 'It opens nothing any more.' }, ...adminErrors('discount_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { discountId, codeId } = c.req.valid('param');
        await services.discounts.removeCode(discountId, codeId);
        const detail = { codeId };
        await platform.audit.record(actor, {
          storeId: store.id,
          action: 'discount.code.delete',
          target: discountId,
          detail,
        });
        return c.body(null, 204);
      },
    );
