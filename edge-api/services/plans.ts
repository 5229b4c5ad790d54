import { type LimitName, LimitOverrides, Limits, type Plan } from '../contract/limits.ts';
import { ApiError } from './errors.ts';

const GIB = 1024 ** 3;

/** What each plan allows; null is without limit. */
export const PLANS: Readonly<Record<Plan, Limits>> = {
  basic: {
    products: 10_000,
    pages: 200,
    sections: 2000,
    blocks: 100,
    ordersPerMonth: 1000,
    storageBytes: 2 * GIB,
    aiGenerationsPerMonth: 50,
    domains: 1,
    users: 3,
    keys: 20,
    requestsPerMonth: 1_000_000,
  },
  pro: {
    products: 100_000,
    pages: 2000,
    sections: 50_000,
    blocks: 500,
    ordersPerMonth: 20_000,
    storageBytes: 20 * GIB,
    aiGenerationsPerMonth: 2000,
    domains: 10,
    users: 20,
    keys: 100,
    requestsPerMonth: 20_000_000,
  },
  enterprise: {
    products: 1_000_000,
    pages: 20_000,
    sections: 1_000_000,
    blocks: 2000,
    ordersPerMonth: null,
    storageBytes: 500 * GIB,
    aiGenerationsPerMonth: 50_000,
    domains: 100,
    users: null,
    keys: 1000,
    requestsPerMonth: null,
  },
};

/** What of a store decides what it may use. */
export interface Planned {
  readonly plan: Plan;
  readonly limits: Readonly<Record<string, unknown>>;
}

/** What was set for this store alone; a name this version does not know, or a value that is no limit, counts for nothing. */
export function overridesOf({ limits }: Planned): LimitOverrides {
  const known: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(limits))
    if (LimitOverrides.safeParse({ [name]: value }).success) known[name] = value;
  return LimitOverrides.parse(known);
}

/** What a store may use: its plan's limits, with its own in their place. */
export const limitsOf = (store: Planned): Limits => Limits.parse({ ...PLANS[store.plan], ...overridesOf(store) });

/** What each limit is about, and what to do when it is reached. */
const WORDS: Readonly<Record<LimitName, { what: string; cure: string }>> = {
  products: { what: 'products', cure: 'Remove products that are not sold any more' },
  pages: { what: 'pages', cure: 'Remove pages that nobody needs any more' },
  sections: { what: 'sections', cure: 'Remove sections that nobody needs any more' },
  blocks: { what: 'blocks', cure: 'Delete blocks that no page shows any more' },
  ordersPerMonth: { what: 'orders this month', cure: 'Wait for the next month' },
  storageBytes: { what: 'bytes of storage', cure: 'Remove backups, pictures and files that are not needed' },
  aiGenerationsPerMonth: { what: 'AI generations this month', cure: 'Wait for the next month' },
  domains: { what: 'domains', cure: 'Remove a domain' },
  users: { what: 'users', cure: 'Remove a user' },
  keys: { what: 'keys that open', cure: 'Revoke a key' },
  requestsPerMonth: { what: 'requests this month', cure: 'Wait for the next month' },
};

/** The refusal of what would go over a limit: which, how much of it is used, and what to do. */
export function limitReached(name: LimitName, used: number, allowed: number): ApiError {
  const { what, cure } = WORDS[name];
  return new ApiError(
    'limit_reached',
    `The limit "${name}" is reached: ${used} of ${allowed} ${what}. ${cure}, or move to a larger plan.`,
  );
}

/** Throws `limit_reached` where one more than `used`, or `more`, would go over the limit. */
export function refuseBeyond(store: Planned, name: LimitName, used: number, more = 1): void {
  const allowed = limitsOf(store)[name];
  if (allowed !== null && used + more > allowed) throw limitReached(name, used, allowed);
}

/** Whether a store was tried and the time for it is over; nothing has to be written for it to end. */
export const trialEnded = (
  { status, trialEndsAt }: { readonly status: string; readonly trialEndsAt: string | null },
  at: number,
): boolean => status === 'trial' && trialEndsAt !== null && Date.parse(trialEndsAt) <= at;

/** Whether shoppers find a store closed: suspended, deleted, or its trial over. */
export const isClosed = (
  store: { readonly status: string; readonly trialEndsAt: string | null },
  at: number,
): boolean => (store.status !== 'active' && store.status !== 'trial') || trialEnded(store, at);

/** The month of UTC a moment is in, such as 2026-11. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** The first moment of a month of UTC, ISO 8601. */
export const monthStart = (at: number): string => `${monthOf(at)}-01T00:00:00.000Z`;
