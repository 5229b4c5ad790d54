import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Bucket, r2Backups } from './r2.ts';

process.env['WRANGLER_SEND_METRICS'] = 'false';
const { getPlatformProxy } = await import('wrangler');
const proxy = await getPlatformProxy<{ BACKUPS: Bucket }>({
  configPath: fileURLToPath(new URL('../../../wrangler.toml', import.meta.url)),
  persist: false,
});
after(() => proxy.dispose());
const bucket = proxy.env.BACKUPS;

/** What the Workers runtime has and this process has not. */
class DigestStream extends WritableStream<Uint8Array> {
  readonly digest: Promise<ArrayBuffer>;
  constructor() {
    const hash = createHash('sha256');
    let resolve: (digest: ArrayBuffer) => void = () => undefined;
    const promise = new Promise<ArrayBuffer>((done) => (resolve = done));
    super({
      write: (piece) => void hash.update(piece),
      close: () => resolve(new Uint8Array(hash.digest()).buffer),
    });
    this.digest = promise;
  }
}
Object.assign(crypto, { DigestStream });

const bytesOf = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length));
const streamOf = (bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> => {
  // Pieces whose ends fall nowhere near those of parts.
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      if (from >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(from, (from += 700_001)));
    },
  });
};

const MIB = 1024 * 1024;
for (const length of [0, 1, 8 * MIB, 17 * MIB])
  test(`an object of ${length} bytes comes back as it was, with its sum`, async () => {
    const storage = r2Backups(bucket);
    const bytes = bytesOf(length);
    const name = `store/${length}.gz`;
    const stored = { bytes: length, sha256: createHash('sha256').update(bytes).digest('hex') };
    assert.deepEqual(await storage.put(name, streamOf(bytes)), stored);
    assert.deepEqual(await storage.measure(name), stored);
    const back = new Uint8Array(await new Response(await storage.get(name)).arrayBuffer());
    assert.equal(Buffer.compare(back, bytes), 0);
    await assert.rejects(storage.put(name, streamOf(bytes)), /already/);
    await storage.delete(name);
    assert.equal(await storage.get(name), undefined);
    assert.equal(await storage.measure(name), undefined);
    await storage.delete(name);
  });

test('what a killed attempt left is listed, and goes with its folder, parts and all', async () => {
  const storage = r2Backups(bucket);
  const uploads: Awaited<ReturnType<Bucket['createMultipartUpload']>>[] = [];
  // Its writer is killed before the second part: neither is the upload completed, nor given up.
  let killed = (): void => undefined;
  const reached = new Promise<void>((resolve) => (killed = resolve));
  const dying: Bucket = {
    head: (key) => bucket.head(key),
    get: (key) => bucket.get(key),
    put: (key, value, options) => bucket.put(key, value, options),
    list: (options) => bucket.list(options),
    delete: (key) => bucket.delete(key),
    resumeMultipartUpload: (key, id) => bucket.resumeMultipartUpload(key, id),
    async createMultipartUpload(key) {
      const upload = await bucket.createMultipartUpload(key);
      uploads.push(upload);
      return {
        uploadId: upload.uploadId,
        async uploadPart(number, value) {
          await upload.uploadPart(number, value);
          killed();
          return new Promise(() => undefined);
        },
        complete: (parts) => upload.complete(parts),
        abort: () => upload.abort(),
      };
    },
  };
  void r2Backups(dying).put('gone/1.gz', streamOf(bytesOf(9 * MIB)));
  await reached;
  assert.match((await storage.list('gone')).join(), /^gone\/1\.gz\.[0-9a-f-]{36}\.part$/);
  await storage.put('gone/2.gz', streamOf(bytesOf(1)));
  await storage.eraseAll('gone');
  assert.deepEqual(await storage.list('gone'), []);
  await assert.rejects(uploads[0]!.uploadPart(2, bytesOf(10)));
  await storage.eraseAll('gone');
});

test('a stream that fails leaves nothing, and folders are listed whole', async () => {
  const storage = r2Backups(bucket);
  for (const length of [1, 9 * MIB]) {
    const failing = streamOf(bytesOf(length)).pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        flush: () => Promise.reject(new Error('the database went away')),
      }),
    );
    await assert.rejects(storage.put('store/failed.gz', failing), /went away/);
  }
  assert.deepEqual(await storage.list('store'), []);
  for (let n = 0; n < 3; n += 1) await storage.put(`store/${n}.gz`, streamOf(bytesOf(10)));
  await storage.put('storefront/1.gz', streamOf(bytesOf(10)));
  assert.deepEqual(await storage.list('store'), ['store/0.gz', 'store/1.gz', 'store/2.gz']);
  for (const name of ['../x', 'a', 'a/../b', 'a/b/c', '/a', ''])
    await assert.rejects(storage.put(name, streamOf(bytesOf(1))), /not the name/);
});
