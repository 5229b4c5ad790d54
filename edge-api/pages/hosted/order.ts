import { html } from 'hono/html';
import type { Order, OrderEvent, OrderEventType } from '../../contract/orders.ts';
import type { PaymentState } from '../../contract/payments.ts';
import { readInstructions } from '../instructions.ts';
import { orderedLines } from './checkout.ts';
import { type HostedPage, type Html, own, type Visit } from './page.ts';
import { moment, money, notice, sums, tokenField } from './parts.ts';
import { type Word, wordsOf } from './strings/index.ts';

export interface OrderView {
  readonly order: Order;
  /** How its payment stands; null where the merchant takes the money, or nobody could be asked. */
  readonly payment: PaymentState | null;
  /** Whether it has just been placed. */
  readonly fresh: boolean;
  /** When the shopper has come from paying; null for who has not. */
  readonly back: 'now' | 'a while ago' | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether the payment page could not be reached just now. */
  readonly unreached: boolean;
  readonly address: readonly string[];
  readonly billing: readonly string[] | null;
}

const EVENTS: Partial<Record<OrderEventType, Word>> = {
  placed: 'eventPlaced',
  paid: 'eventPaid',
  payment_failed: 'eventFailed',
  cancelled: 'eventCancelled',
  shipped: 'eventShipped',
  delivered: 'eventDelivered',
  return_received: 'eventReturned',
  refunded: 'eventRefunded',
  completed: 'eventCompleted',
  edited: 'eventEdited',
};

/** Where an order is, in a word. */
function statusOf({ status, paymentStatus, fulfilmentStatus, payment }: Order): Word {
  if (paymentStatus === 'refunded') return 'statusRefunded';
  if (status === 'cancelled') return 'statusCancelled';
  if (status === 'completed') return 'statusDone';
  if (fulfilmentStatus === 'fulfilled') return 'statusSent';
  if (fulfilmentStatus === 'partial') return 'statusPartial';
  const waits = paymentStatus === 'failed' || (paymentStatus === 'pending' && payment.id !== 'cash_on_delivery');
  return waits ? 'statusWaiting' : 'statusPreparing';
}

const events = (visit: Visit, timeline: readonly OrderEvent[]): Html =>
  html`<ol class="timeline">
    ${timeline.map(({ type, at }) => {
      const word = EVENTS[type];
      return word
        ? html`<li><strong>${visit.say(word)}</strong><span class="quiet small">${moment(visit, at)}</span></li>`
        : '';
    })}
  </ol>`;

/** Instructions of the shop, plain text with a line each; "IBAN: DE89 …" is a labelled value. */
function instructions(visit: Visit, { payment, due, number }: Order): Html {
  const { say } = visit;
  const known = [say('reference'), wordsOf(visit.store.locale)('reference')];
  const { sentences, values } = readInstructions(payment.instructions, known);
  return html`${sentences.map((line) => html`<p>${own(visit, line)}</p>`)}
    <dl class="values">
      ${values.map(
        ({ label, value }) =>
          html`<div>
            <dt>${own(visit, label)}</dt>
            <dd><bdi>${value}</bdi></dd>
          </div>`,
      )}
      <div>
        <dt>${say('amount')}</dt>
        <dd>${money(visit, due)}</dd>
      </div>
      <div>
        <dt>${say('reference')}</dt>
        <dd><bdi>${number}</bdi></dd>
      </div>
    </dl>`;
}

/** The form that begins a payment, or looks how it stands. */
const payForm = (visit: Visit, token: string, label: string): Html =>
  html`<form class="bar no-print" method="post" action="/checkout/pay">
    ${tokenField(visit)}<input type="hidden" name="order" value="${token}" />
    <button class="wide" name="do" value="pay">${label}</button>
  </form>`;

/** Whether the bank has not said yet how it went. */
const isAsked = ({ payment, back }: Pick<OrderView, 'payment' | 'back'>): boolean =>
  back === 'now' && payment?.status === 'pending' && !payment.error;

/** Whether there is nothing to do but wait: what was paid a moment ago may not be known here yet. */
const isOnItsWay = ({ payment, back }: Pick<OrderView, 'payment' | 'back'>): boolean =>
  payment?.status === 'processing' || isAsked({ payment, back });

/** What is left to do about the payment; nothing when nothing is. */
function paying(visit: Visit, { order, payment, back, unreached, now }: OrderView): Html | string {
  const { say } = visit;
  if (order.status === 'cancelled' && order.cancelReason === 'payment_expired') return notice(say('payClosed'), true);
  if (order.status === 'cancelled' || order.due.amountMinor <= 0) return '';
  if (order.payment.provider === 'manual')
    return html`<section class="section">
      <h2>${say('howToPay')}</h2>
      <h3>${own(visit, order.payment.title)}</h3>
      ${instructions(visit, order)}
    </section>`;
  const failed = order.paymentStatus === 'failed' || Boolean(payment?.error);
  if (isOnItsWay({ payment, back }))
    return html`<section class="section" role="status">
      <h2>${say(isAsked({ payment, back }) ? 'payAsked' : 'payWaiting')}</h2>
      <p>${say('paySlow')}</p>
      ${payForm(visit, order.token, say('payCheck'))}
    </section>`;
  if (!order.payable) return '';
  const until = payment?.payableUntil ?? order.reservedUntil;
  return html`<section class="section">
    ${unreached ? notice(say('payUnavailable'), true) : failed ? notice(say('payDeclined'), true) : ''}
    <h2>${say('payTitle', { number: order.number })}</h2>
    <p>${say('payLead')}</p>
    ${until ? html`<p class="quiet">${say('payUntil', { time: span(visit, Date.parse(until) - now) })}</p>` : ''}
    ${payForm(visit, order.token, failed ? say('payAgain') : say('payGo'))}
  </section>`;
}

/** A span of time in its largest unit of which there are two: a server does not know its reader's clock. */
function span({ locale }: Visit, ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / 60_000));
  const [count, unit] =
    minutes < 120 ? [minutes, 'minute'] : minutes < 2880 ? [minutes / 60, 'hour'] : [minutes / 1440, 'day'];
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit: `${unit}`, unitDisplay: 'long' });
  return format.format(Math.floor(Number(count)));
}

function parcels(visit: Visit, { fulfilments }: Order): Html | string {
  if (fulfilments.length === 0) return '';
  return html`<section>
    <h2>${visit.say('parcels')}</h2>
    ${fulfilments.map(({ carrier, trackingNumber, trackingUrl, createdAt }) => {
      const name = [carrier, trackingNumber].filter(Boolean).join(' ');
      return html`<p>
        ${moment(visit, createdAt)}
        ${
          /^https?:\/\//.test(trackingUrl)
            ? html`<a href="${trackingUrl}" rel="noopener noreferrer">${visit.say('trackingOf', { number: name })}</a>`
            : html`<bdi>${name}</bdi>`
        }
      </p>`;
    })}
  </section>`;
}

function intro(visit: Visit, { order, fresh, back }: OrderView): Html {
  const { say } = visit;
  const name = order.shippingAddress.name.split(/\s+/, 1)[0];
  const isPaid = back !== null && order.status !== 'cancelled' && order.paymentStatus === 'paid';
  if (!fresh && !isPaid)
    return html`<div class="head">
      <h1>${say('order', { number: order.number })}</h1>
      <p class="quiet">${placedOn(visit, order)}</p>
      <p><span class="tag">${say(statusOf(order))}</span></p>
    </div>`;
  return html`<div class="head" role="status">
    <h1>${name ? say('thanks', { name }) : say('thanksAll')}</h1>
    <p>
      ${isPaid ? html`${say('eventPaid')}. ` : ''}${say('placed', { number: order.number })}
      ${say('reach', { email: order.email })}
    </p>
    <p><span class="tag">${say(statusOf(order))}</span></p>
    <p class="quiet small no-print">${say('keepLink')}</p>
  </div>`;
}

const placedOn = ({ say, locale }: Visit, { placedAt }: Order): string =>
  say('placedOn', {
    date: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(placedAt)),
  });

function facts(visit: Visit, { order, address, billing }: OrderView): Html {
  const { say } = visit;
  const one = (title: string, body: Html): Html =>
    html`<section>
      <h2>${title}</h2>
      ${body}
    </section>`;
  return html`<div class="facts">
    ${one(say('address'), html`<address>${address.join('\n')}</address>`)}
    ${billing ? one(say('billing'), html`<address>${billing.join('\n')}</address>`) : ''}
    ${order.delivery.title ? one(say('delivery'), html`<p>${own(visit, order.delivery.title)}</p>`) : ''}
    ${one(say('payment'), html`<p>${own(visit, order.payment.title)}</p>`)}
    ${order.note ? one(say('yourNote'), html`<p class="pre" dir="auto">${order.note}</p>`) : ''}
    ${
      order.refunds.length
        ? one(
            say('refunds'),
            html`${order.refunds.map(({ amount, createdAt }) => html`<p>${money(visit, amount)} · ${moment(visit, createdAt)}</p>`)}`,
          )
        : ''
    }
    ${parcels(visit, order)}
  </div>`;
}

/** How an order stands: what is to be paid, what has happened, and the receipt that a browser prints. */
export function orderPage(visit: Visit, view: OrderView): HostedPage {
  const { say } = visit;
  const { order } = view;
  return {
    head: { kind: 'order', title: say('order', { number: order.number }) },
    quiet: true,
    ...(isOnItsWay(view) && {
      refresh: {
        afterS: view.back === 'now' ? 3 : 8,
        path: `/orders/${encodeURIComponent(order.token)}${view.back ? '?back=later' : ''}`,
      },
    }),
    main: html`${intro(visit, view)}
      <div class="split">
        <div class="stack">
          ${paying(visit, view)}
          <section>
            <h2>${say('items')}</h2>
            ${orderedLines(visit, { lines: order.lines.map((line) => ({ ...line, compareAtPrice: null, quantityAvailable: null, problem: null })) })}
          </section>
          ${facts(visit, view)}
        </div>
        <div class="aside stack">
          <h2>${say('receipt')}</h2>
          <p class="quiet small">${say('order', { number: order.number })} · ${placedOn(visit, order)}</p>
          ${sums(visit, order)}
          <h2>${say('progress')}</h2>
          ${events(visit, order.timeline)}
        </div>
      </div>`,
  };
}
