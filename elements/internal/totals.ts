import { html, nothing, type TemplateResult } from 'lit';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Order } from '../../edge-api/contract/orders.ts';
import type { AppliedDiscount, TaxLine } from '../../edge-api/contract/quotes.ts';
import type { Text } from './strings.ts';

/** What the sums of a cart or an order are called, in English. */
export const totalsEnglish = {
  subtotal: 'Subtotal',
  discount: 'Discount',
  shipping: 'Delivery',
  free: 'Free',
  tax: 'Tax',
  taxIncluded: 'Includes {price} tax',
  taxIncludedOf: 'Includes {price} {title}',
  total: 'Total',
} as const;

/** The edge's sums, as a quote or an order carries them. */
export type Sums = Pick<Order, 'subtotal' | 'discount' | 'shipping' | 'tax' | 'taxIncluded' | 'total'> & {
  /** What the discount and the tax are made of, where it is known. */
  readonly discounts?: readonly Pick<AppliedDiscount, 'title' | 'code' | 'amount'>[];
  readonly taxes?: readonly Pick<TaxLine, 'title' | 'amount'>[];
};

/** An amount in words where it is nothing, else as money. */
export const orFree = (say: Text<'free'>, money: (money: Money) => string, amount: Money): string =>
  amount.amountMinor ? money(amount) : say('free');

/** An amount that is taken off or goes back, with the sign that is as wide as a plus. */
export const less = (money: (money: Money) => string, amount: Money): string =>
  money({ ...amount, amountMinor: -amount.amountMinor }).replace('-', '−');

/** A discount by its title and the code it was entered by; once where they are the same but for their case. */
function discountName({ title, code }: Pick<AppliedDiscount, 'title' | 'code'>): string {
  if (!code || !title) return title || code || '';
  return title.toLowerCase() === code.toLowerCase() ? code : `${title} · ${code}`;
}

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
  const entry = (label: unknown, value: string | undefined, kind = ''): TemplateResult =>
    html`<div class=${kind}>
      <dt>${label}</dt>
      <dd class="money">${value ?? html`<span class="placeholder">00,00 €</span>`}</dd>
    </div>`;
  const row = (name: keyof typeof totalsEnglish, value: string | undefined, kind = ''): TemplateResult =>
    entry(say(name), value, kind);
  const { discount, discounts = [], shipping, tax, taxes = [], taxIncluded } = sums ?? {};
  const titled = (title: string): TemplateResult => html`<bdi>${title}</bdi>`;
  // One tax is said in our own words; several are told apart by the merchant's.
  const several = taxes.length > 1 ? taxes : [];
  return html`<dl class="rows settling" aria-busy=${busy}>
    ${row('subtotal', sums && money(sums.subtotal))}
    ${
      discounts.length
        ? discounts.map((one) => entry(titled(discountName(one) || say('discount')), less(money, one.amount), 'good'))
        : discount?.amountMinor
          ? row('discount', less(money, discount), 'good')
          : nothing
    }
    ${shipping || later || !sums ? row('shipping', sums && (shipping ? orFree(say, money, shipping) : later)) : nothing}
    ${
      tax?.amountMinor && !taxIncluded
        ? several.length
          ? several.map(({ title, amount }) => entry(titled(title), money(amount)))
          : row('tax', money(tax))
        : nothing
    }
    ${row('total', sums && money(sums.total), 'grand')}
    ${
      !sums || (tax?.amountMinor && taxIncluded)
        ? several.length
          ? several.map(
              ({ title, amount }) =>
                html`<div class="aside"><dt>${say('taxIncludedOf', { price: money(amount), title })}</dt></div>`,
            )
          : html`<div class="aside"><dt>${tax ? say('taxIncluded', { price: money(tax) }) : html`&nbsp;`}</dt></div>`
        : nothing
    }
  </dl>`;
}
