import type { PlatformDatabase } from '../../edge-api/db/database.ts';
import { auditRepository } from '../../edge-api/repositories/audit.ts';
import { auditService } from '../../edge-api/services/audit.ts';
import { COMMAND } from './owner.ts';

/** Writes down what a command changed; null stands for the platform. Never put a secret into `detail`. */
export function auditOf({
  platform,
}: {
  readonly platform: PlatformDatabase;
}): (storeId: string | null, action: string, detail: Readonly<Record<string, unknown>>) => Promise<void> {
  const audit = auditService(auditRepository(platform), Date.now);
  return (storeId, action, detail) => audit.record(COMMAND, { storeId, action, target: storeId ?? '', detail });
}
