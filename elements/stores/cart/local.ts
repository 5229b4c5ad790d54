/** Start of every key this store keeps in the browser. */
export const storagePrefix = (handle: string): string => `vitrine:${handle}:`;

/** A value of localStorage; null when there is none, undefined when the browser denies it. */
export function readLocal(key: string): string | null | undefined {
  try {
    return localStorage.getItem(key);
  } catch {
    return undefined;
  }
}

/** Puts a value into localStorage, or removes it; answers whether the browser let us. */
export function writeLocal(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** Middle of the keys of intents that wait for the cart's code; the entry's id follows. */
export const QUEUED = 'queued:';
