/** Any origin that nobody has: addresses are read as a browser would on it. */
const HERE = 'https://shop.invalid';

const LINKS = new Set(['https:', 'http:', 'mailto:', 'tel:']);

/** Written out from its scheme on, or a path of this host from its root, or a place on this page. Others lead elsewhere on each host. */
const WHOLE = /^(?:https?:\/\/|mailto:|tel:|[#?]|\/(?!\/))/i;

/** Characters that a reader does not see, or that two readers take for different things. */
const ODD = /[\0-\x20\x7f-\x9f\\<>"`{}|^\ufffd\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Cs}]/u;

/** Whether a link may lead there: another page, a mail, a telephone. */
export function isLink(address: string): boolean {
  if (!WHOLE.test(address) || ODD.test(address) || address.length > 2000) return false;
  if (!URL.canParse(address, HERE)) return false;
  const url = new URL(address, HERE);
  return LINKS.has(url.protocol) && url.username === '' && url.password === '';
}

/** Slashes, dots and ends of texts, encoded: a server may read them as what they stand for. */
const DISGUISED = /%(?:2e|2f|5c|00)/i;

/**
 * Whether a picture may be asked for: it lies below one of the places a shop's pictures lie in, each an address or a path that ends
 * with a slash.
 */
export function isPicture(address: string, places: readonly string[]): boolean {
  if (ODD.test(address) || DISGUISED.test(address) || address.length > 2000) return false;
  if (!URL.canParse(address, HERE)) return false;
  const asRead = new URL(address, HERE).href;
  return places.some((place) => {
    const whole = new URL(place, HERE).href;
    // What is written is what is read: no dots that lead out, no host that is spelled otherwise.
    return asRead.startsWith(whole) && asRead.length > whole.length && address.startsWith(place);
  });
}

/** `address 2x, address 800w`; null where one of them is anything else. */
export function isPictureSet(set: string, places: readonly string[]): boolean {
  const candidates = set.trim().split(/\s*,\s+|,$/);
  return (
    candidates.length <= 30 &&
    candidates.every((candidate) => {
      const [address = '', size = '1x', ...more] = candidate.trim().split(/\s+/);
      return (
        more.length === 0 &&
        !address.includes(',') &&
        /^\d{1,5}(?:\.\d{1,3})?[wx]$/.test(size) &&
        isPicture(address, places)
      );
    })
  );
}
