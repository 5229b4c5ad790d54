import { base64Url, hexOf } from '../contract/bytes-text.ts';

/** SHA-256 of a text as 64 hex digits: how tokens are kept and requests compared. */
export async function sha256(text: string): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

/** Compares two hashes in a time that does not tell where they differ. */
export function sameHash(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % (b.length || 1));
  return difference === 0;
}

/** A new secret of 192 random bits, safe in URLs. */
export function randomToken(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(24)));
}
