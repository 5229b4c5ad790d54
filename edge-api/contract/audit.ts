import { z } from '@hono/zod-openapi';

/** One administrative change. */
export const AuditEntry = z
  .object({
    id: z.string(),
    /** UTC, ISO 8601. */
    at: z.string(),
    /** Null for a change of the platform itself. */
    storeId: z.string().nullable(),
    /** `key:<id>`, `command` at the server, or `system`. */
    actor: z.string(),
    /** Such as `key.create` or `origins.set`. */
    action: z.string(),
    /** Id of what was changed. */
    target: z.string(),
    detail: z.record(z.string(), z.unknown()),
    requestId: z.string().nullable(),
  })
  .openapi('AuditEntry');
export type AuditEntry = z.infer<typeof AuditEntry>;

/** `GET …/audit`: newest first. */
export const AuditList = z
  .object({
    entries: z.array(AuditEntry),
    /** What to give as `before` for older entries; null when there are none. */
    next: z.string().nullable(),
  })
  .openapi('AuditList');

export const ListAudit = z
  .object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    before: z
      .string()
      .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be the next of an earlier answer')
      .optional(),
  })
  .openapi('ListAudit');
