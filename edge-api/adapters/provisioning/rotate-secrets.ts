import { storeRepository } from '../../repositories/stores.ts';
import type { StoreMaking } from './create-store.ts';
import { StoreError, storeNotFound } from './store-error.ts';

/** What was sealed anew. */
export interface ResealReport {
  readonly resealed: number;
  /** Stores whose token stayed as it was, such as one sealed by a key that is not given any more. */
  readonly failed: readonly { readonly handle: string; readonly error: unknown }[];
}

/**
 * Seals all database tokens that another key has sealed with the current one. Interrupted, the next run does the rest; a
 * token that is changed meanwhile is left to whoever changed it.
 */
export async function resealTokens({
  platform,
  sealer,
}: Pick<StoreMaking, 'platform' | 'sealer'>): Promise<ResealReport> {
  if (sealer.keyId === null)
    throw new StoreError('store_invalid', 'VITRINE_KEY is not set, so there is nothing to seal with.');
  const stores = storeRepository(platform);
  const failed: { handle: string; error: unknown }[] = [];
  let resealed = 0;
  for (let after = ''; ;) {
    const page = await stores.listSealed(sealer.keyId, { after });
    for (const { id, handle, sealedToken, tokenKeyId } of page) {
      after = handle;
      if (sealedToken === null || tokenKeyId === null) continue;
      try {
        const secret = await sealer.open({ keyId: tokenKeyId, text: sealedToken }, id);
        if (await stores.replaceToken(id, sealedToken, await sealer.seal(secret, id))) resealed += 1;
      } catch (error) {
        failed.push({ handle, error });
      }
    }
    if (page.length === 0) return { resealed, failed };
  }
}

/**
 * Gives a store's database a new token and makes all earlier ones worthless. In the moment between the two the store cannot
 * be reached; interrupted there, it has to be run again.
 */
export async function rotateStoreToken(
  handle: string,
  { platform, provisioning, sealer }: Pick<StoreMaking, 'platform' | 'provisioning' | 'sealer'>,
): Promise<void> {
  const stores = storeRepository(platform);
  const store = await stores.find(handle);
  if (!store) throw storeNotFound(handle);
  if (!provisioning.rotateToken)
    throw new StoreError('store_invalid', 'Databases have no tokens of their own here; only those at Turso do.');
  // Known to work before the earlier tokens are gone.
  await sealer.seal('', store.id);
  const sealed = await sealer.seal(await provisioning.rotateToken(store.databaseName), store.id);
  const now = await stores.find(handle);
  if (now?.databaseName !== store.databaseName || !(await stores.replaceToken(store.id, now.sealedToken, sealed)))
    throw new StoreError('store_busy', `The store "${handle}" was changed meanwhile. Run it again.`);
}
