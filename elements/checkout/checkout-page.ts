import { html, nothing, type TemplateResult } from 'lit';
import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { Store } from '../../edge-api/contract/stores.ts';
import { orFree } from '../internal/totals.ts';
import type { CartState } from '../stores/cart-store.ts';
import { renderCodes } from './checkout-codes.ts';
import type { CheckoutEntries } from './checkout-entries.ts';
import { renderNote, type FormUi } from './checkout-fields.ts';
import type { CheckoutQuote } from './checkout-quote.ts';
import { renderReview, type ReviewUi } from './checkout-review.ts';
import {
  renderBilling,
  renderContact,
  renderDelivery,
  renderDeliveryAddress,
  renderPayment,
} from './checkout-sections.ts';
import * as views from './checkout-views.ts';

/** All that the form shows and what it asks of the checkout. */
export interface CheckoutPage
  extends Omit<FormUi, 'fields'>, Pick<ReviewUi, 'sums' | 'money' | 'unfolded' | 'toggle' | 'setQuantity'> {
  readonly locale: string;
  readonly shop: Store;
  readonly cart: CartState;
  readonly codes: readonly string[];
  readonly entries: CheckoutEntries;
  readonly prices: CheckoutQuote;
  readonly paymentMethods: Quote['paymentMethods'] | Store['paymentMethods'];
  /** Lets the shopper choose a saved address; undefined where there is none, or no window to choose in. */
  readonly chooseAddress: (() => void) | undefined;
  /** Who is signed in; '' for a guest. */
  readonly buyer: string;
  /** The e-mail of their account, masked. */
  readonly ownEmail: string;
  readonly resumed: 'link' | 'browser' | undefined;
  readonly notice: views.Notice | undefined;
  readonly busy: 'placing' | 'finding' | undefined;
  submit(event: Event): void;
  setCodes(codes: readonly string[]): void;
  /** Looks for an order whose answer never came. */
  find(): void;
  startOver(): void;
  goTo(name: string): void;
}

/** What the button says it costs: nothing while the way of delivery is not known. */
function priceOf(quote: Quote | undefined, money: CheckoutPage['money']): string {
  const known = quote && (quote.deliveryMethodId !== null || !quote.deliveryMethods.length) && !quote.problems.length;
  return known ? money(quote.total) : '';
}

/** The form, from contact to button. */
export function renderCheckoutForm(page: CheckoutPage): TemplateResult {
  const { say, sums, money, locale, shop, cart, entries, prices, notice, busy, resumed } = page;
  const quote = prices.quote ?? cart.quote;
  const ui: FormUi = { ...page, fields: entries.fields };
  const review: ReviewUi = { ...page, count: cart.count, busy: prices.busy, earlier: prices.earlier };
  return html`<form novalidate @submit=${page.submit}>
    <div class="fields">
      ${entries.unanswered && !busy && !notice ? views.renderUnanswered(say, page.find) : nothing}
      ${resumed ? views.renderResumed(say, resumed === 'link', page.startOver) : nothing}
      ${renderContact(ui, shop.checkout, page.buyer, page.ownEmail)}
      ${renderDeliveryAddress(ui, entries, locale, page.chooseAddress)}
      ${renderDelivery(ui, prices.quote, prices.busy, entries.countryName, (price) => orFree(sums, money, price))}
      ${renderPayment(ui, page.paymentMethods)} ${renderBilling(ui, entries, locale)}
    </div>
    <div class="side">
      <div class="review" role="group" aria-labelledby="review">
        ${renderReview(review, quote)} ${renderCodes({ say, codes: page.codes, prices, set: page.setCodes })}
        ${renderNote(ui)} ${prices.error ? views.renderUnpriced(say, () => void prices.again()) : nothing}
        <slot name="legal"></slot>
      </div>
      <div class="pay">
        ${views.renderNotice(notice, page.goTo)}${views.renderButton(say, busy, priceOf(quote, money))}
      </div>
    </div>
  </form>`;
}
