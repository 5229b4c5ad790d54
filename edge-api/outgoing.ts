import { mailbox } from './adapters/mail/mailbox.ts';
import type { MailAddress, MailProvider } from './adapters/mail/port.ts';
import { resend } from './adapters/mail/resend.ts';
import type { Sealer } from './adapters/provisioning/sealing.ts';
import type { WebhookCaller } from './adapters/webhooks/port.ts';
import type { Environment } from './env.ts';

/** What leaves for people and for other systems. */
export interface Outgoing {
  readonly mail: MailProvider;
  /** Whom mails are from, where a shop does not say another name. */
  readonly from: MailAddress;
  /** Null where nothing is called: what is to be told waits. */
  readonly webhooks: WebhookCaller | null;
  /** Seals the secrets of webhooks. */
  readonly sealer: Sealer | null;
  /** What stands before the addresses of links in mails; null where nobody knows it. */
  readonly publicUrl: string | null;
  /** Stores answer at `<handle>.<baseDomain>`; null where they do not. */
  readonly baseDomain: string | null;
  /** Whether the process is about to stop, so that nothing new is begun. */
  readonly leaving: () => boolean;
}

/** Mails stay in the mailbox, webhooks wait. */
export const STAYS_HERE: Outgoing = {
  mail: mailbox(),
  from: { name: '', address: 'shop@localhost' },
  webhooks: null,
  sealer: null,
  publicUrl: null,
  baseDomain: null,
  leaving: () => false,
};

/** Where a store's own pages are, such as https://shop.example; null where it has none of its own. */
export function siteOf(
  { handle, canonicalHost }: { readonly handle?: string; readonly canonicalHost?: string | null },
  { publicUrl, baseDomain }: Outgoing,
): string | null {
  const host = canonicalHost ?? (baseDomain !== null && handle !== undefined ? `${handle}.${baseDomain}` : null);
  if (host === null) return null;
  const { protocol, port } = new URL(publicUrl ?? 'https://localhost');
  return `${protocol}//${host}${port === '' ? '' : `:${port}`}`;
}

/** What a runtime brings for it. */
export interface OutgoingPorts {
  /** Where the runtime can speak SMTP. */
  readonly smtp?: (url: string) => MailProvider;
  readonly webhooks: WebhookCaller;
  readonly sealer: Sealer;
  /** Where links lead without PUBLIC_URL. */
  readonly ownUrl?: string;
  readonly leaving?: () => boolean;
}

function providerOf({ mail }: Environment, { smtp }: OutgoingPorts): MailProvider {
  if (!mail.provider) return mailbox();
  if (mail.provider.kind === 'resend') return resend(mail.provider);
  if (!smtp) throw new Error('A Worker speaks no SMTP: set RESEND_API_KEY.');
  return smtp(mail.provider.url);
}

/** What leaves, as the environment says. */
export function outgoingOf(env: Environment, ports: OutgoingPorts): Outgoing {
  return {
    mail: providerOf(env, ports),
    from: env.mail.from ?? STAYS_HERE.from,
    webhooks: ports.webhooks,
    sealer: ports.sealer,
    publicUrl: env.publicUrl ?? ports.ownUrl ?? null,
    baseDomain: env.hosts.baseDomain,
    leaving: ports.leaving ?? (() => false),
  };
}
