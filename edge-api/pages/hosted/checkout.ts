import { html } from 'hono/html';
import type { AddressForm, FormField } from '../../contract/addresses.ts';
import type { CheckoutDraftFields } from '../../contract/checkout-drafts.ts';
import type { Quote } from '../../contract/quotes.ts';
import type { Country } from '../countries.ts';
import { lineOptions } from '../line-options.ts';
import { AUTOFILL, MOST, shownAddress } from '../address-parts.ts';
import { type AddressKind, fieldOf, type FieldName, type Problems, type SavedAddress } from './entry.ts';
import { type HostedPage, type Html, own, type Visit } from './page.ts';
import { money, notice, picture, stand, sums, tokenField } from './parts.ts';
import type { Word } from './strings/index.ts';

export interface AddressEntry {
  readonly kind: AddressKind;
  readonly form: AddressForm;
  readonly countries: readonly Country[];
}

export interface CheckoutView {
  readonly fields: CheckoutDraftFields;
  readonly problems: Problems;
  /** The label of each field that can be wrong. */
  readonly labels: ReadonlyMap<FieldName, Word>;
  readonly shipping: AddressEntry;
  /** What the customer who is signed in has saved, and which of it is chosen: '' for what is in the fields. */
  readonly saved: { readonly addresses: readonly SavedAddress[]; readonly chosen: string };
  readonly billing: AddressEntry;
  /** Whether shoppers may ask to be reminded, and whether this one has. */
  readonly reminder: { readonly offered: boolean; readonly agreed: boolean };
  readonly quote: Quote;
}

interface FieldLook {
  readonly label: Word;
  readonly type?: string;
  readonly autofill: string;
  readonly hint?: Word;
  readonly optional?: boolean;
  readonly numeric?: boolean;
  readonly most: number;
  readonly width?: string;
}

function textField(visit: Visit, view: CheckoutView, name: FieldName, look: FieldLook): Html {
  const { say } = visit;
  const { fields, problems } = view;
  const { label, type = 'text', autofill, hint, optional, numeric, most, width = '' } = look;
  const problem = problems.get(name);
  const described = [problem ? `${name}-problem` : '', hint ? `${name}-hint` : ''].filter(Boolean).join(' ');
  return html`<div class="field ${width}">
    <label for="${name}">${say(label)}${optional ? html` <small>(${say('optional')})</small>` : ''}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${fields[name] ?? ''}"
      maxlength="${most}"
      autocomplete="${autofill}"
      ${type === 'text' ? html`dir="auto"` : ''}
      ${numeric ? html`inputmode="numeric"` : ''}
      ${optional ? '' : html`aria-required="true"`}
      ${problem ? html`aria-invalid="true"` : ''}
      ${described ? html`aria-describedby="${described}"` : ''}
    />
    ${problem ? html`<p class="error" id="${name}-problem">${say(problem)}</p>` : ''}
    ${hint ? html`<p class="hint" id="${name}-hint">${say(hint)}</p>` : ''}
  </div>`;
}

function partField(visit: Visit, view: CheckoutView, kind: AddressEntry['kind'], field: FormField, of: number): Html {
  const { name, label, required, numeric } = field;
  return textField(visit, view, fieldOf(kind, name), {
    label,
    autofill: `${kind} ${AUTOFILL[name]}`,
    optional: !required,
    numeric,
    most: MOST[name],
    width: of === 1 ? '' : of === 2 ? 'half' : 'third',
  });
}

/** The fields of an address, as its country has them; another country's come by its button. */
function addressFields(visit: Visit, view: CheckoutView, { kind, form, countries }: AddressEntry): Html {
  const { say } = visit;
  const name = fieldOf(kind, 'country');
  const chosen = view.fields[name] ?? '';
  const problem = view.problems.get(name);
  return html`<div class="fields">
    <div class="field" id="${kind}-country">
      <label for="${name}">${say('country')}</label>
      <span class="search">
        <select
          id="${name}"
          name="${name}"
          autocomplete="${kind} country"
          aria-required="true"
          ${problem ? html`aria-invalid="true" aria-describedby="${name}-problem"` : ''}
        >
          <option value="">${say('countryChoose')}</option>
          ${countries.map(({ code, name }) => html`<option value="${code}" ${code === chosen ? html`selected` : ''}>${name}</option>`)}
        </select>
        <button class="second" name="do" value="${kind}-country" aria-label="${say('countryChange')}">
          ${say('change')}
        </button>
      </span>
      ${
        problem
          ? html`<p class="error" id="${name}-problem">
              ${say(problem, { country: countries.find(({ code }) => code === chosen)?.name ?? chosen })}
            </p>`
          : ''
      }
    </div>
    ${form.map((row) => row.map((field) => partField(visit, view, kind, field, row.length)))}
  </div>`;
}

/** The saved addresses of whoever is signed in; the fields are for another one. */
function savedAddresses({ say, locale }: Visit, { saved }: CheckoutView): Html | string {
  if (saved.addresses.length === 0) return '';
  const radio = (id: string, what: Html | string) =>
    html`<label class="choice">
      <input type="radio" name="saved" value="${id}" ${id === saved.chosen ? html`checked` : ''} />
      <span class="what">${what}</span>
    </label>`;
  return html`<div class="choices">
    ${saved.addresses.map(({ id, address }) => radio(id, html`<bdi>${shownAddress(address, locale).join(', ')}</bdi>`))}
    ${radio('', say('anotherAddress'))}
  </div>`;
}

/** The fields that are wrong, each a link to it. */
function summary({ say }: Visit, { problems, labels }: CheckoutView): Html | string {
  if (problems.size === 0) return '';
  return notice(
    html`<strong>${say('checkTitle', { count: problems.size })}</strong>
      <ul>
        ${[...problems.keys()].map((name) => html`<li><a href="#${name}">${say(labels.get(name) ?? 'address')}</a></li>`)}
      </ul>`,
    true,
  );
}

/** Which of the two steps of the checkout this is. */
export function steps({ say }: Visit, at: 'address' | 'review'): Html {
  return html`<nav aria-label="${say('steps')}">
    <ol class="steps">
      <li><a href="/cart">${say('cart')}</a></li>
      <li ${at === 'address' ? html`aria-current="step"` : ''}>
        ${at === 'address' ? say('stepAddress') : html`<a href="/checkout">${say('stepAddress')}</a>`}
      </li>
      <li ${at === 'review' ? html`aria-current="step"` : ''}>${say('stepReview')}</li>
    </ol>
  </nav>`;
}

/** What is being ordered, in short. */
export function orderedLines(
  visit: Visit,
  { lines }: Pick<Quote, 'lines'>,
  wrong: (index: number) => string = () => '',
): Html {
  return html`<ul class="lines brief">
    ${lines.map((line, index) => {
      const written = lineOptions(line.variantTitle, line.options);
      return html`<li>
        <div class="frame">${picture(line.image, '56px') || stand(line.title)}</div>
        <h3>${line.quantity > 1 ? `${visit.say('times', { count: line.quantity })} ` : ''}${own(visit, line.title)}</h3>
        <p class="price">${money(visit, line.total)}</p>
        ${written ? html`<p class="options quiet small">${own(visit, written)}</p>` : ''}
        ${wrong(index) ? html`<p class="error">${wrong(index)}</p>` : ''}
      </li>`;
    })}
  </ul>`;
}

/** The first step: who orders, and where it goes. */
export function checkoutPage(visit: Visit, view: CheckoutView): HostedPage {
  const { say } = visit;
  const { fields, reminder, quote } = view;
  return {
    head: { kind: 'checkout', title: say('checkoutTitle') },
    quiet: true,
    main: html`${steps(visit, 'address')}
      <div class="head"><h1>${say('checkoutTitle')}</h1></div>
      ${summary(visit, view)}
      <div class="split">
        <form class="stack" method="post" action="/checkout" novalidate>
          ${tokenField(visit)}
          <button class="first" name="do" value="next" tabindex="-1" aria-hidden="true">${say('toReview')}</button>
          <fieldset class="section">
            <legend>${say('contact')}</legend>
            <div class="fields">
              ${textField(visit, view, 'email', { label: 'email', type: 'email', autofill: 'email', hint: 'emailHint', most: 254 })}
              ${textField(visit, view, 'phone', { label: 'phone', type: 'tel', autofill: 'tel', hint: 'phoneHint', optional: true, most: 40 })}
            </div>
            ${
              reminder.offered
                ? html`<label class="check"
                    ><input type="checkbox" name="reminder" value="yes" ${reminder.agreed ? html`checked` : ''} />
                    <span>${say('reminder')}</span></label
                  >`
                : ''
            }
          </fieldset>
          <fieldset class="section ships">
            <legend>${say('address')}</legend>
            ${savedAddresses(visit, view)} ${addressFields(visit, view, view.shipping)}
          </fieldset>
          <fieldset class="section bills">
            <legend>${say('billing')}</legend>
            <label class="check"
              ><input type="checkbox" name="billing" value="other" ${fields.billing === 'other' ? html`checked` : ''} />
              <span>${say('billingOther')}</span></label
            >
            <div class="billing">${addressFields(visit, view, view.billing)}</div>
          </fieldset>
          <div class="bar"><button class="wide" name="do" value="next">${say('toReview')}</button></div>
        </form>
        <aside class="aside stack" aria-labelledby="ordered">
          <div class="row">
            <h2 id="ordered">${say('review')}</h2>
            <a href="/cart">${say('changeCart')}</a>
          </div>
          ${orderedLines(visit, quote)} ${sums(visit, quote)}
        </aside>
      </div>`,
  };
}
