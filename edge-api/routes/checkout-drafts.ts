import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  ChangeCheckoutDraft,
  CheckoutDraftAnswer,
  OpenedCheckoutDraft,
  RecoverCheckoutDraft,
  StartCheckoutDraft,
} from '../contract/checkout-drafts.ts';
import type { StoreEnv } from '../middleware/env.ts';
import { noStore } from '../middleware/headers.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

const middleware = [noStore, jsonBody] as const;

const startDraft = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/checkout-drafts',
  tags: ['Selling'],
  summary: 'Keeps what a shopper has typed into a checkout, so that it is there after a reload and on another device.',
  request: { params: StoreParam, body: { content: json(StartCheckoutDraft), required: true } },
  responses: {
    201: { description: 'The draft and its secret.', content: json(OpenedCheckoutDraft) },
    ...errors('invalid_json', 'body_too_large'),
  },
});

const recoverDraft = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/checkout-drafts/recoveries',
  tags: ['Selling'],
  summary: 'Opens a draft by the link of a reminder, once.',
  request: { params: StoreParam, body: { content: json(RecoverCheckoutDraft), required: true } },
  responses: {
    200: { description: 'The draft and its new secret.', content: json(OpenedCheckoutDraft) },
    ...errors('invalid_json', 'body_too_large', 'checkout_not_found'),
  },
});

const changeDraft = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/checkout-drafts/{checkoutId}',
  tags: ['Selling'],
  summary: 'Changes fields of a draft, each by itself, and answers all of it.',
  request: {
    params: StoreParam.extend({ checkoutId: z.uuid().openapi({ param: { name: 'checkoutId', in: 'path' } }) }),
    body: { content: json(ChangeCheckoutDraft), required: true },
  },
  responses: {
    200: { description: 'The draft.', content: json(CheckoutDraftAnswer) },
    ...errors('invalid_json', 'body_too_large', 'checkout_not_found'),
  },
});

/** Pages a mail may lead to: of origins the store lists, and of its own host. */
const pageFrom = (c: Context<StoreEnv>) => ({
  mayLeadTo: (origin: string): boolean => {
    const { store, site } = c.var;
    const own = site?.kind === 'store' && site.store.id === store.id && origin === c.var.origin;
    return own || store.allowedOrigins.includes(origin);
  },
});

/** Checkouts that were begun. */
export const checkoutDraftRoutes = () =>
  storeRouter()
    .openapi({ ...startDraft, middleware: [...middleware] }, async (c) =>
      c.json(await c.var.services.checkoutDrafts.start(c.req.valid('json'), pageFrom(c)), 201),
    )
    .openapi({ ...recoverDraft, middleware: [...middleware] }, async (c) =>
      c.json(await c.var.services.checkoutDrafts.recover(c.req.valid('json')), 200),
    )
    .openapi({ ...changeDraft, middleware: [...middleware] }, async (c) =>
      c.json(
        await c.var.services.checkoutDrafts.change(c.req.valid('param').checkoutId, c.req.valid('json'), pageFrom(c)),
        200,
      ),
    );
