import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkMediaName, type MediaStorage } from './port.ts';

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** Keeps files in a folder of this machine, which only its owner can read. */
export function folderMedia(folder: string): MediaStorage {
  const placeOf = (storeId: string): string => {
    checkMediaName(storeId);
    return join(folder, storeId);
  };
  const pathOf = (storeId: string, name: string): string => {
    checkMediaName(storeId, name);
    return join(folder, storeId, name);
  };
  const namesIn = (storeId: string): Promise<string[]> =>
    readdir(placeOf(storeId)).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return [];
      throw error;
    });
  return {
    async put(storeId, name, bytes) {
      const path = pathOf(storeId, name);
      await mkdir(placeOf(storeId), { recursive: true, mode: 0o700 });
      // Under a name of its own until it is whole, so that nobody is sent half a picture.
      const draft = `${path}.${crypto.randomUUID()}.part`;
      try {
        const file = await open(draft, 'wx', 0o600);
        await file.writeFile(bytes).finally(() => file.close());
        await rename(draft, path);
      } finally {
        await rm(draft, { force: true });
      }
    },
    async get(storeId, name) {
      try {
        return new Uint8Array(await readFile(pathOf(storeId, name)));
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return undefined;
        throw error;
      }
    },
    async remove(storeId, names) {
      for (const name of names) await rm(pathOf(storeId, name), { force: true });
    },
    async copyAll(from, to) {
      const names = (await namesIn(from)).filter((name) => !name.endsWith('.part'));
      if (names.length === 0) return;
      await mkdir(placeOf(to), { recursive: true, mode: 0o700 });
      for (const name of names)
        await copyFile(pathOf(from, name), pathOf(to, name), constants.COPYFILE_FICLONE).catch((error: unknown) => {
          // Removed from the one while the other is made.
          if (!hasCode(error, 'ENOENT')) throw error;
        });
    },
    eraseAll: (storeId) => rm(placeOf(storeId), { recursive: true, force: true }),
    count: async (storeId) => Math.min((await namesIn(storeId)).length, 1000),
  };
}
