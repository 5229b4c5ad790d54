import { z } from '@hono/zod-openapi';
import { plainText } from './plain-text.ts';

/** What an endpoint can be told of; `repositories/outbox.ts` adds what mails alone tell. */
export const WebhookEventType = z
  .enum([
    'order.placed',
    'order.paid',
    'order.payment_failed',
    'order.edited',
    'order.cancelled',
    'order.completed',
    'fulfilment.created',
    'fulfilment.updated',
    'return.requested',
    'return.received',
    'refund.created',
    'refund.succeeded',
    'refund.failed',
    'dispute.opened',
    'dispute.closed',
    'customer.created',
    'customer.updated',
    'customer.deleted',
    'checkout.abandoned',
    'newsletter.confirmed',
    'newsletter.left',
    'page.created',
    'page.changed',
    'page.published',
    'page.unpublished',
    'page.deleted',
    'block.published',
    'block.switched_off',
    'block.deleted',
    'stock.low',
  ])
  .openapi('WebhookEventType');

/** Where the merchant's systems are told, without its secret. Times are UTC, ISO 8601. */
export const WebhookEndpoint = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    /** Empty means every event. */
    eventTypes: z.array(z.string()),
    status: z.enum(['active', 'disabled']),
    /** Why it is disabled: `merchant`, or `gone` when it answered 410. */
    reason: z.string().nullable(),
    /** Until when the secret before this one signs as well; null when it does not. */
    previousSecretUntil: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('WebhookEndpoint');
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const WebhookEndpointList = z.object({ endpoints: z.array(WebhookEndpoint) }).openapi('WebhookEndpointList');
export type WebhookEndpointList = z.infer<typeof WebhookEndpointList>;
export const WebhookEndpointAnswer = z.object({ endpoint: WebhookEndpoint }).openapi('WebhookEndpointAnswer');
export type WebhookEndpointAnswer = z.infer<typeof WebhookEndpointAnswer>;
/** The only answers that carry a secret. */
export const WebhookSecretAnswer = WebhookEndpointAnswer.extend({ secret: z.string() }).openapi('WebhookSecretAnswer');
export type WebhookSecretAnswer = z.infer<typeof WebhookSecretAnswer>;

const url = z.string().trim().min(1).max(2000).openapi({ example: 'https://hooks.example.com/vitrine' });
const description = plainText(200);
const eventTypes = z.array(WebhookEventType).max(50);

export const NewWebhookEndpoint = z
  .object({ url, description: description.default(''), eventTypes: eventTypes.default([]) })
  .openapi('NewWebhookEndpoint');
export type NewWebhookEndpoint = z.infer<typeof NewWebhookEndpoint>;

/** What is left out stays. */
export const ChangeWebhookEndpoint = z
  .object({ url, description, eventTypes, status: z.enum(['active', 'disabled']) })
  .partial()
  .openapi('ChangeWebhookEndpoint');
export type ChangeWebhookEndpoint = z.infer<typeof ChangeWebhookEndpoint>;

/** `POST …/rotate`: hours for which the secret before signs as well. */
export const RotateWebhookSecret = z
  .object({ keepHours: z.int().min(0).max(168).default(24) })
  .openapi('RotateWebhookSecret');
export type RotateWebhookSecret = z.infer<typeof RotateWebhookSecret>;

export const WebhookAttempt = z
  .object({ at: z.string(), status: z.int().nullable(), ms: z.int(), answer: z.string() })
  .openapi('WebhookAttempt');

export const WebhookDelivery = z
  .object({
    id: z.string(),
    endpointId: z.string(),
    /** Sent as `webhook-id`. */
    eventId: z.string(),
    type: z.string(),
    status: z.enum(['pending', 'delivered', 'dead']),
    attempts: z.int(),
    nextTryAt: z.string().nullable(),
    /** Type of an earlier event about the same thing that goes first; null when nothing is waited for. */
    waitsFor: z.string().nullable(),
    /** The last tries, the oldest first. */
    log: z.array(WebhookAttempt),
    createdAt: z.string(),
    deliveredAt: z.string().nullable(),
  })
  .openapi('WebhookDelivery');
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookDeliveryAnswer = z.object({ delivery: WebhookDelivery }).openapi('WebhookDeliveryAnswer');
export type WebhookDeliveryAnswer = z.infer<typeof WebhookDeliveryAnswer>;
export const WebhookDeliveryList = z
  .object({
    deliveries: z.array(WebhookDelivery),
    /** What to give as `before` for older ones; null when there are none. */
    next: z.string().nullable(),
  })
  .openapi('WebhookDeliveryList');
export type WebhookDeliveryList = z.infer<typeof WebhookDeliveryList>;

export const ListWebhookDeliveries = z
  .object({
    endpointId: z.string().max(64).optional(),
    status: z.enum(['pending', 'delivered', 'dead']).optional(),
    before: z.string().max(80).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .openapi('ListWebhookDeliveries');
export type ListWebhookDeliveries = z.infer<typeof ListWebhookDeliveries>;

/** `POST …/replay` of an endpoint: every event since then once more. */
export const ReplayWebhooks = z.object({ since: z.iso.datetime() }).openapi('ReplayWebhooks');
export type ReplayWebhooks = z.infer<typeof ReplayWebhooks>;
export const ReplayedWebhooks = z.object({ queued: z.int() }).openapi('ReplayedWebhooks');
export type ReplayedWebhooks = z.infer<typeof ReplayedWebhooks>;
