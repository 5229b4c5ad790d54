import { ulid } from 'ulid';
import type { SignIns } from '../adapters/auth/port.ts';
import { isoTime } from '../contract/iso-time.ts';
import type { AccountRepository, AccountSession } from '../repositories/accounts.ts';
import type { EmailWish } from '../repositories/account-email.ts';
import type { EventType } from '../repositories/outbox.ts';
import type { AccountLimits } from './account-limits.ts';
import type { Visitor } from './accounts.ts';
import { randomToken, sha256 } from './secrets.ts';

/** How long a link to a new e-mail is good for, in milliseconds. */
const WISH_MS = 3_600_000;

/** Somebody who is signed in and a customer. */
type Customer = AccountSession & { readonly customerId: string };

/** Another e-mail for an account. */
export interface EmailChanges {
  /**
   * Mails a link to the e-mail somebody wants to have. Who has an account there is mailed a way in instead: the caller is
   * told nothing of which.
   */
  askNewEmail(session: Customer, email: string, visitor: Visitor): Promise<void>;
  /** The e-mail a link stands for, in a session of the account that asked for it; null for any other. */
  newEmailOf(token: string, session: AccountSession): Promise<string | null>;
  /** Changes the e-mail, tells the old one, and ends every other session. Throws `rate_limited`; false for a link that is gone. */
  changeEmail(token: string, session: Customer, visitor: Visitor): Promise<boolean>;
}

export interface EmailPorts {
  readonly signIns: Pick<SignIns, 'makeLink'>;
  readonly accounts: AccountRepository;
  readonly limits: AccountLimits;
  readonly now: () => number;
  readonly mail: (type: EventType, to: { email: string }, visitor: Visitor, path: string) => Promise<void>;
}

export function emailChanges({ signIns, accounts, limits, now, mail }: EmailPorts): EmailChanges {
  const hashOf = (token: string) => sha256(`new-email ${token}`);

  /** The wish of a token, where this is its account and the session that asked has not been ended since. */
  async function wishOf(token: string, { accountId }: AccountSession): Promise<EmailWish | undefined> {
    const wish = await accounts.emailWish(await hashOf(token), isoTime(now()));
    if (wish?.accountId !== accountId) return undefined;
    return (await accounts.sessionById(wish.sessionId, isoTime(now()))) && wish;
  }

  return {
    async askNewEmail({ accountId, sessionId }, email, visitor) {
      if (await accounts.isTaken(email)) {
        const { token } = await signIns.makeLink(email);
        await mail('customer.sign_in_link', { email }, visitor, `/link?token=${encodeURIComponent(token)}`);
        return;
      }
      const at = now();
      const token = randomToken();
      const times = { now: isoTime(at), expiresAt: isoTime(at + WISH_MS) };
      await accounts.putEmailWish(ulid(at), await hashOf(token), { accountId, sessionId, email }, times);
      await mail('customer.change_email', { email }, visitor, `/email/confirm?token=${token}`);
    },
    newEmailOf: async (token, session) => (await wishOf(token, session))?.email ?? null,
    async changeEmail(token, session, visitor) {
      await limits.proof(visitor.address);
      const wish = await wishOf(token, session);
      if (!wish) return false;
      const at = now();
      const { accountId, customerId, sessionId, email: from } = session;
      const event = (type: EventType, about: { customerId: string; email?: string; locale?: string }) => ({
        id: ulid(at),
        work: { kind: 'event' as const, type, at: isoTime(at), ...about },
        dueAt: at,
      });
      const guest = await accounts.guestOf(wish.email);
      return accounts.moveEmail({
        accountId,
        customerId,
        sessionId,
        from,
        to: wish.email,
        now: isoTime(at),
        told: [
          event('customer.email_changed', { customerId, email: from, locale: visitor.locale }),
          event('customer.updated', { customerId }),
        ],
        merged: guest === null ? null : event('customer.deleted', { customerId: guest }),
      });
    },
  };
}
