import { html, nothing, type TemplateResult } from 'lit';
import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { CartUi } from './cart-ui.ts';

/** What delivery costs at least, while none is chosen. */
export function shippingFrom({ say, money }: CartUi, quote: Quote | undefined): string {
  const prices = quote?.deliveryMethods.map(({ price }) => price).sort((a, b) => a.amountMinor - b.amountMinor) ?? [];
  const [cheapest] = prices;
  if (!cheapest) return say('shippingLater');
  return cheapest.amountMinor ? say('shippingFrom', { price: money(cheapest) }) : say('shippingFree');
}

/** How far the cart is from free delivery; nothing where the store has no such threshold. */
export function renderFreeShipping({ say, money }: CartUi, quote: Quote | undefined): TemplateResult | typeof nothing {
  const missing = quote?.freeShippingRemaining;
  if (!quote || !missing) return nothing;
  const reached = quote.subtotal.amountMinor - quote.discount.amountMinor;
  const goal = reached + missing.amountMinor;
  const words =
    missing.amountMinor > 0 ? say('freeShippingMissing', { price: money(missing) }) : say('freeShippingReached');
  const part = goal > 0 ? Math.min(1, reached / goal) : 1;
  return html`<div class="shipping">
    <p id="free-shipping">${words}</p>
    <div
      class="meter"
      role="meter"
      aria-labelledby="free-shipping"
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(part * 100)}
      aria-valuetext=${words}
    >
      <span .style=${`inline-size: ${part * 100}%`}></span>
    </div>
  </div>`;
}
