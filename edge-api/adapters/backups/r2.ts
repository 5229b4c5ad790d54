import { hexOf } from '../../contract/bytes-text.ts';
import { type BackupStorage, type ByteStream, checkName, type StoredObject } from './port.ts';

/** What we use of a bucket's binding; see https://developers.cloudflare.com/r2/api/workers/workers-api-reference/. */
export interface Bucket {
  head(key: string): Promise<object | null>;
  get(key: string): Promise<{ readonly body: ByteStream } | null>;
  /** Null when the condition is not met. */
  put(
    key: string,
    value: Uint8Array<ArrayBuffer>,
    options: { onlyIf: { etagDoesNotMatch: string } },
  ): Promise<object | null>;
  createMultipartUpload(key: string): Promise<{
    readonly uploadId: string;
    uploadPart(number: number, value: Uint8Array<ArrayBuffer>): Promise<UploadedPart>;
    complete(parts: UploadedPart[]): Promise<object>;
    abort(): Promise<void>;
  }>;
  resumeMultipartUpload(key: string, uploadId: string): { abort(): Promise<void> };
  list(options: { prefix: string; cursor?: string }): Promise<{
    readonly objects: readonly { readonly key: string }[];
    readonly truncated: boolean;
    readonly cursor?: string;
  }>;
  delete(key: string): Promise<void>;
}
interface UploadedPart {
  readonly partNumber: number;
  readonly etag: string;
}

/** The runtime's hash of a stream, which the platform's own `crypto` does not have. */
interface DigestStream extends WritableStream<Uint8Array> {
  readonly digest: Promise<ArrayBuffer>;
}
const digestStream = (): DigestStream => {
  const { DigestStream } = crypto as unknown as { DigestStream: new (algorithm: string) => DigestStream };
  return new DigestStream('SHA-256');
};

/** Bytes of a part: R2 wants all but the last to be as long as each other, and at least 5 MiB. */
const PART = 8 * 1024 * 1024;

/** Keeps backups in a bucket of Cloudflare R2, in parts, as the length of what is made while it is read is not known. */
export function r2Backups(bucket: Bucket): BackupStorage {
  return {
    async put(name, bytes) {
      checkName(name);
      if (await bucket.head(name)) throw new Error(`There is a backup ${name} already.`);
      const meter = measuring();
      const parts = inParts(bytes, meter);
      const first = await parts.next();
      if (first.done || first.value.byteLength < PART) {
        const written = await bucket.put(name, first.value ?? new Uint8Array(), { onlyIf: { etagDoesNotMatch: '*' } });
        if (!written) throw new Error(`There is a backup ${name} already.`);
        return meter.end();
      }
      const upload = await bucket.createMultipartUpload(name);
      // No list of a bucket shows uploads under way: an object that names this one lets it be found once its writer was killed.
      const draft = `${name}.${crypto.randomUUID()}.part`;
      try {
        await bucket.put(draft, new TextEncoder().encode(upload.uploadId), { onlyIf: { etagDoesNotMatch: '*' } });
        const uploaded = [await upload.uploadPart(1, first.value)];
        for await (const part of parts) {
          if (part.byteLength > 0) uploaded.push(await upload.uploadPart(uploaded.length + 1, part));
        }
        const stored = await meter.end();
        await upload.complete(uploaded);
        await bucket.delete(draft).catch(() => undefined);
        return stored;
      } catch (error) {
        // What cannot be given up now stays named, for whoever sweeps.
        await upload.abort().then(
          () => bucket.delete(draft),
          () => undefined,
        );
        throw error;
      }
    },
    async get(name) {
      checkName(name);
      return (await bucket.get(name))?.body;
    },
    async measure(name) {
      checkName(name);
      const body = (await bucket.get(name))?.body;
      if (!body) return undefined;
      const meter = measuring();
      for await (const piece of body) await meter.add(piece);
      return meter.end();
    },
    list: (folder) => list(bucket, folder),
    async delete(name) {
      checkName(name);
      await remove(bucket, name);
    },
    async eraseAll(folder) {
      for (const name of await list(bucket, folder)) await remove(bucket, name);
    },
  };
}

async function list(bucket: Bucket, folder: string): Promise<string[]> {
  checkName(`${folder}/x`);
  const names: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await bucket.list({ prefix: `${folder}/`, ...(cursor === undefined ? {} : { cursor }) });
    names.push(...page.objects.map(({ key }) => key));
    if (!page.truncated) return names.sort();
    cursor = page.cursor;
  }
}

/** Removes an object; with one that names an upload which was left, that upload's parts. */
async function remove(bucket: Bucket, name: string): Promise<void> {
  const [, whole] = /^(.+)\.[0-9a-f-]{36}\.part$/.exec(name) ?? [];
  const body = whole === undefined ? undefined : (await bucket.get(name))?.body;
  if (whole !== undefined && body) {
    const upload = bucket.resumeMultipartUpload(whole, await new Response(body).text());
    await upload.abort().catch((error: unknown) => {
      // 10024: the upload was ended since.
      if (!(error instanceof Error) || !/does not exist|10024/.test(error.message)) throw error;
    });
  }
  await bucket.delete(name);
}

interface Meter {
  add(piece: Uint8Array): Promise<void>;
  end(): Promise<StoredObject>;
}

function measuring(): Meter {
  const hash = digestStream();
  const writer = hash.getWriter();
  let bytes = 0;
  return {
    async add(piece) {
      bytes += piece.byteLength;
      await writer.write(piece);
    },
    async end() {
      await writer.close();
      const digest = new Uint8Array(await hash.digest);
      return { bytes, sha256: hexOf(digest) };
    },
  };
}

/** The bytes in parts of exactly `PART`; the last one is shorter. */
async function* inParts(bytes: ByteStream, meter: Meter): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let part = new Uint8Array(PART);
  let filled = 0;
  for await (const piece of bytes) {
    await meter.add(piece);
    for (let from = 0; from < piece.byteLength;) {
      const some = piece.subarray(from, from + PART - filled);
      part.set(some, filled);
      filled += some.byteLength;
      from += some.byteLength;
      if (filled < PART) continue;
      yield part;
      // The one before may still be on its way.
      part = new Uint8Array(PART);
      filled = 0;
    }
  }
  yield part.subarray(0, filled);
}
