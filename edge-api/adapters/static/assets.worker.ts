/** The binding that answers files of the build. */
export interface Assets {
  fetch(request: Request): Promise<Response>;
}

const IMMUTABLE = 'public, max-age=31536000, immutable';
const SHORT = 'public, max-age=300, stale-while-revalidate=86400';

/** Answers the scripts of the build, open to every origin; undefined for any other path. */
export async function serveAsset(request: Request, assets: Assets): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  const hashed = pathname.startsWith('/assets/');
  if ((!hashed && pathname !== '/vitrine.js') || (request.method !== 'GET' && request.method !== 'HEAD'))
    return undefined;
  const found = await assets.fetch(request);
  const open = {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'timing-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  };
  // A script that is gone answers an empty module, so that an old hint in a page is no error in its console.
  if (found.status === 404 && hashed && pathname.endsWith('.js'))
    return new Response('export {};\n', {
      headers: { ...open, 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' },
    });
  const headers = new Headers(found.headers);
  for (const [name, value] of Object.entries(open)) headers.set(name, value);
  if (found.ok) headers.set('cache-control', hashed ? IMMUTABLE : SHORT);
  return new Response(found.body, { status: found.status, headers });
}
