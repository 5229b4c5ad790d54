import { sameHash } from '../../../services/secrets.ts';

/** How far the clock of a signature may be from ours, in seconds. */
const TOLERANCE_S = 300;

async function hmac(secret: string, text: string): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Signs a body as of a time, in milliseconds: the header `bank-signature`. */
export async function signBankBody(body: string, secret: string, atMs: number): Promise<string> {
  const atS = Math.floor(atMs / 1000);
  return `t=${atS},v1=${await hmac(secret, `${atS}.${body}`)}`;
}

/** Whether these very bytes were signed with the secret, within five minutes of now. */
export async function isSignedByBank(
  bytes: Uint8Array,
  header: string,
  secret: string,
  nowMs: number,
): Promise<boolean> {
  const [, t = '', v1 = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (t === '' || Math.abs(nowMs / 1000 - Number(t)) > TOLERANCE_S) return false;
  return sameHash(v1, await hmac(secret, `${t}.${new TextDecoder().decode(bytes)}`));
}
