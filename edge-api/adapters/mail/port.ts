/** One address, with the name shown before it. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** A mail as it goes out. */
export interface OutgoingMail {
  /** The same for every try, so that a provider can tell a repetition. */
  readonly idempotencyKey: string;
  /** `<…@…>`, the same for every try, so that a mailbox can. */
  readonly messageId: string;
  readonly from: MailAddress;
  readonly to: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Further headers, by name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A provider refuses this mail, and would whenever it was tried; whatever else a provider throws is tried again. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** Who sends mails. */
export interface MailProvider {
  readonly name: 'smtp' | 'resend' | 'mailbox';
  /** Hands a mail over; answers what the provider calls it. */
  send(mail: OutgoingMail): Promise<{ readonly ref: string | null }>;
}

/** Characters that end a header, or turn a line of text around. */
const UNSAFE = /[\p{Cc}\u061c\u2028-\u202e\u2066-\u2069]+/gu;

/** A text that may stand in a header: one line, nothing that moves the rest of it. */
export const headerText = (text: string, most = 200): string => text.replace(UNSAFE, ' ').trim().slice(0, most);

/** An address with its name, as `From` has it. */
export const formatAddress = ({ name, address }: MailAddress): string => {
  const shown = headerText(name, 120).replaceAll(/["\\<>]/g, '');
  return shown === '' ? address : `"${shown}" <${address}>`;
};

const ADDRESS = /^[^\s@<>",;:\\()[\]]+@[^\s@<>",;:\\()[\]]+$/;

/** Reads `Shop <mail@shop.example>` or a bare address; undefined for anything else. */
export function readAddress(text: string): MailAddress | undefined {
  const [, name = '', bracketed] = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  const address = (bracketed ?? text).trim();
  return ADDRESS.test(address) ? { name: headerText(name), address } : undefined;
}
