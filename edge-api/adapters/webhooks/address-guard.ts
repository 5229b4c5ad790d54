import {
  isInNetwork,
  isLoopback,
  parseIp,
  parseNetwork,
  type IpBytes,
  type Network,
} from '../../middleware/ip-address.ts';

/**
 * Networks that are nobody's on the public internet: IANA's special-purpose registries for IPv4 and IPv6
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, …ipv6-special-registry), multicast, and those that carry an
 * IPv4 address inside, which leads wherever that one does.
 */
const CLOSED: readonly Network[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '168.63.129.16/32',
].map((text) => network(text));
/** Of IPv6, only what is given out to be routed is open, and not all of that. */
const GLOBAL = network('2000::/3');
const CLOSED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'].map((text) =>
  network(text),
);

function network(text: string): Network {
  const found = parseNetwork(text);
  if (!found) throw new Error(`${text} is no network.`);
  return found;
}

const MAPPED = network('::ffff:0:0/96');

/** Whether an address is one of the public internet. */
export function isPublic(address: IpBytes): boolean {
  if (isInNetwork(address, MAPPED)) return !CLOSED.some((network) => isInNetwork(address, network));
  return isInNetwork(address, GLOBAL) && !CLOSED_V6.some((network) => isInNetwork(address, network));
}

/** Names that only a machine or a network of its own knows. */
const LOCAL_NAME =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|onion)\.?$/;

/** Where an endpoint may be. */
export interface GuardRules {
  /** At a desk: http to this very machine as well. */
  readonly allowLocalhost: boolean;
}

const LOCALHOST = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Why an address is never called, as far as the address itself tells; undefined for one that may be. */
export function addressRefusal(text: string, { allowLocalhost }: GuardRules): string | undefined {
  if (!URL.canParse(text)) return 'is no address';
  const { protocol, username, password, hostname } = new URL(text);
  if (username !== '' || password !== '') return 'must not carry a name or a password';
  if (allowLocalhost && LOCALHOST.has(hostname))
    return /^https?:$/.test(protocol) ? undefined : 'must begin with https://';
  if (protocol !== 'https:') return 'must begin with https://';
  const ip = parseIp(hostname.replaceAll(/^\[|\]$/g, ''));
  if (ip) return isPublic(ip) ? undefined : 'must lead to the public internet';
  if (!hostname.includes('.') || LOCAL_NAME.test(hostname)) return 'must lead to the public internet';
  return undefined;
}

/** Whether an address that a name led to may be called. */
export function mayCall(address: string, { allowLocalhost }: GuardRules, name: string): boolean {
  const ip = parseIp(address);
  if (!ip) return false;
  return isPublic(ip) || (allowLocalhost && LOCALHOST.has(name) && isLoopback(ip));
}
