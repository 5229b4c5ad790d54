/** The sixteen bytes of an address; an IPv4 address is kept as the IPv6 address it is mapped to. */
export type IpBytes = readonly number[];

/** A network: addresses that begin with the same bits. */
export interface Network {
  readonly bytes: IpBytes;
  /** How many bits are the same, of 128. */
  readonly bits: number;
}

const MAPPED: IpBytes = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
const isV4 = (bytes: IpBytes): boolean => MAPPED.every((byte, index) => bytes[index] === byte);

function parseV4(text: string): number[] | undefined {
  const parts = text.split('.');
  // No leading zeros: some parsers read them as octal, and two readings of one address are one too many.
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return undefined;
  return parts.map(Number);
}

/** The bytes of a group of IPv6 words such as `2001:db8`; empty for an empty text. */
function parseWords(text: string, mayEndInV4: boolean): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const words = text.split(':');
  for (const [index, word] of words.entries()) {
    if (mayEndInV4 && index === words.length - 1 && word.includes('.')) {
      const v4 = parseV4(word);
      if (!v4) return undefined;
      bytes.push(...v4);
    } else if (/^[0-9a-f]{1,4}$/i.test(word)) {
      const value = Number.parseInt(word, 16);
      bytes.push(value >> 8, value & 0xff);
    } else return undefined;
  }
  return bytes;
}

/** Reads an address, IPv4 or IPv6, with or without a zone; undefined for anything else. */
export function parseIp(text: string): IpBytes | undefined {
  const v4 = parseV4(text);
  if (v4) return [...MAPPED, ...v4];
  const [address = '', zone, ...more] = text.split('%');
  if (more.length > 0 || zone === '' || address.length > 45) return undefined;
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [parseWords(halves[0] ?? '', halves.length === 1), parseWords(halves[1] ?? '', true)];
  if (!head || !tail) return undefined;
  if (halves.length === 1) return head.length === 16 ? head : undefined;
  const gap = 16 - head.length - tail.length;
  // Words that `::` stands for: at least one.
  return gap >= 2 ? [...head, ...Array<number>(gap).fill(0), ...tail] : undefined;
}

/** Reads a network such as `10.0.0.0/8`, `fd00::/8`, or one address; undefined for anything else. */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', length, ...more] = text.trim().split('/');
  const bytes = parseIp(address);
  if (!bytes || more.length > 0 || address.includes('%')) return undefined;
  const [extra, most] = address.includes(':') ? [0, 128] : [96, 32];
  if (length === undefined) return { bytes, bits: 128 };
  if (!/^(?:0|[1-9]\d{0,2})$/.test(length) || Number(length) > most) return undefined;
  return { bytes, bits: Number(length) + extra };
}

/** Whether an address lies in a network. */
export function isInNetwork(address: IpBytes, { bytes, bits }: Network): boolean {
  for (let bit = 0; bit < bits; bit += 8) {
    const mask = bits - bit >= 8 ? 0xff : (0xff << (8 - (bits - bit))) & 0xff;
    const index = bit / 8;
    if (((address[index] ?? 0) & mask) !== ((bytes[index] ?? 0) & mask)) return false;
  }
  return true;
}

/** The one text for an address, so that it can be compared and counted by. IPv6 is written in full, without `::`. */
export function formatIp(bytes: IpBytes): string {
  if (isV4(bytes)) return bytes.slice(12).join('.');
  return wordsOf(bytes).join(':');
}

const wordsOf = (bytes: IpBytes): string[] =>
  Array.from({ length: bytes.length / 2 }, (_, index) =>
    (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16),
  );

/** Whom requests are counted by: an IPv4 address, or the /64 of an IPv6 one, all of which one household is given. */
export const countedAs = (bytes: IpBytes): string =>
  isV4(bytes) ? formatIp(bytes) : `${wordsOf(bytes.slice(0, 8)).join(':')}::/64`;

/** Whether an address is this machine's own. */
export const isLoopback = (bytes: IpBytes): boolean =>
  isV4(bytes) ? bytes[12] === 127 : bytes.every((byte, index) => byte === (index === 15 ? 1 : 0));
