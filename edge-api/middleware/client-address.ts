import { countedAs, formatIp, isInNetwork, isLoopback, type IpBytes, type Network, parseIp } from './ip-address.ts';

/** What is known of the caller's end of a request; the runtime says it, never the caller alone. */
export interface Caller {
  /** Its address: IPv4, or IPv6 in full; null when nobody knows. */
  readonly address: string | null;
  /** Whom its requests are counted by: the address, or the /64 of an IPv6 one. */
  readonly countedAs: string | null;
  /** A process of this machine that asked by itself, under this machine's own name, with no proxy in between. */
  readonly local: boolean;
  /** A trusted proxy that asked for itself, on nobody's behalf. */
  readonly proxy: boolean;
  /** The host a trusted proxy was asked for, as it said it; null without one. */
  readonly forwardedHost: string | null;
  /** The scheme a trusted proxy was asked by; null without one. */
  readonly forwardedProto: 'http' | 'https' | null;
}

/** A caller of whom nothing is known. */
export const UNKNOWN_CALLER: Caller = {
  address: null,
  countedAs: null,
  local: false,
  proxy: false,
  forwardedHost: null,
  forwardedProto: null,
};

/** Headers by which proxies speak for their callers. */
const SPEAKS = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'via', 'x-real-ip'] as const;

/** Addresses as proxies write them: some add the port. */
function parseHop(text: string): IpBytes | undefined {
  const hop = text.trim();
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(hop)?.[1];
  if (bracketed !== undefined) return parseIp(bracketed);
  return parseIp(hop) ?? parseIp(/^([\d.]+):\d{1,5}$/.exec(hop)?.[1] ?? '');
}

/** Names a machine has for itself. Behind a proxy that says nothing of its callers, theirs is the one thing that tells. */
const OWN_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** The value of a header that may stand there once: a list means that two proxies disagree. */
function single(headers: Headers, name: string): string | null {
  const value = headers.get(name)?.trim();
  return value === undefined || value === '' || value.includes(',') ? null : value;
}

/**
 * Reads who is calling, by the address of the socket and, when that is a trusted proxy's, by what it forwards. The
 * list in `x-forwarded-for` is read from its end: each proxy adds whom it was asked by, so the first hop from there that
 * is no proxy of ours is the caller, and what stands before it was written by the caller himself. From anybody else
 * forwarded headers mean nothing.
 */
export function trustedForwarding(proxies: readonly Network[]): (peer: string | undefined, headers: Headers) => Caller {
  const isProxy = (address: IpBytes) => proxies.some((network) => isInNetwork(address, network));
  return (peer, headers) => {
    const socket = parseIp(peer ?? '');
    if (!socket) return UNKNOWN_CALLER;
    const trusted = isProxy(socket);
    const speaks = SPEAKS.some((name) => headers.has(name));
    const address = trusted ? callerBehind(socket, headers.get('x-forwarded-for') ?? '', isProxy) : socket;
    const proto = trusted ? single(headers, 'x-forwarded-proto')?.toLowerCase() : undefined;
    return {
      address: formatIp(address),
      countedAs: countedAs(address),
      local: isLoopback(address) && !speaks && OWN_HOST.test(headers.get('host') ?? ''),
      proxy: trusted && !speaks,
      forwardedHost: trusted ? single(headers, 'x-forwarded-host') : null,
      forwardedProto: proto === 'http' || proto === 'https' ? proto : null,
    };
  };
}

function callerBehind(socket: IpBytes, list: string, isProxy: (address: IpBytes) => boolean): IpBytes {
  let nearest = socket;
  for (const hop of list.split(',').reverse()) {
    const address = parseHop(hop);
    // Whatever a proxy wrote that is no address: the last one we could read stands for the caller.
    if (!address) return nearest;
    nearest = address;
    if (!isProxy(address)) return address;
  }
  return nearest;
}

/** Reads who is calling on Workers, where Cloudflare itself says it and nobody can add to it. */
export function cloudflareCaller(headers: Headers): Caller {
  const address = parseIp(headers.get('cf-connecting-ip') ?? '');
  return address ? { ...UNKNOWN_CALLER, address: formatIp(address), countedAs: countedAs(address) } : UNKNOWN_CALLER;
}
