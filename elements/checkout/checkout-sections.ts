import { html, nothing, type TemplateResult } from 'lit';
import type { Quote } from '../../edge-api/contract/quotes.ts';
import { renderChoices, renderCountry, renderInput, type Choice, type FormUi } from './checkout-fields.ts';
import { hasPostcode, hasRegion, type Country } from './countries.ts';

/** How the shop reaches the shopper. */
export function renderContact(ui: FormUi): TemplateResult {
  return html`<fieldset>
    <legend>${ui.say('contact')}</legend>
    ${renderInput(ui, 'email', { type: 'email', inputmode: 'email', autocomplete: 'email', hint: 'emailHint', capitalize: 'none' })}
    ${renderInput(ui, 'phone', { type: 'tel', inputmode: 'tel', autocomplete: 'tel', hint: 'phoneHint', optional: true })}
  </fieldset>`;
}

/** Where the order goes, in the form addresses have there. */
export function renderAddress(ui: FormUi, choices: readonly Country[]): TemplateResult {
  const { country } = ui.fields;
  return html`<fieldset>
    <legend>${ui.say('address')}</legend>
    ${renderCountry(ui, choices)} ${renderInput(ui, 'name', { autocomplete: 'shipping name', capitalize: 'words' })}
    ${renderInput(ui, 'line1', { autocomplete: 'shipping address-line1', capitalize: 'words' })}
    ${renderInput(ui, 'line2', { autocomplete: 'shipping address-line2', optional: true })}
    <div class="pair">
      ${
        hasPostcode(country)
          ? renderInput(ui, 'postcode', { autocomplete: 'shipping postal-code', capitalize: 'characters' })
          : nothing
      }
      ${renderInput(ui, 'city', { autocomplete: 'shipping address-level2', capitalize: 'words' })}
    </div>
    ${
      hasRegion(country)
        ? renderInput(ui, 'region', { autocomplete: 'shipping address-level1', capitalize: 'words', optional: true })
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
export function renderPayment(ui: FormUi, methods: readonly Choice[]): TemplateResult {
  return html`<fieldset>
    <legend>${ui.say('payment')}</legend>
    ${renderChoices(ui, 'paymentMethodId', methods)}
    <slot name="payment"></slot>
  </fieldset>`;
}
