import { z } from 'zod';
import { type ResolveTxt, ResolverError, TIMEOUT_MS } from './port.ts';

const TXT = 16;
const NO_ERROR = 0;
const NO_SUCH_NAME = 3;

/** The JSON that Cloudflare's and Google's resolvers answer. */
const Answer = z.object({
  Status: z.int(),
  /** True where the answer was cut short. */
  TC: z.boolean().default(false),
  Answer: z.array(z.object({ type: z.int(), data: z.string() })).default([]),
});

/** The text of a TXT record as a zone file writes it: strings in quotes, one after the other, with escapes; or bare. */
export function parseTxt(data: string): string {
  const strings = data.match(/"(?:[^"\\]|\\[^])*"/g);
  if (!strings) return data;
  return strings
    .map((text) =>
      text
        .slice(1, -1)
        .replace(/\\(\d{3}|[^])/g, (_, escaped: string) =>
          escaped.length === 3 ? String.fromCharCode(Number(escaped) & 0xff) : escaped,
        ),
    )
    .join('');
}

/** Asks a resolver over HTTPS, such as `https://cloudflare-dns.com/dns-query`. */
export function dohResolver(url: string, timeoutMs = TIMEOUT_MS): ResolveTxt {
  return async (name) => {
    const asked = new URL(url);
    asked.searchParams.set('name', name);
    asked.searchParams.set('type', 'TXT');
    let answer: z.infer<typeof Answer>;
    try {
      const response = await fetch(asked, {
        headers: { accept: 'application/dns-json' },
        // A resolver has no reason to send us elsewhere.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      answer = Answer.parse(await response.json());
    } catch (cause) {
      throw new ResolverError(`The resolver did not answer about ${name}.`, { cause });
    }
    if (answer.Status === NO_SUCH_NAME) return [];
    if (answer.Status !== NO_ERROR || answer.TC)
      throw new ResolverError(`The resolver cannot say what ${name} holds (status ${answer.Status}).`);
    return answer.Answer.filter(({ type }) => type === TXT).map(({ data }) => parseTxt(data));
  };
}
