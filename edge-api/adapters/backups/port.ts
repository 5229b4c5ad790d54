/** Bytes on their way. */
export type ByteStream = ReadableStream<Uint8Array<ArrayBuffer>>;

/** What a stored object is: its length and its SHA-256, hex. */
export interface StoredObject {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Keeps backups: named objects that are written once and never changed. Names are `<folder>/<file>`; an object is there
 * whole or not at all.
 */
export interface BackupStorage {
  /** Stores an object; rejects when there is one of that name, and leaves nothing behind when the bytes fail. */
  put(name: string, bytes: ByteStream): Promise<StoredObject>;
  /** The bytes of an object, or undefined when there is none. */
  get(name: string): Promise<ByteStream | undefined>;
  /** Reads an object whole and says what it is now; undefined when there is none. */
  measure(name: string): Promise<StoredObject | undefined>;
  /** Names of all there is in a folder, also of what attempts that were killed have left: their names end with ".part". */
  list(folder: string): Promise<string[]>;
  /** Removes an object, or what a killed attempt left; fine when there is none. */
  delete(name: string): Promise<void>;
  /** Removes a folder and all there is in it; fine when there is none. */
  eraseAll(folder: string): Promise<void>;
}

/** Refuses names that are not ours, before they become a path or a key. */
export function checkName(name: string): void {
  if (!/^[0-9A-Za-z][0-9A-Za-z-]*\/[0-9A-Za-z][0-9A-Za-z.-]*$/.test(name) || name.includes('..'))
    throw new Error(`"${name}" is not the name of a backup.`);
}
