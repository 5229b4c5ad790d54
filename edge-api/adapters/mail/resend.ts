import { z } from 'zod';
import { formatAddress, MailRefused, type MailProvider } from './port.ts';

/** How long the provider may take, in milliseconds. */
const TIMEOUT_MS = 20_000;
/** Answers that a second try does not change: the mail itself is wrong, or its sender is not allowed. */
const FINAL = new Set([400, 403, 404, 405, 413, 415, 422]);

const Accepted = z.object({ id: z.string() });
const Problem = z.object({ name: z.string().default(''), message: z.string().default('') });

/** How Resend is reached. */
export interface ResendSettings {
  readonly apiKey: string;
  readonly apiUrl: string;
}

/**
 * Sends by Resend's API: `POST /emails`, with `Idempotency-Key`, by which it sends a repetition within 24 hours once.
 * https://resend.com/docs/api-reference/emails/send-email
 */
export function resend(
  { apiKey, apiUrl }: ResendSettings,
  ask: typeof fetch = (...args) => fetch(...args),
): MailProvider {
  return {
    name: 'resend',
    async send(mail) {
      const response = await ask(`${apiUrl}/emails`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${apiKey}`,
          'content-type': 'application/json',
          'idempotency-key': mail.idempotencyKey,
          'user-agent': 'Vitrine',
        },
        body: JSON.stringify({
          from: formatAddress(mail.from),
          to: [mail.to],
          ...(mail.replyTo === null ? {} : { reply_to: mail.replyTo }),
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          headers: { ...mail.headers, 'Message-ID': mail.messageId },
        }),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const answer: unknown = await response.json().catch(() => undefined);
      if (response.ok) return { ref: Accepted.safeParse(answer).data?.id ?? null };
      const { name, message } = Problem.safeParse(answer).data ?? { name: '', message: '' };
      const told = `Resend answered ${response.status} ${name} ${message}`.trim();
      throw FINAL.has(response.status) ? new MailRefused(told) : new Error(told);
    },
  };
}
