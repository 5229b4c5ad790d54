import { createRoute, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { BlockAnswer, ShowBlock, ShowBlockWithCart } from '../contract/blocks.ts';
import { lentToBlocks } from '../middleware/block-draws.ts';
import type { StoreEnv } from '../middleware/env.ts';
import { noStore } from '../middleware/headers.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { invalidRequest } from '../services/errors.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

const path = '/v1/stores/{store}/blocks/{name}';
const params = StoreParam.extend({
  name: z
    .string()
    .max(64)
    .openapi({ param: { name: 'name', in: 'path' }, example: 'summer-offers' }),
});
const shown = { description: 'The block, drawn.', content: json(BlockAnswer) };

const showBlock = createRoute({
  method: 'get',
  path,
  tags: ['Blocks'],
  summary: 'A block as its live version draws it, for an empty cart.',
  request: { params, query: ShowBlock },
  responses: { 200: shown, ...errors('block_not_found', 'currency_unknown') },
});

const showWithCart = createRoute({
  method: 'post',
  path,
  tags: ['Blocks'],
  summary: 'A block as its live version draws it, for a shopper with these lines in the cart. The shop prices them.',
  request: { params, body: { content: json(ShowBlockWithCart), required: true } },
  responses: {
    200: shown,
    ...errors('invalid_json', 'body_too_large', 'block_not_found', 'currency_unknown'),
  },
});

const Given = z.record(z.string(), z.unknown());

/** The values in a query: JSON of an object. What a setting does not take of them, it has its default for. */
function settingsIn(text: string | undefined): z.infer<typeof Given> {
  if (text === undefined || text === '') return {};
  try {
    return Given.parse(JSON.parse(text));
  } catch {
    throw invalidRequest('settings', 'This is no JSON of an object: values by id of a setting.');
  }
}

/** Merchants' blocks, as a store's visitors get them. */
export const blockRoutes = (page: MiddlewareHandler<StoreEnv>[]) =>
  storeRouter()
    .openapi({ ...showBlock, middleware: page }, async (c) => {
      const { settings, ...wish } = c.req.valid('query');
      const block = { name: c.req.valid('param').name, settings: settingsIn(settings) };
      const { version, provisional, body } = await c.var.services.liveBlocks.answer(block, {
        ...wish,
        ...lentToBlocks(c),
      });
      c.set('catalogueVersion', version);
      c.set('provisional', provisional === true);
      return c.json(body, 200);
    })
    .openapi({ ...showWithCart, middleware: [noStore, jsonBody] }, async (c) => {
      const { settings, ...wish } = c.req.valid('json');
      const block = { name: c.req.valid('param').name, settings };
      const asked = { ...wish, ...lentToBlocks(c), customerId: c.var.customer };
      const { body } = await c.var.services.liveBlocks.answerWithCart(block, asked);
      return c.json(body, 200);
    });
