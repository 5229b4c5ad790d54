import { html, nothing, type TemplateResult } from 'lit';
import { back, cross, lock } from '../internal/icons.ts';
import type { Text } from '../internal/strings.ts';
import { renderTotals, type totalsEnglish } from '../internal/totals.ts';
import type { CartState } from '../stores/cart-store.ts';
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

/** Sums, and the way to the checkout. */
export function renderFoot(
  ui: CartUi,
  sums: Text<keyof typeof totalsEnglish>,
  { lines, quote, quoting, quoteFailed, closed }: CartState,
  { extras, keptUntil }: { extras: unknown; keptUntil: string },
  checkOut: () => void,
): TemplateResult {
  return html`<footer>
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
    ${extras}
  </footer>`;
}

/** The checkout, in the place of the cart. */
export function renderCheckout(orderUrl: string, completed: () => void): TemplateResult {
  return html`<div class="body checkout-step">
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
