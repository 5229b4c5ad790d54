import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Order } from '../../edge-api/contract/orders.ts';
import type { ApiError } from '../client/api-client.ts';
import { shopClient } from '../client/shop-client.ts';
import { controls } from '../internal/controls.styles.ts';
import { define } from '../internal/define.ts';
import { formatMoney } from '../internal/money.ts';
import { safeLocale } from '../internal/safe-locale.ts';
import { strings } from '../internal/strings.ts';
import { renderTotals, totalsEnglish } from '../internal/totals.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { VitrineOrderPayEvent } from '../events/order-pay.ts';
import { retryImport } from '../internal/retry-import.ts';
import { takeNote } from './just-placed.ts';
import {
  renderHistory,
  renderPaid,
  renderParcels,
  renderReceiptHead,
  renderReceiptSums,
  renderRefunds,
  type OrderUi,
} from './order-parts.ts';
import { addressText, renderFacts, renderIntro, renderLine } from './order-sheet.ts';
import { english } from './order-status.strings.ts';
import { styles } from './order-status.styles.ts';
import type { PayAgain } from './pay-again.ts';
import { paymentInstructions } from './payment-instructions.ts';
import { timeline } from './timeline.ts';

const importNews = retryImport(() => import('../stores/order-news.ts'), import.meta.url);
const importPayAgain = retryImport(() => import('./pay-again.ts'), import.meta.url);

/** How often an order in sight is asked for again, in milliseconds. */
const REFRESH_MS = 60_000;
/** How long a copy button says that it copied, in milliseconds. */
const COPIED_MS = 2_000;

/**
 * Shows one order to whoever has its token: where it is, how to pay it, what it holds, its parcels and refunds; prints its receipt.
 *
 * @element vitrine-order-status
 * @slot - Below the order, such as how to reach the shop.
 * @slot payment - Where a provider's form goes; nothing of yours.
 * @event {VitrineOrderPayEvent} vitrine-order-pay - A shopper wants to pay; cancel it to take the payment elsewhere.
 * @csspart line-heading - Name of a line's product.
 * @csspart line-options - Variant of a line, and what the shopper wrote for it.
 * @csspart line-price - Sum of a line.
 * @csspart primary-button - Pays.
 * @csspart link - Leads to a parcel's tracking, or to the payment.
 * @csspart secondary-button - Prints, or asks again after a failure.
 * @csspart tertiary-button - Copies a value for the bank.
 * @cssstate loading - The order is on its way.
 * @cssstate failed - The order cannot be shown.
 */
@define('vitrine-order-status')
export class VitrineOrderStatus extends VitrineElement {
  static override styles = [VitrineElement.styles, controls, styles];

  /** Token of the order, as the checkout answers it. */
  @property() token = '';

  /** Parameter of the page's address that holds the token when `token` is not set. */
  @property() parameter = 'order';

  /** The order to show, where it is at hand already; it is kept up to date from then on. */
  @property({ attribute: false }) order: Order | undefined;

  /** Says thank you, as right after the checkout. */
  @property({ type: Boolean, attribute: 'just-placed' }) justPlaced = false;

  @state() private error: ApiError | undefined;
  @state() private copied = '';
  @state() private paying: PayAgain | undefined;

  private readonly say = strings(this, 'order-status', english);
  private readonly sums = strings(this, 'totals', totalsEnglish);
  private asked = '';
  /** Token of the order that the checkout has just placed, when it led here. */
  private greeted = '';
  private introduced = false;
  private watched: string | undefined;
  private unwatch: (() => void) | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private copyTimer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.refresh(), REFRESH_MS);
    document.addEventListener('visibilitychange', this.refresh);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
    this.watch(undefined);
    clearTimeout(this.copyTimer);
    document.removeEventListener('visibilitychange', this.refresh);
  }

  private get wanted(): string {
    return this.token || this.order?.token || (new URLSearchParams(location.search).get(this.parameter) ?? '');
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { store, wanted } = this;
    if (changed.has('order') && this.order) this.asked = this.order.token;
    if (store && wanted && wanted !== this.asked) {
      this.order = undefined;
      if (takeNote(store.handle, wanted)) this.greeted = wanted;
      void this.fetchOrder(wanted);
    }
    // Where nothing else does, so that the page of an order looks like its shop.
    if (store && !this.summary && !this.introduced) {
      this.introduced = true;
      void store.catalog.store().catch(() => undefined);
    }
    if (this.isConnected) this.watch(this.order);
    this.setState('loading', !this.order && !this.error && wanted !== '');
    this.setState('failed', Boolean(this.error));
  }

  /** Hears of the order's changes as they happen, where the page has a live connection. */
  private watch(order: Order | undefined): void {
    if (order?.id === this.watched) return;
    this.unwatch?.();
    this.unwatch = undefined;
    this.watched = order?.id;
    if (order)
      importNews().then(
        ({ watchOrder }) => {
          if (this.watched === order.id) this.unwatch ??= watchOrder(order.id, this.refresh);
        },
        // Without news it is asked for from time to time.
        () => undefined,
      );
  }

  /** Asks for the order again, unless nobody is looking. */
  private readonly refresh = (): void => {
    const { wanted, order } = this;
    const settled = order && (order.status === 'cancelled' || order.status === 'completed');
    if (this.store && wanted && !settled && document.visibilityState === 'visible') void this.fetchOrder(wanted);
  };

  private async fetchOrder(token: string): Promise<void> {
    this.asked = token;
    this.error = undefined;
    try {
      const { order } = await shopClient(this.store!.client).order(token);
      if (this.wanted !== token) return;
      this.order = order;
      if (order.payable && new URLSearchParams(location.search).get('vitrine_order') === token)
        void this.pay(order, true);
    } catch (error) {
      // An order that is shown stays: what was true a minute ago serves better than an apology.
      if (this.wanted !== token || this.order) return;
      this.error = error as ApiError;
      this.report(this.error);
    }
  }

  private get ui(): OrderUi {
    return { say: this.say, money: (money) => this.money(money), locale: this.locale };
  }

  /** Pays the order, or goes on paying it where a provider's page has `returned` here. */
  private async pay(order: Order, returned = false): Promise<void> {
    if (this.paying || (!returned && !this.dispatchEvent(new VitrineOrderPayEvent(order)))) return;
    try {
      const { PayAgain } = await importPayAgain();
      const paid = () => {
        this.paying = undefined;
        void this.fetchOrder(order.token);
      };
      const paying = new PayAgain(this, this.ui, paid, (error) => this.report(error as ApiError));
      this.paying = paying;
      if (!returned) await paying.start(this.store!, order);
      else if (!(await paying.resume(this.store!))) this.paying = undefined;
    } catch (error) {
      this.paying = undefined;
      this.report(error as ApiError);
    }
  }

  private async copy(label: string, value: string, event: Event): Promise<void> {
    const shown = (event.currentTarget as HTMLElement).previousElementSibling;
    try {
      await navigator.clipboard.writeText(value);
      this.copied = label;
      clearTimeout(this.copyTimer);
      this.copyTimer = setTimeout(() => (this.copied = ''), COPIED_MS);
    } catch {
      // Pages without a right to the clipboard: the value is selected, ready to be copied by hand.
      if (shown) getSelection()?.selectAllChildren(shown);
    }
  }

  private money(money: Money): string {
    return formatMoney(money, this.locale);
  }

  protected override render(): TemplateResult {
    return html`<div class="root" part="root">
      <div class="frame">${this.renderContent()}</div>
    </div>`;
  }

  private renderContent(): TemplateResult {
    const { say, order, error, wanted } = this;
    if (order) return this.renderOrder(order);
    if (!wanted || error?.code === 'order_not_found' || error?.status === 404) {
      return html`<div class="message">
        <h2>${say('notFoundTitle')}</h2>
        <p>${say('notFound')}</p>
      </div>`;
    }
    if (error) {
      return html`<div class="message" role="alert">
        <h2>${say('failedTitle')}</h2>
        <p>${say('failed')}</p>
        <button class="secondary" part="secondary-button" @click=${() => this.fetchOrder(wanted)}>
          ${say('retry')}
        </button>
      </div>`;
    }
    return html`<div class="waiting" aria-busy="true">
      <p class="visually-hidden">${say('loading')}</p>
      ${['', '', ''].map(() => html`<div class="placeholder block"></div>`)}
    </div>`;
  }

  private renderOrder(order: Order): TemplateResult {
    const { say, ui } = this;
    return html`<article>
      ${renderIntro(ui, order, this.justPlaced || this.greeted === order.token)}
      ${renderReceiptHead(ui, this.summary?.name ?? '', addressText(ui, order.billingAddress))}
      <div class="split">
        ${this.renderPayment(order)}
        <section aria-label=${say('progress')}>
          <ol class="steps">
            ${timeline(order).map(
              ({ key, state }) =>
                html`<li class=${state} aria-current=${state === 'current' ? 'step' : nothing}>
                  ${say(key)}${state === 'done' ? html`<span class="visually-hidden"> (${say('done')})</span>` : nothing}
                </li>`,
            )}
          </ol>
        </section>
      </div>
      ${renderParcels(ui, order)} ${renderRefunds(ui, order)}
      <section>
        <h3>${say('items')}</h3>
        <ul class="lines">
          ${order.lines.map((line) => renderLine(ui, line))}
        </ul>
        ${renderTotals(this.sums, (money) => this.money(money), order)} ${renderReceiptSums(ui, order)}
      </section>
      ${renderFacts(ui, order)} ${renderHistory(ui, order)}
      <slot></slot>
      <button class="secondary print" part="secondary-button" @click=${() => print()}>${say('print')}</button>
    </article>`;
  }

  private renderPayment(order: Order): TemplateResult {
    const { payment, paymentStatus, status, number } = order;
    const { say, ui } = this;
    const due =
      (paymentStatus === 'pending' || order.due.amountMinor > 0) && status === 'open' && paymentStatus !== 'paid';
    const transfer = due && payment.id === 'bank_transfer';
    // What the shop can only describe, such as "Reference: your order number", is known here.
    const instructions = due
      ? paymentInstructions(payment.instructions).filter(
          (one) => !transfer || !('value' in one) || one.label !== say('reference'),
        )
      : [];
    return html`<section class="card">
      <h3>${say(due ? 'payment' : 'paymentDone')}</h3>
      <p>
        <strong><bdi>${payment.title}</bdi></strong>
      </p>
      ${renderPaid(ui, order)}
      ${instructions.map((one) => ('text' in one ? html`<p><bdi>${one.text}</bdi></p>` : nothing))}
      ${
        transfer || instructions.some((one) => 'value' in one)
          ? html`<dl>
              ${instructions.map((one) => ('value' in one ? this.renderValue(one.label, one.value) : nothing))}
              ${transfer ? this.renderValue(say('amount'), this.money(order.due)) : nothing}
              ${transfer ? this.renderValue(say('reference'), number) : nothing}
            </dl>`
          : nothing
      }
      ${order.payable ? this.renderPay(order) : nothing}
    </section>`;
  }

  private renderPay(order: Order): TemplateResult {
    const { say, locale, paying } = this;
    if (paying) return html`<div class="pay">${paying.render()}</div>`;
    const { reservedUntil, due } = order;
    const until =
      reservedUntil &&
      new Intl.DateTimeFormat(safeLocale(locale), { timeStyle: 'short' }).format(new Date(reservedUntil));
    return html`${until ? html`<p class="hint">${say('payUntil', { time: until })}</p>` : nothing}
      <div class="pay">
        <button type="button" class="primary" part="primary-button" @click=${() => this.pay(order)}>
          ${say('payNow', { price: this.money(due) })}
        </button>
      </div>`;
  }

  private renderValue(label: string, value: string): TemplateResult {
    const { say, copied } = this;
    return html`<div class="value">
      <dt>${label}</dt>
      <dd>
        <span>${value}</span>
        <button
          class="tertiary"
          part="tertiary-button"
          aria-label=${say('copyOf', { label })}
          @click=${(event: Event) => this.copy(label, value, event)}
        >
          <span aria-live="polite">${say(copied === label ? 'copied' : 'copy')}</span>
        </button>
      </dd>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-order-status': VitrineOrderStatus;
  }
}
