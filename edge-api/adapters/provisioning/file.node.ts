import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createNode, fileAddress } from '../../db/open.node.ts';
import type { Provisioning } from './port.ts';

/** Keeps each store in a file of its own, `<folder>/<handle>.db`. */
export function fileProvisioning(folder: string): Provisioning {
  const path = (handle: string) => resolve(join(folder, `${handle}.db`));
  const remove = (handle: string) => {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path(handle) + suffix, { force: true });
  };
  return {
    async create(handle) {
      mkdirSync(folder, { recursive: true });
      remove(handle);
      const address = fileAddress(path(handle));
      const database = createNode(address);
      await database.first('SELECT 1').finally(() => database.close());
      return address;
    },
    destroy: async (handle) => remove(handle),
  };
}
