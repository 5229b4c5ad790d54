import { type RecoveryReport, recoverStores, type StoreRecovery } from './adapters/provisioning/recover-stores.ts';
import { auditRepository } from './repositories/audit.ts';
import { type Actor, auditService } from './services/audit.ts';

/** Ends interrupted work on stores and purges what is past its grace, and writes down what was done in whose name. */
export async function recoverAndRecord(recovery: StoreRecovery, actor: Actor): Promise<RecoveryReport> {
  const { platform, now = () => new Date(), graceDays } = recovery;
  const report = await recoverStores(recovery);
  const audit = auditService(auditRepository(platform), () => now().getTime());
  for (const { storeId, handle, kind, step } of report.recovered) {
    await audit.record(actor, { storeId, action: 'store.recover', target: storeId, detail: { handle, kind, step } });
  }
  for (const { storeId, handle } of report.purged) {
    await audit.record(actor, { storeId, action: 'store.purge', target: storeId, detail: { handle, graceDays } });
  }
  return report;
}

/** The server itself. */
export const SYSTEM: Actor = { name: 'system', requestId: null };
