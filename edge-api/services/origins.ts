import type { OriginRepository } from '../repositories/origins.ts';
import { type Actor, entryOf } from './audit.ts';

/** Which origins' pages may write to a store. */
export interface OriginService {
  list(storeId: string): Promise<readonly string[]>;
  /** Sets the whole list, in the form browsers send; answers it in order, each once. Empty means every origin. */
  set(storeId: string, origins: readonly string[], actor: Actor): Promise<readonly string[]>;
}

export function originService(origins: OriginRepository, now: () => number): OriginService {
  return {
    list: (storeId) => origins.read(storeId),
    async set(storeId, wished, actor) {
      const list = [...new Set(wished)].sort();
      const at = now();
      const entry = entryOf(actor, { storeId, action: 'origins.set', target: storeId, detail: { origins: list } }, at);
      await origins.write(storeId, list, new Date(at).toISOString(), entry);
      return list;
    },
  };
}

/**
 * Whether a page of this origin may write to a store. A request without an origin is no page's: programs may write as
 * ever. `null` is what sandboxed frames and files send, and anybody can make one, so it is on no list.
 */
export const mayWriteFrom = (allowed: readonly string[], origin: string | null | undefined): boolean =>
  allowed.length === 0 || origin === null || origin === undefined || allowed.includes(origin);

/**
 * Whether a provider may send a shopper back to a page of this origin: `asking` are our own and, where the store lists none,
 * the one whose page asks. Anything else would lend the store's name to strangers.
 */
export const mayReturnTo = (
  { allowedOrigins }: { readonly allowedOrigins: readonly string[] },
  asking: readonly string[],
  origin: string,
): boolean => {
  const [own, from] = asking;
  if (origin === own || allowedOrigins.includes(origin)) return true;
  return allowedOrigins.length === 0 && origin === from && origin !== 'null';
};
