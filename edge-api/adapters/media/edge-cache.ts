/** What we use of the cache of the place a Worker runs in; see https://developers.cloudflare.com/workers/runtime-apis/cache/. */
export interface EdgeCache {
  match(request: Request): Promise<Response | undefined>;
  put(request: Request, response: Response): Promise<void>;
}

const PICTURE = /^\/media\/[a-z0-9-]+\/[0-9a-f]{64}\/\d+\.[a-z]+$/;
/** Browsers keep a picture for a year; the cache between forgets it after a day, so that one that was removed is soon gone. */
const A_DAY = 'public, max-age=86400';

/**
 * Keeps pictures near those who look at them: nothing that a Worker answers is kept by itself. The whole address is the
 * key, so each host has its own; what is not to be kept for long is not kept here.
 */
export async function cachedPicture(
  request: Request,
  cache: EdgeCache,
  { answer, later }: { answer: () => Promise<Response>; later: (work: Promise<unknown>) => void },
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || search !== '' || !PICTURE.test(pathname)) return answer();
  // Without the headers of this request: a condition or a range would be answered in its place.
  const key = new Request(request.url);
  const kept = request.headers.has('if-none-match') ? undefined : await cache.match(key).catch(() => undefined);
  const promised = kept?.headers.get('x-cache-control');
  if (kept && promised) {
    const headers = new Headers(kept.headers);
    headers.set('cache-control', promised);
    for (const name of ['x-cache-control', 'cf-cache-status', 'age']) headers.delete(name);
    return new Response(kept.body, { status: kept.status, headers });
  }
  const made = await answer();
  const control = made.headers.get('cache-control') ?? '';
  if (made.status !== 200 || !control.includes('immutable')) return made;
  const copy = made.clone();
  const headers = new Headers(copy.headers);
  headers.set('cache-control', A_DAY);
  headers.set('x-cache-control', control);
  // Of the request that was first; the next has its own.
  for (const name of ['x-request-id', 'ratelimit', 'ratelimit-policy']) headers.delete(name);
  later(cache.put(key, new Response(copy.body, { status: 200, headers })).catch(() => undefined));
  return made;
}
