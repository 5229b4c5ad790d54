import { ulid } from 'ulid';
import {
  SESSION_RENEWED_S,
  SESSION_S,
  type Device,
  type KnownAccount,
  type PasswordVerdict,
  type SignedIn,
  type SignIns,
} from '../adapters/auth/port.ts';
import { isoTime } from '../contract/iso-time.ts';
import type { AccountRepository, AccountSession, SessionDevice } from '../repositories/accounts.ts';
import type { OutboxWork } from '../repositories/outbox.ts';
import { emailChanges, type EmailChanges } from './account-email.ts';
import type { AccountLimits } from './account-limits.ts';
import { isCommonPassword } from './common-passwords.ts';
import type { CustomerService } from './customers.ts';
import { sha256 } from './secrets.ts';

export { SESSION_RENEWED_S, SESSION_S } from '../adapters/auth/port.ts';
export type { AccountSession } from '../repositories/accounts.ts';

/** An account whose e-mail nobody proved is gone after this, in milliseconds. */
const UNPROVED_MS = 7 * 86_400_000;
/** A sign-in this fresh needs no password again for what ends much, in milliseconds. */
const FRESH_MS = 15 * 60_000;

/** Where somebody is, and what he reads. */
export interface Visitor extends Device {
  /** BCP 47 tag of the pages he reads. */
  readonly locale: string;
  /** Address of the account's pages, without a slash at its end. */
  readonly base: string;
}

export type PasswordProblem = 'password_short' | 'password_long' | 'password_common';

export interface SignUp {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly marketing: boolean;
}

type MailEvent = Extract<OutboxWork, { kind: 'event' }>['type'];

/** Accounts of one store's customers: the rules of signing up, in and out, for pages to ask. */
export interface AccountService extends EmailChanges {
  passwordProblem(password: string, about: { email: string; name: string }): PasswordProblem | undefined;
  /** Makes an account and mails its proof; who has one already is mailed a way in. The caller is told nothing of which. */
  signUp(wish: SignUp, visitor: Visitor): Promise<void>;
  /** Throws `rate_limited`. An e-mail nobody has proved gets its mail again. `from` is the session that ends with it. */
  signIn(
    wish: { email: string; password: string },
    visitor: Visitor,
    from: AccountSession | null,
  ): Promise<PasswordVerdict>;
  /** Throws `rate_limited`. `quiet`: say that a mail is under way, and send none. */
  mayMail(email: string, visitor: Visitor): Promise<'yes' | 'quiet'>;
  mailLink(email: string, visitor: Visitor, binding: string): Promise<void>;
  mailReset(email: string, visitor: Visitor): Promise<void>;
  /** The e-mail a mail's token is for, without using it up; null for one that is not good any more. */
  emailOfProof(token: string): Promise<string | null>;
  emailOfLink(token: string): Promise<string | null>;
  proveEmail(wish: { token: string; password: string }, visitor: Visitor): ReturnType<SignIns['proveEmail']>;
  useLink(token: string, visitor: Visitor, from: AccountSession | null): Promise<SignedIn | null>;
  useReset(token: string, password: string, visitor: Visitor): Promise<SignedIn | null>;
  /** Begins a session for whoever a passkey has proved. */
  begin(accountId: string, visitor: Visitor, from: AccountSession | null): Promise<SignedIn | null>;
  /** Who holds this token. A session that is used lives on. */
  session(token: string): Promise<AccountSession | null>;
  /** Whether a session is young enough to need no password again. */
  isFresh(session: AccountSession): boolean;
  /** Whether a session is young enough, or the password right, for what cannot be taken back. Throws `rate_limited`. */
  isSure(session: AccountSession, password: string, visitor: Visitor): Promise<boolean>;
  /** Changes the password and ends every session; null where the present one is wrong. */
  changePassword(session: AccountSession, current: string, next: string, visitor: Visitor): Promise<SignedIn | null>;
  devices(session: AccountSession): Promise<SessionDevice[]>;
  signOut(session: AccountSession): Promise<void>;
  signOutDevice(session: AccountSession, id: string): Promise<boolean>;
  signOutOthers(session: AccountSession): Promise<void>;
  /** Whether a link was asked for in this browser: what its mail says of the browser, and what the browser says. */
  bindingOf(nonce: string): Promise<string>;
  sweep(): Promise<void>;
}

export interface AccountPorts {
  readonly signIns: SignIns;
  readonly accounts: AccountRepository;
  readonly customers: CustomerService;
  readonly limits: AccountLimits;
  readonly now: () => number;
}

export function accountService({ signIns, accounts, customers, limits, now }: AccountPorts): AccountService {
  /** Asks for a mail, written down with everything it needs. */
  async function mail(
    type: MailEvent,
    to: { email: string; customerId?: string | null },
    visitor: Visitor,
    path: string,
  ) {
    const at = now();
    const work: OutboxWork = {
      kind: 'event',
      type,
      at: isoTime(at),
      email: to.email,
      locale: visitor.locale,
      link: `${visitor.base}${path}`,
      ...(to.customerId ? { customerId: to.customerId } : {}),
    };
    await accounts.tell([{ id: ulid(at), work, dueAt: at }]);
  }
  const mailProof = (account: KnownAccount, token: string, visitor: Visitor) =>
    mail('customer.verify_email', account, visitor, `/verify?token=${encodeURIComponent(token)}`);

  /** What every sign-in ends with: the account's customer is there, and the session it came from is not. */
  async function welcome(signedIn: SignedIn, visitor: Visitor, from: AccountSession | null): Promise<SignedIn> {
    const at = now();
    const customer = await accounts.customerOf(signedIn.account.id);
    if (!customer?.isClaimed) {
      const customerId = customer?.id ?? ulid(at);
      const { email } = signedIn.account;
      const work = {
        kind: 'event',
        type: 'customer.created',
        at: isoTime(at),
        customerId,
        email,
        locale: visitor.locale,
      } as const;
      await accounts.claim(signedIn.account.id, customerId, isoTime(at), { id: ulid(at), work, dueAt: at });
    }
    if (from) await accounts.endSession(from.accountId, from.sessionId);
    return signedIn;
  }

  async function session(token: string): Promise<AccountSession | null> {
    const at = now();
    const found = await accounts.session(await sha256(token), isoTime(at));
    if (!found) return null;
    if (at - Date.parse(found.updatedAt) > SESSION_RENEWED_S * 1000)
      await accounts.keepSession(found.sessionId, isoTime(at), isoTime(at + SESSION_S * 1000));
    return found;
  }

  const isFresh = ({ createdAt }: AccountSession): boolean => now() - Date.parse(createdAt) <= FRESH_MS;

  async function tryPassword(email: string, address: string | null): Promise<void> {
    await limits.password(email, address);
  }

  return {
    ...emailChanges({ signIns, accounts, limits, now, mail }),
    passwordProblem(password, about) {
      const { length } = [...password.normalize('NFKC')];
      if (length < 8) return 'password_short';
      if (length > 128 || password.length > 128) return 'password_long';
      return isCommonPassword(password, about) ? 'password_common' : undefined;
    },
    async signUp({ email, name, password, marketing }, visitor) {
      const made = await signIns.signUp({ email, name, password });
      if (made) {
        await mailProof(made.account, made.token, visitor);
        if (marketing) await customers.wishConsent(email, visitor.locale);
        return;
      }
      // To the owner of the mailbox, and to nobody else: there is an account, and this is the way in.
      const { token } = await signIns.makeLink(email);
      await mail('customer.sign_in_link', { email }, visitor, `/link?token=${encodeURIComponent(token)}`);
    },
    async signIn({ email, password }, visitor, from) {
      await tryPassword(email, visitor.address);
      const verdict = await signIns.signIn({ email, password }, visitor);
      if (verdict.kind === 'refused') return verdict;
      await limits.forgive(email);
      if (verdict.kind === 'unproved') {
        if ((await limits.mail(email, visitor.address)) === 'yes')
          await mailProof(verdict.account, verdict.token, visitor);
        return verdict;
      }
      return { kind: 'signed_in', ...(await welcome(verdict, visitor, from)) };
    },
    mayMail: (email, visitor) => limits.mail(email, visitor.address),
    async mailLink(email, visitor, binding) {
      const { token } = await signIns.makeLink(email);
      const query = new URLSearchParams({ token, b: binding });
      await mail('customer.sign_in_link', { email }, visitor, `/link?${query}`);
    },
    async mailReset(email, visitor) {
      const made = await signIns.makeReset(email);
      if (!made) return;
      await mail(
        'customer.reset_password',
        made.account,
        visitor,
        `/reset/new?token=${encodeURIComponent(made.token)}`,
      );
    },
    emailOfProof: (token) => signIns.emailOf(token),
    emailOfLink: (token) => signIns.linkedEmail(token),
    async proveEmail(wish, visitor) {
      await limits.proof(visitor.address);
      const email = await signIns.emailOf(wish.token);
      if (email === null) return { kind: 'expired' };
      await tryPassword(email, visitor.address);
      const verdict = await signIns.proveEmail(wish, visitor);
      if (verdict.kind !== 'signed_in') return verdict;
      await limits.forgive(email);
      const signedIn = await welcome(verdict, visitor, null);
      await customers.keepWishedConsent(email);
      return { kind: 'signed_in', ...signedIn };
    },
    async useLink(token, visitor, from) {
      await limits.proof(visitor.address);
      const used = await signIns.useLink(token, visitor);
      return used && welcome(used, visitor, from);
    },
    async useReset(token, password, visitor) {
      await limits.proof(visitor.address);
      const account = await signIns.useReset(token, password);
      if (!account) return null;
      await limits.forgive(account.email);
      const signedIn = await signIns.begin(account.id, visitor);
      return signedIn && welcome(signedIn, visitor, null);
    },
    async begin(accountId, visitor, from) {
      const signedIn = await signIns.begin(accountId, visitor);
      return signedIn && welcome(signedIn, visitor, from);
    },
    session,
    isFresh,
    async isSure(current, password, visitor) {
      if (isFresh(current)) return true;
      if (!current.hasPassword) return false;
      await tryPassword(current.email, visitor.address);
      const right = await signIns.isPassword(current.accountId, password);
      if (right) await limits.forgive(current.email);
      return right;
    },
    async changePassword(current, password, next, visitor) {
      await tryPassword(current.email, visitor.address);
      const asked = current.hasPassword ? password : null;
      if (!(await signIns.changePassword(current.accountId, asked, next))) return null;
      await limits.forgive(current.email);
      return signIns.begin(current.accountId, visitor);
    },
    devices: ({ accountId }) => accounts.sessions(accountId, isoTime(now())),
    async signOut({ accountId, sessionId }) {
      await accounts.endSession(accountId, sessionId);
    },
    signOutDevice: ({ accountId }, id) => accounts.endSession(accountId, id),
    signOutOthers: ({ accountId, sessionId }) => accounts.endSessions(accountId, sessionId),
    bindingOf: async (nonce) => (await sha256(`link ${await accounts.secret()} ${nonce}`)).slice(0, 32),
    sweep: () => accounts.sweep(now(), isoTime(now() - UNPROVED_MS)),
  };
}
