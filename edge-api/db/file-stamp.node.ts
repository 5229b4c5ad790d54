import { statSync } from 'node:fs';
import type { DatabaseAddress } from './open.ts';
import { pathOfAddress } from './open.node.ts';

/** A change younger than this may have others in the same tick of the file system's clock, or be half done. */
const SETTLED_MS = 2000;

/**
 * A text that changes whenever a database file is written, without opening it: whatever was read after it was taken is still
 * so while it is the same. Undefined where it cannot be told: over HTTP, for a file that is missing, and while it is being
 * written. `now` is in milliseconds.
 */
export function fileStamp(address: DatabaseAddress, now: number): string | undefined {
  const path = pathOfAddress(address);
  if (path === undefined) return undefined;
  const file = statSync(path, { throwIfNoEntry: false });
  if (!file) return undefined;
  // A journal that is empty, and one that went with the last connection, say the same: everything is in the file.
  const found = statSync(`${path}-wal`, { throwIfNoEntry: false });
  const journal = found && found.size > 0 ? found : undefined;
  if (now - Math.max(file.mtimeMs, journal?.mtimeMs ?? 0) < SETTLED_MS) return undefined;
  return `${path} ${file.ino} ${file.size} ${file.mtimeMs} ${journal?.ino} ${journal?.size} ${journal?.mtimeMs}`;
}
