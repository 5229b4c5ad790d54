import type { Background } from './answer-cache.ts';
import type { Caller } from './middleware/client-address.ts';
import type { FindSite } from './middleware/find-site.ts';
import { mayWriteFrom } from './services/origins.ts';

/** Finds the origins that may write to the store with an app; undefined when no open store has it. */
export type OriginsOfApp = (instantAppId: string) => Promise<readonly string[] | undefined>;

/**
 * Decides whether a page may open a line to a live cart: a store that lists the origins that may write lists these too.
 * A page that names the app of no open store gets none. The store's own host is never a stranger. Whoever has no line and no origin, such as a program, needs a cart's secret
 * all the same.
 */
export const syncDoor =
  (originsOf: OriginsOfApp, find: FindSite) =>
  async (request: Request, origin: string | null, caller?: Caller, background?: Background): Promise<boolean> => {
    const url = new URL(request.url);
    const app = url.searchParams.get('app_id');
    if (!url.pathname.startsWith('/runtime/') || app === null || origin === null) return true;
    const allowed = await originsOf(app);
    // What is no store's app has no list, which is not the same as an empty one.
    if (allowed === undefined) return false;
    if (mayWriteFrom(allowed, origin)) return true;
    const site = await find(request, caller, background);
    if (site.kind !== 'store' || site.store.instantAppId !== app || !URL.canParse(origin)) return false;
    return new URL(origin).host === `${site.host.name}${site.host.port}`;
  };
