import { monotonicFactory } from 'ulid';
import type { AuditEntry, AuditRepository } from '../repositories/audit.ts';

/** Ids of this process ascend, also within a millisecond: the log is read in their order. */
const nextId = monotonicFactory();

/** Whoever changes something: a key through the API, a command at the server, the server itself. */
export interface Actor {
  /** `key:<id>`, `command` or `system`. */
  readonly name: string;
  readonly requestId: string | null;
}

/** A change as it is written down. */
export interface Change {
  /** Null for the platform itself. */
  readonly storeId: string | null;
  /** Such as `store.suspend` or `key.create`. */
  readonly action: string;
  /** Id of what was changed. */
  readonly target?: string;
  /** What changed; never a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Writes administrative changes down, and reads them. */
export interface AuditService {
  /** Call it after the change, in the same request; it rejects when it cannot be written. */
  record(actor: Actor, change: Change): Promise<void>;
  /** Changes of a store, or of everything, newest first. `next` is what to give as `before` for older ones. */
  list(
    of: string | 'everything',
    page: { before?: string | undefined; limit: number },
  ): Promise<{ entries: AuditEntry[]; next: string | null }>;
}

/** A change as an entry of the log. */
export const entryOf = (
  { name, requestId }: Actor,
  { storeId, action, target = '', detail = {} }: Change,
  at: number,
): AuditEntry => ({
  id: nextId(at),
  at: new Date(at).toISOString(),
  storeId,
  actor: name,
  action,
  target,
  detail: { ...detail },
  requestId,
});

export function auditService(audit: AuditRepository, now: () => number): AuditService {
  return {
    record: (actor, change) => audit.add(entryOf(actor, change, now())),
    async list(of, { before, limit }) {
      const found = await audit.list(of === 'everything' ? undefined : of, {
        before: before ?? null,
        limit: limit + 1,
      });
      const entries = found.slice(0, limit);
      return { entries, next: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
    },
  };
}
