import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { OrderSummary } from '../../edge-api/contract/customers.ts';
import type { ApiError } from '../client/api-client.ts';
import { VitrineAccountChangeEvent } from '../events/account-change.ts';
import { controls } from '../internal/controls.styles.ts';
import { define } from '../internal/define.ts';
import { formatMoney } from '../internal/money.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import { sessionOf, type SessionStore } from '../stores/session.ts';
import { english } from './account.strings.ts';
import { styles } from './account.styles.ts';

type Key = keyof typeof english;

/** The one word for where an order is. */
function statusKey({ status, paymentStatus, fulfilmentStatus }: OrderSummary): Key {
  if (status === 'cancelled') return 'statusCancelled';
  if (paymentStatus === 'refunded') return 'statusRefunded';
  if (fulfilmentStatus === 'returned') return 'statusReturned';
  if (status === 'completed') return 'statusDone';
  if (fulfilmentStatus === 'fulfilled') return 'statusSent';
  if (fulfilmentStatus === 'partial') return 'statusPartial';
  return paymentStatus === 'pending' ? 'statusWaiting' : 'statusPreparing';
}

/**
 * Lets a shopper sign in, greets who has, and shows the recent orders. Passwords, passkeys and addresses stay on the shop's
 * own origin: signing in opens a window there, and this page gets to know a first name and summaries of orders.
 *
 * @element vitrine-account
 * @slot - Below what the element shows, such as a word about the shop's newsletter.
 * @event {VitrineAccountChangeEvent} vitrine-account-change - A shopper has signed in or out on this page.
 * @csspart heading - The greeting, or what the element is about.
 * @csspart primary-button - Opens the window to sign in.
 * @csspart secondary-button - Signs out, or asks again after a failure.
 * @csspart link - Leads to a page of the account.
 * @cssstate loading - It is not known yet whether somebody is signed in.
 * @cssstate signed-in - Somebody is.
 */
@define('vitrine-account')
export class VitrineAccount extends VitrineElement {
  static override styles = [VitrineElement.styles, controls, styles];

  @state() private orders: readonly OrderSummary[] | undefined;
  @state() private ordersError: ApiError | undefined;
  @state() private news = '';

  private readonly say = strings(this, 'account', english);
  private readonly watch = new Watch(this, () => this.session);
  private asked: SessionStore | undefined;
  private last: boolean | undefined;

  private get session(): SessionStore | undefined {
    return this.store && sessionOf(this.store.client, this.store.cart);
  }

  protected override willUpdate(): void {
    const { session, store } = this;
    if (session && session !== this.asked) {
      this.asked = session;
      this.last = undefined;
      this.orders = undefined;
      void session.load();
      // Where nothing else does, so that the account looks like its shop.
      if (!this.summary) void store!.catalog.store().catch(() => undefined);
    }
    const status = this.watch.value?.status;
    this.setState('loading', !status || status === 'loading');
    this.setState('signed-in', status === 'signed-in');
    if (status && status !== 'loading' && status !== 'waiting') this.changed(status === 'signed-in');
  }

  /** Tells the page and the shopper, but not of what was so when the page was opened. */
  private changed(signedIn: boolean): void {
    if (signedIn === this.last) return;
    const first = this.last === undefined;
    this.last = signedIn;
    this.orders = undefined;
    if (signedIn) void this.fetchOrders();
    const value = this.watch.value;
    if (first && !signedIn) return;
    const firstName = value?.status === 'signed-in' ? value.customer.firstName : '';
    if (!first) this.news = this.say(signedIn ? 'signedIn' : 'signedOut');
    const event = new VitrineAccountChangeEvent({ store: this.store!.handle, signedIn, firstName });
    queueMicrotask(() => this.dispatchEvent(event));
  }

  private async fetchOrders(): Promise<void> {
    const { session } = this;
    this.ordersError = undefined;
    try {
      const { orders } = await session!.orders();
      if (this.session === session) this.orders = orders;
    } catch (error) {
      if (this.session !== session || (error as ApiError).status === 401) return;
      this.ordersError = error as ApiError;
      this.report(error);
    }
  }

  private readonly signIn = (): void => this.session?.signIn(this.locale);

  private readonly signOut = async (): Promise<void> => {
    await this.session?.signOut();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  };

  protected override render(): TemplateResult {
    return html`<div class="root" part="root">
      <div class="frame">
        <section class="card" aria-label=${this.say('account')}>${this.renderContent()}</section>
        <p class="hidden-text" role="status">${this.news}</p>
      </div>
      <slot></slot>
    </div>`;
  }

  private renderContent(): TemplateResult {
    const value = this.watch.value;
    if (!value || value.status === 'loading')
      return html`<div class="bone"></div>
        <div class="bone"></div>
        <div class="bone"></div>
        <span class="hidden-text">${this.say('loading')}</span>`;
    if (value.status === 'signed-in') return this.renderCustomer(value.customer);
    return this.renderSignedOut(value.status);
  }

  private renderSignedOut(status: 'signed-out' | 'waiting' | 'failed'): TemplateResult {
    const { say } = this;
    const waiting = status === 'waiting';
    return html`<h2 part="heading" tabindex="-1">${say('account')}</h2>
      <p class="lead" role="status">${say(waiting ? 'waiting' : 'lead')}</p>
      ${status === 'failed' ? html`<p class="error" role="alert">${say('failed')}</p>` : nothing}
      <button class="primary sign-in" part="primary-button" type="button" @click=${this.signIn}>
        ${say(waiting ? 'again' : 'signIn')}
      </button>
      <p class="quiet">${say('signUpHint')}</p>`;
  }

  private renderCustomer({ firstName, maskedEmail }: { firstName: string; maskedEmail: string }): TemplateResult {
    const { say } = this;
    return html`<div class="head">
        <div>
          <h2 part="heading" tabindex="-1">${firstName ? say('hello', { name: firstName }) : say('helloAll')}</h2>
          <p class="quiet"><bdi dir="ltr">${maskedEmail}</bdi></p>
        </div>
        <button class="sign-out" part="secondary-button" type="button" @click=${this.signOut}>${say('signOut')}</button>
      </div>
      <h3>${say('orders')}</h3>
      ${this.renderOrders()}
      <nav aria-label=${say('account')}>
        ${(
          [
            ['/orders', 'allOrders'],
            ['/addresses', 'addresses'],
            ['/profile', 'profile'],
            ['/devices', 'settings'],
          ] as const
        ).map(
          ([path, key]) =>
            html`<a part="link" href=${this.session!.pageUrl(path, this.locale)} target="_blank" rel="noopener"
              >${say(key)}<span class="hidden-text"> (${say('opens')})</span></a
            >`,
        )}
      </nav>`;
  }

  private renderOrders(): TemplateResult {
    const { say, orders } = this;
    if (this.ordersError)
      return html`<p class="lead">${say('ordersFailed')}</p>
        <button class="secondary" part="secondary-button" type="button" @click=${() => void this.fetchOrders()}>
          ${say('tryAgain')}
        </button>`;
    if (!orders) return html`<div class="bone" aria-hidden="true"></div>`;
    if (orders.length === 0) return html`<p class="lead">${say('noOrders')}</p>`;
    const day = new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium' });
    return html`<ul class="orders">
      ${orders.map(
        (order) =>
          html`<li>
            <div>
              <strong>${say('order', { number: order.number })}</strong>
              <div class="quiet">${day.format(new Date(order.placedAt))} · ${say('items', { count: order.items })}</div>
            </div>
            <div class="end">
              <span class="badge">${say(statusKey(order))}</span
              ><strong>${formatMoney(order.total, this.locale)}</strong>
            </div>
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-account': VitrineAccount;
  }
}
