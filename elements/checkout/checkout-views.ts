import { html, nothing, type TemplateResult } from 'lit';
import type { Order } from '../../edge-api/contract/orders.ts';
import { lock } from '../internal/icons.ts';
import type { Text } from '../internal/strings.ts';
import type { CheckoutKey } from './checkout.strings.ts';

type Say = Text<CheckoutKey>;

/** Something said to the shopper above the button. */
export interface Notice {
  readonly text: string;
  readonly bad: boolean;
  /** Fields it is about, in the order of the page; they stand where `text` has `FIELDS`. */
  readonly fields?: readonly { readonly name: string; readonly label: string }[];
  /** It was read out before, of more fields: whoever is putting them right is not interrupted. */
  readonly told?: boolean;
}

/** Stands in a notice for the links to its fields. */
export const FIELDS = '\uE000';

/** What is said of fields that are wrong, until none is. */
export const fieldsNotice = (say: Say, fields: NonNullable<Notice['fields']>, told = false): Notice | undefined =>
  fields.length ? { text: say('check', { count: fields.length, fields: FIELDS }), bad: true, fields, told } : undefined;

/** The room of the form, while it is on its way. */
export function renderWaiting(say: Say): TemplateResult {
  return html`<div class="waiting" aria-busy="true" tabindex="-1">
    <p class="visually-hidden">${say('loading')}</p>
    ${['', '', '', ''].map(() => html`<div class="placeholder block"></div>`)}
  </div>`;
}

/** The shop is out of reach. */
export function renderUnreached(say: Say, retry: () => void): TemplateResult {
  return html`<div class="notice bad" role="alert">
    <p>${say('storeFailed')}</p>
    <button part="secondary-button" @click=${retry}>${say('retry')}</button>
  </div>`;
}

/** Nothing is in the cart. */
export function renderEmpty(say: Say, shopUrl: string): TemplateResult {
  return html`<div class="empty" tabindex="-1">
    <slot name="empty">
      <p>${say('empty')}</p>
      ${shopUrl ? html`<a class="secondary" part="secondary-button" href=${shopUrl}>${say('shop')}</a>` : nothing}
    </slot>
  </div>`;
}

/** An order was sent before whose answer never came. */
export function renderUnanswered(say: Say, find: () => void): TemplateResult {
  return html`<div class="notice" role="status">
    <p>${say('unanswered')}</p>
    <button type="button" part="tertiary-button" @click=${find}>${say('find')}</button>
  </div>`;
}

/** Prices did not come. */
export function renderUnpriced(say: Say, retry: () => void): TemplateResult {
  return html`<div class="notice bad" id="prices" tabindex="-1" role="alert">
    <p>${say('pricesFailed')}</p>
    <button type="button" part="tertiary-button" @click=${retry}>${say('retry')}</button>
  </div>`;
}

/** What the shopper has to know before they go on; `goTo` brings them to a field. */
export function renderNotice(
  notice: Notice | undefined,
  goTo: (name: string) => void = () => undefined,
): TemplateResult | typeof nothing {
  if (!notice) return nothing;
  const [before, after] = notice.text.split(FIELDS);
  const link = (name: string, label: string): TemplateResult =>
    html`<a
      href="#${name}"
      @click=${(event: Event) => {
        event.preventDefault();
        goTo(name);
      }}
      >${label}</a
    >`;
  return html`<div
    class="notice ${notice.bad ? 'bad' : ''}"
    id="notice"
    tabindex="-1"
    role=${notice.told ? nothing : 'alert'}
  >
    <p>
      ${before}${notice.fields?.map(({ name, label }, index) => html`${index ? ', ' : ''}${link(name, label)}`)}${after}
    </p>
  </div>`;
}

/** What was typed earlier is there again. */
export function renderResumed(say: Say, byLink: boolean, startOver: () => void): TemplateResult {
  return html`<div class="notice" role="status">
    <p>${say(byLink ? 'welcomeBack' : 'resumed')}</p>
    <button type="button" part="tertiary-button" @click=${startOver}>${say('startOver')}</button>
  </div>`;
}

/** The button that places the order, at the price it has when it is known. */
export function renderButton(say: Say, busy: 'placing' | 'finding' | undefined, price: string): TemplateResult {
  return html`<button class="primary" part="primary-button" aria-disabled=${busy !== undefined}>
    ${lock}
    <span>${busy ? say(busy) : price ? say('placeFor', { price }) : say('place')}</span>
  </button>`;
}

/** The order that was placed here before, where nothing else is to be ordered. */
export const renderEarlier = (token: string): TemplateResult =>
  html`<vitrine-order-status
    token=${token}
    exportparts="secondary-button, tertiary-button, line-heading, line-options, line-price"
  ></vitrine-order-status>`;

/** The order, once it is placed. */
export function renderPlaced(say: Say, order: Order, notice: Notice | undefined): TemplateResult {
  return html`<div class="done" tabindex="-1">
    ${notice ? html`<div class="notice"><p>${notice.text}</p></div>` : nothing}
    <vitrine-order-status
      .order=${order}
      just-placed
      exportparts="secondary-button, tertiary-button, line-heading, line-options, line-price"
      ><p class="placed" slot="unloaded">${say('placed', { number: order.number })}</p></vitrine-order-status
    >
  </div>`;
}
