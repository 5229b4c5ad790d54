import { z } from 'zod';
import { type Certificate, CertificateError, type Certificates, type DnsRecord } from './port.ts';

/** How Cloudflare's custom hostnames are reached. */
export interface CloudflareSettings {
  /** The zone whose custom hostnames they are: 32 hex digits. */
  readonly zoneId: string;
  /** An API token with the right "SSL and Certificates: Edit" on that zone. */
  readonly token: string;
  /** How Cloudflare checks who controls a host: by a file it serves itself, or by a TXT record. */
  readonly method: 'http' | 'txt';
  readonly apiUrl?: string;
  readonly timeoutMs?: number;
  readonly tries?: number;
  /** Resolves after some milliseconds. */
  readonly sleep?: (ms: number) => Promise<void>;
}

const API = 'https://api.cloudflare.com/client/v4';
const DUPLICATE = 1406;

const ValidationRecord = z.object({ txt_name: z.string().optional(), txt_value: z.string().optional() });
const Hostname = z.object({
  id: z.string(),
  hostname: z.string(),
  status: z.string().default('pending'),
  ssl: z
    .object({
      status: z.string(),
      validation_records: z.array(ValidationRecord).nullish(),
      validation_errors: z.array(z.object({ message: z.string() })).nullish(),
    })
    .nullish(),
  ownership_verification: z.object({ type: z.string(), name: z.string(), value: z.string() }).nullish(),
  verification_errors: z.array(z.string()).nullish(),
});
type Hostname = z.infer<typeof Hostname>;

const Envelope = z.object({
  success: z.boolean(),
  errors: z.array(z.object({ code: z.number(), message: z.string() })).default([]),
  result: z.unknown(),
});
type Envelope = z.infer<typeof Envelope>;

interface Reply {
  readonly status: number;
  readonly body: Envelope;
}

/** Statuses of a certificate from which it does not recover by waiting. */
const FAILED = /timed_out|expired|deleted|deactivat|inactive/;
/** Statuses of a host name that end it. */
const REFUSED = new Set(['blocked', 'deleted', 'moved', 'test_failed', 'test_blocked']);

function certificateOf({ id, status, ssl, ownership_verification: owned, ...more }: Hostname): Certificate {
  const records: DnsRecord[] = (ssl?.validation_records ?? []).flatMap(({ txt_name: name, txt_value: value }) =>
    name && value ? [{ type: 'TXT' as const, name, value }] : [],
  );
  if (status !== 'active' && owned?.type.toLowerCase() === 'txt')
    records.push({ type: 'TXT', name: owned.name, value: owned.value });
  const why = [...(ssl?.validation_errors ?? []).map(({ message }) => message), ...(more.verification_errors ?? [])];
  const ended = REFUSED.has(status) || FAILED.test(ssl?.status ?? '');
  const active = status === 'active' && ssl?.status === 'active';
  return {
    id,
    status: active ? 'active' : ended ? 'failed' : 'pending',
    records: active ? [] : records,
    problem: active ? null : (why[0]?.slice(0, 300) ?? (ended ? `Cloudflare says ${ssl?.status ?? status}.` : null)),
  };
}

/** Certificates by Cloudflare for SaaS: each host becomes a custom hostname of our zone, with a domain-validated certificate. */
export function cloudflareCertificates(settings: CloudflareSettings): Certificates {
  const { zoneId, token, method, apiUrl = API, timeoutMs = 10_000, tries = 3 } = settings;
  const { sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) } = settings;

  async function send(verb: string, path: string, body?: unknown): Promise<{ reply: Reply; waitMs: number | null }> {
    const response = await fetch(`${apiUrl}/zones/${zoneId}/custom_hostnames${path}`, {
      method: verb,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const wait = Number(response.headers.get('retry-after') ?? NaN);
    const parsed = Envelope.safeParse(await response.json().catch(() => undefined));
    const reply = {
      status: response.status,
      body: parsed.data ?? { success: false, errors: [], result: undefined },
    };
    return { reply, waitMs: Number.isFinite(wait) ? wait * 1000 : null };
  }

  /** Sends until there is an answer that trying again would not change. Every call here may safely be repeated. */
  async function call(verb: string, path: string, body?: unknown): Promise<Reply> {
    for (let attempt = 1; ; attempt++) {
      let waitMs = 500 * 2 ** (attempt - 1);
      try {
        const answer = await send(verb, path, body);
        const { status } = answer.reply;
        if (status !== 429 && status < 500) return answer.reply;
        if (attempt >= tries)
          throw new CertificateError(`Cloudflare answered ${status} ${attempt} times.`, { passing: true });
        waitMs = Math.min(answer.waitMs ?? waitMs, 30_000);
      } catch (cause) {
        if (cause instanceof CertificateError) throw cause;
        if (attempt >= tries) throw new CertificateError('Cloudflare was not reached.', { passing: true, cause });
      }
      await sleep(waitMs);
    }
  }

  function refusal({ status, body }: Reply): CertificateError {
    if (status === 401 || status === 403)
      return new CertificateError('Cloudflare refuses our token for this zone.', { passing: false });
    const [first] = body.errors;
    const why = first ? `${first.message} (${first.code})` : `it answered ${status}`;
    return new CertificateError(`Cloudflare refused: ${why.slice(0, 300)}`, { passing: false });
  }

  function read(reply: Reply): Certificate {
    const parsed = Hostname.safeParse(reply.body.result);
    if (!reply.body.success || reply.status >= 300) throw refusal(reply);
    if (!parsed.success)
      throw new CertificateError('Cloudflare answered in a form that is not documented.', { passing: false });
    return certificateOf(parsed.data);
  }

  async function existing(host: string): Promise<Certificate | undefined> {
    const reply = await call('GET', `?hostname=${encodeURIComponent(host)}`);
    if (!reply.body.success) throw refusal(reply);
    const found = z.array(Hostname).safeParse(reply.body.result);
    // The filter finds parts of names as well.
    const same = found.data?.find(({ hostname }) => hostname === host);
    return same && certificateOf(same);
  }

  return {
    async request(host) {
      const reply = await call('POST', '', { hostname: host, ssl: { method, type: 'dv' } });
      const duplicate = reply.status === 409 || reply.body.errors.some(({ code }) => code === DUPLICATE);
      // Ours, from an attempt whose answer was lost.
      return (duplicate ? await existing(host) : undefined) ?? read(reply);
    },
    async look(id) {
      const reply = await call('GET', `/${encodeURIComponent(id)}`);
      return reply.status === 404 ? undefined : read(reply);
    },
    async remove(id) {
      const reply = await call('DELETE', `/${encodeURIComponent(id)}`);
      if (reply.status !== 404 && reply.status >= 300) throw refusal(reply);
    },
  };
}
