import { z } from '@hono/zod-openapi';

const Ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be an id of an earlier answer');

export const MessageStatus = z.enum(['queued', 'sent', 'failed', 'dead']).openapi('MessageStatus');

/** A mail, without what it says. Times are UTC, ISO 8601. */
export const Message = z
  .object({
    id: z.string(),
    /** The event it tells of. */
    eventId: z.string(),
    /** Such as `order_confirmation`. */
    kind: z.string(),
    recipient: z.string(),
    subject: z.string(),
    locale: z.string(),
    /** Whether it carries a link that only its reader may have; what it says is then told to nobody. */
    private: z.boolean(),
    orderId: z.string().nullable(),
    /** `failed` was refused for good, `dead` was tried too often. */
    status: MessageStatus,
    attempts: z.int(),
    /** How often it was sent once more on purpose. */
    resends: z.int(),
    nextTryAt: z.string().nullable(),
    /** Who took it: smtp, resend, or the embedded mailbox. */
    provider: z.string().nullable(),
    providerRef: z.string().nullable(),
    /** Why the last try failed. */
    error: z.string().nullable(),
    createdAt: z.string(),
    sentAt: z.string().nullable(),
  })
  .openapi('Message');
export type Message = z.infer<typeof Message>;

export const MessageAnswer = z
  .object({ message: Message, html: z.string().nullable(), text: z.string().nullable() })
  .openapi('MessageAnswer');
export type MessageAnswer = z.infer<typeof MessageAnswer>;

/** `GET …/messages`: the newest first. */
export const MessageList = z
  .object({
    messages: z.array(Message),
    /** What to give as `before` for older ones; null when there are none. */
    next: z.string().nullable(),
  })
  .openapi('MessageList');
export type MessageList = z.infer<typeof MessageList>;

export const ListMessages = z
  .object({
    status: MessageStatus.optional(),
    orderId: z.string().max(64).optional(),
    before: Ulid.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .openapi('ListMessages');
export type ListMessages = z.infer<typeof ListMessages>;

/** Work of the outbox that was given up. */
export const DeadLetter = z
  .object({
    id: z.string(),
    kind: z.string(),
    /** The event, where it is one. */
    type: z.string().nullable(),
    attempts: z.int(),
    error: z.string().nullable(),
    failedAt: z.string(),
  })
  .openapi('DeadLetter');
export const DeadLetterList = z.object({ deadLetters: z.array(DeadLetter) }).openapi('DeadLetterList');
export type DeadLetterList = z.infer<typeof DeadLetterList>;
