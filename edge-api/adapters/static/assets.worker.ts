import { policyOf } from './policies.ts';
import { STALE_SCRIPT } from './stale-script.ts';

/** The binding that answers files of the build. */
export interface Assets {
  fetch(request: Request): Promise<Response>;
}

/** Pages of every origin load these. */
const OPEN = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'timing-allow-origin': '*',
  'x-content-type-options': 'nosniff',
};

const CACHE: readonly (readonly [path: string, cacheControl: string])[] = [
  ['/assets/', 'public, max-age=31536000, immutable'],
  ...['/vitrine.js', '/vitrine.d.ts', '/vitrine-jsx.d.ts', '/custom-elements.json', '/vscode.'].map(
    (path) => [path, 'public, max-age=300, stale-while-revalidate=86400'] as const,
  ),
  ['/sandbox/', 'no-cache'],
  ['/console/', 'no-cache'],
  ['/demo/', 'no-cache'],
  ['/media/', 'public, max-age=86400'],
];

/** Answers the scripts of the build and, where they are deployed with it, the demo and its pictures; undefined for any other path. */
export async function serveAsset(request: Request, assets: Assets): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  const [path, cacheControl] = CACHE.find(([start]) => pathname.startsWith(start)) ?? [];
  if (!path || !cacheControl || (request.method !== 'GET' && request.method !== 'HEAD')) return undefined;
  // `/assets/~1/x.js` is `/assets/x.js`: the loader's way to ask again for what a browser remembers as failed.
  const again = request.url.replace(/\/assets\/~\d+\//, '/assets/');
  const found = await assets.fetch(again === request.url ? request : new Request(again, request));
  if (found.status === 404) {
    if (path !== '/assets/' || !pathname.endsWith('.js')) return undefined;
    return new Response(STALE_SCRIPT, {
      headers: { ...OPEN, 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' },
    });
  }
  const headers = new Headers(found.headers);
  for (const [name, value] of Object.entries(OPEN)) headers.set(name, value);
  if (found.ok) headers.set('cache-control', cacheControl);
  const policy = policyOf(pathname, found.headers.get('content-type') ?? '');
  if (policy) headers.set('content-security-policy', policy);
  return new Response(found.body, { status: found.status, headers });
}
