import { createStore, type StoreMaking } from './adapters/provisioning/create-store.ts';
import type { PlatformDatabase } from './db/database.ts';
import { auditRepository } from './repositories/audit.ts';
import { backupRepository } from './repositories/backups.ts';
import { domainRepository } from './repositories/domains.ts';
import { keyRepository } from './repositories/keys.ts';
import { originRepository } from './repositories/origins.ts';
import { storeRequestRepository } from './repositories/store-requests.ts';
import { storeRepository } from './repositories/stores.ts';
import { usageRepository } from './repositories/usage.ts';
import { auditService, type AuditService } from './services/audit.ts';
import { backupService, type BackupService } from './services/backups.ts';
import { eraseStore, type EraseStore } from './services/erasure.ts';
import { domainService, type DomainPorts, type DomainService } from './services/domains.ts';
import { keyService, type KeyService } from './services/keys.ts';
import { platformStoreService, type PlatformStoreService } from './services/platform-stores.ts';
import { originService, type OriginService } from './services/origins.ts';
import { usageService, type UsageService } from './services/usage.ts';

/** Everything the platform can do for a caller, over its own database. */
export interface PlatformServices {
  readonly keys: KeyService;
  readonly audit: AuditService;
  readonly origins: OriginService;
  readonly backups: BackupService;
  readonly erase: EraseStore;
  readonly stores: PlatformStoreService;
  readonly domains: DomainService;
  readonly usage: UsageService;
}

/** What these services need besides the platform's database. */
export interface PlatformSurroundings {
  readonly now: () => number;
  /** How stores are made and ended. */
  readonly making: Omit<StoreMaking, 'platform'>;
  /** Days a deleted store can be brought back. */
  readonly graceDays: number;
  /** How domains are proved. */
  readonly domains: DomainPorts;
}

/** Builds the services of the platform: the only place where they meet their repositories. */
export function composePlatform(
  platform: PlatformDatabase,
  { now, making, graceDays, domains }: PlatformSurroundings,
): PlatformServices {
  const usage = usageService(usageRepository(platform), storeRepository(platform), now);
  return {
    usage,
    keys: keyService(keyRepository(platform), now),
    audit: auditService(auditRepository(platform), now),
    origins: originService(originRepository(platform), now),
    domains: domainService(domainRepository(platform), domains, now, usage.mayAddDomain),
    backups: backupService({
      storage: null,
      ...making,
      platform,
      backups: backupRepository(platform),
      mayStore: usage.mayStore,
      now: () => new Date(now()),
    }),
    erase: eraseStore({ ...making, platform }),
    stores: platformStoreService({
      stores: storeRepository(platform),
      requests: storeRequestRepository(platform),
      create: (store) => createStore(store, { ...making, platform }),
      graceDays,
      now,
    }),
  };
}
