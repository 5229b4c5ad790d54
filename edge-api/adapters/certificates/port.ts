/** A DNS record somebody has to set. */
export interface DnsRecord {
  readonly type: 'TXT' | 'CNAME' | 'A' | 'AAAA';
  readonly name: string;
  readonly value: string;
}

/** How it stands with the certificate of one host. */
export interface Certificate {
  /** The vendor's id of it; null where there is none. */
  readonly id: string | null;
  /** `on_demand`: whoever ends TLS gets one at the first visit. `pending`: asked for, and on its way. */
  readonly status: 'on_demand' | 'pending' | 'active' | 'failed';
  /** What the owner of the host has to set for it to be issued. */
  readonly records: readonly DnsRecord[];
  /** Why it is not there yet, in a sentence. */
  readonly problem: string | null;
}

/** Gets certificates for hosts that stores have proved. */
export interface Certificates {
  /** Asks for one; a host that has one already keeps it. */
  request(host: string): Promise<Certificate>;
  /** How it stands now; undefined when the vendor does not know it. */
  look(id: string): Promise<Certificate | undefined>;
  /** Gives it up; one that is gone is no error. */
  remove(id: string): Promise<void>;
}

/** A vendor that refused, or was not reached. The message holds no secret. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
  /** Whether trying again later may help. */
  readonly passing: boolean;

  constructor(message: string, { passing, cause }: { passing: boolean; cause?: unknown }) {
    super(message, { cause });
    this.passing = passing;
  }
}
