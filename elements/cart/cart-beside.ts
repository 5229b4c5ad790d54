/** What of the cart can come a moment after its lines. */
import { html, nothing, type TemplateResult } from 'lit';
import { devices } from '../internal/icons.ts';
import type { Text } from '../internal/strings.ts';
import type { CartNews, CartState } from '../stores/cart-store.ts';
import type { BesideKey } from './cart-beside.strings.ts';
import { renderCodes } from './cart-codes.ts';
import type { CartUi } from './cart-ui.ts';
import type { PriceChange } from './price-watch.ts';

export { english } from './cart-beside.strings.ts';
export { styles } from './cart-beside.styles.ts';
export { renderSaved } from './cart-saved.ts';
export { PriceWatch } from './price-watch.ts';

/** `CartUi` with the texts of these parts. */
export type BesideUi = Omit<CartUi, 'say'> & { readonly say: Text<BesideKey> };

/** A currency in words, with its code where a language has none. */
function currencyName(currency: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames(locale, { type: 'currency' }).of(currency);
    return name && name !== currency ? `${currency} – ${name}` : currency;
  } catch {
    return currency;
  }
}

/** A choice of the currencies that the merchant names. */
function renderCurrencies(
  { say }: BesideUi,
  currencies: readonly string[],
  current: string,
  choose: (currency: string) => void,
  locale: string,
): TemplateResult {
  return html`<label class="currency"
    ><span>${say('currency')}</span>
    <select
      part="input-field"
      .value=${current}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
    >
      ${currencies.map((one) => html`<option value=${one} ?selected=${one === current}>${currencyName(one, locale)}</option>`)}
    </select>
  </label>`;
}

/** What stands between the lines and the sums, besides. */
export interface FootUi {
  readonly codes: boolean;
  readonly currencies: readonly string[];
  readonly locale: string;
  readonly setCurrency: (currency: string) => void;
  /** Opens the step that hands the cart over; undefined where there is none. */
  readonly handOver: (() => void) | undefined;
}

/** Codes, currency and the way to another device: beside the sums of a page, and below the lines of a drawer, whose foot is for the sums. */
export function renderExtras(ui: BesideUi, cart: CartState, foot: FootUi): TemplateResult {
  const { currencies } = foot;
  const current = cart.currency ?? cart.quote?.currency ?? '';
  return html`<div class="extras">
    ${foot.codes ? renderCodes(ui, cart) : nothing}
    ${currencies.length > 1 ? renderCurrencies(ui, currencies, current, foot.setCurrency, foot.locale) : nothing}
    ${
      foot.handOver
        ? html`<button class="tertiary devices" part="tertiary-button" @click=${foot.handOver}>
            ${devices}${ui.say('handover')}
          </button>`
        : nothing
    }
  </div>`;
}

/** What happened while nobody looked, until the shopper has read it. Read out when it comes. */
export function renderNews(
  { say, money }: BesideUi,
  { news = [] }: CartState,
  changes: readonly PriceChange[],
  dismiss: (news: CartNews) => void,
  accept: () => void,
): TemplateResult[] {
  const told = (words: unknown, read: () => void): TemplateResult =>
    html`<div class="notice">
      <div>${words}</div>
      <button part="tertiary-button" @click=${read}>${say('ok')}</button>
    </div>`;
  const changed = changes.map(
    ({ title, from, to }) =>
      html`<p>${to ? say('priceChanged', { title, from: money(from), to: money(to) }) : say('nowGone', { title })}</p>`,
  );
  return [
    ...news.map((one) => told(html`<p>${say(`news_${one}`)}</p>`, () => dismiss(one))),
    ...(changed.length ? [told(changed, accept)] : []),
  ];
}
