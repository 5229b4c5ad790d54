import type { GivenToken } from '../../edge-api/contract/customers.ts';
import type { ErrorAnswer } from '../../edge-api/contract/errors.ts';
import { ApiError, type ApiClient } from './api-client.ts';
import { toJson } from './to-json.ts';

/** How long an answer may take, in milliseconds. */
const TIMEOUT_MS = 15_000;

const memory = new Map<string, string>();
const keyOf = (base: string): string => `vitrine-customer ${base}`;

/** What a tab of this page keeps of a sign-in: a token, good for a quarter of an hour. A page that blocks storage forgets it. */
export function keptCustomer(base: string): GivenToken | undefined {
  let text: string | null | undefined;
  try {
    text = sessionStorage.getItem(keyOf(base));
  } catch {
    text = memory.get(base);
  }
  if (!text) return undefined;
  try {
    const kept = JSON.parse(text) as GivenToken;
    // Whatever else the page has put there is no sign-in.
    return typeof kept.token === 'string' && Date.parse(kept.expiresAt) > Date.now() ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function keepCustomer(base: string, given: GivenToken | undefined): void {
  const text = given && JSON.stringify(given);
  if (text) memory.set(base, text);
  else memory.delete(base);
  try {
    if (text) sessionStorage.setItem(keyOf(base), text);
    else sessionStorage.removeItem(keyOf(base));
  } catch {
    // Kept in memory, until the page is left.
  }
}

/** Asks as whoever holds the token. Rejects with `ApiError` and nothing else. */
export async function askAs<T>(
  base: string,
  token: string | undefined,
  path: string,
  { method, body, signal }: { method?: string; body?: unknown; signal?: AbortSignal | undefined } = {},
): Promise<T> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(base + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(signal ? [signal] : [])]),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'text/plain;charset=UTF-8' }),
      },
      ...(body === undefined ? {} : { body: toJson(body) }),
    });
    answer = response.status === 204 ? undefined : await response.json();
  } catch {
    throw new ApiError(signal?.aborted ? 'aborted' : 'network', 'The shop could not be reached.');
  }
  if (response.ok) return answer as T;
  const { error, quote } = answer as Partial<ErrorAnswer>;
  throw new ApiError(
    error?.code ?? 'internal',
    error?.message ?? `The shop answered ${response.status}.`,
    response.status,
    error?.issues,
    quote,
  );
}

/** The client's own way to ask, as the signed-in customer where somebody is. */
export const asCustomer =
  (client: ApiClient): ApiClient['request'] =>
  (path, body, signal) => {
    const kept = keptCustomer(client.base);
    return kept ? askAs(client.base, kept.token, path, { body, signal }) : client.request(path, body, signal);
  };
