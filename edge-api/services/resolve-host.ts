import { handleProblem } from '../adapters/provisioning/handles.ts';
import { readHost, type RequestedHost } from './host-names.ts';

/** The hosts that are the platform's own. Names are lower case, punycode, without a port. */
export interface PlatformHosts {
  /** Stores answer at `<handle>.<baseDomain>`, the platform at the base domain itself; null without subdomains. */
  readonly baseDomain: string | null;
  /** Host of the address browsers reach the platform under; null when it is not told. */
  readonly publicHost: string | null;
}

/** Where a host leads, before anybody has looked whether such a store is there. */
export type HostMeaning =
  /** To the platform: its pages, its administration, and every store by its path. */
  | { readonly kind: 'platform' }
  /** To the store of this handle. */
  | { readonly kind: 'handle'; readonly handle: string; readonly host: RequestedHost }
  /** To whichever store has proved this name; if none has, to the platform or nowhere. */
  | { readonly kind: 'custom'; readonly host: RequestedHost; readonly otherwise: 'platform' | 'none' }
  /** Nowhere. */
  | { readonly kind: 'none' };

const PLATFORM = { kind: 'platform' } as const;
const NONE = { kind: 'none' } as const;

/**
 * Decides what a host means. Names are compared whole, or label by label: `shop.example.evil.test` and
 * `evilshop.example` share letters with `shop.example` and nothing else.
 *
 * With a base domain, hosts that are neither the platform's nor a store's lead nowhere. With only a public address, a
 * proxy may ask us by an IP address or a name of one label, and reaches the platform. With neither, every host that no
 * store has proved does, so that a first start needs no configuration.
 */
export function resolveHost(host: string, { baseDomain, publicHost }: PlatformHosts): HostMeaning {
  // At a desk stores answer under names such as `halden.localhost`, and all else leads to the platform as it does without.
  const open = baseDomain === null || (baseDomain === 'localhost' && publicHost === null);
  const known = !open || publicHost !== null;
  const read = readHost(host);
  if (!read) return open && (!known || isAddress(host)) ? PLATFORM : NONE;
  const { name } = read;
  if (name === baseDomain || name === publicHost) return PLATFORM;
  const labels = name.split('.');
  const base = baseDomain?.split('.') ?? [];
  if (base.length > 0 && labels.slice(-base.length).join('.') === baseDomain) {
    const [handle = '', ...more] = labels.slice(0, -base.length);
    return more.length === 0 && handleProblem(handle) === undefined ? { kind: 'handle', handle, host: read } : NONE;
  }
  if (labels.length === 1) return open ? PLATFORM : NONE;
  return { kind: 'custom', host: read, otherwise: known ? 'none' : 'platform' };
}

/** An IPv4 address or a bracketed IPv6 one, with an optional port: how a proxy on the same network asks. */
const isAddress = (host: string): boolean => /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host);

/** Whether a store may claim a host: neither the platform's own, nor one below the base domain, where handles decide. */
export function isClaimable(name: string, { baseDomain, publicHost }: PlatformHosts): boolean {
  if (!name.includes('.') || name === publicHost) return false;
  return baseDomain === null || (name !== baseDomain && !name.endsWith(`.${baseDomain}`));
}
