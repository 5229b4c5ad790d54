import { MailRefused, type MailProvider } from './port.ts';

/** How long a server may take to greet, to answer, and in all, in milliseconds. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** Replies from 500 on are for good (RFC 5321 4.2.1), except where it is we who are not let in. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { responseCode, code } = error as Error & { responseCode?: unknown; code?: unknown };
  return typeof responseCode === 'number' && responseCode >= 500 && code !== 'EAUTH';
}

/** Sends by SMTP: `smtp://user:password@host:587` or `smtps://…:465`. What it needs is loaded with the first mail. */
export function smtp(url: string): MailProvider {
  const connect = async () => {
    const { createTransport } = await import('nodemailer');
    return createTransport({
      url,
      pool: true,
      maxConnections: 2,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...TIMEOUTS,
    });
  };
  let transport: ReturnType<typeof connect> | undefined;
  return {
    name: 'smtp',
    async send(mail) {
      transport ??= connect();
      const server = await transport.catch((error: unknown) => {
        transport = undefined;
        throw error;
      });
      try {
        const { messageId } = await server.sendMail({
          from: mail.from,
          to: { name: '', address: mail.to },
          ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          messageId: mail.messageId,
          headers: { ...mail.headers },
        });
        return { ref: messageId };
      } catch (error) {
        if (isFinal(error)) throw new MailRefused(String(error), { cause: error });
        throw error;
      }
    },
  };
}
