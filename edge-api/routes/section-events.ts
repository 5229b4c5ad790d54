import { createRoute, z } from '@hono/zod-openapi';
import { SectionEventAnswer } from '../contract/section-senders.ts';
import { noStore } from '../middleware/headers.ts';
import { rawBody } from '../middleware/raw-body.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

/** Longest message, in bytes. */
const MOST_BYTES = 1024 * 1024;

const receive = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/section-events/{sender}',
  tags: ['Sections'],
  summary:
    'For section generators: one section, many, or their end, signed as Standard Webhooks are. The same again changes nothing.',
  request: {
    params: StoreParam.extend({
      sender: z
        .string()
        .max(64)
        .openapi({ param: { name: 'sender', in: 'path' }, example: 'snd_01JD8Z6YB3N6Q2T0V9W4R5X7KM' }),
    }),
  },
  responses: {
    200: { description: 'What became of each.', content: json(SectionEventAnswer) },
    ...errors('section_event_invalid', 'invalid_json', 'body_too_large', 'idempotency_key_reused'),
  },
});

/** What section generators send. Their bodies are signed, and so read as they came. */
export const sectionEventRoutes = () =>
  storeRouter().openapi({ ...receive, middleware: [noStore] as const }, async (c) => {
    const { services } = c.var;
    const answer = await services.sectionEvents.receive({
      sender: c.req.valid('param').sender,
      id: c.req.header('webhook-id'),
      timestamp: c.req.header('webhook-timestamp'),
      signature: c.req.header('webhook-signature'),
      body: await rawBody(c.req.raw, MOST_BYTES),
    });
    c.var.defer(() => services.outbox.drain());
    return c.json(answer, 200);
  });
