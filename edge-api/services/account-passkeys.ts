import type { Passkeys } from '../adapters/auth/passkeys-port.ts';
import type { SignedIn } from '../adapters/auth/port.ts';
import { isoTime } from '../contract/iso-time.ts';
import type { AccountRepository, AccountSession, Passkey } from '../repositories/accounts.ts';
import type { AccountLimits } from './account-limits.ts';
import type { AccountService, Visitor } from './accounts.ts';
import { sha256 } from './secrets.ts';

/** How long a ceremony may take, in milliseconds. */
const CEREMONY_MS = 5 * 60_000;
const MOST_KEYS = 20;

/** Passkeys of one store's customers. Their home is the host our own pages answer under: `origin` is that page's. */
export interface PasskeyService {
  list(session: AccountSession): Promise<Passkey[]>;
  /** What `navigator.credentials.create` is asked. */
  beginAdding(session: AccountSession, origin: string, siteName: string): Promise<unknown>;
  add(session: AccountSession, origin: string, answer: unknown, name: string): Promise<boolean>;
  remove(session: AccountSession, id: string): Promise<void>;
  /** What `navigator.credentials.get` is asked: whichever key the browser has for this host. */
  beginSignIn(origin: string, visitor: Visitor): Promise<unknown>;
  signIn(origin: string, answer: unknown, visitor: Visitor, from: AccountSession | null): Promise<SignedIn | null>;
}

export interface PasskeyPorts {
  readonly load: () => Promise<Passkeys>;
  readonly accounts: AccountRepository;
  readonly service: AccountService;
  readonly limits: AccountLimits;
  readonly now: () => number;
}

export function passkeyService({ load, accounts, service, limits, now }: PasskeyPorts): PasskeyService {
  async function remember(challenge: string, session: AccountSession | null): Promise<void> {
    await accounts.putCode({
      hash: await sha256(challenge),
      kind: 'passkey',
      accountId: session?.accountId ?? null,
      sessionId: session?.sessionId ?? null,
      detail: {},
      expiresAt: isoTime(now() + CEREMONY_MS),
    });
  }
  /** A challenge is good once, and only for whom it was made. */
  const isOurs = (session: AccountSession | null) => async (challenge: string) => {
    const used = await accounts.takeCode(await sha256(challenge), 'passkey', isoTime(now()));
    return used !== undefined && used.accountId === (session?.accountId ?? null);
  };

  return {
    list: ({ accountId }) => accounts.passkeys(accountId),
    async beginAdding(session, origin, siteName) {
      const known = await accounts.passkeys(session.accountId);
      const account = { id: session.accountId, email: session.email, name: session.name };
      const options = await (await load()).registration({ origin, siteName, account, known });
      await remember(options.challenge, session);
      return options;
    },
    async add(session, origin, answer, name) {
      const key = await (await load()).verifyRegistration({ origin, answer, isOurs: isOurs(session) });
      if (!key || (await accounts.passkeys(session.accountId)).length >= MOST_KEYS) return false;
      // A key that is there already may be another account's.
      if (await accounts.passkey(key.id)) return false;
      const more = { accountId: session.accountId, name: name.slice(0, 60), createdAt: isoTime(now()) };
      await accounts.addPasskey({ ...key, transports: [...key.transports], ...more });
      return true;
    },
    async remove({ accountId }, id) {
      await accounts.removePasskey(accountId, id);
    },
    async beginSignIn(origin, visitor) {
      // Asked by every visit to the page, for browsers that offer a key by themselves.
      await limits.code(visitor.address);
      const options = await (await load()).authentication({ origin });
      await remember(options.challenge, null);
      return options;
    },
    async signIn(origin, answer, visitor, from) {
      await limits.proof(visitor.address);
      const id = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : undefined;
      const key = typeof id === 'string' && id.length <= 1400 ? await accounts.passkey(id) : undefined;
      if (!key) return null;
      const counter = await (await load()).verifyAuthentication({ origin, answer, isOurs: isOurs(null), key });
      if (counter === null || !(await accounts.usePasskey(key.id, key.counter, counter, isoTime(now())))) return null;
      return service.begin(key.accountId, visitor, from);
    },
  };
}
