import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createNode, fileAddress } from '../../db/open.node.ts';
import type { Provisioning } from './port.ts';

/** The database, and what SQLite keeps beside it. */
const PARTS = ['', '-wal', '-shm', '-journal'] as const;

/** Keeps each store in a file of its own, `<folder>/<name>.db`. With a template, new ones can begin as its copies. */
export function fileProvisioning(folder: string, template?: () => Promise<Uint8Array>): Provisioning {
  const path = (name: string) => resolve(join(folder, `${name}.db`));
  const remove = (name: string) => {
    for (const part of PARTS) rmSync(path(name) + part, { force: true });
  };
  return {
    async create(name) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      remove(name);
      const address = fileAddress(path(name));
      const database = createNode(address);
      await database.first('SELECT 1').finally(() => database.close());
      return address;
    },
    ...(template && {
      async createWithSchema(name) {
        const bytes = await template();
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        remove(name);
        writeFileSync(path(name), bytes, { mode: 0o600 });
        return fileAddress(path(name));
      },
    }),
    destroy: async (name) => remove(name),
    exists: async (name) => PARTS.some((part) => existsSync(path(name) + part)),
    async list() {
      if (!existsSync(folder)) return [];
      const files = readdirSync(folder).flatMap((file) => /^(.+)\.db(?:-wal|-shm|-journal)?$/.exec(file)?.[1] ?? []);
      return [...new Set(files)].sort();
    },
  };
}
