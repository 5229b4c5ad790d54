import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { link, mkdir, open, readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { type BackupStorage, type ByteStream, checkName } from './port.ts';

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Keeps backups in a folder of this machine, which only its owner can read: they hold what customers wrote. */
export function folderBackups(folder: string): BackupStorage {
  const pathOf = (name: string): string => {
    checkName(name);
    return join(folder, name);
  };
  return {
    async put(name, bytes) {
      const path = pathOf(name);
      // A name of its own, so that what a killed attempt left is never taken for a backup.
      const draft = `${path}.${crypto.randomUUID()}.part`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        const stored = await write(draft, bytes);
        // Unlike a rename, a link refuses to write over what is there.
        await link(draft, path);
        return stored;
      } finally {
        await rm(draft, { force: true });
      }
    },
    async get(name) {
      const path = pathOf(name);
      return existsSync(path) ? read(path) : undefined;
    },
    async measure(name) {
      const path = pathOf(name);
      if (!existsSync(path)) return undefined;
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const piece of createReadStream(path)) {
        hash.update(piece);
        bytes += piece.byteLength;
      }
      return { bytes, sha256: hash.digest('hex') };
    },
    async list(inner) {
      checkName(`${inner}/x`);
      const names = await readdir(join(folder, inner)).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      return names.sort().map((name) => `${inner}/${name}`);
    },
    async delete(name) {
      const path = pathOf(name);
      await rm(path, { force: true });
      // The last one takes the folder along.
      await rmdir(dirname(path)).catch(() => undefined);
    },
    async eraseAll(inner) {
      checkName(`${inner}/x`);
      await rm(join(folder, inner), { recursive: true, force: true });
    },
  };
}

/** The bytes of a file. */
export const read = (path: string): ByteStream =>
  // Node's own stream type and the platform's differ only in name.
  Readable.toWeb(createReadStream(path)) as ByteStream;

async function write(path: string, bytes: ByteStream): Promise<{ bytes: number; sha256: string }> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let count = 0;
    for await (const piece of bytes) {
      hash.update(piece);
      count += piece.byteLength;
      await file.writeFile(piece);
    }
    await file.sync();
    return { bytes: count, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}
