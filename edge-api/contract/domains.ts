import { z } from '@hono/zod-openapi';

/** A DNS record that whoever owns a domain has to set, and what it is for. */
export const DomainRecord = z
  .object({
    type: z.enum(['TXT', 'CNAME', 'A', 'AAAA']),
    name: z.string(),
    value: z.string(),
    /** `ownership` proves the domain is yours, `address` sends visitors to us, `certificate` lets one be issued. */
    purpose: z.enum(['ownership', 'address', 'certificate']),
  })
  .openapi('DomainRecord');
export type DomainRecord = z.infer<typeof DomainRecord>;

/** A host name a store has claimed. Times are UTC, ISO 8601. */
export const Domain = z
  .object({
    /** Lower case; international names in punycode. */
    host: z.string(),
    /** `failed`: it was verified, and its proof was gone for too long. */
    status: z.enum(['pending', 'verified', 'failed']),
    /** Whether the store's pages move to this host from its others. */
    canonical: z.boolean(),
    /** Why the last check failed, in a sentence. */
    problem: z.string().nullable(),
    /** What to set at the DNS provider. Of the `address` records, a CNAME or those with addresses, not both. */
    records: z.array(DomainRecord),
    certificate: z.object({
      status: z.enum(['none', 'on_demand', 'pending', 'active', 'failed']),
      problem: z.string().nullable(),
    }),
    createdAt: z.string(),
    checkedAt: z.string().nullable(),
    verifiedAt: z.string().nullable(),
    /** Since when the proof of a verified domain has been gone; three days of it, and the domain is failed. */
    failingSince: z.string().nullable(),
  })
  .openapi('Domain');
export type Domain = z.infer<typeof Domain>;

/** `GET …/domains`. */
export const DomainList = z.object({ domains: z.array(Domain) }).openapi('DomainList');
/** One domain. */
export const DomainAnswer = z.object({ domain: Domain }).openapi('DomainAnswer');

/** `POST …/domains`. */
export const ClaimDomain = z
  .object({ host: z.string().min(1).max(300).openapi({ example: 'shop.example' }) })
  .openapi('ClaimDomain');

/** `PUT …/domains/canonical`; null lets every host of the store answer for itself. */
export const SetCanonicalDomain = z
  .object({ host: z.string().min(1).max(300).nullable() })
  .openapi('SetCanonicalDomain');
