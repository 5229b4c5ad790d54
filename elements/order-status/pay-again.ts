import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Order } from '../../edge-api/contract/orders.ts';
import { Paying } from '../checkout/paying.ts';
import type { StoreContext } from '../store/context.ts';
import type { OrderUi } from './order-parts.ts';

/** Pays an order from its own page, with what the checkout pays with. Loaded when a shopper wants to pay. */
export class PayAgain {
  private readonly paying: Paying;
  private readonly ui: OrderUi;

  /** `done` is called once nothing is left to pay; `trouble` with failures for the page to hear of. */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    ui: OrderUi,
    done: () => void,
    trouble: (error: unknown) => void,
  ) {
    this.ui = ui;
    this.paying = new Paying(host, done, trouble);
    Object.assign(this.paying, { locale: ui.locale, or: ui.say('payOr') });
  }

  async start(store: StoreContext, order: Order): Promise<void> {
    await this.paying.start(store, order);
  }

  /** Goes on where a provider's page has led back here; answers whether there is something to pay. */
  resume(store: StoreContext): Promise<boolean> {
    return this.paying.resume(store);
  }

  render(): TemplateResult {
    const { paying, ui } = this;
    const { say, money } = ui;
    const { step, form, failure } = paying;
    const { phase, state } = step;
    const again = () => void step.begin();
    const button = (text: string, click: () => void, busy = false) =>
      html`<button type="button" class="primary" part="primary-button" ?disabled=${busy} @click=${click}>
        ${text}
      </button>`;
    const bad = (text: string) => html`<p class="bad" role="alert"><bdi>${text}</bdi></p>`;
    const working = (text: string) => html`<p role="status">${text}</p>`;
    if (phase === 'form') {
      const ready = form === 'ready' || form === 'paying';
      return html`${form === 'loading' ? working(say('payStarting')) : nothing}
        <div ?hidden=${!ready}><slot name="payment"></slot></div>
        ${failure || form === 'failed' ? bad(failure || say('payFailed')) : nothing}
        ${ready && state ? button(say('payNow', { price: money(state.amount) }), () => void paying.pay(), form === 'paying') : nothing}
        ${form === 'failed' ? button(say('retry'), () => void paying.loadForm()) : nothing}`;
    }
    if (phase === 'leaving') return html`<p><a class="link" part="link" href=${step.page}>${say('payLeaving')}</a></p>`;
    if (phase === 'waiting' || phase === 'done') return working(say('payWaiting'));
    if (phase === 'closed') return bad(say('payClosed'));
    if (phase === 'starting') return working(say('payStarting'));
    return html`${bad(phase === 'declined' ? (state?.error ?? say('statusFailed')) : say('payFailed'))}
    ${button(say('payAgain'), again)}`;
  }
}
