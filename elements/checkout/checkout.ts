import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Order } from '../../edge-api/contract/orders.ts';
import type { Store } from '../../edge-api/contract/stores.ts';
import { shopClient } from '../client/shop-client.ts';
import { VitrineCheckoutCompleteEvent } from '../events/checkout-complete.ts';
import { controls } from '../internal/controls.styles.ts';
import { define } from '../internal/define.ts';
import { FocusKeeper } from '../internal/focus-keeper.ts';
import { formatMoney } from '../internal/money.ts';
import { retryImport } from '../internal/retry-import.ts';
import { strings } from '../internal/strings.ts';
import { orFree, totalsEnglish } from '../internal/totals.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import type { CartState } from '../stores/cart-store.ts';
import type { FieldName } from './checkout-draft.ts';
import { CheckoutEntries } from './checkout-entries.ts';
import { renderNote, type FormUi } from './checkout-fields.ts';
import { FIELD_ORDER, type FieldErrors } from './checkout-form.ts';
import { CheckoutQuote } from './checkout-quote.ts';
import { renderReview, type ReviewUi } from './checkout-review.ts';
import { renderAddress, renderContact, renderDelivery, renderPayment } from './checkout-sections.ts';
import { english } from './checkout.strings.ts';
import { styles } from './checkout.styles.ts';
import * as views from './checkout-views.ts';
import { findEarlier, order, type OrderForm, type Verdict } from './ordering.ts';

const importOrderStatus = retryImport(() => import('../order-status/order-status.ts'), import.meta.url);

/**
 * Takes the shopper from cart to order: contact, address, delivery, payment, review.
 *
 * @element vitrine-checkout
 * @slot payment - A payment form that must live in the page itself; shown below the ways to pay.
 * @slot legal - Above the button that places the order, for what the law or the shop wants said there.
 * @slot empty - Replaces what is said where nothing is in the cart.
 * @event {VitrineCheckoutCompleteEvent} vitrine-checkout-complete - An order was placed; cancelable.
 * @csspart input-field - Every field of the form.
 * @csspart primary-button - Places the order.
 * @csspart secondary-button - Asks again after a failure.
 * @csspart tertiary-button - Folds the lines, accepts what is left.
 * @csspart line-heading - Name of a line's product.
 * @csspart line-options - Variant of a line, and what the shopper wrote for it.
 * @csspart line-price - Sum of a line.
 * @cssstate placing - An order is on its way.
 */
@define('vitrine-checkout')
export class VitrineCheckout extends VitrineElement {
  static override styles = [VitrineElement.styles, controls, styles];

  /** Page of an order, with `{token}` where its token goes; without it the order shows here. */
  @property({ attribute: 'order-url' }) orderUrl = '';

  /** Where an empty checkout leads. */
  @property({ attribute: 'shop-url' }) shopUrl = '';

  /** Leaves out the title, where something around it has one. */
  @property({ type: Boolean }) embedded = false;

  @state() private shop: Store | undefined;
  @state() private shopFailed = false;
  @state() private errors: FieldErrors = {};
  @state() private notice: views.Notice | undefined;
  @state() private busy: 'placing' | 'finding' | undefined;
  @state() private unfolded = false;
  @state() private order: Order | undefined;
  @query('form') private readonly form!: HTMLFormElement | null;

  private readonly say = strings(this, 'checkout', english);
  private readonly sums = strings(this, 'totals', totalsEnglish);
  private readonly cartWatch = new Watch(this, () => this.store?.cart);
  private readonly prices = new CheckoutQuote(this);
  private readonly focusKeeper = new FocusKeeper(this, '#review', '.waiting', 'button', '.empty');
  private entries: CheckoutEntries | undefined;
  private asking = false;
  private leaving = false;
  /** An order was placed: nothing of the shopper is kept from here on. */
  private done = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // One that was moved asks for its prices again.
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    const { store, shop } = this;
    if (!store) return;
    if (this.entries?.drafts.store !== store.handle) this.entries = new CheckoutEntries(store.handle);
    if (store.cart.value.status === 'idle') void store.cart.load();
    if (!shop && !this.shopFailed && !this.asking) void this.askShop();
    this.setState('placing', this.busy !== undefined);
    if (shop) this.entries.offer(shop, this.locale);
    if (!this.done) this.entries.takeNote(store.cart.value.note);
    if (shop && !this.done) this.askPrices(this.entries);
  }

  private async askShop(): Promise<void> {
    this.asking = true;
    try {
      this.shop = await this.store?.catalog.store();
    } catch (error) {
      this.shopFailed = true;
      this.report(error);
    }
    this.asking = false;
  }

  /** Asks the edge for prices of what is in the cart, delivered as chosen. */
  private askPrices(entries: CheckoutEntries): void {
    const { prices } = this;
    const { client, cart } = this.store!;
    const { lines } = cart.value;
    if (!lines.length) return;
    if (prices.quote && !prices.busy && !prices.error) entries.offerDelivery(prices.quote);
    const { country, deliveryMethodId } = entries.fields;
    prices.ask(shopClient(client), {
      lines: lines.map(({ variantId, quantity, options }) => ({ variantId, quantity, options })),
      ...(country ? { country } : {}),
      ...(deliveryMethodId ? { deliveryMethodId } : {}),
    });
    if (prices.error) this.report(prices.error);
  }

  private set(name: FieldName, value: string): void {
    this.entries?.set(name, value);
    if (this.errors[name]) this.errors = { ...this.errors, [name]: undefined };
    this.requestUpdate();
  }

  private handleSubmit(event: Event): void {
    event.preventDefault();
    void this.attempt('placing', order);
  }

  /** Places an order or looks for one, once at a time, and shows what came of it. */
  private async attempt(doing: 'placing' | 'finding', perform: (form: OrderForm) => Promise<Verdict>): Promise<void> {
    const { store, shop, entries, prices, money } = this;
    if (this.busy || !store || !entries) return;
    this.notice = undefined;
    this.busy = doing;
    try {
      await this.show(await perform({ store, shop, entries, prices, money }));
    } finally {
      if (!this.leaving) this.busy = undefined;
    }
  }

  private async show(verdict: Verdict): Promise<void> {
    if (verdict.kind === 'placed') return this.finish(verdict.order, verdict.earlier);
    if (verdict.kind === 'fields') return this.showErrors(verdict.errors);
    if (verdict.kind === 'unpriced') return this.focusOn('#prices');
    if (verdict.error) this.report(verdict.error);
    this.notice = { text: this.say(verdict.key, verdict.values), bad: verdict.key !== 'notFound' };
    await this.focusOn('#notice');
  }

  private async showErrors(errors: FieldErrors): Promise<void> {
    this.errors = errors;
    const names = FIELD_ORDER.filter((name) => errors[name]);
    const fields = names.map((name) => this.say(name)).join(', ');
    this.notice = { text: this.say('check', { count: names.length, fields }), bad: true };
    await this.updateComplete;
    this.form?.querySelector<HTMLElement>(`#${names[0]}`)?.focus();
  }

  /** The order is placed: takes it out of the cart, tells the page, and shows it unless the page does. */
  private async finish(order: Order, earlier: boolean): Promise<void> {
    this.done = true;
    const { cart } = this.store!;
    const taken = order.lines.map(({ key, variantId, options, quantity }) => ({ key, variantId, options, quantity }));
    const ended = [cart.take(order.id, taken), ...(cart.value.note ? [cart.setNote('')] : [])];
    await Promise.all(ended).catch((error: unknown) => this.report(error));
    if (!this.dispatchEvent(new VitrineCheckoutCompleteEvent(order))) {
      this.done = false;
      this.entries?.restart();
      return;
    }
    if (this.orderUrl) {
      this.leaving = true;
      this.entries?.drafts.notePlaced(order.token);
      return location.assign(this.orderUrl.replaceAll('{token}', encodeURIComponent(order.token)));
    }
    // Where it cannot be loaded, the plain words inside it stay.
    importOrderStatus().catch(() => undefined);
    this.order = order;
    if (earlier) this.notice = { text: this.say('earlier'), bad: false };
    await this.focusOn('.done');
  }

  private async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  private readonly money = (money: Money): string => formatMoney(money, this.locale);

  protected override render(): TemplateResult {
    return html`<div class="root" part="root">
      <div class="frame">
        ${this.embedded || this.order ? nothing : html`<h2>${this.say('title')}</h2>`} ${this.renderContent()}
      </div>
    </div>`;
  }

  private renderContent(): TemplateResult {
    const { say, shop, order, entries, notice } = this;
    if (order) return views.renderPlaced(say, order, notice);
    const cart = this.cartWatch.value;
    if (cart && !cart.lines.length && !this.done && cart.status !== 'idle' && cart.status !== 'loading') {
      return html`${this.renderUnanswered()} ${views.renderNotice(notice)} ${views.renderEmpty(say, this.shopUrl)}`;
    }
    if (this.shopFailed) return views.renderUnreached(say, () => (this.shopFailed = false));
    if (!shop || !cart || !entries) return views.renderWaiting(say);
    return this.renderForm(shop, cart, entries);
  }

  private renderForm(shop: Store, cart: CartState, entries: CheckoutEntries): TemplateResult {
    const { say, sums, money, prices } = this;
    const { fields, countries, countryName } = entries;
    const quote = prices.quote ?? cart.quote;
    const ui: FormUi = { say, fields, errors: this.errors, set: (name, value) => this.set(name, value) };
    return html`<form novalidate @submit=${this.handleSubmit}>
      <div class="fields">
        ${this.renderUnanswered()} ${renderContact(ui)} ${renderAddress(ui, countries)}
        ${renderDelivery(ui, prices.quote, prices.busy, countryName, (price) => orFree(sums, money, price))}
        ${renderPayment(ui, shop.paymentMethods)}
      </div>
      <div class="review" role="group" aria-labelledby="review">
        ${renderReview(this.reviewUi(cart), quote)} ${renderNote(ui)}
        ${prices.error ? views.renderUnpriced(say, () => void prices.again()) : nothing}
        ${views.renderNotice(this.notice)}
        <slot name="legal"></slot>
        ${views.renderButton(say, this.busy, quote?.shipping ? money(quote.total) : '')}
      </div>
    </form>`;
  }

  private reviewUi({ count }: CartState): ReviewUi {
    return {
      say: this.say,
      sums: this.sums,
      money: this.money,
      count,
      busy: this.prices.busy,
      unfolded: this.unfolded,
      toggle: () => (this.unfolded = !this.unfolded),
      setQuantity: ({ key }, quantity) => {
        this.store?.cart.set(key, quantity).catch((error: unknown) => this.report(error));
      },
    };
  }

  private renderUnanswered(): TemplateResult | typeof nothing {
    if (!this.entries?.unanswered || this.busy || this.notice) return nothing;
    return views.renderUnanswered(this.say, () => void this.attempt('finding', findEarlier));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-checkout': VitrineCheckout;
  }
}
