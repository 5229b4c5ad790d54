import type { PlatformDatabase } from './db/database.ts';
import { auditRepository } from './repositories/audit.ts';
import { domainRepository } from './repositories/domains.ts';
import { auditService } from './services/audit.ts';
import { domainService, type DomainPorts } from './services/domains.ts';

/** Domains looked at in one go; each may cost a question to the DNS. */
const AT_ONCE = 20;

/** Looks again at domains whose turn it is, and writes down what became of them; answers the stores that are concerned. */
export async function tendDomains(
  platform: PlatformDatabase,
  ports: DomainPorts,
  now: () => number,
): Promise<string[]> {
  const domains = domainService(domainRepository(platform), ports, now);
  const audit = auditService(auditRepository(platform), now);
  const actor = { name: 'system', requestId: null };
  const concerned = new Set<string>();
  for (const { host, storeId, change, takenFrom } of await domains.tend(AT_ONCE)) {
    if (change === null) continue;
    await audit.record(actor, {
      storeId,
      action: change === 'verified' ? 'domain.verify' : 'domain.fail',
      target: host,
    });
    concerned.add(storeId);
    if (takenFrom === null) continue;
    await audit.record(actor, { storeId: takenFrom, action: 'domain.lose', target: host });
    concerned.add(takenFrom);
  }
  return [...concerned];
}
