/** Fewer digits are no number that can be called. */
const FEWEST_DIGITS = 3;

/** Where a telephone leads that was written for people, such as `tel:+351220000000`; undefined for one with letters in it. */
export function telephoneHref(written: string): string | undefined {
  // Arabic and Persian digits end in the bits of their value; "(0)" is left out when calling from abroad.
  const plain = written
    .replace(/[٠-٩۰-۹]/g, (digit) => `${digit.codePointAt(0)! & 15}`)
    .replace(/^(\s*(?:\+|00).*?)\(0\)/, '$1');
  const digits = plain.replace(/\D/g, '');
  if (/\p{L}/u.test(plain) || digits.length < FEWEST_DIGITS) return undefined;
  return `tel:${/^\s*\+/.test(plain) ? '+' : ''}${digits}`;
}

/** Where an e-mail address leads; signs in it that mean something else in a link, such as `?`, are escaped. */
export const mailHref = (email: string): string => `mailto:${encodeURIComponent(email).replace('%40', '@')}`;
