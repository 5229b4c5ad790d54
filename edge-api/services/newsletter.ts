import { ulid } from 'ulid';
import { base64Url } from '../contract/bytes-text.ts';
import { isoTime } from '../contract/iso-time.ts';
import type {
  ListSubscribers,
  NewsletterAsked,
  SignUpNewsletter,
  Subscriber,
  SubscriberList,
  SubscriberStatus,
} from '../contract/newsletter.ts';
import type { AccountRepository, AttemptLimit } from '../repositories/accounts.ts';
import type { NewsletterRepository, StoredSubscriber, Told } from '../repositories/newsletter.ts';
import type { OutboxWork } from '../repositories/outbox.ts';
import { ApiError } from './errors.ts';
import { cursorRefusal } from './cursor.ts';
import { randomToken, sha256 } from './secrets.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How long a link confirms, and an address that did not is kept, in milliseconds. */
const OPEN_MS = 30 * 24 * HOUR;
/** The sentence on our own page that is agreed to by its button; it grows by one when its words change. */
const CONFIRM_TEXT = 'newsletter-1';
/** Subscribers read at a time for the whole list. */
const EXPORT_PAGE = 1000;

/** Counted in the store's own database, as sign-ins are: an edge counts by place and roughly. After `most` each one more waits longer. */
const LIMITS = {
  'newsletter-email': { most: 3, windowMs: HOUR, waitMs: 10 * MINUTE, waitMostMs: 24 * HOUR },
  'newsletter-address': { most: 10, windowMs: 15 * MINUTE, waitMs: 20_000, waitMostMs: HOUR },
  /** All who ask a store: room for a campaign, and none for whoever wants its mails to go everywhere. */
  'newsletter-store': { most: 1000, windowMs: 15 * MINUTE, waitMs: 500, waitMostMs: 10_000 },
} as const satisfies Record<string, AttemptLimit>;

export interface NewsletterService {
  /**
   * Keeps what somebody asks and mails the link that confirms it; the answer is the same whoever it is. Throws `rate_limited`.
   * `address` is null for nobody that could be told apart.
   */
  ask(wish: SignUpNewsletter, address: string | null): Promise<NewsletterAsked>;
  /** Confirms what a link was sent for; false where it is not good any more. */
  confirm(token: string): Promise<boolean>;
  /** Ends the letters whose way out this is; false where it is no such way. */
  leave(token: string): Promise<boolean>;
  list(query: ListSubscribers): Promise<SubscriberList>;
  /** All of them as CSV (RFC 4180), a piece at a time. */
  csv(status: SubscriberStatus | null): AsyncGenerator<string>;
  erase(email: string): Promise<void>;
  /** Forgets some who did not confirm in time; answers how many. */
  expire(limit: number): Promise<number>;
}

export interface NewsletterDependencies {
  readonly newsletter: NewsletterRepository;
  readonly attempts: Pick<AccountRepository, 'attempt'>;
  readonly links: {
    /** Where a link confirms; null where no address of ours is known. */
    confirm(token: string, locale: string): string | null;
    unsubscribe(token: string): string | null;
  };
  readonly now: () => number;
}

/** The page without what may be private in its address: query, fragment, name and password. */
function pageOf(page: string): string {
  if (!URL.canParse(page)) return '';
  const { protocol, origin, pathname } = new URL(page);
  return /^https?:$/.test(protocol) ? `${origin}${pathname}`.slice(0, 500) : '';
}

const isoOf = (ms: number | null): string | null => (ms === null ? null : isoTime(ms));

const HEADER = 'email,status,locale,words,page,asked_at,confirmed_at,left_at,unsubscribe_url';

/** How formulas begin; some programs take the wide forms of these marks for them too. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** A field of a table: no program is to take what a stranger wrote for a formula. */
function field(value: string | null): string {
  const text = value ?? '';
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const encodeAfter = (email: string): string => base64Url(new TextEncoder().encode(email));

function decodeAfter(text: string): string {
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));
  } catch {
    throw cursorRefusal();
  }
}

export function newsletterService({ newsletter, attempts, links, now }: NewsletterDependencies): NewsletterService {
  const wait = async (limit: keyof typeof LIMITS, who: string): Promise<number> =>
    attempts.attempt(await sha256(`${limit} ${who}`), now(), LIMITS[limit]);

  async function take(limit: keyof typeof LIMITS, who: string): Promise<void> {
    const waitMs = await wait(limit, who);
    if (waitMs <= 0) return;
    const retryAfterS = Math.ceil(waitMs / 1000);
    throw new ApiError('rate_limited', `Too many tries. Please try again in ${retryAfterS} s.`, { retryAfterS });
  }

  function told(
    type: Extract<OutboxWork, { kind: 'event' }>['type'],
    email: string,
    locale: string,
    link: string | null = null,
  ): Told {
    const at = now();
    const work: OutboxWork = {
      kind: 'event',
      type,
      at: isoTime(at),
      email,
      ...(locale && { locale }),
      ...(link && { link }),
    };
    return { id: ulid(at), work, dueAt: at };
  }

  const consent = (given: boolean) => ({ id: ulid(now()), given, at: isoTime(now()), textVersion: CONFIRM_TEXT });

  const shown = (row: StoredSubscriber): Subscriber => ({
    email: row.email,
    status: row.status,
    words: row.words,
    page: row.page,
    locale: row.locale,
    askedAt: isoTime(row.askedAt),
    confirmedAt: isoOf(row.confirmedAt),
    leftAt: isoOf(row.leftAt),
    unsubscribeUrl: links.unsubscribe(row.leaveToken),
  });

  return {
    async ask({ email, words, page, locale, website }, address) {
      const answer: NewsletterAsked = { status: 'confirmation_asked' };
      if (address !== null) await take('newsletter-address', address);
      await take('newsletter-store', '');
      const mailsEnough = (await wait('newsletter-email', email)) > 0;
      if (website !== '' || mailsEnough) return answer;
      const token = randomToken();
      await newsletter.ask(
        {
          email,
          words,
          page: pageOf(page),
          locale,
          tokenHash: await sha256(token),
          leaveToken: randomToken(),
          now: now(),
        },
        told('newsletter.requested', email, locale, links.confirm(token, locale)),
      );
      return answer;
    },

    async confirm(token) {
      const hash = await sha256(token);
      const found = await newsletter.findAsked(hash, now() - OPEN_MS);
      if (!found) return false;
      const { email, locale, status } = found;
      if (status !== 'confirmed')
        await newsletter.confirm(hash, now(), consent(true), told('newsletter.confirmed', email, locale));
      return true;
    },

    async leave(token) {
      const found = await newsletter.findByLeave(token);
      if (!found) return false;
      const { email, locale } = found;
      await newsletter.leave(email, now(), consent(false), told('newsletter.left', email, locale));
      return true;
    },

    async list({ status, limit, after }) {
      const from = after === undefined ? '' : decodeAfter(after);
      const rows = await newsletter.list({ status: status ?? null, after: from, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { subscribers: page.map(shown), next: last ? encodeAfter(last.email) : null };
    },

    async *csv(status) {
      yield `${HEADER}\r\n`;
      for (let after = ''; ;) {
        const rows = await newsletter.list({ status, after, limit: EXPORT_PAGE });
        const last = rows.at(-1);
        if (!last) return;
        const lines = rows.map(shown).map((one) => {
          const { email, locale, words, page, askedAt, confirmedAt, leftAt, unsubscribeUrl } = one;
          return [email, one.status, locale, words, page, askedAt, confirmedAt, leftAt, unsubscribeUrl]
            .map(field)
            .join(',');
        });
        yield `${lines.join('\r\n')}\r\n`;
        if (rows.length < EXPORT_PAGE) return;
        after = last.email;
      }
    },

    erase: (email) => newsletter.erase(email),
    expire: (limit) => newsletter.expire(now() - OPEN_MS, limit),
  };
}
