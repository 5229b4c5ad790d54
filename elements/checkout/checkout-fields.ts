import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Text } from '../internal/strings.ts';
import type { CheckoutFields, FieldName } from './checkout-draft.ts';
import { MAX_LENGTH, type FieldError, type FieldErrors } from './checkout-form.ts';
import type { CheckoutKey } from './checkout.strings.ts';
import type { Country } from './countries.ts';

/** What the fields need of the checkout. */
export interface FormUi {
  readonly say: Text<CheckoutKey>;
  readonly fields: CheckoutFields;
  readonly errors: FieldErrors;
  set(name: FieldName, value: string): void;
}

type Kept = keyof CheckoutFields & CheckoutKey;

interface InputOptions {
  readonly autocomplete: string;
  readonly type?: 'text' | 'email' | 'tel';
  readonly inputmode?: 'text' | 'email' | 'tel';
  readonly optional?: boolean;
  readonly hint?: CheckoutKey;
  readonly capitalize?: 'words' | 'characters' | 'none';
}

/** Words for what is wrong with a field. */
export function errorText(say: Text<CheckoutKey>, error: FieldError): string {
  if (typeof error === 'object') return error.message;
  return say(error === 'email' ? 'emailWrong' : error);
}

function renderError({ say, errors }: FormUi, name: FieldName): TemplateResult | typeof nothing {
  const error = errors[name];
  return error ? html`<p class="error" id="${name}-error">${errorText(say, error)}</p>` : nothing;
}

const describedBy = ({ errors }: FormUi, name: FieldName, hint?: string): string | undefined =>
  errors[name] ? `${name}-error` : hint && `${name}-hint`;

/** A labelled text field with its hint and, once there is one, its error. */
export function renderInput(ui: FormUi, name: Kept, options: InputOptions): TemplateResult {
  const { say, fields, errors } = ui;
  const { autocomplete, type = 'text', inputmode, optional, hint, capitalize } = options;
  return html`<div class="field ${name}">
    <label for=${name}>${say(name)} ${optional ? html`<small>${say('optional')}</small>` : nothing}</label>
    <input
      id=${name}
      name=${name}
      part="input-field"
      type=${type}
      inputmode=${ifDefined(inputmode)}
      autocomplete=${autocomplete}
      autocapitalize=${ifDefined(capitalize)}
      maxlength=${ifDefined(MAX_LENGTH[name])}
      aria-required=${optional ? 'false' : 'true'}
      aria-invalid=${Boolean(errors[name])}
      aria-describedby=${ifDefined(describedBy(ui, name, hint))}
      .value=${live(fields[name])}
      @input=${(event: Event) => ui.set(name, (event.target as HTMLInputElement).value)}
    />
    ${renderError(ui, name)}
    ${hint && !errors[name] ? html`<p class="hint" id="${name}-hint">${say(hint)}</p>` : nothing}
  </div>`;
}

/** The country, in the shopper's language. */
export function renderCountry(ui: FormUi, choices: readonly Country[]): TemplateResult {
  const { say, fields, errors } = ui;
  return html`<div class="field country">
    <label for="country">${say('country')}</label>
    <div class="select">
      <select
        id="country"
        name="country"
        part="input-field"
        autocomplete="shipping country"
        aria-required="true"
        aria-invalid=${Boolean(errors.country)}
        aria-describedby=${ifDefined(describedBy(ui, 'country'))}
        @change=${(event: Event) => ui.set('country', (event.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${!fields.country} disabled>${say('countryChoose')}</option>
        ${choices.map(
          ({ code, name }) => html`<option value=${code} ?selected=${code === fields.country}>${name}</option>`,
        )}
      </select>
    </div>
    ${renderError(ui, 'country')}
  </div>`;
}

/** What the shopper writes to the shop. */
export function renderNote(ui: FormUi): TemplateResult {
  const { say, fields } = ui;
  return html`<div class="field note">
    <label for="note">${say('note')} <small>${say('optional')}</small></label>
    <textarea
      id="note"
      name="note"
      part="input-field"
      rows="2"
      maxlength=${MAX_LENGTH.note!}
      .value=${live(fields.note)}
      @input=${(event: Event) => ui.set('note', (event.target as HTMLTextAreaElement).value)}
    ></textarea>
  </div>`;
}

/** One of several ways, to deliver or to pay. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Shown at the end of the line. */
  readonly price?: string;
}

/** A group of choices; the first of them carries the group's error for whoever lands on it. */
export function renderChoices(
  ui: FormUi,
  name: 'deliveryMethodId' | 'paymentMethodId',
  choices: readonly Choice[],
): TemplateResult {
  const { fields, errors } = ui;
  return html`<div class="choices ${errors[name] ? 'wrong' : ''}">
      ${choices.map(
        ({ id, title, description, price }, index) =>
          html`<label class="choice">
            <input
              type="radio"
              id=${index ? nothing : name}
              name=${name}
              value=${id}
              aria-describedby=${ifDefined(describedBy(ui, name))}
              aria-invalid=${errors[name] ? 'true' : nothing}
              .checked=${live(fields[name] === id)}
              @change=${() => ui.set(name, id)}
            />
            <span class="choice-text"
              ><span><bdi>${title}</bdi></span
              >${description ? html`<small><bdi>${description}</bdi></small>` : nothing}</span
            >
            ${price ? html`<span class="money">${price}</span>` : nothing}
          </label>`,
      )}
    </div>
    ${renderError(ui, name)}`;
}
