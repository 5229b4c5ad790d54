import type { AccountRepository, AttemptLimit } from '../repositories/accounts.ts';
import { ApiError } from './errors.ts';
import { sha256 } from './secrets.ts';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;

/**
 * How often what may be tried, counted in the store's own database: an edge counts by place and roughly, and a password is
 * guessed slowly from many places. After `most` tries each one more waits twice as long as the one before.
 */
const LIMITS = {
  /** Passwords on one e-mail, wherever from. */
  'password-email': { most: 5, windowMs: QUARTER, waitMs: 30_000, waitMostMs: QUARTER },
  /** Passwords from one household. */
  'password-address': { most: 20, windowMs: QUARTER, waitMs: 10_000, waitMostMs: QUARTER },
  /** Passwords from one network of 256 addresses: a list of stolen ones is tried from many that are neighbours. */
  'password-network': { most: 90, windowMs: QUARTER, waitMs: 10_000, waitMostMs: QUARTER },
  'mail-email': { most: 4, windowMs: QUARTER, waitMs: MINUTE, waitMostMs: HOUR },
  'mail-address': { most: 15, windowMs: QUARTER, waitMs: 20_000, waitMostMs: HOUR },
  'proof-address': { most: 30, windowMs: QUARTER, waitMs: 5000, waitMostMs: QUARTER },
  'code-address': { most: 60, windowMs: QUARTER, waitMs: 1000, waitMostMs: QUARTER },
} as const satisfies Record<string, AttemptLimit>;
type Limit = keyof typeof LIMITS;

/** The 256 addresses around an IPv4 one; what else is counted, such as the /64 of an IPv6 address, stands for itself. */
const networkOf = (address: string): string => address.replace(/^(\d+\.\d+\.\d+)\.\d+$/, '$1.0/24');

const tooMany = (waitMs: number): ApiError => {
  const retryAfterS = Math.ceil(waitMs / 1000);
  return new ApiError('rate_limited', `Too many tries. Please try again in ${retryAfterS} s.`, { retryAfterS });
};

/** Counts what customers, and those who would be them, try. `address` is null for nobody that could be told apart. */
export interface AccountLimits {
  /** Throws `rate_limited` when a password may not be tried now, whether or not there is such an account. */
  password(email: string, address: string | null): Promise<void>;
  /** A right password: its e-mail's tries are forgotten. */
  forgive(email: string): Promise<void>;
  /** Whether a mail may be asked for. `quiet`: not for this e-mail, which is nobody's to know. Throws for an address. */
  mail(email: string, address: string | null): Promise<'yes' | 'quiet'>;
  proof(address: string | null): Promise<void>;
  code(address: string | null): Promise<void>;
}

export function accountLimits(accounts: AccountRepository, now: () => number): AccountLimits {
  async function wait(limit: Limit, who: string | null): Promise<number> {
    if (who === null) return 0;
    return accounts.attempt(await sha256(`${limit} ${who}`), now(), LIMITS[limit]);
  }
  async function take(limit: Limit, who: string | null): Promise<void> {
    const waitMs = await wait(limit, who);
    if (waitMs > 0) throw tooMany(waitMs);
  }
  return {
    async password(email, address) {
      await take('password-address', address);
      await take('password-network', address && networkOf(address));
      await take('password-email', email);
    },
    forgive: async (email) => accounts.forgiveAttempts(await sha256(`password-email ${email}`)),
    async mail(email, address) {
      await take('mail-address', address);
      return (await wait('mail-email', email)) > 0 ? 'quiet' : 'yes';
    },
    proof: (address) => take('proof-address', address),
    code: (address) => take('code-address', address),
  };
}
