import type { HonoRequest, MiddlewareHandler } from 'hono';
import type { Background, Stranger } from '../answer-cache.ts';
import { ApiError, invalidRequest } from '../services/errors.ts';
import { readHost, type RequestedHost } from '../services/host-names.ts';
import { type PlatformHosts, resolveHost } from '../services/resolve-host.ts';
import type { Caller } from './client-address.ts';
import type { AppEnv } from './env.ts';
import type { RegisteredStore, StoreDirectory } from './open-store.ts';
import type { StrangerOf } from './rate-limits.ts';

/** What answers under the host of a request. */
export type Site =
  | { readonly kind: 'platform' }
  | {
      readonly kind: 'store';
      readonly store: RegisteredStore;
      readonly host: RequestedHost;
      /** The host its pages move to; null when they are at home. */
      readonly movedTo: string | null;
    }
  | { readonly kind: 'none' };

/** Finds what answers under a host. */
export type SiteOfHost = (host: string, background?: Background, stranger?: Stranger) => Promise<Site>;

/** Finds what answers a request, by its host alone. */
export type FindSite = (request: Request, caller?: Caller, background?: Background) => Promise<Site>;

const PLATFORM = { kind: 'platform' } as const;
const NONE = { kind: 'none' } as const;

/**
 * The host a request is for: what a trusted proxy was asked for, else its `Host`. A request whose address and `Host`
 * disagree is refused: a cache or a proxy in front of us may have believed the other one.
 */
function hostOf(request: Request, caller: Caller | undefined): string {
  if (caller?.forwardedHost) return caller.forwardedHost;
  const { host } = new URL(request.url);
  const header = request.headers.get('host');
  if (header === null || header === host) return host;
  const [said, meant] = [readHost(header), readHost(host)];
  if (said && meant && said.name === meant.name) return header;
  throw invalidRequest('host', 'The address and the host name of the request disagree.');
}

/** Sites of requests, found through the directory of stores, and counted by their callers where nobody has them. */
export function siteFinder(stores: StoreDirectory, hosts: PlatformHosts, strangerOf: StrangerOf): FindSite {
  const siteOf = siteOfHost(stores, hosts);
  // Where nobody said which host is the platform's own, it is asked for at every visit, and no store has it.
  const counts = hosts.baseDomain !== null || hosts.publicHost !== null;
  return async (request, caller, background) =>
    siteOf(hostOf(request, caller), background, counts ? strangerOf(caller) : undefined);
}

/** Sites by their host, found through the directory of stores. */
export function siteOfHost(stores: StoreDirectory, hosts: PlatformHosts): SiteOfHost {
  return async (named, background, stranger) => {
    const meaning = resolveHost(named, hosts);
    if (meaning.kind === 'platform' || meaning.kind === 'none') return meaning;
    const { host } = meaning;
    const site = (store: RegisteredStore, home: string | null): Site => ({
      kind: 'store',
      store,
      host,
      movedTo: home === null || home === host.name ? null : home,
    });
    if (meaning.kind === 'handle') {
      const store = await stores.find(meaning.handle, background, stranger);
      return store && store.status !== 'deleted' ? site(store, store.canonicalHost) : NONE;
    }
    const store = await stores.findByHost(host.name, background, stranger);
    if (store && store.status !== 'deleted') return site(store, store.canonicalHost);
    // Whoever proved a domain may use its `www.` too, and is found there until it claims that by itself.
    const bare = host.name.startsWith('www.') ? host.name.slice('www.'.length) : '';
    const owner = bare.includes('.') ? await stores.findByHost(bare, background, stranger) : undefined;
    if (owner && owner.status !== 'deleted') return site(owner, owner.canonicalHost ?? bare);
    return meaning.otherwise === 'platform' && !store ? PLATFORM : NONE;
  };
}

/** Answered under every host: probes and the proxy in front of us ask by an address, not by a name. */
const ANYWHERE = new Set(['/healthz', '/readyz', '/metrics', '/v1/domains/ask']);

/**
 * Why a path has no place at a store's own host, or undefined. Another store's path does not, and nothing new under `/v1/`
 * does until it is listed here. The handle is compared as it stands in the address: one that is written in another way
 * is another one.
 */
function refusal(path: string, { handle }: RegisteredStore): ApiError | undefined {
  const [, version, stores, named] = path.split('/');
  if (version !== 'v1' || path === '/v1/openapi.json') return undefined;
  if (stores !== 'stores') return new ApiError('not_found', 'There is nothing under this address.');
  return named === handle ? undefined : new ApiError('store_not_found', 'No store has this handle.');
}

const isPage = (path: string): boolean => !/^\/(?:v1|docs|runtime|admin|console|assets|media|demo)(?:\/|$)/.test(path);

/** Whether a request of a store's own host is for a page, and not for the API or files. */
export const asksForPage = ({ method, path }: Pick<HonoRequest, 'method' | 'path'>): boolean =>
  (method === 'GET' || method === 'HEAD') && isPage(path);

/** Finds what answers under the host, and refuses what does not belong there. */
export function findSite(find: FindSite, publicUrl: string | null, hosts: PlatformHosts): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { path } = c.req;
    c.set('site', PLATFORM);
    if (ANYWHERE.has(path)) return next();
    const caller = c.env?.caller;
    const site = await find(c.req.raw, caller, (work) => c.env.waitUntil(work)).catch((error: unknown) => {
      // What an error says about itself is found at the platform, not at a host that somebody else named.
      c.set('origin', platformOrigin(c.var.origin, publicUrl, hosts));
      throw error;
    });
    c.set('site', site);
    if (site.kind === 'none') {
      c.set('origin', platformOrigin(c.var.origin, publicUrl, hosts));
      throw new ApiError('store_not_found', 'No store answers under this host name.');
    }
    if (site.kind === 'platform') return next();

    const scheme = caller?.forwardedProto ?? new URL(publicUrl ?? c.req.url).protocol.slice(0, -1);
    c.set('origin', `${scheme}://${site.host.name}${site.host.port}`);
    const refused = refusal(path, site.store);
    if (refused) throw refused;
    if (!asksForPage(c.req) || site.movedTo === null) return next();
    const { pathname, search } = new URL(c.req.url);
    c.header('cache-control', 'public, max-age=300');
    return c.redirect(`${scheme}://${site.movedTo}${site.host.port}${pathname}${search}`, 308);
  };
}

function platformOrigin(origin: string, publicUrl: string | null, { baseDomain }: PlatformHosts): string {
  return publicUrl ?? (baseDomain === null ? origin : `${new URL(origin).protocol}//${baseDomain}`);
}
