/** Characters of a seal: 128 bits in base64url. */
export const SEAL_LENGTH = 22;

/** Answers the seal of a text. */
export type Seal = (text: string) => Promise<string>;

/** Seals by HMAC-SHA-256 under a secret; only who knows it can make one that fits. */
export function sealUnder(secret: string): Seal {
  const bytes = new TextEncoder();
  const key = crypto.subtle.importKey('raw', bytes.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return async (text) => {
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', await key, bytes.encode(text)));
    return btoa(String.fromCharCode(...mac.subarray(0, 16)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  };
}
