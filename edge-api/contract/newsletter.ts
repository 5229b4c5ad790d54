import { z } from '@hono/zod-openapi';
import { Email } from './customers.ts';

/** A text that was shown to somebody: several lines, nothing that turns them around. */
const shownText = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^(?:[^\p{Cc}\u061c\u2028-\u202e\u2066-\u2069]|[\t\n\r])*$/u, 'must be plain text');

/** `POST …/newsletter`: somebody asks for letters. Nobody gets one before the mailbox has confirmed it. */
export const SignUpNewsletter = z
  .object({
    email: Email,
    /** What stood beside the field: the words agreed to, as they were shown. */
    words: shownText(4000).min(1).openapi({ example: 'We write once a month. You can leave with one click.' }),
    /** Address of the page it was asked on. Its query and fragment are left out. */
    page: z.string().max(2000).default(''),
    /** BCP 47 tag of the language the page was in; without it the mail is in the store's. */
    locale: z
      .string()
      .max(35)
      .regex(/^(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)?$/, 'must be a language tag')
      .default(''),
    /** For programs that fill in every field: people do not see it, and whoever writes into it is not signed up. */
    website: z.string().max(2000).default(''),
  })
  .openapi('SignUpNewsletter');
export type SignUpNewsletter = z.infer<typeof SignUpNewsletter>;

/** The same for everybody: whether an address gets letters already is not told. */
export const NewsletterAsked = z.object({ status: z.literal('confirmation_asked') }).openapi('NewsletterAsked');
export type NewsletterAsked = z.infer<typeof NewsletterAsked>;

export const SubscriberStatus = z.enum(['pending', 'confirmed', 'left']).openapi('SubscriberStatus');
export type SubscriberStatus = z.infer<typeof SubscriberStatus>;

/** Somebody who asked for the newsletter. Times are UTC, ISO 8601. */
export const Subscriber = z
  .object({
    email: z.string(),
    status: SubscriberStatus,
    /** What was agreed to. */
    words: z.string(),
    /** Where; '' where nobody knows. */
    page: z.string(),
    locale: z.string(),
    askedAt: z.string(),
    confirmedAt: z.string().nullable(),
    leftAt: z.string().nullable(),
    /** Belongs under every letter, and into its `List-Unsubscribe` header: RFC 8058. Null where no address of ours is known. */
    unsubscribeUrl: z.string().nullable(),
  })
  .openapi('Subscriber');
export type Subscriber = z.infer<typeof Subscriber>;

export const SubscriberList = z
  .object({
    subscribers: z.array(Subscriber),
    /** What to give as `after` for those that follow; null when there are none. */
    next: z.string().nullable(),
  })
  .openapi('SubscriberList');
export type SubscriberList = z.infer<typeof SubscriberList>;

/** `GET …/newsletter/subscribers`: in the order of their addresses. */
export const ListSubscribers = z
  .object({
    status: SubscriberStatus.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
    /** The next of an earlier answer. */
    after: z.string().max(600).optional(),
  })
  .openapi('ListSubscribers');
export type ListSubscribers = z.infer<typeof ListSubscribers>;

/** `POST …/newsletter/subscribers/erase`: an address has no place in a path, where logs keep it. */
export const EraseSubscriber = z.object({ email: Email }).openapi('EraseSubscriber');
export type EraseSubscriber = z.infer<typeof EraseSubscriber>;
