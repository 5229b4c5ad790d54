import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { byteRange } from './byte-range.ts';
import { acceptedEncoding, ByteCache, encode, isCompressible, type Encoding } from './compression.node.ts';
import { policyOf } from './policies.ts';
import { STALE_SCRIPT } from './stale-script.ts';

/** A folder that is served. */
export interface ServedFolder {
  /** Path it is served under, with slashes at both ends. */
  readonly path: string;
  /** The folder; `undefined` for a part of the path that names none. */
  folder(rest: string): { readonly folder: string; readonly file: string } | undefined;
  readonly cacheControl: string;
  /** Scripts that are gone answer with `STALE_SCRIPT` instead of an error. */
  readonly forgivesScripts?: boolean;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.ts': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

const HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'timing-allow-origin': '*',
  'x-content-type-options': 'nosniff',
};

/** The parts of a path that name a file, or undefined for a path that could lead out of its folder or to a hidden file. */
function safePath(encoded: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
  const parts = path.split('/');
  const bad = (part: string, index: number) =>
    part.startsWith('.') || /[\\\0:]/.test(part) || (part === '' && index !== parts.length - 1);
  return parts.some(bad) ? undefined : path;
}

/** Serves folders of files, each compressed once; answers undefined for a path of nobody's. */
export function staticFiles(folders: readonly ServedFolder[], cache = new ByteCache(64 * 1024 * 1024)) {
  async function find(folder: string, file: string): Promise<{ path: string; etag: string } | undefined> {
    try {
      const path = join(folder, file.endsWith('/') || file === '' ? `${file}index.html` : file);
      const found = await stat(path);
      // A link must not lead out of the folder.
      if (!found.isFile() || !(await realpath(path)).startsWith((await realpath(folder)) + sep)) return undefined;
      return { path, etag: `${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}` };
    } catch {
      return undefined;
    }
  }

  async function bytesOf(path: string, etag: string, encoding: Encoding | undefined) {
    const key = `${encoding ?? ''} ${etag} ${path}`;
    const kept = cache.get(key);
    if (kept) return kept;
    const sibling = encoding && (await readFile(`${path}${encoding === 'br' ? '.br' : '.gz'}`).catch(() => undefined));
    const bytes = sibling ?? (encoding ? await encode(await readFile(path), encoding) : await readFile(path));
    cache.set(key, bytes);
    return bytes;
  }

  return async (request: Request): Promise<Response | undefined> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const { pathname } = new URL(request.url);
    const served = folders.find(({ path }) => pathname.startsWith(path));
    if (!served) return undefined;
    const rest = safePath(pathname.slice(served.path.length));
    const place = rest === undefined ? undefined : served.folder(rest);
    const found = place && (await find(place.folder, place.file));
    if (!found) {
      if (!served.forgivesScripts || extname(pathname) !== '.js') return undefined;
      return new Response(STALE_SCRIPT, {
        headers: { ...HEADERS, 'content-type': TYPES['.js']!, 'cache-control': 'no-store' },
      });
    }

    const type = TYPES[extname(found.path).toLowerCase()] ?? 'application/octet-stream';
    const plain = await bytesOf(found.path, found.etag, undefined);
    const compressible = isCompressible(type, plain.length);
    const encoding = compressible ? acceptedEncoding(request.headers.get('accept-encoding')) : undefined;
    const etag = `"${found.etag}${encoding ? `-${encoding}` : ''}"`;
    const headers = new Headers({ ...HEADERS, 'content-type': type, etag, 'cache-control': served.cacheControl });
    if (compressible) headers.set('vary', 'accept-encoding');
    const policy = policyOf(pathname, type);
    if (policy) headers.set('content-security-policy', policy);
    const asked = request.headers.get('if-none-match')?.split(',') ?? [];
    if (asked.some((tag) => tag.trim().replace(/^W\//, '') === etag))
      return new Response(null, { status: 304, headers });

    if (!compressible) headers.set('accept-ranges', 'bytes');
    const changed = (request.headers.get('if-range') ?? etag) !== etag;
    const range = compressible || changed ? undefined : byteRange(request.headers.get('range'), plain.length);
    if (range === null) {
      headers.set('content-range', `bytes */${plain.length}`);
      return new Response(null, { status: 416, headers });
    }
    if (range && request.method === 'GET') {
      const part = new Uint8Array(plain.subarray(range.first, range.last + 1));
      headers.set('content-range', `bytes ${range.first}-${range.last}/${plain.length}`);
      headers.set('content-length', String(part.length));
      return new Response(part, { status: 206, headers });
    }

    const bytes = await bytesOf(found.path, found.etag, encoding);
    if (encoding) headers.set('content-encoding', encoding);
    headers.set('content-length', String(bytes.length));
    return new Response(request.method === 'HEAD' ? null : bytes, { headers });
  };
}
