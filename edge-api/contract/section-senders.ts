import { z } from '@hono/zod-openapi';
import { plainText } from './plain-text.ts';
import { SectionId, SectionResult } from './sections-admin.ts';

/** Most sections that one message carries. */
export const MOST_SENT = 200;

/** Who may send sections by signed webhook, without the secret. Times are UTC, ISO 8601. */
export const SectionSender = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Path that messages are sent to, below the address of the API. */
    path: z.string(),
    /** The page that new sections go to when they name none; null lets them stand alone. */
    pageId: z.string().nullable(),
    /** Until when the secret before this one counts as well; null when it does not. */
    previousSecretUntil: z.string().nullable(),
    createdAt: z.string(),
    /** When a message of it was last taken; within a minute or so. */
    usedAt: z.string().nullable(),
  })
  .openapi('SectionSender');
export type SectionSender = z.infer<typeof SectionSender>;

export const SectionSenderList = z.object({ senders: z.array(SectionSender) }).openapi('SectionSenderList');
export type SectionSenderList = z.infer<typeof SectionSenderList>;
/** The only answers that carry a secret. */
export const SectionSenderSecret = z
  .object({ sender: SectionSender, secret: z.string() })
  .openapi('SectionSenderSecret');
export type SectionSenderSecret = z.infer<typeof SectionSenderSecret>;

export const NewSectionSender = z
  .strictObject({ name: plainText(120).min(1), pageId: z.string().min(1).max(64).nullable().default(null) })
  .openapi('NewSectionSender');
export type NewSectionSender = z.infer<typeof NewSectionSender>;

/** Hours for which the secret before counts as well. */
export const RotateSectionSender = z
  .strictObject({ keepHours: z.int().min(0).max(168).default(24) })
  .openapi('RotateSectionSender');
export type RotateSectionSender = z.infer<typeof RotateSectionSender>;

// By the sender's clock: what is older than what is there changes nothing, in whatever order it comes.
const timestamp = z.iso.datetime({ offset: true });
/** Each is checked by itself, so that a wrong one keeps no other from being taken. */
const items = z.array(z.unknown()).min(1).max(MOST_SENT);

/** What a sender sends: Standard Webhooks, with what happened and when in the body. */
export const SectionEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.enum(['section.created', 'section.updated']),
    timestamp,
    data: z.union([
      z.object({ sections: items, pageId: z.string().max(64).nullable().optional() }),
      z.record(z.string(), z.unknown()),
    ]),
  }),
  z.object({
    type: z.literal('section.deleted'),
    timestamp,
    data: z.object({ id: SectionId.optional(), ids: z.array(SectionId).max(MOST_SENT).optional() }),
  }),
]);
export type SectionEvent = z.infer<typeof SectionEvent>;

export const SectionEventResult = SectionResult.extend({
  outcome: z.enum([...SectionResult.shape.outcome.options, 'deleted']),
}).openapi('SectionEventResult');
export type SectionEventResult = z.infer<typeof SectionEventResult>;

/** What became of each; the same message again is answered with the same. */
export const SectionEventAnswer = z.object({ results: z.array(SectionEventResult) }).openapi('SectionEventAnswer');
export type SectionEventAnswer = z.infer<typeof SectionEventAnswer>;
