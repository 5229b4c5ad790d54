/** What an endpoint answered. */
export interface WebhookAnswer {
  readonly status: number;
  /** The beginning of the body. */
  readonly snippet: string;
  /** Seconds it asked us to wait, if it did. */
  readonly retryAfterS: number | null;
}

/** Calls endpoints that merchants name: only public ones, by https, without following where they lead. */
export interface WebhookCaller {
  /** Throws `AddressRefused` for an address that is never called, and whatever else where nobody answered in time. */
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<WebhookAnswer>;
  /** Why an address cannot be an endpoint; undefined for one that can. Names are looked up when they are called. */
  refusal(url: string): string | undefined;
}

/** An address that is none of the public internet's. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** How long an endpoint may take, in milliseconds. */
export const CALL_MS = 10_000;
/** Most bytes of an answer that are read, and most characters that are kept. */
export const MOST_BYTES = 16_384;
export const SNIPPET = 300;

/** A snippet of an answer: its beginning, without what a terminal would act on. */
export const snippetOf = (text: string): string =>
  text.replaceAll(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ').slice(0, SNIPPET);

/** Reads `Retry-After` in seconds, as a number or a date. */
export function retryAfterOf(value: string | null | undefined, now: number): number | null {
  if (!value) return null;
  if (/^\d{1,7}$/.test(value.trim())) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}
