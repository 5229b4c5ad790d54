import type { SealingKey } from '../../env-variables.ts';

/** A secret as it is stored: what seals it, and the sealed text. */
export interface Sealed {
  readonly keyId: string;
  readonly text: string;
}

/** Seals secrets at rest. `subject` says whose secret it is; what was sealed for one opens for no other. */
export interface Sealer {
  /** Id of the key that seals; null when there is none, and nothing can be sealed. */
  readonly keyId: string | null;
  seal(secret: string, subject: string): Promise<Sealed>;
  open(sealed: Sealed, subject: string): Promise<string>;
}

const IV_BYTES = 12;

/** Seals with AES-256-GCM under the first key; opens with any of them, so that keys can be changed. */
export function sealer(current: SealingKey | null, older: readonly SealingKey[] = []): Sealer {
  const find = (keyId: string) => [...(current ? [current] : []), ...older].find(({ id }) => id === keyId);
  const parameters = (iv: Uint8Array<ArrayBuffer>, subject: string) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(subject),
  });
  return {
    keyId: current?.id ?? null,
    async seal(secret, subject) {
      if (!current) throw new Error('VITRINE_KEY is not set, and a secret must not be stored unsealed.');
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const key = await importKey(current);
      const cipher = await crypto.subtle.encrypt(parameters(iv, subject), key, new TextEncoder().encode(secret));
      const whole = new Uint8Array(IV_BYTES + cipher.byteLength);
      whole.set(iv);
      whole.set(new Uint8Array(cipher), IV_BYTES);
      return { keyId: current.id, text: btoa(String.fromCharCode(...whole)) };
    },
    async open({ keyId, text }, subject) {
      const key = find(keyId);
      if (!key)
        throw new Error(`The key ${keyId} that sealed this secret is neither VITRINE_KEY nor in VITRINE_OLD_KEYS.`);
      const whole = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
      const iv = whole.slice(0, IV_BYTES);
      const plain = await crypto.subtle
        .decrypt(parameters(iv, subject), await importKey(key), whole.slice(IV_BYTES))
        .catch((cause: unknown) => {
          throw new Error(`The secret sealed by the key ${keyId} does not open: it was changed, or is another's.`, {
            cause,
          });
        });
      return new TextDecoder().decode(plain);
    },
  };
}

function importKey({ hex }: SealingKey): Promise<CryptoKey> {
  const bytes = Uint8Array.from({ length: 32 }, (_, index) => parseInt(hex.slice(index * 2, index * 2 + 2), 16));
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
