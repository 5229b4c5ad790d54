import { z } from 'zod';
import type { PlatformDatabase } from '../db/database.ts';
import { json } from './columns.ts';

const COLUMNS = `d.host, d.store_id AS "storeId", s.handle, d.status, d.proof, d.canonical, d.problem,
  d.certificate_status AS "certificateStatus", d.certificate_id AS "certificateId",
  d.certificate_detail AS "certificateDetail", d.created_at AS "createdAt", d.checked_at AS "checkedAt",
  d.verified_at AS "verifiedAt", d.failing_since AS "failingSince"`;
const FROM = 'FROM domain_claims d JOIN stores s ON s.id = d.store_id';

const Detail = z.object({
  problem: z.string().nullable().default(null),
  records: z
    .array(z.object({ type: z.enum(['TXT', 'CNAME', 'A', 'AAAA']), name: z.string(), value: z.string() }))
    .default([]),
});

const ClaimRow = z.object({
  host: z.string(),
  storeId: z.string(),
  handle: z.string(),
  status: z.enum(['pending', 'verified', 'failed']),
  proof: z.string(),
  canonical: z.number().transform(Boolean),
  problem: z.string().nullable(),
  certificateStatus: z.enum(['none', 'on_demand', 'pending', 'active', 'failed']),
  certificateId: z.string().nullable(),
  certificateDetail: json(Detail),
  createdAt: z.string(),
  checkedAt: z.string().nullable(),
  verifiedAt: z.string().nullable(),
  failingSince: z.string().nullable(),
});
/** A store's claim to a host, with what it has to prove. Times are UTC, ISO 8601. */
export type DomainClaim = z.infer<typeof ClaimRow>;

/** A host and one of the stores that claim it. */
export type ClaimKey = Pick<DomainClaim, 'host' | 'storeId'>;

/** Who claims which host. Several stores may claim one; one at a time has it verified. */
export interface DomainRepository {
  list(storeId: string): Promise<DomainClaim[]>;
  find(key: ClaimKey): Promise<DomainClaim | undefined>;
  /** The claim that has a host. */
  holder(host: string): Promise<DomainClaim | undefined>;
  /**
   * Adds a claim; one that is there stays as it is. Where the store has `atMost` claims already, counted in the statement
   * that adds it, nothing is added.
   */
  add(claim: ClaimKey & { proof: string }, now: string, atMost: number | null): Promise<void>;
  remove(key: ClaimKey): Promise<boolean>;
  /**
   * Notes that a claim was proved, and gives it the host: at once when nobody has it, else when who has it has not proved it
   * since `failedBefore`. False when another keeps it.
   */
  prove(key: ClaimKey, now: string, failedBefore: string): Promise<boolean>;
  /** Notes that the proof is not there; a verified claim that has lacked it since `failedBefore` is failed. */
  noteMissing(key: ClaimKey, problem: string, now: string, failedBefore: string): Promise<void>;
  /** Notes that a check told nothing. */
  noteUnanswered(key: ClaimKey, problem: string, now: string): Promise<void>;
  /** Makes a verified host the store's canonical one, or none; false when the store has it not verified. */
  setCanonical(storeId: string, host: string | null): Promise<boolean>;
  setCertificate(
    key: ClaimKey,
    certificate: { id: string | null; status: string; problem: string | null; records: readonly object[] },
  ): Promise<void>;
  /** Ids that a vendor knows the certificates of a store's domains by. */
  certificateIds(storeId: string): Promise<string[]>;
  /** Claims to look at again: verified ones and fresh ones not checked since, and certificates on their way. */
  due(before: { verified: string; pending: string; createdAfter: string }, limit: number): Promise<DomainClaim[]>;
}

export function domainRepository(platform: PlatformDatabase): DomainRepository {
  return {
    async list(storeId) {
      const rows = await platform.all(`SELECT ${COLUMNS} ${FROM} WHERE d.store_id = ? ORDER BY d.host`, [storeId]);
      return rows.map((row) => ClaimRow.parse(row));
    },
    async find({ host, storeId }) {
      const row = await platform.first(`SELECT ${COLUMNS} ${FROM} WHERE d.host = ? AND d.store_id = ?`, [
        host,
        storeId,
      ]);
      return row && ClaimRow.parse(row);
    },
    async holder(host) {
      const row = await platform.first(`SELECT ${COLUMNS} ${FROM} WHERE d.host = ? AND d.status = 'verified'`, [host]);
      return row && ClaimRow.parse(row);
    },
    async add({ host, storeId, proof }, now, atMost) {
      await platform.run(
        `INSERT INTO domain_claims (host, store_id, proof, created_at) SELECT :host, :storeId, :proof, :now
         WHERE :atMost IS NULL OR :atMost > (SELECT count(*) FROM domain_claims WHERE store_id = :storeId)
         ON CONFLICT DO NOTHING`,
        { host, storeId, proof, now, atMost },
      );
    },
    remove: async ({ host, storeId }) =>
      (await platform.run('DELETE FROM domain_claims WHERE host = ? AND store_id = ?', [host, storeId])) > 0,

    async prove({ host, storeId }, now, failedBefore) {
      const [, proved] = await platform.write([
        {
          sql: `UPDATE domain_claims SET status = 'failed', canonical = 0, problem = 'Another store has proved this domain.'
                WHERE host = ? AND store_id <> ? AND status = 'verified' AND failing_since <= ?`,
          args: [host, storeId, failedBefore],
        },
        {
          sql: `UPDATE domain_claims SET status = 'verified', problem = NULL, failing_since = NULL, checked_at = :now,
                  verified_at = CASE WHEN status = 'verified' THEN verified_at ELSE :now END
                WHERE host = :host AND store_id = :storeId AND NOT EXISTS (
                  SELECT 1 FROM domain_claims o WHERE o.host = :host AND o.store_id <> :storeId AND o.status = 'verified')`,
          args: { host, storeId, now },
        },
      ]);
      return (proved?.rowsAffected ?? 0) > 0;
    },
    async noteMissing({ host, storeId }, problem, now, failedBefore) {
      await platform.write([
        {
          sql: `UPDATE domain_claims SET problem = :problem, checked_at = :now,
                  failing_since = CASE WHEN status = 'verified' THEN coalesce(failing_since, :now) END
                WHERE host = :host AND store_id = :storeId`,
          args: { host, storeId, problem, now },
        },
        {
          sql: `UPDATE domain_claims SET status = 'failed', canonical = 0
                WHERE host = ? AND store_id = ? AND status = 'verified' AND failing_since <= ?`,
          args: [host, storeId, failedBefore],
        },
      ]);
    },
    async noteUnanswered({ host, storeId }, problem, now) {
      await platform.run('UPDATE domain_claims SET problem = ?, checked_at = ? WHERE host = ? AND store_id = ?', [
        problem,
        now,
        host,
        storeId,
      ]);
    },
    async setCanonical(storeId, host) {
      const [, set] = await platform.write([
        {
          sql: `UPDATE domain_claims SET canonical = 0 WHERE store_id = :storeId AND canonical = 1 AND (:host IS NULL OR
                  EXISTS (SELECT 1 FROM domain_claims n WHERE n.store_id = :storeId AND n.host = :host AND n.status = 'verified'))`,
          args: { storeId, host },
        },
        {
          sql: `UPDATE domain_claims SET canonical = 1 WHERE store_id = ? AND host = ? AND status = 'verified'`,
          args: [storeId, host],
        },
      ]);
      return host === null || (set?.rowsAffected ?? 0) > 0;
    },
    async setCertificate({ host, storeId }, { id, status, problem, records }) {
      await platform.run(
        `UPDATE domain_claims SET certificate_id = ?, certificate_status = ?, certificate_detail = ?
         WHERE host = ? AND store_id = ?`,
        [id, status, JSON.stringify({ problem, records }), host, storeId],
      );
    },
    async certificateIds(storeId) {
      const rows = await platform.all(
        'SELECT certificate_id AS id FROM domain_claims WHERE store_id = ? AND certificate_id IS NOT NULL ORDER BY host',
        [storeId],
      );
      return rows.map(({ id }) => z.string().parse(id));
    },
    async due({ verified, pending, createdAfter }, limit) {
      const rows = await platform.all(
        `SELECT ${COLUMNS} ${FROM} WHERE s.status IN ('active', 'trial') AND (
             (d.status = 'verified' AND (d.checked_at IS NULL OR d.checked_at <= :verified))
          OR (d.status = 'pending' AND d.created_at > :createdAfter AND (d.checked_at IS NULL OR d.checked_at <= :pending))
          OR (d.status = 'verified' AND d.certificate_status IN ('none', 'pending')))
         ORDER BY d.checked_at LIMIT :limit`,
        { verified, pending, createdAfter, limit },
      );
      return rows.map((row) => ClaimRow.parse(row));
    },
  };
}
