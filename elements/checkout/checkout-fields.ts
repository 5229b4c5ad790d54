import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AddressForm, FormField } from '../../edge-api/contract/addresses.ts';
import type { Text } from '../internal/strings.ts';
import { partField, type AddressKind, type CheckoutFields, type FieldName } from './checkout-draft.ts';
import type { CheckoutEntries } from './checkout-entries.ts';
import { MAX_LENGTH, type FieldError, type FieldErrors } from './checkout-form.ts';
import type { CheckoutKey } from './checkout.strings.ts';
import type { Country } from './countries.ts';

/** What the fields need of the checkout. */
export interface FormUi {
  readonly say: Text<CheckoutKey>;
  readonly fields: CheckoutFields;
  readonly errors: FieldErrors;
  set(name: FieldName, value: string): void;
  /** The shopper has left a field they changed. */
  leave(name: FieldName): void;
}

interface InputOptions {
  readonly label: CheckoutKey;
  readonly autocomplete: string;
  readonly type?: 'text' | 'email' | 'tel';
  readonly inputmode?: 'text' | 'email' | 'tel' | 'numeric';
  readonly optional?: boolean;
  readonly hint?: CheckoutKey;
  /** What stands in the hint. */
  readonly values?: Readonly<Record<string, string>>;
  readonly capitalize?: 'words' | 'characters' | 'none' | undefined;
  /** Class that says how much of its row it takes. */
  readonly width?: string;
}

/** Words for what is wrong with a field. */
export function errorText(say: Text<CheckoutKey>, error: FieldError): string {
  if (typeof error === 'object') return error.message;
  return say(error === 'email' ? 'emailWrong' : error === 'postcode' ? 'postcodeWrong' : error);
}

function renderError({ say, errors }: FormUi, name: FieldName): TemplateResult | typeof nothing {
  const error = errors[name];
  return error ? html`<p class="error" id="${name}-error">${errorText(say, error)}</p>` : nothing;
}

const describedBy = ({ errors }: FormUi, name: FieldName, hint?: string): string | undefined =>
  errors[name] ? `${name}-error` : hint && `${name}-hint`;

/** A labelled text field with its hint and, once there is one, its error. */
export function renderInput(ui: FormUi, name: FieldName, options: InputOptions): TemplateResult {
  const { say, fields, errors } = ui;
  const {
    label,
    autocomplete,
    type = 'text',
    inputmode,
    optional,
    hint,
    values = {},
    capitalize,
    width = '',
  } = options;
  return html`<div class="field ${width}">
    <label for=${name}>${say(label)} ${optional ? html`<small>${say('optional')}</small>` : nothing}</label>
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
      @change=${() => ui.leave(name)}
    />
    ${renderError(ui, name)}
    ${hint && !errors[name] ? html`<p class="hint" id="${name}-hint">${say(hint, values)}</p>` : nothing}
  </div>`;
}

/** A country, in the shopper's language. */
export function renderCountry(ui: FormUi, kind: AddressKind, choices: readonly Country[]): TemplateResult {
  const { say, fields, errors } = ui;
  const name = partField(kind, 'country');
  return html`<div class="field country">
    <label for=${name}>${say('country')}</label>
    <div class="select">
      <select
        id=${name}
        name=${name}
        part="input-field"
        autocomplete="${kind} country"
        aria-required="true"
        aria-invalid=${Boolean(errors[name])}
        aria-describedby=${ifDefined(describedBy(ui, name))}
        @change=${(event: Event) => ui.set(name, (event.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${!fields[name]} disabled>${say('countryChoose')}</option>
        ${choices.map(
          (choice) =>
            html`<option value=${choice.code} ?selected=${choice.code === fields[name]}>${choice.name}</option>`,
        )}
      </select>
    </div>
    ${renderError(ui, name)}
  </div>`;
}

/** What a field is called where the shopper is told of it. */
export function labelOf(
  say: Text<CheckoutKey>,
  { fields, rules }: Pick<CheckoutEntries, 'fields' | 'rules'>,
  name: FieldName,
  locale: string,
): string {
  for (const kind of ['shipping', 'billing'] as const) {
    const country = partField(kind, 'country');
    const found = rules
      .addressForm(fields[country], locale)
      .flat()
      .find((field) => partField(kind, field.name) === name);
    const label = name === country ? 'country' : found?.label;
    if (label) return kind === 'billing' ? `${say('billing')}: ${say(label)}` : say(label);
  }
  return say(name as 'email' | 'deliveryMethodId' | 'paymentMethodId');
}

/** What a browser fills in by itself: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill. */
const AUTOCOMPLETE = {
  name: 'name',
  line1: 'address-line1',
  line2: 'address-line2',
  city: 'address-level2',
  region: 'address-level1',
  postcode: 'postal-code',
} as const;

/** How wide a field is beside the others of its row. */
const widthOf = (name: FormField['name'], row: readonly FormField[]): string =>
  row.length === 1
    ? ''
    : row.length > 2
      ? `third ${name}`
      : name === 'postcode'
        ? 'short'
        : row.some((one) => one.name === 'postcode')
          ? 'long'
          : 'half';

/**
 * The fields of an address as its country has them. Each stays the same node when another country puts them in another
 * order, so that nothing typed or filled in is lost.
 */
export function renderAddressFields(ui: FormUi, kind: AddressKind, form: AddressForm): TemplateResult {
  const fields = form.flatMap((row) => row.map((field) => ({ ...field, width: widthOf(field.name, row) })));
  return html`<div class="address">
    ${repeat(
      fields,
      ({ name }) => name,
      ({ name, label, required, numeric, width }) =>
        renderInput(ui, partField(kind, name), {
          label,
          width,
          autocomplete: `${kind} ${AUTOCOMPLETE[name]}`,
          optional: !required,
          capitalize: name === 'postcode' ? 'characters' : 'words',
          ...(numeric ? { inputmode: 'numeric' } : {}),
        }),
    )}
  </div>`;
}

/** Something to agree to, or to choose, that starts without a tick. */
export function renderCheck(
  ui: FormUi,
  name: FieldName,
  options: {
    readonly label: CheckoutKey;
    /** Value of the field when it is on. */
    readonly on: string;
    /** Whether a tick means off. */
    readonly inverted?: boolean;
  },
): TemplateResult {
  const { label, on, inverted = false } = options;
  const checked = (ui.fields[name] === on) !== inverted;
  return html`<label class="check">
    <input
      type="checkbox"
      id=${name}
      name=${name}
      .checked=${live(checked)}
      @change=${(event: Event) => ui.set(name, (event.target as HTMLInputElement).checked !== inverted ? on : '')}
    />
    <span>${ui.say(label)}</span>
  </label>`;
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
      ${repeat(
        choices,
        ({ id }) => id,
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
