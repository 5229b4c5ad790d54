import type { MailProvider } from './port.ts';

/** No provider: mails stay where they are kept, and are read at `/dev/mail`. */
export const mailbox = (): MailProvider => ({ name: 'mailbox', send: async () => ({ ref: null }) });
