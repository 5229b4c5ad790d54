import { base64Url, fromBase64Url } from '../../contract/bytes-text.ts';

/**
 * Hashes of passwords: scrypt with N = 2^15, r = 8, p = 3, which OWASP's Password Storage Cheat Sheet puts level with
 * N = 2^17 and needs 32 MiB instead of 128, the whole memory of a Worker. Cloudflare refuses PBKDF2 above 100,000 rounds,
 * a sixth of what that sheet asks for; its `node:crypto` has scrypt. Algorithm and parameters stand in the hash, so that
 * they can grow: `isOld` tells which ones to make anew at the next sign-in.
 */
interface Parameters {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

type Scrypt = (
  password: Uint8Array,
  salt: Uint8Array,
  length: number,
  options: { N: number; r: number; p: number; maxmem: number },
  done: (error: Error | null, key: Uint8Array) => void,
) => void;

const NOW: Parameters = { log2N: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** Strings a database may hold; more would be somebody's attempt to have us work for long. */
const MOST: Parameters = { log2N: 17, r: 16, p: 8 };
const SHAPE = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{16,64})\$([\w-]{43})$/;

/** Both runtimes have it without an import; on Workers by the flag `nodejs_compat`. */
function scryptOfRuntime(): Scrypt {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (name: string) => { scrypt?: Scrypt } | undefined };
  };
  const scrypt = process?.getBuiltinModule?.('node:crypto')?.scrypt;
  if (!scrypt) throw new Error('This runtime has no scrypt: a Worker needs the compatibility flag nodejs_compat.');
  return scrypt;
}

function derive(password: string, salt: Uint8Array, { log2N, r, p }: Parameters): Promise<Uint8Array> {
  const scrypt = scryptOfRuntime();
  const N = 2 ** log2N;
  // The same letters come composed from one keyboard and decomposed from another.
  const bytes = new TextEncoder().encode(password.normalize('NFKC'));
  return new Promise((resolve, reject) => {
    scrypt(bytes, salt, KEY_BYTES, { N, r, p, maxmem: 160 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

interface ReadHash extends Parameters {
  readonly salt: Uint8Array;
  readonly key: Uint8Array;
}

function read(hash: string): ReadHash | undefined {
  const [, log2N, r, p, salt = '', key = ''] = SHAPE.exec(hash) ?? [];
  const found = { log2N: Number(log2N), r: Number(r), p: Number(p) };
  if (!(found.log2N <= MOST.log2N && found.r <= MOST.r && found.p <= MOST.p)) return undefined;
  return { ...found, salt: fromBase64Url(salt), key: fromBase64Url(key) };
}

/** Makes the hash a password is kept as. */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const key = await derive(password, salt, NOW);
  return `$scrypt$ln=${NOW.log2N},r=${NOW.r},p=${NOW.p}$${base64Url(salt)}$${base64Url(key)}`;
}

/** Whether a password is the one a hash was made of, in a time that does not tell where they differ. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const known = read(hash);
  if (!known) return false;
  const key = await derive(password, known.salt, known);
  let difference = key.length ^ known.key.length;
  for (const [index, byte] of key.entries()) difference |= byte ^ (known.key[index] ?? 0);
  return difference === 0;
}

/** Whether a hash was made with other parameters than new ones are. */
export function isOld(hash: string): boolean {
  const known = read(hash);
  return !known || known.log2N !== NOW.log2N || known.r !== NOW.r || known.p !== NOW.p;
}
