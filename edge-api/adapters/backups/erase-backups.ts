import type { PlatformDatabase } from '../../db/database.ts';
import { backupRepository } from '../../repositories/backups.ts';
import type { Eraser } from '../provisioning/create-store.ts';
import type { BackupStorage } from './port.ts';

/** Backups go with their store; those that an attempt left unlisted or half written, too. */
export function eraseBackups(platform: PlatformDatabase, storage: BackupStorage): Eraser {
  return {
    name: 'backups',
    async erase({ id }) {
      await storage.eraseAll(id);
      await backupRepository(platform).removeAll(id);
    },
    left: ({ id }) => storage.list(id),
  };
}
