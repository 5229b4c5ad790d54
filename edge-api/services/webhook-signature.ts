/** What is signed. */
export interface SignedMessage {
  readonly id: string;
  /** Of this try, since the epoch. */
  readonly seconds: number;
  /** The body, byte for byte. */
  readonly payload: string;
}

/** A new secret: 32 random bytes, as the specification writes them. */
export const newSecret = (): string =>
  `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`;

/** Who sent something, when, and its signatures, as Standard Webhooks sends them. */
export interface SignedHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

/** Whether a body was signed with one of these secrets less than five minutes ago, or at most five minutes from now. */
export async function isSigned(
  secrets: readonly string[],
  body: string,
  { id, timestamp, signature }: SignedHeaders,
): Promise<boolean> {
  const { Webhook } = await import('standardwebhooks');
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, headers, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
}

/** The value of `webhook-signature`: one signature for each secret that is valid now, the newest first. */
export async function signatures(secrets: readonly string[], { id, seconds, payload }: SignedMessage): Promise<string> {
  const { Webhook } = await import('standardwebhooks');
  return secrets.map((secret) => new Webhook(secret).sign(id, new Date(seconds * 1000), payload)).join(' ');
}
