import { hexOf } from '../contract/bytes-text.ts';
import { CertificateError, type Certificate, type Certificates } from '../adapters/certificates/port.ts';
import type { ResolveTxt } from '../adapters/dns/port.ts';
import type { Domain, DomainRecord } from '../contract/domains.ts';
import type { ClaimKey, DomainClaim, DomainRepository } from '../repositories/domains.ts';
import { lookForProof, proofName, proofValue } from './domain-proof.ts';
import { ApiError } from './errors.ts';
import { readTypedHost } from './host-names.ts';
import { limitReached } from './plans.ts';
import { isClaimable, type PlatformHosts } from './resolve-host.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long the proof of a verified domain may be gone before the domain is. */
const GRACE_MS = 3 * DAY_MS;
/** How long a claim that was never proved is looked at without being asked. */
const PATIENCE_MS = 3 * DAY_MS;

/** What domains need besides their repository. */
export interface DomainPorts {
  readonly resolve: ResolveTxt;
  readonly certificates: Certificates;
  readonly hosts: PlatformHosts;
  /** Where visitors have to be sent: a host name for a CNAME, addresses for hosts that cannot have one. */
  readonly targets: readonly string[];
}

/** What verifying changed. */
export interface Verified {
  readonly domain: Domain;
  /** The store that had the domain until now. */
  readonly takenFrom: string | null;
}

/** What a check did to a claim. */
export interface CheckedClaim extends ClaimKey {
  /** What became of it; null where nothing changed. */
  readonly change: 'verified' | 'failed' | null;
  readonly takenFrom: string | null;
}

/** Claims host names for stores, proves them by DNS, and keeps proving them. */
export interface DomainService {
  list(storeId: string): Promise<Domain[]>;
  /** Claims a host; claiming it again answers the same. Throws `domain_invalid`, and what `mayAdd` throws. */
  claim(storeId: string, host: string): Promise<Domain>;
  /** Looks for the proof now. Throws `domain_not_found`, `domain_not_verified`, and `domain_taken` while another store has it. */
  verify(storeId: string, host: string): Promise<Verified>;
  remove(storeId: string, host: string): Promise<void>;
  /** Moves the store's pages to one host; null lets each answer for itself. Throws `domain_not_found`, `domain_not_verified`. */
  setCanonical(storeId: string, host: string | null): Promise<Domain[]>;
  /** Looks again at claims whose turn it is, and at certificates on their way. */
  tend(limit: number): Promise<CheckedClaim[]>;
}

const notFound = () => new ApiError('domain_not_found', 'The store has not claimed this domain.');

function recordsOf(claim: DomainClaim, targets: readonly string[]): DomainRecord[] {
  const { host, proof } = claim;
  const address = targets.map((target): DomainRecord => {
    const type = target.includes(':') ? 'AAAA' : /^\d+(?:\.\d+){3}$/.test(target) ? 'A' : 'CNAME';
    return { type, name: host, value: target, purpose: 'address' };
  });
  const certificate = claim.certificateDetail.records.map((record) => ({ ...record, purpose: 'certificate' as const }));
  return [
    { type: 'TXT', name: proofName(host), value: proofValue(proof), purpose: 'ownership' },
    ...address,
    ...certificate,
  ];
}

const shown = (claim: DomainClaim, targets: readonly string[]): Domain => ({
  host: claim.host,
  status: claim.status,
  canonical: claim.canonical,
  problem: claim.problem,
  records: recordsOf(claim, targets),
  certificate: { status: claim.certificateStatus, problem: claim.certificateDetail.problem },
  createdAt: claim.createdAt,
  checkedAt: claim.checkedAt,
  verifiedAt: claim.verifiedAt,
  failingSince: claim.failingSince,
});

/** 128 random bits as hex: some DNS providers change the case of letters. */
const newProof = (): string => hexOf(crypto.getRandomValues(new Uint8Array(16)));

/** `mayAdd` throws where a store that has `count` domains may not have another, and answers how many it may have. */
export function domainService(
  domains: DomainRepository,
  { resolve, certificates, hosts, targets }: DomainPorts,
  now: () => number,
  mayAdd: (storeId: string, count: number) => Promise<number | null> = async () => null,
): DomainService {
  const time = (ago = 0) => new Date(now() - ago).toISOString();
  const show = (claim: DomainClaim) => shown(claim, targets);

  function read(typed: string): string {
    const host = readTypedHost(typed);
    if (host !== undefined && isClaimable(host, hosts)) return host;
    const why =
      host === undefined ? 'This is no public host name, such as shop.example.' : 'This name is the platform’s own.';
    throw new ApiError('domain_invalid', why);
  }

  async function found(storeId: string, typed: string): Promise<DomainClaim> {
    const host = readTypedHost(typed);
    const claim = host === undefined ? undefined : await domains.find({ host, storeId });
    if (!claim) throw notFound();
    return claim;
  }

  const again = async (key: ClaimKey): Promise<DomainClaim> => {
    const claim = await domains.find(key);
    if (!claim) throw notFound();
    return claim;
  };

  /** What a vendor's failure leaves behind: tried again soon when it may pass, else with the next check of the domain. */
  const unissued = (error: unknown, id: string | null) => {
    if (!(error instanceof CertificateError)) throw error;
    const status = error.passing ? (id === null ? 'none' : 'pending') : 'failed';
    return { id, status, problem: error.message, records: [] };
  };

  async function tendCertificate(claim: DomainClaim): Promise<void> {
    const { certificateId: id, certificateStatus: status, host } = claim;
    if (status === 'active' || status === 'on_demand') return;
    let certificate: Certificate | ReturnType<typeof unissued>;
    try {
      certificate = (id === null ? undefined : await certificates.look(id)) ?? (await certificates.request(host));
    } catch (error) {
      certificate = unissued(error, id);
    }
    await domains.setCertificate(claim, certificate);
  }

  /** Gives up the certificate of a host that is no longer this store's. What the vendor keeps is no reason to keep the host. */
  async function dropCertificate(claim: DomainClaim): Promise<void> {
    if (claim.certificateId !== null)
      await certificates.remove(claim.certificateId).catch((error: unknown) => {
        if (!(error instanceof CertificateError)) throw error;
      });
    await domains.setCertificate(claim, { id: null, status: 'none', problem: null, records: [] });
  }

  /** Looks for the proof of a claim and notes what it saw. */
  async function check(
    claim: DomainClaim,
  ): Promise<CheckedClaim & { readonly proved: boolean; readonly problem: string }> {
    const { host, storeId } = claim;
    const key = { host, storeId };
    const look = await lookForProof(resolve, host);
    const outcome = { ...key, proved: false, problem: look.problem, change: null, takenFrom: null };
    if (!look.answered) {
      await domains.noteUnanswered(key, look.problem, time());
      return outcome;
    }
    if (!look.proves(claim.proof)) {
      await domains.noteMissing(key, look.problem, time(), time(GRACE_MS));
      const { status } = await again(key);
      if (claim.status === 'verified' && status === 'failed') {
        await dropCertificate(claim);
        return { ...outcome, change: 'failed' };
      }
      return outcome;
    }
    const holder = await domains.holder(host);
    const rival = holder && holder.storeId !== storeId ? holder : undefined;
    // The same records tell whether the other store still proves it: if not, its days are counted from here.
    if (rival && look.proves(rival.proof)) await domains.prove(rival, time(), time(GRACE_MS));
    else if (rival) await domains.noteMissing(rival, look.problem, time(), time(GRACE_MS));
    if (!(await domains.prove(key, time(), time(GRACE_MS)))) {
      const problem = 'Another store has this domain. It has to give it up, or lose its proof for three days.';
      await domains.noteUnanswered(key, problem, time());
      return { ...outcome, proved: true, problem };
    }
    if (rival) await dropCertificate(rival);
    const change = claim.status === 'verified' ? null : ('verified' as const);
    await tendCertificate(claim);
    return { ...outcome, proved: true, change, takenFrom: rival?.storeId ?? null };
  }

  return {
    list: async (storeId) => (await domains.list(storeId)).map(show),

    async claim(storeId, typed) {
      const key = { host: read(typed), storeId };
      const known = await domains.find(key);
      if (known) return show(known);
      const atMost = await mayAdd(storeId, (await domains.list(storeId)).length);
      await domains.add({ ...key, proof: newProof() }, time(), atMost);
      const claim = await domains.find(key);
      if (!claim) throw atMost === null ? notFound() : limitReached('domains', atMost, atMost);
      return show(claim);
    },

    async verify(storeId, typed) {
      const claim = await found(storeId, typed);
      const { proved, problem, takenFrom } = await check(claim);
      const after = await again(claim);
      if (!proved) throw new ApiError('domain_not_verified', problem);
      if (after.status !== 'verified') throw new ApiError('domain_taken', problem);
      return { domain: show(after), takenFrom };
    },

    async remove(storeId, typed) {
      const claim = await found(storeId, typed);
      await dropCertificate(claim);
      if (!(await domains.remove(claim))) throw notFound();
    },

    async setCanonical(storeId, typed) {
      const claim = typed === null ? null : await found(storeId, typed);
      if (!(await domains.setCanonical(storeId, claim?.host ?? null)))
        throw new ApiError('domain_not_verified', 'Only a verified domain can be the one a store’s pages move to.');
      return (await domains.list(storeId)).map(show);
    },

    async tend(limit) {
      const before = { verified: time(DAY_MS), pending: time(HOUR_MS), createdAfter: time(PATIENCE_MS) };
      const outcomes: CheckedClaim[] = [];
      for (const claim of await domains.due(before, limit)) {
        const { host, storeId, status, checkedAt } = claim;
        const isDue = checkedAt === null || checkedAt <= (status === 'verified' ? before.verified : before.pending);
        if (!isDue) await tendCertificate(claim);
        const { change, takenFrom } = isDue ? await check(claim) : { change: null, takenFrom: null };
        outcomes.push({ host, storeId, change, takenFrom });
      }
      return outcomes;
    },
  };
}
