import { ulid } from 'ulid';
import type { ApiKey, ApiKeyList, CreatedApiKey, KeyKind, ListApiKeys } from '../contract/keys.ts';
import type { KeyRepository, StoredKey } from '../repositories/keys.ts';
import { type Actor, entryOf } from './audit.ts';
import { ApiError, invalidRequest, unauthorized } from './errors.ts';
import { limitReached, trialEnded } from './plans.ts';
import { type KeyHolder, scopesBeyond } from './scopes.ts';
import { randomToken, sameHash, sha256 } from './secrets.ts';

/** How keys begin, so that one is recognised in a log or a repository and nobody pastes a secret one into a page. */
const PREFIX = { publishable: 'vpk', secret: 'vsk', platform: 'vpl' } as const satisfies Record<KeyKind, string>;
const SHAPE = /^(vpk|vsk|vpl)_([0-9A-HJKMNP-TV-Z]{26})_([A-Za-z0-9_-]{32})$/;
/** Looked for in place of an id that cannot be one, so that a malformed key costs what a wrong one costs. */
const NO_ID = '0'.repeat(26);
const NO_SECRET = '-'.repeat(32);
/** How long a key is still listed that opens nothing any more; the audit log knows of it for ever. */
const LISTED_MS = 30 * 86_400_000;

/** A key to make. */
export interface KeyWish {
  readonly kind: KeyKind;
  readonly storeId: string | null;
  readonly name: string;
  readonly scopes: readonly string[];
  /** UTC, ISO 8601; null for never. */
  readonly expiresAt: string | null;
  /** How many keys that open its owner may have; without it, any number. */
  readonly atMost?: number | null;
}

/** Who asks for a key. */
export interface Maker {
  readonly actor: Actor;
  /** The key that asks; null for the operator, who may give any scope. */
  readonly holder: KeyHolder | null;
}

/** Makes, checks and revokes keys. */
export interface KeyService {
  /** The holder of a key; undefined for every key that does not open, whatever the reason, after the same work. */
  verify(key: string): Promise<KeyHolder | undefined>;
  /** A page of them, oldest first. `next` is what to give as `after` for newer ones. */
  list(storeId: string | null, page: ListApiKeys): Promise<ApiKeyList>;
  /**
   * The answer is the only place where the secret ever appears. A key gives no scope that it does not have, and no longer
   * life than its own. With the one who asks, the log is written in the same transaction; null is for tests. Throws
   * `limit_reached` where the owner has `atMost` keys.
   */
  create(wish: KeyWish, by: Maker | null): Promise<CreatedApiKey>;
  /** Throws `key_not_found` alike for keys that never were, were revoked, or are another's. */
  revoke(id: string, storeId: string | null, actor: Actor): Promise<void>;
}

const shown = ({ hash: _hash, storeId: _storeId, ...key }: StoredKey): ApiKey => key;

function refuseBeyond({ kind, scopes, expiresAt }: KeyWish, by: KeyHolder): void {
  if (scopesBeyond(by, kind, scopes).length > 0) throw unauthorized();
  // Publishable ones, too: nothing that a key for a day made is to be left when the day is over.
  if (by.expiresAt !== null && (expiresAt === null || expiresAt > by.expiresAt))
    throw invalidRequest('expiresAt', `must be no later than the key that asks, which expires at ${by.expiresAt}`);
}

/** Keys are `<prefix>_<id>_<secret>`: found by id, compared by hash in constant time. */
export function keyService(keys: KeyRepository, now: () => number): KeyService {
  return {
    async verify(key) {
      const [, prefix = '', id = NO_ID, secret = NO_SECRET] = SHAPE.exec(key) ?? [];
      const [found, hash] = await Promise.all([keys.find(id), sha256(secret)]);
      const time = now();
      const at = new Date(time).toISOString();
      // Every question is asked of every key, so that the time does not tell which one it failed.
      const answers = [
        sameHash(hash, found.hash),
        PREFIX[found.kind] === prefix,
        found.revokedAt === null,
        found.expiresAt === null || found.expiresAt > at,
      ];
      const { storeId, storeHandle, storeTrialEndsAt } = found;
      const status = found.storeStatus ?? 'deleted';
      const ended = trialEnded({ status, trialEndsAt: storeTrialEndsAt }, time);
      const holder: KeyHolder = {
        keyId: found.id,
        kind: found.kind,
        store: storeId === null ? null : { id: storeId, handle: storeHandle ?? '', status, trialEnded: ended },
        scopes: found.scopes,
        expiresAt: found.expiresAt,
      };
      return answers.includes(false) ? undefined : holder;
    },
    async list(storeId, { after = '', limit }) {
      const closedSince = new Date(now() - LISTED_MS).toISOString();
      const found = await keys.list(storeId, { after, limit: limit + 1, closedSince });
      const page = found.slice(0, limit).map(shown);
      return { keys: page, next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
    },
    async create(asked, by) {
      const at = now();
      const expiresAt = asked.expiresAt === null ? null : new Date(asked.expiresAt).toISOString();
      const wish = { ...asked, expiresAt };
      if (expiresAt !== null && Date.parse(expiresAt) <= at) throw invalidRequest('expiresAt', 'lies in the past');
      if (by?.holder) refuseBeyond(wish, by.holder);
      const token = randomToken();
      const key: StoredKey = {
        id: ulid(at),
        storeId: wish.storeId,
        kind: wish.kind,
        name: wish.name,
        hash: await sha256(token),
        hint: token.slice(-4),
        scopes: [...new Set(wish.scopes)].sort(),
        createdAt: new Date(at).toISOString(),
        expiresAt,
        revokedAt: null,
        lastUsedAt: null,
      };
      const { id, storeId, kind, scopes } = key;
      const change = { storeId, action: 'key.create', target: id, detail: { kind, scopes } };
      const { atMost = null } = wish;
      const added = await keys.add(key, atMost, by ? entryOf(by.actor, change, at) : undefined);
      if (!added && atMost !== null) throw limitReached('keys', atMost, atMost);
      return { key: shown(key), secret: `${PREFIX[wish.kind]}_${key.id}_${token}` };
    },
    async revoke(id, storeId, actor) {
      const at = now();
      const entry = entryOf(actor, { storeId, action: 'key.revoke', target: id }, at);
      if (!(await keys.revoke(id, storeId, new Date(at).toISOString(), entry)))
        throw new ApiError('key_not_found', 'No key that still opens has this id.');
    },
  };
}
