import type { PlatformDatabase } from './db/database.ts';
import { auditRepository } from './repositories/audit.ts';
import { keyRepository } from './repositories/keys.ts';
import { originRepository } from './repositories/origins.ts';
import { auditService, type AuditService } from './services/audit.ts';
import { keyService, type KeyService } from './services/keys.ts';
import { originService, type OriginService } from './services/origins.ts';

/** Everything the platform can do for a caller, over its own database. */
export interface PlatformServices {
  readonly keys: KeyService;
  readonly audit: AuditService;
  readonly origins: OriginService;
}

/** What these services need besides the platform's database. */
export interface PlatformSurroundings {
  readonly now: () => number;
}

/** Builds the services of the platform: the only place where they meet their repositories. */
export function composePlatform(platform: PlatformDatabase, { now }: PlatformSurroundings): PlatformServices {
  return {
    keys: keyService(keyRepository(platform), now),
    audit: auditService(auditRepository(platform), now),
    origins: originService(originRepository(platform), now),
  };
}
