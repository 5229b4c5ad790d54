import { html, nothing, type TemplateResult } from 'lit';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Order } from '../../edge-api/contract/orders.ts';
import type { Text } from './strings.ts';

/** What the sums of a cart or an order are called, in English. */
export const totalsEnglish = {
  subtotal: 'Subtotal',
  discount: 'Discount',
  shipping: 'Delivery',
  free: 'Free',
  tax: 'Tax',
  taxIncluded: 'Includes {price} tax',
  total: 'Total',
} as const;

/** The edge's sums, as a quote or an order carries them. */
export type Sums = Pick<Order, 'subtotal' | 'discount' | 'shipping' | 'tax' | 'taxIncluded' | 'total'>;

/** An amount in words where it is nothing, else as money. */
export const orFree = (say: Text<'free'>, money: (money: Money) => string, amount: Money): string =>
  amount.amountMinor ? money(amount) : say('free');

/**
 * The edge's sums; without them their room, so that nothing jumps when they come. `busy` dims them while newer ones are
 * on their way; `later` is what stands for a delivery that has no price yet.
 */
export function renderTotals(
  say: Text<keyof typeof totalsEnglish>,
  money: (money: Money) => string,
  sums: Sums | undefined,
  busy = false,
  later = '',
): TemplateResult {
  const row = (name: keyof typeof totalsEnglish, value: string | undefined, kind = ''): TemplateResult =>
    html`<div class=${kind}>
      <dt>${say(name)}</dt>
      <dd class="money">${value ?? html`<span class="placeholder">00,00 €</span>`}</dd>
    </div>`;
  const { discount, shipping, tax, taxIncluded } = sums ?? {};
  return html`<dl class="rows settling" aria-busy=${busy}>
    ${row('subtotal', sums && money(sums.subtotal))}
    ${discount?.amountMinor ? row('discount', money({ ...discount, amountMinor: -discount.amountMinor }), 'good') : nothing}
    ${shipping || later || !sums ? row('shipping', sums && (shipping ? orFree(say, money, shipping) : later)) : nothing}
    ${tax?.amountMinor && !taxIncluded ? row('tax', money(tax)) : nothing}
    ${row('total', sums && money(sums.total), 'grand')}
    ${
      !sums || (tax?.amountMinor && taxIncluded)
        ? html`<div class="aside"><dt>${tax ? say('taxIncluded', { price: money(tax) }) : html`&nbsp;`}</dt></div>`
        : nothing
    }
  </dl>`;
}
