import { createRoute } from '@hono/zod-openapi';
import { NewsletterAsked, SignUpNewsletter } from '../contract/newsletter.ts';
import { noStore } from '../middleware/headers.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

/** Asking for a store's newsletter. */
export const newsletterRoutes = () =>
  storeRouter().openapi(
    createRoute({
      method: 'post',
      path: '/v1/stores/{store}/newsletter',
      tags: ['Newsletter'],
      summary:
        'Asks for the newsletter: a mail to the address asks to confirm it. The answer is the same whoever it is.',
      middleware: [noStore, jsonBody] as const,
      request: { params: StoreParam, body: { content: json(SignUpNewsletter), required: true } },
      responses: {
        202: { description: 'Where the address can get mail, it is asked.', content: json(NewsletterAsked) },
        ...errors('invalid_json', 'body_too_large'),
      },
    }),
    async (c) => {
      const { services, allowance } = c.var;
      const address = allowance.address === 'unknown' ? null : allowance.address;
      const answer = await services.newsletter.ask(c.req.valid('json'), address);
      c.var.defer(() => services.outbox.drain());
      return c.json(answer, 202);
    },
  );
