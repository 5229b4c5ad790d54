import { html, nothing, type TemplateResult } from 'lit';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Order } from '../../edge-api/contract/orders.ts';
import { lock } from '../internal/icons.ts';
import { safeLocale } from '../internal/safe-locale.ts';
import type { Text } from '../internal/strings.ts';
import type { CheckoutKey } from './checkout.strings.ts';
import type { PaymentStep } from './payment-step.ts';

/** What the payment of an order needs of the checkout. */
export interface PaymentUi {
  readonly say: Text<CheckoutKey>;
  readonly money: (money: Money) => string;
  readonly locale: string;
  readonly order: Order;
  readonly step: PaymentStep;
  /** The provider's form: on its way, there, not to be had, or at work. */
  readonly form: 'loading' | 'ready' | 'failed' | 'paying';
  /** The provider's words for what was wrong with the last try. */
  readonly failure: string;
  /** Whether there is a cart to order from. */
  readonly canSetAside: boolean;
  pay(): void;
  loadForm(): void;
  finish(): void;
  refill(): void;
  setAside(): void;
}

const bad = (content: TemplateResult, id = 'payment-notice'): TemplateResult =>
  html`<div class="notice bad" id=${id} tabindex="-1" role="alert">${content}</div>`;
const working = (text: string): TemplateResult =>
  html`<p class="working" role="status"><span class="dot" aria-hidden="true"></span>${text}</p>`;
const primary = (text: string, click: () => void, busy = false): TemplateResult =>
  html`<button
    type="button"
    class="primary"
    part="primary-button"
    aria-disabled=${busy}
    @click=${() => !busy && click()}
  >
    ${lock}<span>${text}</span>
  </button>`;

/** Until when the goods wait, as a time of day. */
function renderUntil({ say, locale, step }: PaymentUi): TemplateResult | typeof nothing {
  const until = step.state?.payableUntil;
  if (!until || !['form', 'unfinished', 'declined'].includes(step.phase)) return nothing;
  const time = new Intl.DateTimeFormat(safeLocale(locale), { timeStyle: 'short' }).format(new Date(until));
  return html`<p class="muted">${say('payUntil', { time })}</p>`;
}

function renderForm(ui: PaymentUi): TemplateResult {
  const { say, money, step, form, failure, pay, loadForm } = ui;
  const price = step.state ? money(step.state.amount) : '';
  const shown = failure || step.state?.error;
  return html`${
      form === 'loading'
        ? html`<div class="placeholder block tall" aria-hidden="true"></div>
            ${working(say('payStarting'))}`
        : nothing
    }
    ${
      form === 'failed'
        ? bad(
            html`<p>${say('payFormFailed')}</p>
              <button type="button" part="tertiary-button" @click=${loadForm}>${say('retry')}</button>`,
          )
        : nothing
    }
    <div class=${form === 'ready' || form === 'paying' ? '' : 'away'}><slot name="payment"></slot></div>
    ${shown && form !== 'failed' ? bad(html`<p>${shown}</p>`) : nothing}
    ${
      form === 'ready' || form === 'paying'
        ? html`<div class="pay">
            ${primary(form === 'paying' ? say('paying') : say('payNow', { price }), pay, form === 'paying')}
          </div>`
        : nothing
    }`;
}

function renderPhase(ui: PaymentUi): TemplateResult | typeof nothing {
  const { say, step } = ui;
  const again = (): void => void step.begin();
  switch (step.phase) {
    case 'starting':
      return html`<div class="placeholder block" aria-hidden="true"></div>
        ${working(say('payStarting'))}`;
    case 'leaving':
      return html`${working(say('payLeaving'))}
        <a class="secondary" part="secondary-button" href=${step.page}>${say('payGo')}</a>`;
    case 'form':
      return renderForm(ui);
    case 'unfinished':
      return html`<div class="notice" id="payment-notice" tabindex="-1" role="status">
          <p>${say('payUnfinished')}</p>
        </div>
        ${primary(say('payGo'), again)}`;
    case 'declined':
      return html`${bad(html`<p>${say('payDeclined')}${step.state?.error ? html` <bdi>${step.state.error}</bdi>` : nothing}</p>`)}
      ${primary(say('payAgain'), again)}`;
    case 'waiting':
      return html`${working(say(step.slow ? 'paySlow' : 'payWaiting'))}
      ${
        step.slow
          ? html`<button type="button" class="secondary" part="secondary-button" @click=${ui.finish}>
              ${say('payOrder')}
            </button>`
          : nothing
      }`;
    case 'closed':
      return html`${bad(html`<p>${say('payClosed')}</p>`)}
        <button type="button" class="secondary" part="secondary-button" @click=${ui.refill}>
          ${say('payRefill')}
        </button>`;
    case 'unreached':
      return bad(
        html`<p>${say('payUnreached')}</p>
          <button type="button" part="tertiary-button" @click=${() => void step.look()}>${say('retry')}</button>`,
      );
    case 'done':
      return nothing;
  }
}

/** The order that waits for its payment, and what there is to do about that. */
export function renderPaymentStep(ui: PaymentUi): TemplateResult {
  const { say, money, order, step, canSetAside } = ui;
  const amount = step.state?.amount ?? order.due;
  return html`<section class="payment-step" aria-labelledby="pay-title">
    <h2 id="pay-title" tabindex="-1">${say('payTitle', { number: order.number })}</h2>
    <p class="amount money">${money(amount)}</p>
    ${step.phase === 'closed' ? nothing : html`<p>${say('payLead')}</p>`} ${renderUntil(ui)} ${renderPhase(ui)}
    ${
      canSetAside && ['unfinished', 'declined', 'unreached', 'form'].includes(step.phase)
        ? html`<button type="button" class="tertiary" part="tertiary-button" @click=${ui.setAside}>
            ${say('paySetAside')}
          </button>`
        : nothing
    }
  </section>`;
}
