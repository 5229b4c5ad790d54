import { monotonicFactory } from 'ulid';
import type { Statement } from '../db/database.ts';
import type { EventFactsRepository } from '../repositories/event-facts.ts';
import { insertMessage, type MessageRepository, type NewMessage } from '../repositories/messages.ts';
import { MAIL_ONLY, type OutboxWork } from '../repositories/outbox.ts';
import type { StateRepository, StoreState } from '../repositories/state.ts';
import { insertDeliveries, insertWebhookEvent } from '../repositories/webhooks.ts';
import {
  mailingOf,
  PRIVATE,
  WANTED,
  wantsAlert,
  type MailFacts,
  type MailKind,
  type RenderMail,
} from './mail-kinds.ts';
import { randomToken } from './secrets.ts';

/** Something that has happened. */
export type ShopEvent = Extract<OutboxWork, { kind: 'event' }>;

/** Ids of this process ascend, also within a millisecond: a mailbox is read in their order. */
const nextId = monotonicFactory();

/** Where links of mails lead. */
export interface Links {
  /** What stands before addresses of ours; null where nobody knows it. */
  readonly base: string | null;
  /** The store's own page of an order, with `{token}` in it; null where it has none. */
  readonly orderPage: string | null;
  unsubscribe(token: string): string | null;
}

export interface FanOutDependencies {
  readonly facts: EventFactsRepository;
  readonly messages: MessageRepository;
  readonly state: StateRepository;
  readonly links: Links;
  readonly render: RenderMail;
  /** What the merchant's systems are told of an order: as the merchant sees it. */
  readonly orderData: (orderId: string) => Promise<unknown>;
  /** Whether a checkout is still left: its shopper has not come back, or ordered. */
  readonly isAbandoned: (checkoutId: string) => Promise<boolean>;
  readonly now: () => number;
}

/** Everything an event makes, as statements of one transaction: running them again changes nothing. */
export type FanOut = (id: string, event: ShopEvent) => Promise<Statement[]>;

const pageOf = (page: string | null, token: string | undefined): string | null =>
  page !== null && token !== undefined ? page.replaceAll('{token}', encodeURIComponent(token)) : null;

/** The language of a mail: that of the order or the event, else the shop's. */
const localeOf = (event: ShopEvent, facts: Pick<MailFacts, 'order'>, state: StoreState): string =>
  event.locale || facts.order?.locale || state.locale;

/** Where the button leads: where the event says, else to the order on the merchant's own page or the store's. */
function linkOf(kind: MailKind, event: ShopEvent, order: MailFacts['order'], orderPage: string | null): string | null {
  if (kind.startsWith('merchant_')) return null;
  return event.link ?? pageOf(orderPage, order?.token);
}

/** Whether an event is about the newsletter: it names an address, which need not be a customer's. */
const isLetter = ({ type }: Pick<ShopEvent, 'type'>): boolean => type.startsWith('newsletter.');

export function fanOut(dependencies: FanOutDependencies): FanOut {
  const { facts, messages, state, links, render, orderData, isAbandoned, now } = dependencies;

  async function gather(event: ShopEvent) {
    const { orderId, fulfilmentId, returnId, refundId, customerId, endpointId, variantId } = event;
    const [order, fulfilment, returned, refund, customer, endpoint, variant] = await Promise.all([
      orderId === undefined ? null : facts.order(orderId),
      fulfilmentId === undefined ? null : facts.fulfilment(fulfilmentId),
      returnId === undefined ? null : facts.returned(returnId),
      refundId === undefined ? null : facts.refund(refundId),
      customerId === undefined ? null : facts.customer(customerId),
      endpointId === undefined ? null : facts.endpoint(endpointId),
      variantId === undefined ? null : facts.variant(variantId),
    ]);
    return {
      order: order ?? null,
      fulfilment: fulfilment ?? null,
      returned: returned ?? null,
      refund: refund ?? null,
      customer: customer ?? null,
      endpoint: endpoint ?? null,
      variant: variant ?? null,
      block: event.block ?? null,
    };
  }

  const subscriberOf = async ({ type, email }: ShopEvent) =>
    isLetter({ type }) && email !== undefined ? facts.subscriber(email) : undefined;

  /** What the merchant's own mailing needs to know: how it was agreed to, and what ends it. */
  async function letterData(event: ShopEvent) {
    const found = await subscriberOf(event);
    return found && { words: found.words, page: found.page, unsubscribeUrl: links.unsubscribe(found.leaveToken) };
  }

  async function mails(id: string, event: ShopEvent): Promise<NewMessage[]> {
    const [found, shop] = await Promise.all([gather(event), state.get()]);
    // What an event named has gone since, with the customer it was about.
    if (event.orderId !== undefined && found.order === null) return [];
    if (event.type === 'checkout.abandoned' && !(event.checkoutId && (await isAbandoned(event.checkoutId)))) return [];
    const subscriber = await subscriberOf(event);
    // Forgotten meanwhile; or nobody knows an address of ours to confirm at.
    if (isLetter(event) && !subscriber) return [];
    if (event.type === 'newsletter.requested' && !event.link) return [];
    const { settings } = shop;
    const mailing = mailingOf(event.type, found);
    const made: NewMessage[] = [];
    const add = async (kind: MailKind, recipient: string, locale: string) => {
      // Whose data was erased has an address that leads nowhere.
      if (/\.invalid$/i.test(recipient)) return;
      const token = WANTED.has(kind) ? (subscriber?.leaveToken ?? randomToken()) : null;
      const unsubscribe = token === null ? null : links.unsubscribe(token);
      // Nobody is sent what they cannot end, or have ended.
      if (token !== null && (unsubscribe === null || (await messages.hasOptedOut(recipient)))) return;
      const at = now();
      const content = await render(kind, {
        ...found,
        shop: { name: shop.name, ...settings.branding, ...settings.mail, ...settings.order },
        locale,
        link: linkOf(kind, event, found.order, settings.mail.orderPage ?? links.orderPage),
        unsubscribe,
        base: links.base,
      });
      made.push({
        id: nextId(at),
        eventId: id,
        kind,
        recipient,
        ...content,
        locale,
        private: PRIVATE.has(kind),
        unsubscribeToken: token,
        orderId: event.orderId ?? null,
        dueAt: at,
        createdAt: new Date(at).toISOString(),
      });
    };
    const shopper = event.email ?? found.order?.email;
    if (mailing.shopper && shopper) await add(mailing.shopper, shopper, localeOf(event, found, shop));
    const { address } = settings.mail;
    if (mailing.merchant && address !== null && wantsAlert(mailing.merchant, settings))
      await add(mailing.merchant, address, shop.locale);
    return made;
  }

  async function webhooks(id: string, event: ShopEvent): Promise<Statement[]> {
    if (MAIL_ONLY.some((type) => type === event.type)) return [];
    const { kind: _kind, type, at, email: _email, link: _link, ...named } = event;
    const { variantId } = named;
    const variant = variantId === undefined ? undefined : await facts.variant(variantId);
    const order = named.orderId === undefined ? undefined : await orderData(named.orderId);
    const letters = isLetter(event) ? { email: event.email, ...(await letterData(event)) } : {};
    const data = { ...named, ...letters, ...(order ? { order } : {}), ...(variant ? { variant } : {}) };
    const subjectId = named.orderId ?? named.customerId ?? variantId ?? named.page?.id ?? named.block?.id ?? '';
    const created = new Date(now()).toISOString();
    const payload = JSON.stringify({ type, timestamp: at, data });
    return [
      insertWebhookEvent({ id, type, subjectId, payload, createdAt: created }),
      insertDeliveries(id, now(), created),
    ];
  }

  return async (id, event) => [...(await mails(id, event)).map(insertMessage), ...(await webhooks(id, event))];
}
