import { createAdapterFactory, type CustomAdapter } from 'better-auth/adapters';
import { betterAuth } from 'better-auth/minimal';
import { verifyJWT } from 'better-auth/crypto';
import { magicLink } from 'better-auth/plugins/magic-link';
import { ulid } from 'ulid';
import type { Database } from '../../db/database.ts';
import { authTables } from './auth-tables.ts';
import { hashPassword, isOld, isPassword } from './passwords.ts';
import { SESSION_RENEWED_S, SESSION_S, type Device, type KnownAccount, type SignedIn, type SignIns } from './port.ts';

/** Lifetimes of proofs, in seconds. */
const LIFETIME = { reset: 900, link: 900, proof: 86_400 } as const;

/** Never asked for: our own pages carry every link. */
const NOWHERE = 'https://accounts.invalid';

const MODELS = {
  user: { modelName: 'accounts', fields: { emailVerified: 'email_verified', ...times() } },
  session: {
    modelName: 'account_sessions',
    fields: {
      userId: 'account_id',
      token: 'token_hash',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...times(),
    },
  },
  account: {
    modelName: 'account_credentials',
    fields: { userId: 'account_id', providerId: 'provider_id', accountId: 'provider_account_id', ...times() },
  },
  verification: { modelName: 'account_proofs', fields: { expiresAt: 'expires_at', ...times() } },
} as const;

function times() {
  return { createdAt: 'created_at', updatedAt: 'updated_at' } as const;
}

/** Mails the library would have sent while it was asked for one thing. */
interface Sent {
  verify?: string;
  reset?: { readonly account: KnownAccount; readonly token: string };
  link?: string;
}

const known = ({ id, email, name }: KnownAccount): KnownAccount => ({ id, email, name });

/** The library over one store's database: made for a request, and dropped with it. */
function makeAuth(db: Database, secret: string, sent: Sent) {
  const tables = authTables(db);
  return betterAuth({
    baseURL: NOWHERE,
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    database: createAdapterFactory({
      config: {
        adapterId: 'vitrine',
        supportsDates: false,
        supportsBooleans: false,
        supportsJSON: false,
        supportsNumericIds: false,
        transaction: false,
      },
      // Its generics promise whatever a caller names; ours are rows.
      adapter: () => tables as unknown as CustomAdapter,
    }),
    advanced: { database: { generateId: () => ulid() }, useSecureCookies: true },
    user: MODELS.user,
    session: { ...MODELS.session, expiresIn: SESSION_S, updateAge: SESSION_RENEWED_S },
    account: MODELS.account,
    verification: { ...MODELS.verification, storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      autoSignIn: false,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: LIFETIME.reset,
      password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(password, hash) },
      async sendResetPassword({ user, token }) {
        sent.reset = { account: known(user), token };
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: false,
      expiresIn: LIFETIME.proof,
      async sendVerificationEmail({ token }) {
        sent.verify = token;
      },
    },
    plugins: [
      magicLink({
        expiresIn: LIFETIME.link,
        async sendMagicLink({ token }) {
          sent.link = token;
        },
      }),
    ],
  });
}

/** What the library says when it refuses, such as INVALID_EMAIL_OR_PASSWORD; undefined for what is no refusal. */
function refusal(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const { body } = error as { body?: { code?: string } };
  return body?.code ?? String(error.status);
}

const headersOf = ({ address, userAgent }: Device): Headers =>
  new Headers({ 'user-agent': userAgent.slice(0, 300), ...(address ? { 'x-forwarded-for': address } : {}) });

/** Signs people in by better-auth, over this store's database alone. */
export function betterAuthSignIns(db: Database, secret: () => Promise<string>): SignIns {
  const sent: Sent = {};
  let made: Promise<ReturnType<typeof makeAuth>> | undefined;
  const use = () => (made ??= secret().then((key) => makeAuth(db, key, sent)));
  const inner = async () => (await (await use()).$context).internalAdapter;

  const lookUp = async (email: string) => (await (await inner()).findUserByEmail(email))?.user ?? null;

  async function begin(accountId: string, device: Device): Promise<SignedIn | null> {
    const adapter = await inner();
    const user = await adapter.findUserById(accountId);
    if (!user) return null;
    const session = await adapter.createSession(user.id, false, {
      ipAddress: device.address ?? '',
      userAgent: device.userAgent.slice(0, 300),
    });
    return { account: known(user), token: session.token };
  }

  async function credential(accountId: string): Promise<string | null> {
    const found = await (await inner()).findCredentialAccount(accountId);
    return found?.password ?? null;
  }

  /** A password that opened by parameters of former days is kept by today's. */
  async function renewHash(accountId: string, password: string): Promise<void> {
    const hash = await credential(accountId);
    if (hash && isOld(hash)) await (await inner()).updatePassword(accountId, await hashPassword(password));
  }

  const signIn: SignIns['signIn'] = async ({ email, password }, device) => {
    const auth = await use();
    delete sent.verify;
    try {
      const { token, user } = await auth.api.signInEmail({ body: { email, password }, headers: headersOf(device) });
      await renewHash(user.id, password);
      return { kind: 'signed_in', token, account: known(user) };
    } catch (error) {
      const code = refusal(error);
      if (code === undefined) throw error;
      const user = code === 'EMAIL_NOT_VERIFIED' && sent.verify !== undefined ? await lookUp(email) : null;
      return user && sent.verify !== undefined
        ? { kind: 'unproved', account: known(user), token: sent.verify }
        : { kind: 'refused' };
    }
  };

  async function emailOf(token: string): Promise<string | null> {
    const payload = await verifyJWT<{ email?: unknown }>(token, await secret()).catch(() => null);
    return typeof payload?.email === 'string' ? payload.email : null;
  }

  async function isAccountsPassword(accountId: string, password: string): Promise<boolean> {
    const hash = await credential(accountId);
    if (hash) return isPassword(password, hash);
    await hashPassword(password);
    return false;
  }

  const LINK = 'magic-link:';
  async function linkedEmail(token: string): Promise<string | null> {
    const proof = await (await inner()).findVerificationValue(`${LINK}${token}`);
    if (!proof || proof.expiresAt.getTime() <= Date.now()) return null;
    const value = JSON.parse(proof.value) as { email?: unknown };
    return typeof value.email === 'string' ? value.email : null;
  }

  return {
    async signUp({ email, password, name }) {
      const auth = await use();
      delete sent.verify;
      await auth.api.signUpEmail({ body: { email, password, name } });
      if (sent.verify === undefined) return null;
      const user = await lookUp(email);
      return user && { account: known(user), token: sent.verify };
    },
    signIn,
    async proveEmail({ token, password }, device) {
      const email = await emailOf(token);
      const user = email === null ? null : await lookUp(email);
      if (!user) return { kind: 'expired' };
      if (!(await isAccountsPassword(user.id, password))) return { kind: 'refused' };
      await (await use()).api.verifyEmail({ query: { token } });
      const begun = await begin(user.id, device);
      return begun ? { kind: 'signed_in', ...begun } : { kind: 'expired' };
    },
    emailOf,
    async makeLink(email) {
      await (await use()).api.signInMagicLink({ body: { email }, headers: new Headers() });
      if (sent.link === undefined) throw new Error('No link was made.');
      const user = await lookUp(email);
      return { token: sent.link, known: user && known(user) };
    },
    linkedEmail,
    async useLink(token, device) {
      try {
        const found = await (await use()).api.magicLinkVerify({ query: { token }, headers: headersOf(device) });
        return { token: found.token, account: known(found.user) };
      } catch (error) {
        // A link that is used up or too old leads, by the library, to a page of its own.
        if (refusal(error) === undefined) throw error;
        return null;
      }
    },
    async makeReset(email) {
      delete sent.reset;
      await (await use()).api.requestPasswordReset({ body: { email } });
      return sent.reset ?? null;
    },
    async useReset(token, password) {
      const adapter = await inner();
      const proof = await adapter.findVerificationValue(`reset-password:${token}`);
      if (!proof) return null;
      try {
        await (await use()).api.resetPassword({ body: { token, newPassword: password } });
      } catch (error) {
        if (refusal(error) === undefined) throw error;
        return null;
      }
      // Whoever has read the mail owns the mailbox.
      const user = await adapter.updateUser(proof.value, { emailVerified: true });
      return known(user as KnownAccount);
    },
    async changePassword(accountId, current, next) {
      const hash = await credential(accountId);
      if (hash !== null && (current === null || !(await isPassword(current, hash)))) return false;
      const adapter = await inner();
      const password = await hashPassword(next);
      await adapter.deleteUserSessions(accountId);
      if (hash === null)
        await adapter.createAccount({ userId: accountId, providerId: 'credential', accountId, password });
      else await adapter.updatePassword(accountId, password);
      return true;
    },
    begin,
    isPassword: isAccountsPassword,
  };
}
