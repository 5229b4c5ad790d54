import type {
  CustomerFacts,
  EndpointFacts,
  FulfilmentFacts,
  OrderFacts,
  RefundFacts,
  ReturnFacts,
  VariantFacts,
} from '../repositories/event-facts.ts';
import type { EventType, ToldBlock } from '../repositories/outbox.ts';
import type { MailAlert, StoreSettings } from '../repositories/settings.ts';

/** Every mail there is. */
export type MailKind =
  | 'order_confirmation'
  | 'payment_received'
  | 'payment_failed'
  | 'order_shipped'
  | 'order_delivered'
  | 'return_requested'
  | 'return_received'
  | 'order_refunded'
  | 'order_cancelled'
  | 'order_edited'
  | 'verify_email'
  | 'sign_in_link'
  | 'reset_password'
  | 'change_email'
  | 'email_changed'
  | 'abandoned_checkout'
  | 'newsletter_confirm'
  | 'newsletter_welcome'
  | 'merchant_new_order'
  | 'merchant_low_stock'
  | 'merchant_dispute'
  | 'merchant_refund_failed'
  | 'merchant_new_customer'
  | 'merchant_webhook_off'
  | 'merchant_block_off';

/** What a mail is made of; what its kind does not need is null. */
export interface MailFacts {
  readonly shop: {
    readonly name: string;
    /** `#rrggbb`, or null for the default. */
    readonly accent: string | null;
    /** An https address, or null for the name alone. */
    readonly logo: string | null;
    readonly imprint: string;
    readonly numberPrefix: string;
  };
  /** BCP 47. */
  readonly locale: string;
  readonly order: OrderFacts | null;
  readonly fulfilment: FulfilmentFacts | null;
  readonly returned: ReturnFacts | null;
  readonly refund: RefundFacts | null;
  readonly customer: CustomerFacts | null;
  readonly endpoint: EndpointFacts | null;
  readonly variant: VariantFacts | null;
  readonly block: ToldBlock | null;
  /** Where the button leads; null for none. */
  readonly link: string | null;
  readonly unsubscribe: string | null;
  /** What stands before addresses of ours that have no host; null where nobody knows it. */
  readonly base: string | null;
}

/** A mail as it is read. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export type RenderMail = (kind: MailKind, facts: MailFacts) => Promise<RenderedMail>;

/** Mails with a link that only their reader may have. */
export const PRIVATE: ReadonlySet<MailKind> = new Set([
  'verify_email',
  'sign_in_link',
  'reset_password',
  'change_email',
  'abandoned_checkout',
  'newsletter_confirm',
]);
/** Mails to an address that somebody typed in, which may come unasked. */
export const ABOUT_ACCOUNT: ReadonlySet<MailKind> = new Set([
  'verify_email',
  'sign_in_link',
  'reset_password',
  'change_email',
  'email_changed',
  'newsletter_confirm',
]);
/** Mails that their reader agreed to, and may end. */
export const WANTED: ReadonlySet<MailKind> = new Set(['abandoned_checkout', 'newsletter_welcome']);

/** The mails an event makes: to the shopper, and to the merchant. */
export interface Mailing {
  readonly shopper: MailKind | null;
  readonly merchant: MailKind | null;
}

const ALERT: Partial<Record<MailKind, MailAlert>> = {
  merchant_new_order: 'new_order',
  merchant_low_stock: 'low_stock',
  merchant_dispute: 'payment_problem',
  merchant_refund_failed: 'payment_problem',
  merchant_new_customer: 'new_customer',
  merchant_webhook_off: 'webhook_off',
  merchant_block_off: 'block_off',
};

/**
 * Which mails an event makes. An order that is paid by hand is confirmed when it is placed, with how to pay; one that is paid
 * at once is confirmed when its money is there, so that nobody is thanked for an order that is about to fall through.
 */
export function mailingOf(
  type: EventType,
  facts: Pick<MailFacts, 'order' | 'fulfilment' | 'customer' | 'endpoint' | 'block'>,
): Mailing {
  const { order, fulfilment, customer, endpoint, block } = facts;
  const byHand = order === null || order.provider === null || order.provider === 'manual' || order.totalMinor === 0;
  const only = (shopper: MailKind | null, merchant: MailKind | null = null): Mailing => ({ shopper, merchant });
  switch (type) {
    case 'order.placed':
      return byHand ? only('order_confirmation', 'merchant_new_order') : only(null);
    case 'order.paid':
      // What costs nothing was confirmed when it was placed.
      if (order?.totalMinor === 0) return only(null);
      return byHand ? only('payment_received') : only('order_confirmation', 'merchant_new_order');
    case 'order.payment_failed':
      return only('payment_failed');
    case 'order.edited':
      return only('order_edited');
    case 'order.cancelled':
      return only('order_cancelled');
    case 'fulfilment.created':
      return only(fulfilment?.notify === false ? null : 'order_shipped');
    case 'fulfilment.updated':
      if (fulfilment?.notify === false) return only(null);
      return only(fulfilment?.deliveredAt ? 'order_delivered' : 'order_shipped');
    case 'return.requested':
      return only('return_requested');
    case 'return.received':
      return only('return_received');
    case 'refund.succeeded':
      return only('order_refunded');
    case 'refund.failed':
      return only(null, 'merchant_refund_failed');
    case 'dispute.opened':
      return only(null, 'merchant_dispute');
    case 'customer.created':
      // One without an account the merchant has made himself.
      return only(null, customer?.hasAccount ? 'merchant_new_customer' : null);
    case 'webhook.disabled':
      return only(null, endpoint && 'merchant_webhook_off');
    case 'block.switched_off':
      // What the merchant has done, the merchant knows.
      return only(null, block?.reason === 'failures' ? 'merchant_block_off' : null);
    case 'customer.verify_email':
      return only('verify_email');
    case 'customer.sign_in_link':
      return only('sign_in_link');
    case 'customer.reset_password':
      return only('reset_password');
    case 'customer.change_email':
      return only('change_email');
    case 'customer.email_changed':
      return only('email_changed');
    case 'checkout.abandoned':
      return only('abandoned_checkout');
    case 'newsletter.requested':
      return only('newsletter_confirm');
    case 'newsletter.confirmed':
      return only('newsletter_welcome');
    case 'stock.low':
      return only(null, 'merchant_low_stock');
    default:
      return only(null);
  }
}

/** Whether the merchant wants to be told of this. */
export const wantsAlert = (kind: MailKind, { mail }: Pick<StoreSettings, 'mail'>): boolean => {
  const alert = ALERT[kind];
  return alert !== undefined && mail.alerts.includes(alert);
};
