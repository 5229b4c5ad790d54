import { z } from 'zod';
import { MAX_ENTRIES } from '../contract/cart-log.ts';
import { CartEntry } from '../contract/carts.ts';
import type { LiveSync } from './port.ts';

/** Where a self-hosted (or still existing) InstantDB app is, and what opens its admin API. */
export interface RemoteSyncOptions {
  readonly appId: string;
  readonly apiUri: string;
  readonly websocketUri: string;
  readonly adminToken: string;
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  readonly now?: () => number;
}

/** An InstantDB server refused, failed or did not answer in time. */
export class RemoteSyncError extends Error {
  override readonly name = 'RemoteSyncError';
  /** HTTP status, or 0 when there was no answer. */
  readonly status: number;
  readonly type: string;

  constructor(path: string, status: number, type: string, message: string, options?: ErrorOptions) {
    super(`InstantDB ${path}: ${message}`, options);
    this.status = status;
    this.type = type;
  }
}

const Guest = z.object({ user: z.object({ id: z.string(), refresh_token: z.string() }) });
const Verified = z.object({ user: z.object({ id: z.string() }) });
const Rows = z.object({ entries: z.array(z.looseObject({ id: z.string() })) });
const Ids = z.array(z.object({ id: z.string() }));
const OfStore = z.object({ carts: Ids, orders: Ids, pages: Ids.default([]) });
const Refusal = z.object({ type: z.string().catch('unknown'), message: z.string().catch('refused') });

const ATTEMPTS = 3;
/** Rows of a store removed in one call. */
const PAGE = 100;

/** Live carts of many stores in one app of an InstantDB server. */
export interface RemoteSync extends LiveSync {
  /** Removes a store's carts with their entries, and the live part of its orders. Fine when it was interrupted before. */
  eraseStore(storeId: string): Promise<void>;
  /** Whether anything of these is still there. */
  hasStore(storeId: string): Promise<boolean>;
}

/** Live carts in an InstantDB server, by its admin HTTP API. Its schema and rules are this folder's files, pushed by `instant-cli`. */
export function remoteSync(options: RemoteSyncOptions): RemoteSync {
  const { appId, apiUri, websocketUri, adminToken, timeoutMs = 5000, now = Date.now } = options;
  const send = options.fetch ?? fetch;

  async function post(path: string, body: unknown, asAdmin = true): Promise<unknown> {
    let response: Response;
    let answer: unknown;
    try {
      response = await send(apiUri + path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(asAdmin ? { authorization: `Bearer ${adminToken}`, 'app-id': appId } : {}),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      answer = await response.json().catch(() => ({}));
    } catch (cause) {
      throw new RemoteSyncError(path, 0, 'unreachable', 'did not answer', { cause });
    }
    if (response.ok) return answer;
    const { type, message } = Refusal.catch({ type: 'unknown', message: 'refused' }).parse(answer);
    throw new RemoteSyncError(path, response.status, type, message);
  }

  const transact = async (steps: unknown[]): Promise<void> => {
    if (steps.length > 0) await post('/admin/transact', { steps, 'throw-on-missing-attrs?': true });
  };
  const rowsOf = async (cartId: string) => {
    const answer = await post('/admin/query', { query: { entries: { $: { where: { cartId } } } }, 'inference?': true });
    return Rows.parse(answer).entries;
  };

  const someOfStore = async (storeId: string) => {
    const some = { $: { where: { storeId }, limit: PAGE } };
    const answer = await post('/admin/query', {
      query: { carts: some, orders: some, pages: some },
      'inference?': true,
    });
    return OfStore.parse(answer);
  };

  return {
    async eraseStore(storeId) {
      for (;;) {
        const { carts, orders, pages } = await someOfStore(storeId);
        await transact([
          ...pages.map(({ id }) => ['delete', 'pages', id]),
          ...carts.map(({ id }) => ['delete', 'carts', id]),
          ...orders.map(({ id }) => ['delete', 'orders', id]),
        ]);
        if (carts.length < PAGE && orders.length < PAGE) return;
      }
    },
    async hasStore(storeId) {
      const { carts, orders, pages } = await someOfStore(storeId);
      return carts.length + orders.length + pages.length > 0;
    },
    endpoints: () => ({ apiUri, websocketUri }),
    appIdFor: () => appId,

    async createGuest(_appId, storeId) {
      const { user } = Guest.parse(await post('/admin/sign_in_guest', { 'extra-fields': { storeId } }));
      return { userId: user.id, token: user.refresh_token };
    },
    async createToken(_appId, userId) {
      return Guest.parse(await post('/admin/refresh_tokens', { id: userId })).user.refresh_token;
    },
    async verifyGuest(_appId, token) {
      try {
        const answer = await post(
          '/runtime/auth/verify_refresh_token',
          { 'app-id': appId, 'refresh-token': token },
          false,
        );
        return { userId: Verified.parse(answer).user.id };
      } catch (error) {
        // A token that is no UUID is malformed to InstantDB, and a stranger's to us.
        if (error instanceof RemoteSyncError && ['record-not-found', 'param-malformed'].includes(error.type))
          return undefined;
        throw error;
      }
    },

    putCart: async (_appId, { id, ...values }) => transact([['update', 'carts', id, values]]),
    readEntries: async (_appId, cartId) =>
      (await rowsOf(cartId)).flatMap((row) => {
        const { success, data } = CartEntry.safeParse(row);
        return success ? [data] : [];
      }),
    async appendEntries(_appId, cartId, entries) {
      for (let attempt = 1; ; attempt++) {
        const known = new Set((await rowsOf(cartId)).map(({ id }) => id));
        const fresh = entries.filter(({ id }) => !known.has(id));
        if (known.size + fresh.length > MAX_ENTRIES) {
          const problem = `At most ${MAX_ENTRIES} entries to one cart.`;
          throw new RemoteSyncError('/admin/transact', 400, 'validation-failed', problem);
        }
        try {
          // `create` fails where the id is taken, so that no entry is ever written over.
          return await transact(
            fresh.flatMap(({ id, kind, variantId, options, quantity, text, clock }) => [
              ['create', 'entries', id, { kind, variantId, options, quantity, text, clock, cartId }],
              ['link', 'entries', id, { cart: cartId }],
            ]),
          );
        } catch (error) {
          // The shopper's own browser may have written the same rows a moment ago; then they are known by now.
          if (attempt === ATTEMPTS || !(error instanceof RemoteSyncError && error.type === 'validation-failed'))
            throw error;
        }
      }
    },
    async forgetEntries(_appId, cartId, ids) {
      const known = new Set((await rowsOf(cartId)).map(({ id }) => id));
      await transact(ids.filter((id) => known.has(id)).map((id) => ['delete', 'entries', id]));
    },
    deleteCart: async (_appId, cartId) => transact([['delete', 'carts', cartId]]),
    putPages: async (_appId, { id, ...values }) => transact([['update', 'pages', id, values]]),
    putOrder: async (_appId, { id, ...values }) =>
      transact([['update', 'orders', id, { ...values, updatedAt: now() }]]),
  };
}
