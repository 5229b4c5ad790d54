import { html, nothing, type TemplateResult } from 'lit';
import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { Store } from '../../edge-api/contract/stores.ts';
import type { CheckoutEntries } from './checkout-entries.ts';
import {
  renderAddressFields,
  renderCheck,
  renderChoices,
  renderCountry,
  renderInput,
  type Choice,
  type FormUi,
} from './checkout-fields.ts';

/** How the shop reaches the shopper, and what it may write about. */
export function renderContact(
  ui: FormUi,
  agreeable: Store['checkout'] | undefined,
  buyer: string,
  ownEmail: string,
): TemplateResult {
  const email = {
    label: 'email',
    type: 'email',
    inputmode: 'email',
    autocomplete: 'email',
    capitalize: 'none',
  } as const;
  return html`<fieldset>
    <legend>${ui.say('contact')}</legend>
    ${buyer ? html`<p class="hint">${ui.say('signedIn', { name: buyer })}</p>` : nothing}
    ${
      ownEmail
        ? renderInput(ui, 'email', { ...email, optional: true, hint: 'emailOwn', values: { email: ownEmail } })
        : renderInput(ui, 'email', { ...email, hint: 'emailHint' })
    }
    ${
      agreeable?.recoveryMails || agreeable?.marketingConsent
        ? html`<div class="checks">
            ${agreeable.recoveryMails ? renderCheck(ui, 'reminder', { label: 'reminder', on: 'yes' }) : nothing}
            ${agreeable.marketingConsent ? renderCheck(ui, 'marketing', { label: 'marketing', on: 'yes' }) : nothing}
          </div>`
        : nothing
    }
    ${renderInput(ui, 'phone', { label: 'phone', type: 'tel', inputmode: 'tel', autocomplete: 'tel', hint: 'phoneHint', optional: true })}
  </fieldset>`;
}

/** Where the order goes, in the form addresses have there. */
export function renderDeliveryAddress(
  ui: FormUi,
  entries: CheckoutEntries,
  locale: string,
  choose: (() => void) | undefined,
): TemplateResult {
  return html`<fieldset>
    <legend>${ui.say('address')}</legend>
    ${
      choose
        ? html`<button type="button" class="secondary saved" part="secondary-button" @click=${choose}>
            ${ui.say('savedAddress')}
          </button>`
        : nothing
    }
    ${renderCountry(ui, 'shipping', entries.countries)}
    ${renderAddressFields(ui, 'shipping', entries.rules.addressForm(ui.fields.country, locale))}
  </fieldset>`;
}

/** Where the bill goes: the same address, until the shopper says otherwise. */
export function renderBilling(ui: FormUi, entries: CheckoutEntries, locale: string): TemplateResult {
  const { say, fields } = ui;
  return html`<fieldset>
    <legend>${say('billing')}</legend>
    ${renderCheck(ui, 'billing', { label: 'billingSame', on: 'other', inverted: true })}
    ${
      fields.billing
        ? html`${renderCountry(ui, 'billing', entries.allCountries)}
          ${renderAddressFields(ui, 'billing', entries.rules.addressForm(fields.billingCountry, locale))}`
        : nothing
    }
  </fieldset>`;
}

/** The ways to the chosen country; nothing where nothing has to be sent. */
export function renderDelivery(
  ui: FormUi,
  quote: Quote | undefined,
  busy: boolean,
  countryName: string,
  priceText: (price: Quote['total']) => string,
): TemplateResult | typeof nothing {
  const { say, fields } = ui;
  if (quote && !quote.deliveryMethods.length && !quote.problems.length) return nothing;
  const methods = quote?.deliveryMethods.map(({ id, title, description, price }): Choice => ({
    id,
    title,
    description,
    price: priceText(price),
  }));
  const choices = methods?.length
    ? renderChoices(ui, 'deliveryMethodId', methods)
    : quote
      ? html`<p class="error">${say('deliveryNone', { country: countryName })}</p>`
      : html`<div class="placeholder block"></div>`;
  return html`<fieldset class="settling" aria-busy=${busy}>
    <legend>${say('delivery')}</legend>
    ${fields.country ? choices : html`<p class="hint">${say('deliveryWaiting')}</p>`}
  </fieldset>`;
}

/** The ways to pay, and the place of a payment form that lives in the page. */
export function renderPayment(
  ui: FormUi,
  methods: readonly (Choice & { provider?: string; mode?: string })[],
): TemplateResult {
  const chosen = methods.find(({ id }) => id === ui.fields.paymentMethodId);
  const next =
    chosen && chosen.provider !== undefined && chosen.provider !== 'manual'
      ? ui.say(chosen.mode === 'element' ? 'paymentNextHere' : 'paymentNextThere')
      : '';
  return html`<fieldset>
    <legend>${ui.say('payment')}</legend>
    ${renderChoices(ui, 'paymentMethodId', methods)} ${next ? html`<p class="hint">${next}</p>` : nothing}
    <slot name="payment"></slot>
  </fieldset>`;
}
