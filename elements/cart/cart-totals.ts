import { html, nothing, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { CartUi } from './cart-ui.ts';

function shippingText({ say, money }: CartUi, { shipping, deliveryMethods }: Quote): string {
  if (shipping) return shipping.amountMinor ? money(shipping) : say('free');
  const [cheapest] = deliveryMethods.map(({ price }) => price).sort((a, b) => a.amountMinor - b.amountMinor);
  if (!cheapest) return say('shippingLater');
  return cheapest.amountMinor ? say('shippingFrom', { price: money(cheapest) }) : say('free');
}

/** The edge's sums, dimmed while newer ones are on their way; their room is held before the first. */
export function renderTotals(ui: CartUi, quote: Quote | undefined, busy: boolean): TemplateResult {
  const { say, money } = ui;
  const wait = html`<span class="placeholder">00,00 €</span>`;
  return html`<dl class="rows settling" aria-busy=${busy ? 'true' : 'false'}>
    <div>
      <dt>${say('subtotal')}</dt>
      <dd class="money">${quote ? money(quote.subtotal) : wait}</dd>
    </div>
    ${
      quote?.discount.amountMinor
        ? html`<div>
            <dt>${say('discount')}</dt>
            <dd class="money good">${money({ ...quote.discount, amountMinor: -quote.discount.amountMinor })}</dd>
          </div>`
        : nothing
    }
    <div>
      <dt>${say('shipping')}</dt>
      <dd class="money">${quote ? shippingText(ui, quote) : wait}</dd>
    </div>
    ${
      quote && !quote.taxIncluded && quote.tax.amountMinor
        ? html`<div>
            <dt>${say('tax')}</dt>
            <dd class="money">${money(quote.tax)}</dd>
          </div>`
        : nothing
    }
    <div class="grand">
      <dt>${say('total')}</dt>
      <dd class="money">${quote ? money(quote.total) : wait}</dd>
    </div>
    ${
      quote?.taxIncluded && quote.tax.amountMinor
        ? html`<div class="aside">
            <dt>${say('taxIncluded', { price: money(quote.tax) })}</dt>
          </div>`
        : quote
          ? nothing
          : html`<div class="aside"><dt>${wait}</dt></div>`
    }
  </dl>`;
}

/** How far the cart is from free delivery; nothing where the store has no such threshold. */
export function renderFreeShipping({ say, money }: CartUi, quote: Quote | undefined): TemplateResult | typeof nothing {
  const missing = quote?.freeShippingRemaining;
  if (!quote || !missing) return nothing;
  const reached = quote.subtotal.amountMinor - quote.discount.amountMinor;
  const share = missing.amountMinor > 0 ? reached / (reached + missing.amountMinor) : 1;
  return html`<div class="shipping">
    <p>${share < 1 ? say('freeShippingMissing', { price: money(missing) }) : say('freeShippingReached')}</p>
    <div class="bar" aria-hidden="true">
      <span style=${styleMap({ inlineSize: `${Math.round(share * 100)}%` })}></span>
    </div>
  </div>`;
}
