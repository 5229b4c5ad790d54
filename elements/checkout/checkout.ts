import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Order } from '../../edge-api/contract/orders.ts';
import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { Store } from '../../edge-api/contract/stores.ts';
import type { ApiError } from '../client/api-client.ts';
import { VitrineCheckoutCompleteEvent } from '../events/checkout-complete.ts';
import { controls } from '../internal/controls.styles.ts';
import { define } from '../internal/define.ts';
import { lock } from '../internal/icons.ts';
import { formatMoney } from '../internal/money.ts';
import { retryImport } from '../internal/retry-import.ts';
import { strings } from '../internal/strings.ts';
import { orFree, totalsEnglish } from '../internal/totals.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import { DraftKeeper, type CheckoutFields, type FieldName } from './checkout-draft.ts';
import { renderNote, type FormUi } from './checkout-fields.ts';
import { checkFields, FIELD_ORDER, fieldErrorsOf, orderRequest, type FieldErrors } from './checkout-form.ts';
import { CheckoutQuote } from './checkout-quote.ts';
import { renderReview } from './checkout-review.ts';
import { renderAddress, renderContact, renderDelivery, renderPayment } from './checkout-sections.ts';
import { english, type CheckoutKey } from './checkout.strings.ts';
import { styles } from './checkout.styles.ts';
import { countries, likelyCountry, type Country } from './countries.ts';
import { findOrder, placeOrder, type Outcome } from './place-order.ts';

const importOrderStatus = retryImport(() => import('../order-status/order-status.ts'), import.meta.url);

interface Notice {
  readonly text: string;
  readonly bad: boolean;
}

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
  @state() private notice: Notice | undefined;
  @state() private placing = false;
  @state() private unfolded = false;
  @state() private order: Order | undefined;
  @query('form') private readonly form!: HTMLFormElement | null;

  private readonly say = strings(this, 'checkout', english);
  private readonly sums = strings(this, 'totals', totalsEnglish);
  private readonly cartWatch = new Watch(this, () => this.store?.cart);
  private readonly prices = new CheckoutQuote(this);
  private drafts: DraftKeeper | undefined;
  private choices: readonly Country[] = [];
  private choicesFor = '';
  private asking = false;
  private leaving = false;
  private noted = false;
  /** An order was placed: nothing of the shopper is kept from here on. */
  private done = false;

  private get fields(): CheckoutFields | undefined {
    return this.drafts?.value.fields;
  }

  /** Whether an order was sent whose answer never came, here or before a reload. */
  private get unanswered(): boolean {
    return Boolean(this.drafts?.value.attempt?.sent.length);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // One that was moved asks for its prices again.
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    const { store } = this;
    if (!store) return;
    if (this.drafts?.store !== store.handle) this.drafts = new DraftKeeper(store.handle);
    if (store.cart.value.status === 'idle') void store.cart.load();
    if (!this.shop && !this.shopFailed && !this.asking) void this.askShop();
    this.setState('placing', this.placing);
    this.prepareChoices();
    this.takeNote(store.cart.value.note);
    this.askPrices();
  }

  private async askShop(): Promise<void> {
    this.asking = true;
    try {
      this.shop = await this.store?.catalog.store();
    } catch (error) {
      this.shopFailed = true;
      this.report(error as ApiError);
    }
    this.asking = false;
  }

  private prepareChoices(): void {
    const { shop, locale } = this;
    if (!shop || this.choicesFor === locale) return;
    this.choicesFor = locale;
    this.choices = countries(locale, shop.shipsTo);
    const { country, paymentMethodId } = this.fields!;
    if (!this.choices.some(({ code }) => code === country)) {
      this.keep({ country: likelyCountry(this.choices, [...navigator.languages, shop.locale]) });
    }
    if (!shop.paymentMethods.some(({ id }) => id === paymentMethodId)) {
      this.keep({ paymentMethodId: shop.paymentMethods[0]?.id ?? '' });
    }
  }

  /** What was noted in the cart goes on here, until the shopper writes something else. */
  private takeNote(note: string): void {
    if (this.noted || this.done || !note) return;
    this.noted = true;
    if (!this.fields?.note) this.keep({ note });
  }

  /** Asks the edge for prices of what is in the cart; takes its first way of delivery until the shopper chooses. */
  private askPrices(): void {
    const { store, prices, shop, fields } = this;
    if (!store || !shop || !fields || this.done) return;
    const { lines } = store.cart.value;
    if (!lines.length) return;
    const { quote } = prices;
    if (quote && !prices.busy && !prices.error) {
      const known = quote.deliveryMethods.some(({ id }) => id === fields.deliveryMethodId);
      if (!known) this.keep({ deliveryMethodId: quote.deliveryMethods[0]?.id ?? '' });
    }
    const { country, deliveryMethodId } = this.fields!;
    prices.ask(store.client, {
      lines: lines.map(({ variantId, quantity, options }) => ({ variantId, quantity, options })),
      ...(country ? { country } : {}),
      ...(deliveryMethodId ? { deliveryMethodId } : {}),
    });
    if (prices.error) this.report(prices.error);
  }

  private keep(changes: Partial<CheckoutFields>): void {
    this.drafts?.update({ fields: { ...this.fields!, ...changes } });
  }

  private set(name: FieldName, value: string): void {
    if (name === 'note') this.noted = true;
    this.keep({ [name]: value });
    if (this.errors[name]) this.errors = { ...this.errors, [name]: undefined };
    this.requestUpdate();
  }

  private async handleSubmit(event: Event): Promise<void> {
    event.preventDefault();
    const { store, drafts } = this;
    if (this.placing || !store || !drafts) return;
    this.notice = undefined;
    this.placing = true;
    try {
      await this.place(store, drafts);
    } finally {
      this.placing = this.leaving;
    }
  }

  private async place(store: NonNullable<typeof this.store>, drafts: DraftKeeper): Promise<void> {
    const seen = this.prices.quote?.total.amountMinor;
    const quote = await this.currentQuote();
    if (!quote) return this.renderRoot.querySelector<HTMLElement>('#prices')?.focus();
    const errors = checkFields(drafts.value.fields, {
      delivery: quote.deliveryMethods.length > 0,
      payment: Boolean(this.shop?.paymentMethods.length),
    });
    if (Object.keys(errors).length) return this.showErrors(errors);
    if (quote.lines.some(({ problem }) => problem)) return this.tell('stockChanged');
    if (quote.problems.length) return this.tell('deliveryNone', { country: this.countryName });
    // Nobody orders at a total that was not on the page when the button was pressed.
    if (quote.total.amountMinor !== seen) {
      return this.tell('totalNow', { price: formatMoney(quote.total, this.locale) });
    }

    const cart = await store.cart.session();
    const request = orderRequest(drafts.value.fields, {
      lines: quote.lines.map(({ variantId, quantity, options }) => ({ variantId, quantity, options })),
      expectedTotal: quote.total,
      ...(cart ? { cart } : {}),
    });
    let outcome = await placeOrder(store.client, drafts, request);
    if (outcome.kind === 'refused' && /^cart_(not_found|token_invalid)$/.test(outcome.error.code)) {
      // The cart ran out on the edge; what is ordered stands in the order itself.
      const { cart: _expired, ...rest } = request;
      outcome = await placeOrder(store.client, drafts, rest);
    }
    await this.settle(outcome);
  }

  /** The prices now; asks once more when the last question had no answer. */
  private async currentQuote(): Promise<Quote | undefined> {
    const quote = await this.prices.settled();
    if (quote) return quote;
    this.prices.forget();
    await this.updateComplete;
    return this.prices.settled();
  }

  /** Looks for an order that was sent before and had no answer. */
  private async find(): Promise<void> {
    const { store, drafts } = this;
    if (this.placing || !store || !drafts) return;
    this.notice = undefined;
    this.placing = true;
    try {
      const outcome = await findOrder(store.client, drafts);
      if (outcome && outcome.kind !== 'refused') await this.settle(outcome);
      else this.tell('notFound', {}, false);
    } finally {
      this.placing = false;
    }
  }

  private async settle(outcome: Outcome): Promise<void> {
    if (outcome.kind === 'unknown') {
      this.report(outcome.error);
      return this.tell('unknown');
    }
    if (outcome.kind === 'refused') return this.showRefusal(outcome.error);
    const { order, earlier } = outcome;
    this.done = true;
    const { cart } = this.store!;
    const taken = order.lines.map(({ key, variantId, options, quantity }) => ({ key, variantId, options, quantity }));
    const ended = [cart.take(order.id, taken), ...(cart.value.note ? [cart.setNote('')] : [])];
    await Promise.all(ended).catch((error: Error) => this.report(error));
    if (!this.dispatchEvent(new VitrineCheckoutCompleteEvent(order))) {
      this.done = false;
      this.choicesFor = '';
      return;
    }
    if (this.orderUrl) {
      this.leaving = true;
      return location.assign(this.orderUrl.replaceAll('{token}', encodeURIComponent(order.token)));
    }
    // Where it cannot be loaded, the plain words inside it stay.
    importOrderStatus().catch(() => undefined);
    this.order = order;
    if (earlier) this.notice = { text: this.say('earlier'), bad: false };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.done')?.focus();
  }

  private async showRefusal(error: ApiError): Promise<void> {
    if (error.code === 'invalid_request') {
      const { errors, rest } = fieldErrorsOf(error);
      if (Object.keys(errors).length) return this.showErrors(errors);
      return this.tell('refused', { message: rest[0] ?? error.message });
    }
    if (!/^(price_changed|not_enough_stock|not_deliverable)$/.test(error.code)) {
      return this.tell('refused', { message: error.message });
    }
    // What was shown is out of date: show what is true now, and let the shopper decide again.
    this.prices.forget();
    await this.updateComplete;
    const quote = await this.prices.settled();
    if (!quote) return;
    if (error.code === 'not_deliverable') return this.tell('deliveryNone', { country: this.countryName });
    if (error.code === 'not_enough_stock') return this.tell('stockChanged');
    return this.tell('priceChanged', { price: formatMoney(quote.total, this.locale) });
  }

  private get countryName(): string {
    return this.choices.find(({ code }) => code === this.fields?.country)?.name ?? '';
  }

  /** Says something above the button and moves the focus there. */
  private async tell(key: CheckoutKey, values: Record<string, string> = {}, bad = true): Promise<void> {
    this.notice = { text: this.say(key, values), bad };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#notice')?.focus();
  }

  private async showErrors(errors: FieldErrors): Promise<void> {
    this.errors = errors;
    const names = FIELD_ORDER.filter((name) => errors[name]);
    const fields = names.map((name) => this.say(name)).join(', ');
    this.notice = { text: this.say('check', { count: names.length, fields }), bad: true };
    await this.updateComplete;
    this.form?.querySelector<HTMLElement>(`#${names[0]}`)?.focus();
  }

  protected override render(): TemplateResult {
    return html`<div class="root" part="root">
      <div class="frame">
        ${this.embedded || this.order ? nothing : html`<h2>${this.say('title')}</h2>`} ${this.renderContent()}
      </div>
    </div>`;
  }

  private renderContent(): TemplateResult {
    const { say, store, shop, order } = this;
    if (order) {
      return html`<div class="done" tabindex="-1">
        ${this.notice ? html`<div class="notice"><p>${this.notice.text}</p></div>` : nothing}
        <vitrine-order-status
          .order=${order}
          just-placed
          exportparts="secondary-button, tertiary-button, line-heading, line-options, line-price"
          ><p class="placed" slot="unloaded">${say('placed', { number: order.number })}</p></vitrine-order-status
        >
      </div>`;
    }
    const cart = this.cartWatch.value;
    if (cart && !cart.lines.length && !this.placing && cart.status !== 'idle' && cart.status !== 'loading') {
      return html`${this.renderUnanswered()} ${this.renderNotice()}
        <div class="empty">
          <slot name="empty">
            <p>${say('empty')}</p>
            ${
              this.shopUrl
                ? html`<a class="secondary" part="secondary-button" href=${this.shopUrl}>${say('shop')}</a>`
                : nothing
            }
          </slot>
        </div>`;
    }
    if (this.shopFailed) {
      return html`<div class="notice bad" role="alert">
        <p>${say('storeFailed')}</p>
        <button part="secondary-button" @click=${() => (this.shopFailed = false)}>${say('retry')}</button>
      </div>`;
    }
    if (!store || !shop || !cart || !this.fields) {
      return html`<div class="waiting" aria-busy="true">
        <p class="visually-hidden">${say('loading')}</p>
        ${['', '', '', ''].map(() => html`<div class="placeholder block"></div>`)}
      </div>`;
    }
    const { ui, prices } = this;
    const money = (amount: Money) => formatMoney(amount, this.locale);
    return html`<form novalidate @submit=${this.handleSubmit}>
      <div class="fields">
        ${this.renderUnanswered()} ${renderContact(ui)} ${renderAddress(ui, this.choices)}
        ${renderDelivery(ui, prices.quote, prices.busy, this.countryName, (price) => orFree(this.sums, money, price))}
        ${renderPayment(ui, shop.paymentMethods)}
      </div>
      <div class="review" role="group" aria-labelledby="review">${this.renderEnd()}</div>
    </form>`;
  }

  private get ui(): FormUi {
    return { say: this.say, fields: this.fields!, errors: this.errors, set: (name, value) => this.set(name, value) };
  }

  private renderUnanswered(): TemplateResult | typeof nothing {
    if (!this.unanswered || this.placing || this.notice) return nothing;
    return html`<div class="notice" role="status">
      <p>${this.say('unanswered')}</p>
      <button type="button" part="tertiary-button" @click=${this.find}>${this.say('find')}</button>
    </div>`;
  }

  private renderNotice(): TemplateResult | typeof nothing {
    const { notice } = this;
    return notice
      ? html`<div class="notice ${notice.bad ? 'bad' : ''}" id="notice" tabindex="-1" role="alert">
          <p>${notice.text}</p>
        </div>`
      : nothing;
  }

  private renderEnd(): TemplateResult {
    const { say, prices, placing, locale } = this;
    const cart = this.cartWatch.value!;
    const quote = prices.quote ?? cart.quote;
    const money = (amount: Money) => formatMoney(amount, locale);
    return html`${renderReview(
        {
          say,
          sums: this.sums,
          money,
          count: cart.count,
          busy: prices.busy,
          unfolded: this.unfolded,
          toggle: () => (this.unfolded = !this.unfolded),
          setQuantity: ({ key }, quantity) => void this.store?.cart.set(key, quantity),
        },
        quote,
      )}
      ${renderNote(this.ui)}
      ${
        prices.error
          ? html`<div class="notice bad" id="prices" tabindex="-1" role="alert">
              <p>${say('pricesFailed')}</p>
              <button type="button" part="tertiary-button" @click=${() => prices.forget()}>${say('retry')}</button>
            </div>`
          : nothing
      }
      ${this.renderNotice()}
      <slot name="legal"></slot>
      <button class="primary" part="primary-button" aria-disabled=${placing ? 'true' : 'false'}>
        ${lock}
        <span
          >${placing ? say('placing') : quote?.shipping ? say('placeFor', { price: money(quote.total) }) : say('place')}</span
        >
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-checkout': VitrineCheckout;
  }
}
