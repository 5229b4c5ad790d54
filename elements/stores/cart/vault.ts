import type { CartSession } from '../../../edge-api/contract/carts.ts';
import { toJson } from '../../client/to-json.ts';
import type { CartDatabase } from './database.ts';
import { readLocal, writeLocal } from './local.ts';

/** The session as this browser keeps it. */
export interface KeptSession extends CartSession {
  /** When the edge last confirmed it, epoch milliseconds. */
  readonly at: number;
  /** Carts this browser had before, oldest first, so that a tab that missed a change moves its rows as all others do. */
  readonly chain: readonly string[];
  /** Those of them that were lost and whose log was issued again into this one, as opposed to left for another cart. */
  readonly replaces: readonly string[];
  /** Whether the one before was gone at the edge. */
  readonly expired?: boolean;
}

/** Where the one session of this browser and store is kept: localStorage, mirrored in IndexedDB, else memory. */
export interface Vault {
  read(): Promise<KeptSession | undefined>;
  /**
   * Keeps `session` in place of `instead`; if another tab has already put one there, that one wins and is answered. The same
   * cart with another secret is another: somebody has signed in with it.
   */
  claim(session: KeptSession, instead: KeptSession | undefined): Promise<KeptSession>;
  /** Keeps `session` whatever was there. */
  put(session: KeptSession): Promise<void>;
}

const CHAIN_MAX = 20;

/** What `session` becomes when it takes the place of `old`. */
export function succeed(session: CartSession, old: KeptSession | undefined, lost: boolean): KeptSession {
  const at = Date.now();
  if (!old || old.cartId === session.cartId)
    return { ...session, at, chain: old?.chain ?? [], replaces: old?.replaces ?? [] };
  return {
    ...session,
    at,
    // One may come back to a cart one had before.
    chain: [...old.chain, old.cartId].filter((id) => id !== session.cartId).slice(-CHAIN_MAX),
    replaces: lost ? [...old.replaces, old.cartId].filter((id) => id !== session.cartId).slice(-CHAIN_MAX) : [],
  };
}

function isSession(value: unknown): value is KeptSession {
  const session = value as Partial<KeptSession> | null | undefined;
  return typeof session?.cartId === 'string' && typeof session.token === 'string' && Array.isArray(session.chain);
}

/** Opens the vault of one store. */
export function openVault(prefix: string, database: CartDatabase): Vault {
  const key = `${prefix}cart`;
  let memory: KeptSession | undefined;

  /** What localStorage holds at this moment. */
  function localSession(): KeptSession | undefined {
    try {
      const local: unknown = JSON.parse(readLocal(key) ?? 'null');
      if (isSession(local)) return local;
    } catch {
      // Not ours, or cut short: as if there were none.
    }
    return undefined;
  }

  async function read(): Promise<KeptSession | undefined> {
    const local = localSession();
    if (local) return local;
    const stored = await database
      .run('readonly', (_rows, kv) => {
        const known: IDBRequest<unknown> = kv.get('session');
        return () => known.result;
      })
      .catch(() => undefined);
    return isSession(stored) ? stored : memory;
  }

  async function put(session: KeptSession): Promise<void> {
    memory = session;
    writeLocal(key, toJson(session));
    await database
      .run('readwrite', (_rows, kv) => {
        kv.put(session, 'session');
        return () => undefined;
      })
      .catch(() => undefined);
  }

  return {
    read,
    put,
    async claim(session, instead) {
      const isOther = (found: unknown): found is KeptSession =>
        isSession(found) && found.token !== session.token && found.token !== instead?.token;
      const found = await read();
      if (isOther(found)) return found;
      // Without localStorage nothing else is atomic between tabs: look and put in one transaction.
      if (!localSession()) {
        const winner = await database
          .run<KeptSession>('readwrite', (_rows, kv) => {
            let kept = session;
            const known: IDBRequest<unknown> = kv.get('session');
            known.onsuccess = () => {
              if (isOther(known.result)) kept = known.result;
              else kv.put(session, 'session');
            };
            return () => kept;
          })
          .catch(() => session);
        if (winner !== session) return winner;
      }
      // Where tabs cannot lock, another may have put its own there while this one looked; from here to `put` nothing waits.
      const late = localSession();
      if (isOther(late)) return late;
      await put(session);
      return session;
    },
  };
}
