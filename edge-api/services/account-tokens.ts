import type { GivenToken, PageCustomer } from '../contract/customers.ts';
import { isoTime } from '../contract/iso-time.ts';
import type { AccountRepository, AccountSession, PageToken } from '../repositories/accounts.ts';
import type { CustomerRepository } from '../repositories/customers.ts';
import type { AccountLimits } from './account-limits.ts';
import { ApiError } from './errors.ts';
import { randomToken, sameHash, sha256 } from './secrets.ts';

/** How long things live, in milliseconds: a code on its way to the page, a token, and all tokens that come of one hand-over. */
const CODE_MS = 60_000;
const TOKEN_MS = 15 * 60_000;
const RENEWED_MS = 12 * 3_600_000;
const PREFIX = 'vcs_';

const invalid = () => new ApiError('customer_token_invalid', 'Nobody is signed in by this.');

/** A page that may have a token: where it is, and the hash of what only it knows (64 hex digits). */
export interface Receiver {
  readonly origin: string;
  readonly challenge: string;
}

/**
 * What a merchant's page gets of a session on our own origin. A code is worth nothing without the secret the page kept; a
 * token opens a first name, a masked e-mail and summaries of orders, for a quarter of an hour, and ends with its session.
 */
export interface AccountTokens {
  makeCode(session: AccountSession, receiver: Receiver): Promise<string>;
  /** `origin` is what the browser says, null where none said anything. Throws `customer_token_invalid`, `rate_limited`. */
  take(wish: { code: string; verifier: string }, origin: string | null, address: string | null): Promise<GivenToken>;
  /** A new token for one that is still good, which ends with it. */
  renew(token: string, origin: string | null): Promise<GivenToken>;
  /** Whom a token stands for, at this origin; null for nobody. */
  read(token: string, origin: string | null): Promise<PageToken | null>;
  /** The same, as that page may know them. */
  who(token: string, origin: string | null): Promise<PageCustomer | null>;
  /** Ends the session a token came from, and so every token of it. */
  end(token: string, origin: string | null): Promise<void>;
}

/** The first letter of each part, so that its owner knows it and nobody else can write to it. */
export function maskedEmail(email: string): string {
  const [name = '', host = ''] = email.split('@');
  const dot = host.lastIndexOf('.');
  const [domain, ending] = dot < 0 ? [host, ''] : [host.slice(0, dot), host.slice(dot)];
  return `${name.slice(0, 1)}•••@${domain.slice(0, 1)}•••${ending}`;
}

export function accountTokens(
  accounts: AccountRepository,
  customers: CustomerRepository,
  limits: AccountLimits,
  now: () => number,
): AccountTokens {
  async function shown({ name, email, customerId }: AccountSession): Promise<PageCustomer> {
    const addresses = customerId === null ? [] : await customers.addresses(customerId);
    return {
      firstName: (name.trim().split(/\s+/)[0] ?? '').slice(0, 40),
      maskedEmail: maskedEmail(email),
      addressLabels: addresses.map(({ address }) => [address.city, address.country].filter(Boolean).join(', ')),
    };
  }

  async function give(session: AccountSession, originHash: string, givenAt: number): Promise<GivenToken> {
    const token = PREFIX + randomToken();
    const expiresAt = isoTime(Math.min(now() + TOKEN_MS, givenAt + RENEWED_MS));
    const hash = await sha256(token);
    await accounts.putToken({ hash, sessionId: session.sessionId, originHash, givenAt: isoTime(givenAt), expiresAt });
    return { token, expiresAt, customer: await shown(session) };
  }

  async function read(token: string, origin: string | null): Promise<PageToken | null> {
    if (!token.startsWith(PREFIX) || token.length > 100) return null;
    const found = await accounts.token(await sha256(token), isoTime(now()));
    if (!found) return null;
    // A browser always says where a request comes from; a token that turns up elsewhere was taken.
    return origin === null || sameHash(await sha256(origin), found.originHash) ? found : null;
  }

  return {
    async makeCode(session, { origin, challenge }) {
      const code = randomToken();
      await accounts.putCode({
        hash: await sha256(code),
        kind: 'hand_over',
        accountId: session.accountId,
        sessionId: session.sessionId,
        detail: { origin, challenge },
        expiresAt: isoTime(now() + CODE_MS),
      });
      return code;
    },
    async take({ code, verifier }, origin, address) {
      await limits.code(address);
      const used = await accounts.takeCode(await sha256(code), 'hand_over', isoTime(now()));
      const { origin: meant, challenge } = used?.detail ?? {};
      if (typeof meant !== 'string' || typeof challenge !== 'string') throw invalid();
      if (origin !== meant || !sameHash(await sha256(verifier), challenge)) throw invalid();
      const session = await accounts.sessionById(used?.sessionId ?? '', isoTime(now()));
      if (!session) throw invalid();
      return give(session, await sha256(meant), now());
    },
    async renew(token, origin) {
      const found = await read(token, origin);
      const givenAt = Date.parse(found?.givenAt ?? '');
      if (!found || now() >= givenAt + RENEWED_MS) throw invalid();
      const given = await give(found, found.originHash, givenAt);
      await accounts.dropToken(await sha256(token));
      return given;
    },
    read,
    async who(token, origin) {
      const found = await read(token, origin);
      return found && shown(found);
    },
    async end(token, origin) {
      const found = await read(token, origin);
      if (!found) throw invalid();
      await accounts.endSession(found.accountId, found.sessionId);
    },
  };
}
