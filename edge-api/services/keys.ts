import { ulid } from 'ulid';
import type { ApiKey, CreatedApiKey, KeyKind } from '../contract/keys.ts';
import type { KeyRepository, StoredKey } from '../repositories/keys.ts';
import { ApiError } from './errors.ts';
import { randomToken, sameHash, sha256 } from './secrets.ts';

/** How keys begin, so that one is recognised in a log or a repository and nobody pastes a secret one into a page. */
const PREFIX = { publishable: 'vpk', secret: 'vsk', platform: 'vpl' } as const satisfies Record<KeyKind, string>;
const SHAPE = /^(vpk|vsk|vpl)_([0-9A-HJKMNP-TV-Z]{26})_([A-Za-z0-9_-]{32})$/;
/** Stands in for a key that is not there, so that looking for it takes as long as for one that is. */
const NOBODY = { id: '00000000000000000000000000', hash: '0'.repeat(64) };

/** Whoever a key was given to. */
export interface KeyHolder {
  readonly keyId: string;
  readonly kind: KeyKind;
  /** Null for a key of the platform. */
  readonly storeId: string | null;
  readonly scopes: readonly string[];
}

/** A key to make. */
export interface KeyWish {
  readonly kind: KeyKind;
  readonly storeId: string | null;
  readonly name: string;
  readonly scopes: readonly string[];
  /** UTC, ISO 8601; null for never. */
  readonly expiresAt: string | null;
}

/** Makes, checks and revokes keys. */
export interface KeyService {
  /** The holder of a key; undefined for every key that does not open, whatever the reason, after the same work. */
  verify(key: string): Promise<KeyHolder | undefined>;
  list(storeId: string | null): Promise<ApiKey[]>;
  /** The answer is the only place where the secret ever appears. */
  create(wish: KeyWish): Promise<CreatedApiKey>;
  /** Throws `key_not_found` alike for keys that never were, were revoked, or are another's. */
  revoke(id: string, storeId: string | null): Promise<void>;
}

const shown = ({ hash: _hash, storeId: _storeId, ...key }: StoredKey): ApiKey => key;

/** Keys are `<prefix>_<id>_<secret>`: found by id, compared by hash in constant time. */
export function keyService(keys: KeyRepository, now: () => number): KeyService {
  return {
    async verify(key) {
      const [, prefix, id = NOBODY.id, secret = ''] = SHAPE.exec(key) ?? [];
      const [found, hash] = await Promise.all([keys.find(id), sha256(secret)]);
      const same = sameHash(hash, found?.hash ?? NOBODY.hash);
      const at = new Date(now()).toISOString();
      const open =
        found !== undefined && found.revokedAt === null && (found.expiresAt === null || found.expiresAt > at);
      if (!same || !open || PREFIX[found.kind] !== prefix) return undefined;
      return { keyId: found.id, kind: found.kind, storeId: found.storeId, scopes: found.scopes };
    },
    list: async (storeId) => (await keys.list(storeId)).map(shown),
    async create({ kind, storeId, name, scopes, expiresAt }) {
      const at = now();
      if (expiresAt !== null && Date.parse(expiresAt) <= at)
        throw new ApiError('invalid_request', 'The request is not right: expiresAt: lies in the past', {
          issues: [{ path: 'expiresAt', message: 'lies in the past' }],
        });
      const token = randomToken();
      const key: StoredKey = {
        id: ulid(at),
        storeId,
        kind,
        name,
        hash: await sha256(token),
        hint: token.slice(-4),
        scopes: [...new Set(scopes)].sort(),
        createdAt: new Date(at).toISOString(),
        expiresAt,
        revokedAt: null,
        lastUsedAt: null,
      };
      await keys.add(key);
      return { key: shown(key), secret: `${PREFIX[kind]}_${key.id}_${token}` };
    },
    async revoke(id, storeId) {
      if (!(await keys.revoke(id, storeId, new Date(now()).toISOString())))
        throw new ApiError('key_not_found', 'No key that still opens has this id.');
    },
  };
}
