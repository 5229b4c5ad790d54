import { decodePunycode } from './punycode.ts';

/** A host as a request names it, split and checked. */
export interface RequestedHost {
  /** Lower case, punycode, without port and trailing dot. */
  readonly name: string;
  /** `:8787`, or empty where the scheme's own port was used. */
  readonly port: string;
}

const LONGEST = 253;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const isNumber = (label: string): boolean => /^(?:\d+|0x[0-9a-f]*)$/.test(label);

/** Whether a text is a host name in its one form. An IP address is not: parsers end a last label of digits in one. */
function isHostName(name: string): boolean {
  const labels = name.split('.');
  if (name.length > LONGEST || !labels.every((label) => LABEL.test(label)) || isNumber(labels.at(-1)!)) return false;
  // A label that says it is punycode must be the one form of something: not every URL parser looks into it.
  if (!labels.some((label) => label.slice(2, 4) === '--')) return true;
  const decoded = labels.map((label) => (label.startsWith('xn--') ? decodePunycode(label.slice(4)) : label));
  return !decoded.includes(undefined) && asUrlHost(decoded.join('.')) === name;
}

function asUrlHost(name: string): string | undefined {
  try {
    return new URL(`http://${name}/`).hostname;
  } catch {
    return undefined;
  }
}

/**
 * Reads the `Host` of a request; undefined for everything that is no host name in ASCII with an optional port: user
 * names, percent signs, spaces, lists, IP addresses. Browsers send punycode, so letters beyond ASCII are an attempt to
 * have two of our layers read two names.
 */
export function readHost(host: string): RequestedHost | undefined {
  const [, written = '', port] = /^([a-z0-9.-]+?)\.?(?::(\d{1,5}))?$/i.exec(host) ?? [];
  const name = written.toLowerCase();
  if (!isHostName(name) || Number(port ?? 0) > 65_535) return undefined;
  return { name, port: port === undefined ? '' : `:${Number(port)}` };
}

/** Characters that a reader does not see, and that IDNA drops. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;

/**
 * The one form of a host name that a person typed, lower case and punycode; undefined for what is none. International
 * names are taken as they are written: characters that IDNA would replace by look-alikes (𝐬 by s, full-width letters,
 * other dots, invisible characters) are refused, so that what a merchant sees is what is claimed.
 */
export function readTypedHost(typed: string): string | undefined {
  // One character at a time: as a whole, Greek text ends words in another sigma, and IDNA does not.
  const lower = Array.from(typed.trim(), (character) => character.toLowerCase())
    .join('')
    .normalize('NFC')
    .replace(/\.$/, '');
  if (/^[a-z0-9.-]*$/.test(lower)) return isHostName(lower) ? lower : undefined;
  if (UNSEEN.test(lower) || lower.normalize('NFKC') !== lower || !/^[\p{L}\p{M}\p{N}.-]+$/u.test(lower))
    return undefined;
  const name = asUrlHost(lower);
  if (name === undefined || !isHostName(name)) return undefined;
  const [labels, encoded] = [lower.split('.'), name.split('.')];
  const kept = (label: string, index: number) =>
    /^[a-z0-9-]+$/.test(label) ? encoded[index] === label : encoded[index]?.startsWith('xn--');
  return labels.length === encoded.length && labels.every(kept) ? name : undefined;
}
