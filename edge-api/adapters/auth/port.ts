/** An account as whoever signs people in knows it. */
export interface KnownAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** How long a session is good for, and how often being used moves its end on, in seconds. */
export const SESSION_S = 30 * 86_400;
export const SESSION_RENEWED_S = 86_400;

/** Somebody who is signed in from now on. The token is what the browser keeps; only its hash is stored. */
export interface SignedIn {
  readonly account: KnownAccount;
  readonly token: string;
}

/** Where a session begins, for the list a customer sees. */
export interface Device {
  readonly address: string | null;
  readonly userAgent: string;
}

/** What a password opens. `unproved`: it is right, and nobody has proved the e-mail yet; the mail's token comes along. */
export type PasswordVerdict =
  | ({ readonly kind: 'signed_in' } & SignedIn)
  | { readonly kind: 'unproved'; readonly account: KnownAccount; readonly token: string }
  | { readonly kind: 'refused' };

/**
 * Signs the customers of one store in and out. It keeps accounts, passwords, sessions and the proofs that mails carry in
 * that store's own database, sends nothing itself, and takes as long for an e-mail it does not know as for one it does.
 */
export interface SignIns {
  /** Makes an account nobody has proved yet, and the token of its mail; null where the e-mail has an account. */
  signUp(wish: {
    readonly email: string;
    readonly password: string;
    readonly name: string;
  }): Promise<{ readonly account: KnownAccount; readonly token: string } | null>;
  signIn(wish: { readonly email: string; readonly password: string }, device: Device): Promise<PasswordVerdict>;
  /**
   * Proves an e-mail by the token of its mail together with the account's password: the owner of a mailbox who never asked
   * for an account has no password to it, and proves nothing by opening a link.
   */
  proveEmail(
    wish: { readonly token: string; readonly password: string },
    device: Device,
  ): Promise<PasswordVerdict | { readonly kind: 'expired' }>;
  /** The e-mail the token of such a mail names; null when it is not ours, or too old. */
  emailOf(token: string): Promise<string | null>;
  /** The token of a mail that signs its reader in once. It is made for any e-mail; who has no account gets one by it. */
  makeLink(email: string): Promise<{ readonly token: string; readonly known: KnownAccount | null }>;
  /** The e-mail a link is for, without using it up. */
  linkedEmail(token: string): Promise<string | null>;
  useLink(token: string, device: Device): Promise<SignedIn | null>;
  /** The token of a mail that lets a new password be set; null where the e-mail has no account. */
  makeReset(email: string): Promise<{ readonly account: KnownAccount; readonly token: string } | null>;
  /** Sets a password once, and ends every session. */
  useReset(token: string, password: string): Promise<KnownAccount | null>;
  /** Changes or sets a password, and ends every session; false when the one in use is not `current`. */
  changePassword(accountId: string, current: string | null, next: string): Promise<boolean>;
  /** Begins a session for somebody who was proved otherwise, such as by a passkey. */
  begin(accountId: string, device: Device): Promise<SignedIn | null>;
  /** Whether a password is the account's. */
  isPassword(accountId: string, password: string): Promise<boolean>;
}
