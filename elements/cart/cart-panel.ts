import { html, nothing, type TemplateResult } from 'lit';
import { back, cross, devices, lock } from '../internal/icons.ts';
import type { Text } from '../internal/strings.ts';
import { renderTotals, type totalsEnglish } from '../internal/totals.ts';
import type { CartState } from '../stores/cart-store.ts';
import { renderCodes } from './cart-codes.ts';
import { shippingFrom } from './cart-totals.ts';
import type { CartUi } from './cart-ui.ts';
import type { CartKey } from './cart.strings.ts';

type Say = Text<CartKey>;

/** What the head of the panel shows: the title of its step, and the ways out there are. */
export interface HeadUi {
  readonly say: Say;
  readonly title: 'cart' | 'checkout' | 'ordered' | 'handover';
  /** Units in the cart. */
  readonly count: number;
  readonly back: (() => void) | undefined;
  readonly close: (() => void) | undefined;
}

/** The head of the panel. */
export function renderHead({ say, title, count, back: goBack, close }: HeadUi): TemplateResult {
  const words =
    title === 'cart'
      ? html`<slot name="header">${say('cart')}</slot>${
            count ? html`<span class="count">${say('itemCount', { count })}</span>` : nothing
          }`
      : say(title);
  return html`<header>
    ${goBack ? html`<button class="icon-button back" aria-label=${say('back')} @click=${goBack}>${back}</button>` : nothing}
    <h2 id="title" tabindex="-1">${words}</h2>
    ${close ? html`<button class="icon-button" aria-label=${say('close')} @click=${close}>${cross}</button>` : nothing}
  </header>`;
}

/** A choice of the currencies that the merchant names. */
function renderCurrencies(
  { say }: CartUi,
  currencies: readonly string[],
  current: string,
  choose: (currency: string) => void,
  nameOf: (currency: string) => string,
): TemplateResult {
  return html`<label class="currency"
    ><span>${say('currency')}</span>
    <select
      part="input-field"
      .value=${current}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
    >
      ${currencies.map((one) => html`<option value=${one} ?selected=${one === current}>${nameOf(one)}</option>`)}
    </select>
  </label>`;
}

/** What stands between the lines and the sums, besides. */
export interface FootUi {
  readonly codes: boolean;
  readonly currencies: readonly string[];
  readonly currencyName: (currency: string) => string;
  readonly setCurrency: (currency: string) => void;
  /** Opens the step that hands the cart over; undefined where there is none. */
  readonly handOver: (() => void) | undefined;
}

/** Codes, currency and the way to another device: beside the sums of a page, and below the lines of a drawer, whose foot is for the sums. */
export function renderExtras(ui: CartUi, cart: CartState, foot: FootUi): TemplateResult {
  const { currencies } = foot;
  const current = cart.currency ?? cart.quote?.currency ?? '';
  return html`<div class="extras">
    ${foot.codes ? renderCodes(ui, cart) : nothing}
    ${currencies.length > 1 ? renderCurrencies(ui, currencies, current, foot.setCurrency, foot.currencyName) : nothing}
    ${
      foot.handOver
        ? html`<button class="tertiary devices" part="tertiary-button" @click=${foot.handOver}>
            ${devices}${ui.say('handover')}
          </button>`
        : nothing
    }
  </div>`;
}

/** Sums, and the way to the checkout. */
export function renderFoot(
  ui: CartUi,
  sums: Text<keyof typeof totalsEnglish>,
  { lines, quote, quoting, quoteFailed, closed }: CartState,
  { extras, keptUntil }: { extras: TemplateResult | undefined; keptUntil: string },
  checkOut: () => void,
): TemplateResult {
  return html`<footer>
    ${extras}
    ${quoteFailed && !quote ? nothing : renderTotals(sums, ui.money, quote, quoting || quoteFailed, shippingFrom(ui, quote))}
    <button
      class="primary checkout"
      part="primary-button"
      aria-disabled=${lines.length && !closed ? 'false' : 'true'}
      @click=${() => lines.length && !closed && checkOut()}
    >
      ${lock}<slot name="checkout-button">${ui.say('checkout')}</slot>
    </button>
    <slot name="footer"><p class="hint">${keptUntil || ui.say('checkoutHint')}</p></slot>
  </footer>`;
}

/** The checkout, in the place of the cart. */
export function renderCheckout(orderUrl: string, completed: () => void): TemplateResult {
  return html`<div class="body">
    <vitrine-checkout
      embedded
      exportparts="input-field, primary-button, secondary-button, tertiary-button, line-heading, line-options, line-price"
      @vitrine-checkout-complete=${completed}
      order-url=${orderUrl}
    >
      <slot name="payment" slot="payment"></slot>
    </vitrine-checkout>
  </div>`;
}

/** The checkout's code did not come. */
export function renderCheckoutFailed(say: Say, retry: () => void): TemplateResult {
  return html`<div class="body">
    <div class="notice bad" role="alert">
      <p>${say('checkoutFailed')}</p>
      <button part="tertiary-button" @click=${retry}>${say('retry')}</button>
    </div>
  </div>`;
}
