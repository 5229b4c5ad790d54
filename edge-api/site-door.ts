import type { Background } from './answer-cache.ts';
import type { Caller } from './middleware/client-address.ts';
import type { FindSite, Site } from './middleware/find-site.ts';

/** Folders whose content is one store's or the platform's. Scripts of the build are the same under every host. */
const DECIDED = /^\/(?:demo|media|runtime|admin)(?:\/|$)/;

function isServedAt(site: Site, request: Request): boolean {
  if (site.kind !== 'store') return site.kind === 'platform';
  const { pathname, searchParams } = new URL(request.url);
  const [, folder, named] = pathname.split('/');
  if (folder === 'media') return named === site.store.handle;
  // Live carts: every store has an app of its own, and its host is no way to another's.
  const apps = [searchParams.get('app_id'), request.headers.get('app-id')].filter((app) => app !== null);
  return folder === 'runtime' && apps.every((app) => app === site.store.instantAppId);
}

/**
 * Decides over what a runtime answers besides the app, such as files and live carts: at a store's own host only what is
 * that store's, at a host of nobody's nothing.
 */
export const siteDoor =
  (find: FindSite) =>
  async (request: Request, caller?: Caller, background?: Background): Promise<boolean> =>
    !DECIDED.test(new URL(request.url).pathname) || isServedAt(await find(request, caller, background), request);
