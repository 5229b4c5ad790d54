import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { VitrineCheckoutStartEvent } from '../events/checkout-start.ts';
import { anew } from '../internal/anew.ts';
import { controls } from '../internal/controls.styles.ts';
import { define } from '../internal/define.ts';
import { FocusKeeper } from '../internal/focus-keeper.ts';
import { formatMoney } from '../internal/money.ts';
import { Modal } from '../internal/modal.ts';
import { PressBeside } from '../internal/press-beside.ts';
import { retryImport } from '../internal/retry-import.ts';
import { strings } from '../internal/strings.ts';
import { totalsEnglish } from '../internal/totals.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import type { CartState } from '../stores/cart-store.ts';
import { onArrival, takeOverArrived } from './arriving-code.ts';
import type { FootUi } from './cart-beside.ts';
import { renderContent } from './cart-content.ts';
import { CartExtras } from './cart-extras.ts';
import { renderCheckout, renderCheckoutFailed, renderFoot, renderHead } from './cart-panel.ts';
import { CartPresence } from './cart-presence.ts';
import { keptUntil, mostOf, NO_CART, type CartUi } from './cart-ui.ts';
import { english } from './cart.strings.ts';
import { styles } from './cart.styles.ts';
import { isLedBack, orderHere } from './order-note.ts';
import { LineActions } from './line-actions.ts';
import { LineChanges } from './line-changes.ts';

const importCheckout = retryImport(() => import('../checkout/checkout.ts'), import.meta.url);

/**
 * The shopper's cart: a drawer that `vitrine-cart-button` or `show()` opens, or a part of the page. The currency a shopper chooses
 * in it holds for the cart, the checkout and the order. Products, search and recommendations show the shop's own currency,
 * whatever is chosen: all of them, so that no two prices of a product stand in one list in two currencies.
 *
 * @element vitrine-cart
 * @slot header - Replaces the title.
 * @slot empty - Replaces what an empty cart says.
 * @slot extension - Between the lines and the totals.
 * @slot checkout-button - Replaces the words of the checkout button.
 * @slot footer - Below the checkout button.
 * @slot payment - Handed on to the checkout: a payment form that must live in the page itself.
 * @event {VitrineCartUpdateEvent} vitrine-cart-update - A shopper changes the units of a line; cancelable.
 * @event {VitrineCartRemoveEvent} vitrine-cart-remove - A shopper removes a line; cancelable.
 * @event {VitrineCartAddEvent} vitrine-cart-add - A shopper puts a removed line back; cancelable.
 * @event {VitrineCartSaveEvent} vitrine-cart-save - A shopper keeps a line for later, or puts it back into the cart; cancelable.
 * @event {VitrineCheckoutStartEvent} vitrine-checkout-start - A shopper goes to the checkout; cancelable.
 * @event {VitrineCheckoutCompleteEvent} vitrine-checkout-complete - An order was placed in this cart's checkout; cancelable.
 * @csspart dialog - The drawer.
 * @csspart line-image - Picture of a line.
 * @csspart line-heading - Name of a line's product.
 * @csspart line-options - Variant of a line, and what the shopper wrote for it.
 * @csspart line-price - Sum of a line.
 * @csspart input-field - Quantities, the note, codes, the currency, and what is written for a line.
 * @csspart primary-button - Goes to the checkout, or places the order.
 * @csspart secondary-button - Leads on from an empty cart, enters a code, saves a text, copies a link.
 * @csspart tertiary-button - Removes a line, puts it back or aside, accepts what is left, opens what is seldom needed.
 * @cssproperty [--vitrine-cart-width=460px] - Width of the drawer.
 * @cssstate open - The drawer is open.
 * @cssstate empty - Nothing is in the cart.
 */
@define('vitrine-cart')
export class VitrineCart extends VitrineElement {
  static override styles = [VitrineElement.styles, controls, styles];

  /** A `drawer` over the page, `inline` where it stands, or a `page` with room for the totals beside the lines. */
  @property({ reflect: true, useDefault: true }) display: 'drawer' | 'inline' | 'page' = 'drawer';

  /** Lets shoppers write a note for the order. */
  @property({ type: Boolean }) note = false;

  /** Lets shoppers have lines wrapped as gifts, with a message on the card. */
  @property({ type: Boolean }) gifts = false;

  /** Hides the field for discount codes. */
  @property({ type: Boolean, attribute: 'no-codes' }) noCodes = false;

  /** Hides the buttons that keep lines for later. */
  @property({ type: Boolean, attribute: 'no-later' }) noLater = false;

  /** Hides the way to continue on another device. */
  @property({ type: Boolean, attribute: 'no-handover' }) noHandover = false;

  /** Currencies a shopper may choose from, such as `EUR USD`; the shop has to have each. */
  @property() currencies = '';

  /** Other origins of this store that links from this page take the cart along to, such as `https://shop.example`; the store has to list each. */
  @property() origins = '';

  /** Page of the checkout; without it the cart shows the checkout itself. */
  @property({ attribute: 'checkout-url' }) checkoutUrl = '';

  /** Page of an order, with `{token}` where its token goes; without it the order shows where the checkout was. */
  @property({ attribute: 'order-url' }) orderUrl = '';

  /** Where an empty cart leads; without it the button of an empty drawer closes it. */
  @property({ attribute: 'shop-url' }) shopUrl = '';

  @state() private announcement = '';
  @state() private ordered = false;
  @state() private checkoutFailed = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  private readonly say = strings(this, 'cart', english);
  private readonly sums = strings(this, 'totals', totalsEnglish);
  private readonly cartWatch = new Watch(this, () => this.store?.cart);
  private readonly presence = new CartPresence(this, () => this.store);
  private readonly changes = new LineChanges(
    this,
    () => this.store?.cart,
    (error) => this.report(error),
  );
  private readonly extras = new CartExtras(this, {
    cart: () => this.store?.cart,
    handle: () => this.store?.handle ?? '',
    origins: () => this.origins,
    announce: (text) => this.ui.announce(text),
    report: (error) => this.report(error),
  });
  private readonly lines = new LineActions(this, {
    cart: () => this.cart,
    say: this.say,
    announce: (text) => this.ui.announce(text),
    changes: this.changes,
    extras: this.extras,
  });
  private readonly modal = new Modal(this, () => this.dialog);
  private readonly pressBeside = new PressBeside(() => this.close());
  private readonly focusKeeper = new FocusKeeper(this, 'h2');
  private shown: 'cart' | 'checkout' = 'cart';
  private stopArrivals: (() => void) | undefined;
  private begun = false;
  private used = false;
  /** The shopper has come back from a provider's page, and was shown the order. */
  private returned = false;

  /** The cart as it is now: lines, count, note and the shop's prices for them. */
  get cart(): CartState {
    return this.cartWatch.value ?? NO_CART;
  }

  /** Opens the drawer; a cart in the page scrolls into sight. */
  show(): void {
    this.presence.view?.open();
  }

  /** Closes the drawer. */
  close(): void {
    this.presence.view?.close();
  }

  private get isDrawer(): boolean {
    return this.display !== 'inline' && this.display !== 'page';
  }

  private get ui(): CartUi {
    const ui: CartUi = {
      say: this.say,
      money: (money) => formatMoney(money, this.locale),
      waiting: !this.cart.quoteFailed && this.cart.status !== 'offline',
      announce: (text) => (this.announcement = anew(text, this.announcement)),
      setQuantity: (line, quantity) => void this.lines.setQuantity(line, quantity),
      remove: (line) => void this.lines.remove(line),
      putBack: (removed) => void this.lines.putBack(removed),
      keepForLater: (line, saved) => void this.lines.keepForLater(line, saved),
      setCode: (code, entered) => void this.extras.act((more) => more.setCode(code, entered)),
      most: (line) => mostOf(line, this.cart),
      retry: () => void this.store?.cart.load(),
      saveNote: (text) => void this.store?.cart.setNote(text).catch((error: unknown) => this.report(error)),
      gifts: this.gifts,
      keeps: !this.noLater,
      edit: (line) => void this.extras.edit(line),
      formOf: (line) => this.extras.renderForm(ui, line, (options) => void this.lines.saveText(line, options)),
    };
    return ui;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopArrivals = onArrival(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    this.stopArrivals?.();
    // Before it leaves the view, which it could not close any more.
    if (this.isDrawer && this.presence.open) this.close();
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    this.presence.enter();
    if (this.presence.step === 'checkout') void this.loadCheckout();
    else this.ordered = this.checkoutFailed = false;
    if (this.store && (this.presence.open || !this.isDrawer)) this.begin(this.store);
    this.used ||= this.presence.open || !this.isDrawer;
    this.setState('open', this.isDrawer && this.presence.open);
    this.setState('empty', this.cart.count === 0);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    void this.takeArrived();
    if (this.isDrawer) {
      this.modal.toggle(this.presence.open);
    } else if (this.presence.open) {
      this.presence.view?.noticed();
      this.scrollIntoView({ block: 'start' });
      this.heading?.focus({ preventScroll: true });
    }
    const { step } = this.presence;
    if (step !== this.shown) {
      this.shown = step;
      if (this.presence.open || !this.isDrawer) this.heading?.focus({ preventScroll: true });
    }
  }

  /** The cart is looked at: time to know what is in it, and how the shop looks where nothing else in the page asks. */
  private begin({ cart, catalog }: NonNullable<typeof this.store>): void {
    if (cart.value.status === 'idle') void cart.load();
    void this.extras.load();
    if (this.begun || this.summary) return;
    this.begun = true;
    void catalog.store().catch(() => undefined);
  }

  private async loadCheckout(): Promise<void> {
    if (this.checkoutFailed) return;
    try {
      await importCheckout();
    } catch {
      this.checkoutFailed = true;
      this.report({ code: 'network', message: 'The checkout could not be loaded.' });
    }
  }

  private get heading(): HTMLElement | null {
    return this.renderRoot.querySelector('h2');
  }

  /** Goes over to the cart of a code that the page's address brought, if it did. */
  private async takeArrived(): Promise<void> {
    const { store } = this;
    if (store && !this.returned && !this.checkoutUrl && isLedBack()) {
      this.returned = true;
      this.showOrder('paying');
    }
    try {
      if (store && (await takeOverArrived(store.handle, store.cart))) this.show();
    } catch (error) {
      this.report(error);
      this.show();
    }
  }

  private startCheckout(): void {
    const { store, cart } = this;
    if (!store) return;
    if (cart.quote?.lines.some(({ problem }) => problem)) {
      this.ui.announce(this.say('fixFirst'));
      const problem = this.renderRoot.querySelector('.line .notice');
      problem?.scrollIntoView({ block: 'center' });
      problem?.querySelector('button')?.focus({ preventScroll: true });
      return;
    }
    if (!this.dispatchEvent(new VitrineCheckoutStartEvent({ store: store.handle, lines: cart.lines }))) return;
    if (this.checkoutUrl) void this.extras.decorate(this.checkoutUrl).then((url) => location.assign(url));
    else this.presence.view?.open('checkout');
  }

  private handleClose(): void {
    if (this.modal.closedByShopper()) this.close();
    if (this.presence.open) return;
    this.changes.forget();
    this.extras.closeHandover();
  }

  protected override render(): TemplateResult {
    // Once shown the panel stays, so that it is still there while the drawer slides out.
    const panel = this.used ? this.renderPanel() : nothing;
    // Inside the dialog: what is outside a modal is not read out.
    const news = html`<p class="visually-hidden" role="status">${this.announcement}</p>`;
    return html`<div class="root" part="root">
      ${
        this.isDrawer
          ? html`<dialog
              part="dialog"
              aria-labelledby="title"
              @pointerdown=${this.pressBeside}
              @click=${this.pressBeside}
              @close=${this.handleClose}
            >
              ${panel}${news}
            </dialog>`
          : html`<section aria-labelledby="title">${panel}${news}</section>`
      }
    </div>`;
  }

  private renderPanel(): TemplateResult {
    const { say, isDrawer } = this;
    const checkout = this.presence.step === 'checkout';
    const { ordered } = this;
    const handover = checkout ? undefined : this.extras.renderHandover();
    return html`<div class="panel">
      ${renderHead({
        say,
        title: handover ? 'handover' : checkout ? (ordered ? 'ordered' : 'checkout') : 'cart',
        count: this.cart.count,
        back: handover
          ? () => this.leaveHandover()
          : checkout && !(ordered && isDrawer)
            ? () => this.presence.view?.open('cart')
            : undefined,
        close: isDrawer ? () => this.close() : undefined,
      })}
      ${
        !checkout
          ? (handover ?? this.renderCart())
          : this.checkoutFailed
            ? renderCheckoutFailed(say, () => (this.checkoutFailed = false))
            : renderCheckout(this.orderUrl, () => (this.ordered = true))
      }
    </div>`;
  }

  private async openHandover(): Promise<void> {
    await this.extras.openHandover();
    this.heading?.focus({ preventScroll: true });
  }

  private async leaveHandover(): Promise<void> {
    this.extras.closeHandover();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.devices')?.focus({ preventScroll: true });
  }

  private get foot(): FootUi {
    return {
      codes: !this.noCodes,
      currencies: this.currencies
        .toUpperCase()
        .split(/[\s,]+/)
        .filter(Boolean),
      locale: this.locale,
      setCurrency: (currency) => void this.extras.act(async (more) => more.setCurrency(currency)),
      handOver: this.noHandover || !this.store?.cart.more ? undefined : () => void this.openHandover(),
    };
  }

  private renderCart(): TemplateResult {
    const { ui, cart, changes, say, isDrawer } = this;
    const beside = this.extras.render(ui, cart, this.foot);
    const foot = (extras: unknown) =>
      renderFoot(ui, this.sums, cart, { extras, keptUntil: keptUntil(say, cart, this.locale) }, () =>
        this.startCheckout(),
      );
    const order = this.store && orderHere(this.store.handle);
    return renderContent(ui, this, changes, beside, isDrawer, foot, order && (() => this.showOrder(order)));
  }

  /** Shows the order of this tab, or goes on paying it, where the checkout is. */
  private showOrder(order: 'paying' | 'placed'): void {
    if (this.checkoutUrl) return location.assign(this.checkoutUrl);
    this.ordered = order === 'placed';
    this.presence.view?.open('checkout');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-cart': VitrineCart;
  }
}
