/** What is signed. */
export interface SignedMessage {
  readonly id: string;
  /** Of this try, since the epoch. */
  readonly seconds: number;
  /** The body, byte for byte. */
  readonly payload: string;
}

/** The value of `webhook-signature`: one signature for each secret that is valid now, the newest first. */
export async function signatures(secrets: readonly string[], { id, seconds, payload }: SignedMessage): Promise<string> {
  const { Webhook } = await import('standardwebhooks');
  return secrets.map((secret) => new Webhook(secret).sign(id, new Date(seconds * 1000), payload)).join(' ');
}
