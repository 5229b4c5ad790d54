import { z } from 'zod';

/** Why a vendor that keeps databases did not do what we asked; see `docs/errors/<code>.md`. */
export type ProvisioningErrorCode =
  | 'provisioning_unauthorized'
  | 'provisioning_group_unknown'
  | 'provisioning_refused'
  | 'provisioning_rate_limited'
  | 'provisioning_unavailable';

/** A vendor's refusal, in words for whoever runs the platform. It never carries a token. */
export class ProvisioningError extends Error {
  override readonly name = 'ProvisioningError';
  readonly code: ProvisioningErrorCode;

  constructor(code: ProvisioningErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** An answer that is no failure of the way there: 2xx, or a 4xx the caller knows what to make of. */
export interface TursoAnswer {
  readonly status: number;
  /** Whatever JSON came; undefined when it was none. */
  readonly body: unknown;
}

/** How to call Turso's Platform API. */
export interface TursoCalling {
  readonly apiUrl: string;
  readonly apiToken: string;
  readonly organization: string;
  readonly timeoutMs?: number;
  /** For tests: waits, and chance between 0 and 1. */
  readonly sleep?: (ms: number) => Promise<void>;
  readonly random?: () => number;
  readonly now?: () => number;
}

const ATTEMPTS = 6;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8000;
/** Who asks for more patience than this is told so, and may try again himself. */
const MOST_PATIENCE_MS = 30_000;

const Refusal = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) });

/** The sentence of a refusal, shortened. */
export function refusalOf({ body }: TursoAnswer): string {
  const parsed = Refusal.safeParse(body);
  if (!parsed.success) return 'without a reason';
  const { error } = parsed.data;
  return (typeof error === 'string' ? error : error.message).slice(0, 200);
}

/**
 * Calls the API below `/v1/organizations/{organization}`. Every call we make may be made twice, so those that were turned
 * away (429), failed there (5xx) or got lost (time-out, connection) are made again after a while, each a little later.
 */
export function tursoApi(calling: TursoCalling): {
  call(method: string, path: string, body?: unknown): Promise<TursoAnswer>;
} {
  const { apiUrl, apiToken, organization, timeoutMs = 15_000, random = Math.random, now = Date.now } = calling;
  const sleep = calling.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const base = `${apiUrl}/v1/organizations/${encodeURIComponent(organization)}`;

  async function once(
    method: string,
    path: string,
    body: unknown,
  ): Promise<TursoAnswer & { retryAfterMs: number | null }> {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    const text = await response.text();
    const { status } = response;
    return { status, body: parsed(text), retryAfterMs: retryAfter(response.headers.get('retry-after'), now()) };
  }

  return {
    async call(method, path, body) {
      for (let attempt = 1; ; attempt += 1) {
        let failure: ProvisioningError;
        // Full jitter: whoever was turned away at the same moment does not come back at the same moment.
        let waitMs = random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
        try {
          const { retryAfterMs, ...answer } = await once(method, path, body);
          if (answer.status === 429) {
            failure = new ProvisioningError('provisioning_rate_limited', 'Turso asks us to call it less often.');
            // Never sooner than asked.
            if (retryAfterMs !== null) waitMs = retryAfterMs + random() * FIRST_WAIT_MS;
          } else if (answer.status >= 500) {
            failure = new ProvisioningError(
              'provisioning_unavailable',
              `Turso has a fault of its own: ${answer.status}, ${refusalOf(answer)}.`,
            );
          } else if (answer.status === 401 || answer.status === 403) {
            throw new ProvisioningError(
              'provisioning_unauthorized',
              `Turso does not accept TURSO_API_TOKEN for the organization "${organization}": ${answer.status}, ${refusalOf(answer)}.`,
            );
          } else return answer;
        } catch (error) {
          if (error instanceof ProvisioningError) throw error;
          failure = new ProvisioningError(
            'provisioning_unavailable',
            `Turso cannot be reached: ${nameOf(error)}.`,
            error,
          );
        }
        if (attempt === ATTEMPTS || waitMs > MOST_PATIENCE_MS) throw failure;
        await sleep(waitMs);
      }
    },
  };
}

const nameOf = (error: unknown): string =>
  error instanceof Error ? (error.name === 'TimeoutError' ? 'no answer in time' : error.message) : String(error);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Milliseconds of a `Retry-After`, which is seconds or a date. */
function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
