import { cloudflareCertificates } from './adapters/certificates/cloudflare.ts';
import { onDemandCertificates } from './adapters/certificates/on-demand.ts';
import { dohResolver } from './adapters/dns/doh.ts';
import type { ResolveTxt } from './adapters/dns/port.ts';
import type { Environment } from './env.ts';
import type { DomainPorts } from './services/domains.ts';

/** What domains are proved and served with, as the environment says; `system` asks where DOH_URL names no other resolver. */
export function domainPorts({ domains, hosts }: Environment, system?: ResolveTxt): DomainPorts {
  const home = hosts.baseDomain ?? hosts.publicHost;
  return {
    resolve: domains.dohUrl === null && system ? system : dohResolver(domains.dohUrl ?? CLOUDFLARE_RESOLVER),
    certificates: domains.cloudflare ? cloudflareCertificates(domains.cloudflare) : onDemandCertificates,
    hosts,
    targets: domains.targets ?? (home === null ? [] : [home]),
  };
}

const CLOUDFLARE_RESOLVER = 'https://cloudflare-dns.com/dns-query';
