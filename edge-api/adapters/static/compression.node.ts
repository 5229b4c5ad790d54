import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** What a body can be sent as. */
export type Encoding = 'br' | 'gzip';

const COMPRESSIBLE = /^(?:text\/|application\/(?:json|javascript|manifest\+json|xml|wasm)|image\/svg\+xml)/;
/** Below this the headers cost more than compression saves. */
const MIN_BYTES = 400;
/** Brotli 5 is the knee: a few percent larger than 11, in a hundredth of the time. */
const BROTLI_QUALITY = 5;

/** The best encoding a caller accepts, by the `accept-encoding` it sent. */
export function acceptedEncoding(header: string | null): Encoding | undefined {
  const accepted = new Map(
    (header ?? '').split(',').map((part) => {
      const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return [name, quality === undefined ? 1 : Number(quality)] as const;
    }),
  );
  for (const encoding of ['br', 'gzip'] as const) if ((accepted.get(encoding) ?? 0) > 0) return encoding;
  return undefined;
}

/** Whether bytes of this type are worth compressing. */
export const isCompressible = (contentType: string, bytes: number): boolean =>
  bytes >= MIN_BYTES && COMPRESSIBLE.test(contentType);

/** Compresses, off the main thread. */
export const encode = (bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> =>
  encoding === 'br'
    ? brotli(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      })
    : zip(bytes, { level: 6 });

/** Bytes by key, bounded by their sum; what was not used the longest leaves first. */
export class ByteCache {
  private readonly kept = new Map<string, Uint8Array<ArrayBuffer>>();
  private readonly maxBytes: number;
  private bytes = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  get(key: string): Uint8Array<ArrayBuffer> | undefined {
    const value = this.kept.get(key);
    if (value) {
      this.kept.delete(key);
      this.kept.set(key, value);
    }
    return value;
  }

  set(key: string, value: Uint8Array<ArrayBuffer>): void {
    this.drop(key);
    if (value.length > this.maxBytes / 4) return;
    this.kept.set(key, value);
    this.bytes += value.length;
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= this.maxBytes) break;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    this.bytes -= this.kept.get(key)?.length ?? 0;
    this.kept.delete(key);
  }
}

/** The same answer, which is another for each value of this header. It is not made again where it can be changed: Node sends a text at once, a stream in steps. */
function alsoBy(response: Response, header: string): Response {
  try {
    response.headers.append('vary', header);
    return response;
  } catch {
    const headers = new Headers(response.headers);
    headers.append('vary', header);
    return new Response(response.body, { status: response.status, headers });
  }
}

/** Whether what has this address and ETag is always the same: a tag of what is kept nowhere may only count versions. */
const isRepeated = ({ method }: Request, { headers }: Response): boolean =>
  method === 'GET' && headers.has('etag') && !/no-store/.test(headers.get('cache-control') ?? '');

/** Compresses answers as their callers accept it. One that is asked for again, by its ETag, is compressed once and kept. */
export function compressAnswers(cache = new ByteCache(32 * 1024 * 1024)) {
  return async (request: Request, response: Response): Promise<Response> => {
    const type = response.headers.get('content-type') ?? '';
    if (response.status === 304 || !COMPRESSIBLE.test(type)) return response;
    const encoding = acceptedEncoding(request.headers.get('accept-encoding'));
    if (!encoding || response.headers.has('content-encoding') || request.method === 'HEAD')
      return alsoBy(response, 'accept-encoding');
    const headers = new Headers(response.headers);
    headers.append('vary', 'accept-encoding');

    const isKept = isRepeated(request, response);
    const key = `${encoding} ${headers.get('etag')} ${request.url}`;
    let bytes = isKept ? cache.get(key) : undefined;
    if (!bytes) {
      const plain = new Uint8Array(await response.arrayBuffer());
      if (!isCompressible(type, plain.length)) return new Response(plain, { status: response.status, headers });
      bytes = await encode(plain, encoding);
      if (isKept) cache.set(key, bytes);
    }
    headers.set('content-encoding', encoding);
    headers.set('content-length', String(bytes.length));
    return new Response(bytes, { status: response.status, headers });
  };
}
