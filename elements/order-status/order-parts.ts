import { html, nothing, type TemplateResult } from 'lit';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Fulfilment, Order } from '../../edge-api/contract/orders.ts';
import { safeLocale } from '../internal/safe-locale.ts';
import type { Text } from '../internal/strings.ts';
import { less } from '../internal/totals.ts';
import type { OrderStatusKey } from './order-status.strings.ts';
import { eventWords } from './timeline.ts';

/** What the parts of an order are drawn with. */
export interface OrderUi {
  readonly say: Text<OrderStatusKey>;
  readonly money: (money: Money) => string;
  readonly locale: string;
}

type Part = TemplateResult | typeof nothing;

const day = (ui: OrderUi, at: string, style: Intl.DateTimeFormatOptions = { dateStyle: 'long' }): TemplateResult =>
  html`<time datetime=${at}>${new Intl.DateTimeFormat(safeLocale(ui.locale), style).format(new Date(at))}</time>`;

/** Only an address of the web becomes a link: whatever else a merchant's system writes stays text. */
const isWeb = (url: string): boolean => /^https?:\/\//i.test(url);

function renderParcel(ui: OrderUi, order: Order, parcel: Fulfilment, index: number): TemplateResult {
  const { say } = ui;
  const { carrier, trackingNumber, trackingUrl, deliveredAt, createdAt } = parcel;
  const held = parcel.lines.flatMap(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    return line ? [`${say('quantity', { count: quantity })} ${line.title}`] : [];
  });
  // What is the whole order needs no list.
  const whole = order.fulfilments.length === 1 && order.fulfilmentStatus !== 'partial';
  return html`<li>
    <p class="name">
      ${order.fulfilments.length > 1 ? say('parcelOf', { number: index + 1 }) : say('parcel')}
      ${carrier ? html`<span class="times">· <bdi>${carrier}</bdi></span>` : nothing}
    </p>
    <p class="options">
      ${deliveredAt ? html`${say('statusDelivered')} · ${day(ui, deliveredAt)}` : html`${say('eventShipped')} · ${day(ui, createdAt)}`}
    </p>
    ${whole || held.length === 0 ? nothing : html`<p class="options"><bdi>${held.join(', ')}</bdi></p>`}
    ${
      trackingNumber || isWeb(trackingUrl)
        ? html`<p class="tracking">
            ${trackingNumber ? html`<span class="options">${say('tracking')} <bdi>${trackingNumber}</bdi></span>` : nothing}
            ${
              isWeb(trackingUrl)
                ? html`<a class="link" part="link" href=${trackingUrl} target="_blank" rel="noopener noreferrer"
                    >${say('track')}</a
                  >`
                : nothing
            }
          </p>`
        : nothing
    }
  </li>`;
}

/** The parcels of an order, with where they are. */
export function renderParcels(ui: OrderUi, order: Order): Part {
  if (order.fulfilments.length === 0) return nothing;
  return html`<section class="parcels">
    <h3>${ui.say('parcels')}</h3>
    <ul class="list">
      ${order.fulfilments.map((parcel, index) => renderParcel(ui, order, parcel, index))}
    </ul>
  </section>`;
}

/** Money that goes back, or has. */
export function renderRefunds(ui: OrderUi, { refunds }: Order): Part {
  const shown = refunds.filter(({ status }) => status !== 'failed');
  if (shown.length === 0) return nothing;
  const { say, money } = ui;
  return html`<section>
    <h3>${say('refunds')}</h3>
    <ul class="list">
      ${shown.map(
        ({ amount, status, createdAt, reason }) =>
          html`<li>
            <p class="name">${less(money, amount)}</p>
            <p class="options">
              ${say(status === 'pending' ? 'refundPending' : 'refundDone')} ·
              ${day(ui, createdAt)}${reason ? html` · <bdi>${reason}</bdi>` : nothing}
            </p>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** What happened, oldest first, to be opened. */
export function renderHistory(ui: OrderUi, { timeline }: Order): Part {
  const told = timeline.flatMap((event) => {
    const words = eventWords(event, ui.say);
    return words ? [{ at: event.at, words }] : [];
  });
  if (told.length < 2) return nothing;
  return html`<details class="history">
    <summary>${ui.say('history')}</summary>
    <ol class="list">
      ${told.map(
        ({ at, words }) =>
          html`<li>
            <p class="options">${day(ui, at, { dateStyle: 'medium', timeStyle: 'short' })}</p>
            <p><bdi>${words}</bdi></p>
          </li>`,
      )}
    </ol>
  </details>`;
}

/** What was paid, and what of it went back; nothing before the first payment. */
export function renderPaid({ say, money }: OrderUi, { paid, refunded }: Order): Part {
  if (paid.amountMinor === 0) return nothing;
  if (refunded.amountMinor === 0) return html`<p>${say('paid')} · <span class="money">${money(paid)}</span></p>`;
  const row = (key: OrderStatusKey, amount: string, kind = ''): TemplateResult =>
    html`<div class=${kind}>
      <dt>${say(key)}</dt>
      <dd class="money">${amount}</dd>
    </div>`;
  const kept = { ...paid, amountMinor: paid.amountMinor - refunded.amountMinor };
  return html`<dl class="rows">
    ${row('paid', money(paid))} ${row('refundDone', less(money, refunded))} ${row('paidInAll', money(kept), 'kept')}
  </dl>`;
}

/** What begins a receipt, on paper alone: who sold, and to whom. */
export const renderReceiptHead = ({ say }: OrderUi, shop: string, address: string): TemplateResult =>
  html`<section class="receipt head">
    <div>
      <h3>${say('receipt')}</h3>
      <p><bdi>${shop}</bdi></p>
    </div>
    <address>${address}</address>
  </section>`;

/** What ends a receipt: the taxes by rate, and how it was paid. */
export function renderReceiptSums({ say, money, locale }: OrderUi, order: Order): TemplateResult {
  const percent = new Intl.NumberFormat(safeLocale(locale), { style: 'percent', maximumFractionDigits: 3 });
  const rows: [name: string, amount: string][] = order.taxes.map(({ title, rateBps, amount, included }) => [
    say(included ? 'taxIn' : 'taxOn', { title, rate: percent.format(rateBps / 10_000) }),
    money(amount),
  ]);
  rows.push([`${say('paid')} · ${order.payment.title}`, money(order.paid)]);
  if (order.refunded.amountMinor > 0) rows.push([say('refundDone'), less(money, order.refunded)]);
  return html`<dl class="receipt">
    ${rows.map(
      ([name, amount]) =>
        html`<div>
          <dt><bdi>${name}</bdi></dt>
          <dd class="money">${amount}</dd>
        </div>`,
    )}
  </dl>`;
}
