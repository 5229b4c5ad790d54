import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Order } from '../../edge-api/contract/orders.ts';
import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { Store } from '../../edge-api/contract/stores.ts';
import { VitrineCheckoutCompleteEvent } from '../events/checkout-complete.ts';
import { controls } from '../internal/controls.styles.ts';
import { define } from '../internal/define.ts';
import { FocusKeeper } from '../internal/focus-keeper.ts';
import { formatMoney } from '../internal/money.ts';
import { retryImport } from '../internal/retry-import.ts';
import { strings } from '../internal/strings.ts';
import { totalsEnglish } from '../internal/totals.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import type { StoreContext } from '../store/context.ts';
import type { CartState } from '../stores/cart-store.ts';
import { ANY_ADDRESS, importAddressRules, type AddressRules } from './address-rules.ts';
import { NO_FIELDS, waitsForPayment, type FieldName } from './checkout-draft.ts';
import { CheckoutEntries } from './checkout-entries.ts';
import { buyer, buyerName, hasAddresses, ownEmail } from './buyer.ts';
import { codesOf, enterCodes } from './checkout-codes.ts';
import { labelOf } from './checkout-fields.ts';
import type { FieldErrors } from './checkout-form.ts';
import { renderCheckoutForm } from './checkout-page.ts';
import { CheckoutQuote, quoteRequest } from './checkout-quote.ts';
import { english } from './checkout.strings.ts';
import { styles } from './checkout.styles.ts';
import * as views from './checkout-views.ts';
import type { KeptDraft } from './kept-draft.ts';
import { findEarlier, order, type OrderForm, type Verdict } from './ordering.ts';
import type { Paying } from './paying.ts';
import { chooseAddress, fillIn } from './saved-address.ts';
import { keepDraft, putIntoCart, restoreDraft } from './restoring.ts';
import { renderPaymentStep } from './payment-views.ts';

const importPaying = retryImport(() => import('./paying.ts'), import.meta.url);
const importOrderStatus = retryImport(() => import('../order-status/order-status.ts'), import.meta.url);

/**
 * Takes the shopper from cart to order: contact, address, delivery, payment, review.
 *
 * @element vitrine-checkout
 * @slot payment - A payment form that must live in the page itself, as Stripe's does: the checkout puts that one there.
 * @slot legal - Above the button that places the order, for what the law or the shop wants said there.
 * @slot empty - Replaces what is said where nothing is in the cart.
 * @event {VitrineCheckoutCompleteEvent} vitrine-checkout-complete - An order was placed, and paid where it is paid here; cancelable.
 * @csspart input-field - Every field of the form.
 * @csspart primary-button - Places the order.
 * @csspart secondary-button - Asks again after a failure, opens the saved addresses.
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
  /** What was typed earlier is back: by a reminder's link, or because this browser knew. */
  @state() private resumed: 'link' | 'browser' | undefined;
  /** This page may open no windows. */
  @state() private windowless = false;
  @query('form') private readonly form!: HTMLFormElement | null;

  private readonly say = strings(this, 'checkout', english);
  private readonly sums = strings(this, 'totals', totalsEnglish);
  private readonly cartWatch = new Watch(this, () => this.store?.cart);
  private readonly prices = new CheckoutQuote(this);
  private readonly focusKeeper = new FocusKeeper(this, '#review', '.waiting', 'button', '.empty');
  /** The payment of an order; its code comes when there is one to pay. */
  private paying: Paying | undefined;
  private resuming = false;
  private entries: CheckoutEntries | undefined;
  private kept: KeptDraft | undefined;
  private rules: AddressRules = ANY_ADDRESS;
  private asking = false;
  private earlier = false;
  private leaving = false;
  /** An order was placed: nothing of the shopper is kept from here on. */
  private done = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.tellKept);
    // One that was moved asks for its prices again.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.tellKept);
    this.tellKept();
  }

  /** Whoever turns away may not come back to this tab. */
  private readonly tellKept = (): void => {
    if (document.visibilityState === 'hidden' || !this.isConnected) void this.kept?.tell();
  };

  protected override willUpdate(): void {
    const { store, shop } = this;
    if (!store) return;
    if (this.entries?.drafts.store !== store.handle) this.turnTo(store);
    const entries = this.entries!;
    if (store.cart.value.status === 'idle') void store.cart.load();
    if (!shop && !this.shopFailed && !this.asking) void this.askShop();
    this.setState('placing', this.busy !== undefined);
    if (this.paying) Object.assign(this.paying, { locale: this.locale, or: this.say('payOr') });
    if (this.done || this.resuming || this.paying?.order) return;
    if (this.earlierOrder) importOrderStatus().catch((error: unknown) => this.report(error));
    entries.takeNote(store.cart.value.note);
    if (!shop) return;
    entries.offer(shop, this.locale);
    entries.offerPayment(this.paymentMethods);
    this.askPrices(entries);
  }

  /** Begins with a store: what this tab has of it, and what the edge kept. */
  private turnTo(store: StoreContext): void {
    const entries = (this.entries = new CheckoutEntries(store.handle));
    entries.follow(this.rules);
    const page = { locale: () => this.locale, words: () => this.say('reminder') };
    const kept = (this.kept = keepDraft(store, entries, page));
    const report = (error: unknown): void => this.report(error);
    if (waitsForPayment(store.handle)) void this.resume(store);
    void restoreDraft(store, entries, kept, report).then((resumed) => {
      if (this.entries !== entries || this.done) return;
      this.resumed = resumed;
      this.requestUpdate();
    });
  }

  private async payment(): Promise<Paying> {
    const { Paying } = await importPaying();
    return (this.paying ??= new Paying(
      this,
      (order) => void this.complete(order, this.earlier),
      (error) => this.report(error),
    ));
  }

  /** Goes on paying where a reload or a bank's page interrupted. */
  private async resume(store: StoreContext): Promise<void> {
    this.resuming = true;
    const pays = await this.payment()
      .then((paying) => paying.resume(store))
      .catch((error: unknown) => this.report(error));
    this.resuming = false;
    this.done ||= Boolean(pays);
    this.requestUpdate();
    // Whoever comes back from a bank is brought to where they left.
    if (pays) await this.focusOn('#pay-title');
  }

  /** Empties the form, here and on the edge. */
  private startOver(): void {
    this.resumed = undefined;
    this.entries?.clear();
    void this.kept?.erase(Object.keys(NO_FIELDS) as FieldName[]);
    this.errors = {};
    this.notice = undefined;
    void this.focusOn('#email');
  }

  private get paymentMethods(): Quote['paymentMethods'] | Store['paymentMethods'] {
    const offered = this.prices.quote?.paymentMethods;
    return offered?.length ? offered : (this.shop?.paymentMethods ?? []);
  }

  private async askShop(): Promise<void> {
    this.asking = true;
    try {
      // Together, so that the form does not change its fields after it has been drawn.
      const [shop, rules] = await Promise.all([
        this.store?.catalog.store(),
        importAddressRules().catch(() => ANY_ADDRESS),
      ]);
      this.rules = rules;
      this.entries?.follow(rules);
      this.shop = shop;
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
    if (!cart.value.lines.length) return;
    if (prices.quote && !prices.busy && !prices.error) entries.offerDelivery(prices.quote);
    prices.ask(buyer(client), quoteRequest(cart.value, codesOf(this.store!, entries), entries));
    if (prices.error) this.report(prices.error);
  }

  private set(name: FieldName, value: string): void {
    this.entries?.set(name, value);
    this.kept?.change(name, value);
    if (this.errors[name]) this.errors = { ...this.errors, [name]: undefined };
    this.requestUpdate();
    if (this.notice?.fields) void this.recount(this.notice.fields.length);
  }

  /** Says of fewer fields than before that they are wrong, once they are fewer. */
  private async recount(before: number): Promise<void> {
    await this.updateComplete;
    const wrong = this.wrongFields();
    if (this.notice?.fields && wrong.length < before) this.notice = views.fieldsNotice(this.say, wrong, true);
  }

  /** The fields that are marked, as they stand on the page, which is another order in each country. */
  private wrongFields(): { name: FieldName; label: string }[] {
    const wrong = this.form?.querySelectorAll<HTMLInputElement>('[aria-invalid="true"]') ?? [];
    const names = [...new Set([...wrong].map(({ name }) => name as FieldName))];
    return names.map((name) => ({ name, label: labelOf(this.say, this.entries!, name, this.locale) }));
  }

  private setCodes(codes: readonly string[]): void {
    this.set('codes', codes.join('\n'));
    enterCodes(this.store!, codes).catch((error: unknown) => this.report(error));
  }

  /** Lets the shopper choose one of the addresses that are kept on the shop's own origin. */
  private async chooseAddress(): Promise<void> {
    const { entries, store } = this;
    try {
      const address = await chooseAddress(store!.client.base, this.locale);
      if (address === 'closed' || !this.isConnected || this.entries !== entries || this.done) return;
      if (address === 'blocked') {
        this.windowless = true;
        return await this.focusOn('#name');
      }
      const country = entries!.countryOf(address.country);
      this.notice = country.served
        ? undefined
        : { text: this.say('deliveryNone', { country: country.name }), bad: true };
      if (!country.served) return await this.focusOn('#notice');
      fillIn(address, (name, value) => this.set(name, value));
      this.leave('postcode');
      await this.focusOn('#name');
    } catch (error) {
      this.report(error);
    }
  }

  private leave(name: FieldName): void {
    const { entries } = this;
    if (!entries) return;
    const before = entries.fields[name];
    entries.leave(name);
    if (entries.fields[name] !== before) this.kept?.change(name, entries.fields[name]);
    this.requestUpdate();
  }

  private handleSubmit(event: Event): void {
    event.preventDefault();
    this.entries?.settlePlace();
    void this.attempt('placing', order);
  }

  /** Places an order or looks for one, once at a time, and shows what came of it. */
  private async attempt(doing: 'placing' | 'finding', perform: (form: OrderForm) => Promise<Verdict>): Promise<void> {
    const { store, shop, entries, prices, money } = this;
    if (this.busy || !store || !entries) return;
    this.notice = undefined;
    this.busy = doing;
    const { locale } = this;
    try {
      // Whoever presses Enter has not left the field: prices are asked for the place that stands there now.
      await this.updateComplete;
      const draft = { draft: this.kept?.named ?? {}, forgetDraft: () => this.kept?.forget() };
      await this.show(await perform({ store, shop, entries, prices, money, locale, ...draft }));
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
    await this.updateComplete;
    const wrong = this.wrongFields();
    this.notice = views.fieldsNotice(this.say, wrong);
    await this.focusOn(`#${wrong[0]?.name}`);
  }

  /** The order is placed: takes it out of the cart, and goes on to its payment where there is one to make. */
  private async finish(order: Order, earlier: boolean): Promise<void> {
    this.done = true;
    this.earlier = earlier;
    this.resumed = undefined;
    this.kept?.end();
    const { cart } = this.store!;
    const taken = order.lines.map(({ key, variantId, options, quantity }) => ({ key, variantId, options, quantity }));
    const ended = [
      cart.take(order.id, taken),
      ...(cart.value.note ? [cart.setNote('')] : []),
      ...(cart.value.codes?.length ? [enterCodes(this.store!, [])] : []),
    ];
    await Promise.all(ended).catch((error: unknown) => this.report(error));
    const paying = order.payable ? await this.payment().catch((error: unknown) => this.report(error)) : undefined;
    // Where that code cannot be had, the order's own page can still be paid at.
    if (!paying) return this.complete(order, earlier);
    await paying.start(this.store!, order);
    await this.focusOn('#pay-title');
  }

  /** Nothing is left to do: tells the page, and shows the order unless the page does. */
  private async complete(order: Order, earlier: boolean): Promise<void> {
    if (!this.dispatchEvent(new VitrineCheckoutCompleteEvent(order))) {
      this.begin();
      return;
    }
    if (this.orderUrl) {
      this.leaving = true;
      this.entries?.drafts.notePlaced(order.token);
      return location.assign(this.orderUrl.replaceAll('{token}', encodeURIComponent(order.token)));
    }
    this.entries?.drafts.noteOrder(order.token);
    // Where it cannot be loaded, the plain words inside it stay.
    importOrderStatus().catch(() => undefined);
    this.order = order;
    if (earlier) this.notice = { text: this.say('earlier'), bad: false };
    await this.focusOn('.done');
  }

  /** Gets ready for another order. */
  private begin(): void {
    this.done = false;
    this.entries?.restart();
    if (this.store) this.turnTo(this.store);
    this.requestUpdate();
  }

  /** Puts what was ordered and not paid in time back into the cart. */
  private async refill(order: Order): Promise<void> {
    this.paying?.leave();
    this.begin();
    if (this.store) await putIntoCart(this.store.cart, order.lines, (error) => this.report(error));
  }

  /** Whether there is nothing to order. */
  private get isEmpty(): boolean {
    const cart = this.cartWatch.value;
    return Boolean(cart && !cart.lines.length && !this.done && cart.status !== 'idle' && cart.status !== 'loading');
  }

  /** Token of the order placed here before, to be shown again where there is nothing to order. */
  private get earlierOrder(): string | null {
    const { entries } = this;
    return this.isEmpty && entries && !entries.unanswered ? entries.drafts.order : null;
  }

  private async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  private readonly money = (money: Money): string => formatMoney(money, this.locale);

  protected override render(): TemplateResult {
    return html`<div class="root" part="root">
      <div class="frame">
        ${this.embedded || this.order || this.paying?.order || this.earlierOrder ? nothing : html`<h2>${this.say('title')}</h2>`}
        ${this.renderContent()}
      </div>
    </div>`;
  }

  private renderContent(): TemplateResult {
    const { say, shop, order, entries, notice } = this;
    if (order) return views.renderPlaced(say, order, notice);
    if (this.paying?.order) return this.renderPaying(this.paying, this.paying.order);
    if (this.resuming) return views.renderWaiting(say);
    const cart = this.cartWatch.value;
    if (this.earlierOrder) return views.renderEarlier(this.earlierOrder);
    if (this.isEmpty) {
      const find = (): void => void this.attempt('finding', findEarlier);
      const unanswered = entries?.unanswered && !this.busy && !notice;
      return html`${unanswered ? views.renderUnanswered(say, find) : nothing} ${views.renderNotice(notice)}
      ${views.renderEmpty(say, this.shopUrl)}`;
    }
    if (this.shopFailed) return views.renderUnreached(say, () => (this.shopFailed = false));
    if (!shop || !cart || !entries) return views.renderWaiting(say);
    return this.renderForm(shop, cart, entries);
  }

  private renderForm(shop: Store, cart: CartState, entries: CheckoutEntries): TemplateResult {
    const { say, sums, money, locale, prices, errors, paymentMethods, resumed, notice, busy } = this;
    return renderCheckoutForm({
      ...{ say, sums, money, locale, shop, cart, entries, prices, errors, paymentMethods, resumed, notice, busy },
      unfolded: this.unfolded,
      buyer: buyerName(this.store!.client),
      ownEmail: ownEmail(this.store!.client),
      chooseAddress: !this.windowless && hasAddresses(this.store!.client) ? () => void this.chooseAddress() : undefined,
      set: (name, value) => this.set(name, value),
      leave: (name) => this.leave(name),
      codes: codesOf(this.store!, entries),
      setCodes: (codes) => this.setCodes(codes),
      submit: (event) => this.handleSubmit(event),
      find: () => void this.attempt('finding', findEarlier),
      startOver: () => this.startOver(),
      goTo: (name) => void this.focusOn(`#${name}`),
      toggle: () => (this.unfolded = !this.unfolded),
      setQuantity: ({ key }, quantity) => {
        this.store?.cart.set(key, quantity).catch((error: unknown) => this.report(error));
      },
    });
  }

  private renderPaying(paying: Paying, order: Order): TemplateResult {
    const { say, money, locale } = this;
    return renderPaymentStep({
      say,
      money,
      locale,
      order,
      step: paying.step,
      form: paying.form,
      failure: paying.failure,
      canSetAside: Boolean(this.cartWatch.value?.lines.length),
      pay: () => void paying.pay(),
      loadForm: () => void paying.loadForm(),
      finish: () => {
        paying.leave();
        void this.complete(order, this.earlier);
      },
      refill: () => void this.refill(order),
      setAside: () => {
        paying.leave();
        this.begin();
      },
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-checkout': VitrineCheckout;
  }
}
