import { html, nothing, type TemplateResult } from 'lit';
import type { Order, OrderLine } from '../../edge-api/contract/orders.ts';
import { tick } from '../internal/icons.ts';
import { lineOptions } from '../internal/line-options.ts';
import { srcsetOf } from '../internal/picture.ts';
import { safeLocale } from '../internal/safe-locale.ts';
import type { OrderUi } from './order-parts.ts';
import { statusKey } from './timeline.ts';

/** What stands above an order: thanks right after the checkout, its number and day from then on. */
export function renderIntro({ say, locale }: OrderUi, order: Order, thanks: boolean): TemplateResult {
  const name = order.shippingAddress.name.split(/\s+/, 1)[0];
  const date = new Intl.DateTimeFormat(safeLocale(locale), { dateStyle: 'long' }).format(new Date(order.placedAt));
  if (thanks) {
    return html`<div class="intro">
      <div class="tick">${tick}</div>
      <h2>${name ? say('thanks', { name }) : say('thanksAll')}</h2>
      <p>${say('placed', { number: order.number })} ${say('contact', { email: order.email })}</p>
      <p class="badge">${say(statusKey(order))}</p>
    </div>`;
  }
  return html`<div class="intro">
    <h2>${say('order', { number: order.number })}</h2>
    <p><time datetime=${order.placedAt}>${say('placedOn', { date })}</time></p>
    <p class="badge">${say(statusKey(order))}</p>
  </div>`;
}

/** One line of an order. */
export function renderLine({ say, money }: OrderUi, line: OrderLine): TemplateResult {
  const options = lineOptions(line.variantTitle, line.options);
  return html`<li>
    <div class="picture">
      ${line.image ? html`<img srcset=${srcsetOf(line.image)} sizes="60px" src=${line.image.url} alt="" width="60" height="74" decoding="async" />` : nothing}
    </div>
    <div>
      <p class="name" part="line-heading">
        ${line.quantity > 1 ? html`<span class="times">${say('quantity', { count: line.quantity })}</span>` : nothing}
        <bdi>${line.title}</bdi>
      </p>
      ${options ? html`<p class="options" part="line-options"><bdi>${options}</bdi></p>` : nothing}
      ${line.backordered ? html`<p class="options">${say('backordered', { count: line.backordered })}</p>` : nothing}
    </div>
    <p class="money" part="line-price">${money(line.total)}</p>
  </li>`;
}

/** An address as text of several lines. */
export function addressText(
  { locale }: OrderUi,
  { name, line1, line2, postcode, city, region, country }: Order['shippingAddress'],
): string {
  const land = new Intl.DisplayNames(safeLocale(locale), { type: 'region' }).of(country) ?? country;
  return [name, line1, line2, [postcode, city].filter(Boolean).join(' '), region, land].filter(Boolean).join('\n');
}

/** Where an order goes, how, and what was written to the shop. */
export function renderFacts(ui: OrderUi, { shippingAddress, delivery, note }: Order): TemplateResult {
  const { say } = ui;
  return html`<div class="facts">
    <section>
      <h3>${say('address')}</h3>
      <address>${addressText(ui, shippingAddress)}</address>
    </section>
    ${
      delivery.title
        ? html`<section>
            <h3>${say('delivery')}</h3>
            <p>${delivery.title}</p>
          </section>`
        : nothing
    }
    ${
      note
        ? html`<section>
            <h3>${say('note')}</h3>
            <p class="note">${note}</p>
          </section>`
        : nothing
    }
  </div>`;
}
