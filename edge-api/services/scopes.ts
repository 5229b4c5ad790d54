import type { KeyKind, PlatformScope, StoreScope } from '../contract/keys.ts';

/** Whoever a key was given to. */
export interface KeyHolder {
  readonly keyId: string;
  readonly kind: KeyKind;
  /** The store the key is of; null for a key of the platform. */
  readonly store: {
    readonly id: string;
    readonly handle: string;
    readonly status: string;
    readonly trialEnded: boolean;
  } | null;
  readonly scopes: readonly string[];
  /** UTC, ISO 8601; null for never. */
  readonly expiresAt: string | null;
}

/** What a platform key needs to do to any store what that store's keys may. */
const asPlatform = (scope: StoreScope): PlatformScope => (scope.endsWith(':read') ? 'stores:read' : 'stores:write');

/** Whether scopes include one: to write a thing includes to read it. */
const includes = (scopes: readonly string[], scope: string): boolean =>
  scopes.includes(scope) || (scope.endsWith(':read') && scopes.includes(scope.replace(/:read$/, ':write')));

/** Whether a key may do this to the store with this handle. A deleted store's own keys open nothing any more. */
export function mayDoToStore({ kind, store, scopes }: KeyHolder, handle: string, scope: StoreScope): boolean {
  if (kind === 'platform') return includes(scopes, asPlatform(scope));
  return (
    kind === 'secret' &&
    store !== null &&
    store.handle === handle &&
    store.status !== 'deleted' &&
    includes(scopes, scope)
  );
}

/** Whether a key may do this to the platform. */
export const mayDoToPlatform = ({ kind, scopes }: KeyHolder, scope: PlatformScope): boolean =>
  kind === 'platform' && includes(scopes, scope);

/** The scopes among these that a key does not have itself, and therefore cannot give to another. */
export function scopesBeyond(holder: KeyHolder, kind: KeyKind, scopes: readonly string[]): string[] {
  if (kind === 'platform') return scopes.filter((scope) => !includes(holder.scopes, scope));
  // Only the schemas of our own routes and commands lead here, and they know no other scopes than a store's.
  return scopes.filter((scope) =>
    holder.kind === 'platform'
      ? !includes(holder.scopes, asPlatform(scope as StoreScope))
      : !includes(holder.scopes, scope),
  );
}
