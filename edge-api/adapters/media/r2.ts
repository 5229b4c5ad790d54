import { checkMediaName, type MediaStorage } from './port.ts';

/** What we use of a bucket's binding; see https://developers.cloudflare.com/r2/api/workers/workers-api-reference/. */
export interface MediaBucket {
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
  put(key: string, value: Uint8Array<ArrayBuffer>): Promise<object | null>;
  /** Up to 1,000 keys at once. */
  delete(keys: string[]): Promise<void>;
  list(options: { prefix: string; cursor?: string }): Promise<{
    readonly objects: readonly { readonly key: string }[];
    readonly truncated: boolean;
    readonly cursor?: string;
  }>;
}

/** Keeps files in a bucket of Cloudflare R2, each store's under its id. */
export function r2Media(bucket: MediaBucket): MediaStorage {
  const keyOf = (storeId: string, name: string): string => {
    checkMediaName(storeId, name);
    return `${storeId}/${name}`;
  };
  const page = (storeId: string, cursor?: string) => {
    checkMediaName(storeId);
    return bucket.list({ prefix: `${storeId}/`, ...(cursor === undefined ? {} : { cursor }) });
  };
  return {
    // A Worker has an end of calls and of time.
    mostArchived: { files: 400, bytes: 100_000_000 },
    put: async (storeId, name, bytes) => void (await bucket.put(keyOf(storeId, name), bytes)),
    async get(storeId, name) {
      const found = await bucket.get(keyOf(storeId, name));
      return found ? new Uint8Array(await found.arrayBuffer()) : undefined;
    },
    async remove(storeId, names) {
      if (names.length > 0) await bucket.delete(names.map((name) => keyOf(storeId, name)));
    },
    async copyAll(from, to) {
      for (let cursor: string | undefined; ;) {
        const { objects, truncated, cursor: next } = await page(from, cursor);
        for (const { key } of objects) {
          const found = await bucket.get(key);
          const name = key.slice(from.length + 1);
          if (found) await bucket.put(keyOf(to, name), new Uint8Array(await found.arrayBuffer()));
        }
        if (!truncated) return;
        cursor = next;
      }
    },
    async eraseAll(storeId) {
      for (;;) {
        const { objects } = await page(storeId);
        if (objects.length === 0) return;
        await bucket.delete(objects.map(({ key }) => key));
      }
    },
    count: async (storeId) => (await page(storeId)).objects.length,
  };
}
