/** A passkey as it is kept. */
export interface KeptPasskey {
  /** Credential id, base64url. */
  readonly id: string;
  readonly accountId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly backedUp: boolean;
}

/** Says whether a challenge is one we gave and nobody has answered yet; it is used up by being asked. */
export type IsOurChallenge = (challenge: string) => Promise<boolean>;

/** The ceremonies of passkeys, whose home is the host of `origin`. What a browser answers is unknown until it is verified. */
export interface Passkeys {
  registration(wish: {
    readonly origin: string;
    readonly siteName: string;
    readonly account: { readonly id: string; readonly email: string; readonly name: string };
    readonly known: readonly Pick<KeptPasskey, 'id' | 'transports'>[];
  }): Promise<{ readonly challenge: string }>;
  verifyRegistration(wish: {
    readonly origin: string;
    readonly answer: unknown;
    readonly isOurs: IsOurChallenge;
  }): Promise<Omit<KeptPasskey, 'accountId'> | null>;
  authentication(wish: { readonly origin: string }): Promise<{ readonly challenge: string }>;
  /** The new count of a key that answered rightly, or null. */
  verifyAuthentication(wish: {
    readonly origin: string;
    readonly answer: unknown;
    readonly isOurs: IsOurChallenge;
    readonly key: Omit<KeptPasskey, 'accountId' | 'backedUp'>;
  }): Promise<number | null>;
}

/** Loaded when somebody uses one. */
export const lazyPasskeys = (): Promise<Passkeys> =>
  import('./passkeys.ts').then(({ simpleWebAuthn }) => simpleWebAuthn);
