import type { Database } from './db/database.ts';
import { siteOf, STAYS_HERE, type Outgoing } from './outgoing.ts';
import { eventFactsRepository } from './repositories/event-facts.ts';
import { accountRepository } from './repositories/accounts.ts';
import { messageRepository } from './repositories/messages.ts';
import { newsletterRepository } from './repositories/newsletter.ts';
import type { OrderRepository } from './repositories/orders.ts';
import { outboxRepository } from './repositories/outbox.ts';
import type { StateRepository } from './repositories/state.ts';
import { deliveryRepository } from './repositories/webhook-deliveries.ts';
import { endpointRepository } from './repositories/webhooks.ts';
import type { CartService } from './services/carts.ts';
import type { CheckoutDraftService } from './services/checkout-drafts.ts';
import { fanOut, type Links } from './services/fan-out.ts';
import type { StoreLiveCarts } from './services/live-carts.ts';
import { mailService, type MailService } from './services/mails.ts';
import { newsletterService, type NewsletterService } from './services/newsletter.ts';
import { outboxService, type OutboxService } from './services/outbox.ts';
import { shownAdminOrder } from './services/shown-admin-order.ts';
import { webhookService, type WebhookService } from './services/webhooks.ts';

/** What a store tells people and other systems. */
export interface OutgoingServices {
  readonly outbox: OutboxService;
  readonly mails: MailService;
  readonly newsletter: NewsletterService;
  readonly webhooks: WebhookService;
}

interface Parts {
  readonly store: { readonly id: string; readonly handle?: string; readonly canonicalHost?: string | null };
  readonly outgoing: Outgoing | undefined;
  readonly orders: OrderRepository;
  readonly state: StateRepository;
  readonly carts: CartService;
  readonly drafts: Pick<CheckoutDraftService, 'reminder'>;
  readonly live: StoreLiveCarts | null;
  readonly now: () => number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Builds what turns events into mails and webhooks, over a store's database. */
export function composeOutgoing(database: Database, parts: Parts): OutgoingServices {
  const { store, outgoing = STAYS_HERE, orders, state, carts, drafts, live, now, onTrouble } = parts;
  const { handle } = store;
  const base = outgoing.publicUrl;
  const site = siteOf(store, outgoing);
  const links: Links = {
    base,
    orderPage: site === null ? null : `${site}/orders/{token}`,
    unsubscribe: (token) => (base === null || handle === undefined ? null : `${base}/unsubscribe/${handle}/${token}`),
  };
  const messages = messageRepository(database);
  const shared = { state, links, now, random: Math.random };
  const mails = mailService({ ...shared, messages, provider: outgoing.mail, from: outgoing.from, onTrouble });
  const webhooks = webhookService({
    ...shared,
    storeId: store.id,
    endpoints: endpointRepository(database),
    deliveries: deliveryRepository(database),
    caller: outgoing.webhooks,
    sealer: outgoing.sealer,
  });
  const spread = fanOut({
    ...shared,
    facts: eventFactsRepository(database),
    messages,
    // Templates are for who sends mails: no request of a shopper waits for them.
    render: async (kind, facts) => (await import('./pages/mail/render.ts')).renderMail(kind, facts),
    async orderData(id) {
      const found = await orders.find(id);
      return found && shownAdminOrder(found);
    },
    isAbandoned: async (checkoutId) => (await drafts.reminder(checkoutId)) !== undefined,
  });
  const outbox = outboxService({
    ...shared,
    outbox: outboxRepository(database),
    orders,
    carts,
    pagesVersion: state.pagesVersion,
    live,
    spread,
    mails,
    webhooks,
    leaving: outgoing.leaving,
    onTrouble,
  });
  const newsletter = newsletterService({
    newsletter: newsletterRepository(database),
    attempts: accountRepository(database),
    links: {
      confirm(token, locale) {
        const lang = locale === '' ? '' : `?lang=${encodeURIComponent(locale)}`;
        if (site !== null) return `${site}/newsletter/confirm/${token}${lang}`;
        return base === null || handle === undefined ? null : `${base}/subscribe/${handle}/${token}${lang}`;
      },
      unsubscribe: links.unsubscribe,
    },
    now,
  });
  return { outbox, mails, newsletter, webhooks };
}
