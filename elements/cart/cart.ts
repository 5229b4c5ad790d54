import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CartLine } from '../../edge-api/contract/cart-log.ts';
import { VitrineCartAddEvent } from '../events/cart-add.ts';
import type { VitrineCartOpenEvent } from '../events/cart-open.ts';
import { VitrineCartRemoveEvent } from '../events/cart-remove.ts';
import { VitrineCartUpdateEvent } from '../events/cart-update.ts';
import { VitrineCheckoutStartEvent } from '../events/checkout-start.ts';
import { controls } from '../internal/controls.styles.ts';
import { define } from '../internal/define.ts';
import { back, bag, cross, lock } from '../internal/icons.ts';
import { formatMoney } from '../internal/money.ts';
import { strings } from '../internal/strings.ts';
import { renderTotals, totalsEnglish } from '../internal/totals.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import type { CartState } from '../stores/cart-store.ts';
import { cartViewOf, type CartView } from '../stores/cart-view.ts';
import { lineTitle, renderLine } from './cart-line.ts';
import { renderFreeShipping, shippingFrom } from './cart-totals.ts';
import type { CartUi } from './cart-ui.ts';
import { english } from './cart.strings.ts';
import { styles } from './cart.styles.ts';
import { Modal } from './modal.ts';

const NO_CART: CartState = {
  status: 'loading',
  count: 0,
  lines: [],
  note: '',
  quote: undefined,
  quoting: false,
  quoteFailed: false,
};

interface RemovedLine {
  readonly line: CartLine;
  readonly title: string;
  /** Where it stood. */
  readonly index: number;
}

/**
 * The shopper's cart: a drawer that `vitrine-cart-button` or `show()` opens, or a part of the page.
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
 * @event {VitrineCheckoutStartEvent} vitrine-checkout-start - A shopper goes to the checkout; cancelable.
 * @event {VitrineCheckoutCompleteEvent} vitrine-checkout-complete - An order was placed in this cart's checkout; cancelable.
 * @csspart dialog - The drawer.
 * @csspart line-image - Picture of a line.
 * @csspart line-heading - Name of a line's product.
 * @csspart line-options - Variant of a line, and what the shopper wrote for it.
 * @csspart line-price - Sum of a line.
 * @csspart input-field - Quantities and the note.
 * @csspart primary-button - Goes to the checkout, or places the order.
 * @csspart secondary-button - Leads on from an empty cart.
 * @csspart tertiary-button - Removes a line, puts it back, accepts what is left.
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

  /** Page of the checkout; without it the cart shows the checkout itself. */
  @property({ attribute: 'checkout-url' }) checkoutUrl = '';

  /** Page of an order, with `{token}` where its token goes; without it the order shows where the checkout was. */
  @property({ attribute: 'order-url' }) orderUrl = '';

  /** Where an empty cart leads; without it the button of an empty drawer closes it. */
  @property({ attribute: 'shop-url' }) shopUrl = '';

  @state() private removed: readonly RemovedLine[] = [];
  @state() private announcement = '';
  @state() private kept = true;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  private readonly say = strings(this, 'cart', english);
  private readonly sums = strings(this, 'totals', totalsEnglish);
  private readonly cartWatch = new Watch(this, () => this.store?.cart);
  private readonly viewWatch = new Watch(this, () => this.view);
  private readonly modal = new Modal(this, () => this.dialog);
  private presented: { view: CartView; leave: () => void } | undefined;
  private shown: 'cart' | 'checkout' = 'cart';
  private begun = false;
  @state() private ordered = false;

  /** The cart as it is now: lines, count, note and the shop's prices for them. */
  get cart(): CartState {
    return this.cartWatch.value ?? NO_CART;
  }

  /** Opens the drawer; a cart in the page scrolls into sight. */
  show(): void {
    this.view?.open();
  }

  /** Closes the drawer. */
  close(): void {
    this.view?.close();
  }

  private get view(): CartView | undefined {
    return this.store && cartViewOf(this.store.cart);
  }

  private get isDrawer(): boolean {
    return this.display !== 'inline' && this.display !== 'page';
  }

  private get isOpen(): boolean {
    return Boolean(this.viewWatch.value?.open && this.view?.isPresentedBy(this));
  }

  private get step(): 'cart' | 'checkout' {
    return (this.view?.isPresentedBy(this) && this.viewWatch.value?.step) || 'cart';
  }

  private get ui(): CartUi {
    return {
      say: this.say,
      money: (money) => formatMoney(money, this.locale),
      waiting: !this.cart.quoteFailed && this.cart.status !== 'offline',
      announce: (text) => (this.announcement = text),
      setQuantity: (line, quantity) => void this.setQuantity(line, quantity),
      remove: (line) => void this.removeLine(line),
    };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('vitrine-cart-open', this.handleOpenRequest);
    // A cart that was moved enters the view again.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    if (this.isDrawer && this.isOpen) this.close();
    super.disconnectedCallback();
    document.removeEventListener('vitrine-cart-open', this.handleOpenRequest);
    this.presented?.leave();
    this.presented = undefined;
  }

  /** Opening is what the event does unless a listener, also one that hears it after us, prevents it. */
  private readonly handleOpenRequest = (event: VitrineCartOpenEvent): void => {
    // A page may send an event of this name that carries nothing.
    const wanted = (event.detail as VitrineCartOpenEvent['detail'] | undefined)?.store;
    queueMicrotask(() => {
      if (!event.defaultPrevented && (!wanted || wanted === this.store?.handle)) this.show();
    });
  };

  protected override willUpdate(): void {
    const { view } = this;
    if (view !== this.presented?.view) {
      this.presented?.leave();
      this.presented = view && { view, leave: view.present(this) };
    }
    if (this.step === 'checkout') void import('../checkout/checkout.ts');
    else this.ordered = false;
    if (this.store && (this.isOpen || !this.isDrawer)) this.begin(this.store);
    // A line that came back, by undo or on another device, is not removed any more.
    const keys = new Set(this.cart.lines.map(({ key }) => key));
    if (this.removed.some(({ line }) => keys.has(line.key))) {
      this.removed = this.removed.filter(({ line }) => !keys.has(line.key));
    }
    this.setState('open', this.isDrawer && this.isOpen);
    this.setState('empty', this.cart.count === 0);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.isDrawer) {
      this.modal.toggle(this.isOpen);
    } else if (this.isOpen) {
      this.view?.noticed();
      this.scrollIntoView({ block: 'start' });
      this.heading?.focus({ preventScroll: true });
    }
    if (this.step !== this.shown) {
      this.shown = this.step;
      if (this.isOpen || !this.isDrawer) this.heading?.focus({ preventScroll: true });
    }
  }

  /** The cart is looked at: time to know what is in it, and how the shop looks where nothing else in the page asks. */
  private begin({ cart, catalog }: NonNullable<typeof this.store>): void {
    if (cart.value.status === 'idle') void cart.load();
    if (this.begun || this.summary) return;
    this.begun = true;
    void catalog.store().catch(() => undefined);
  }

  private get heading(): HTMLElement | null {
    return this.renderRoot.querySelector('h2');
  }

  /** Tells the page, then does it unless the page said no; `promise` of the event follows what is done. */
  private async change(
    announce: (promise: Promise<void>) => Event,
    perform: () => Promise<void> | undefined,
  ): Promise<boolean> {
    let start: (() => void) | undefined;
    const done = new Promise<void>((resolve) => (start = resolve)).then(perform);
    if (!this.dispatchEvent(announce(done))) return false;
    start?.();
    try {
      await done;
      return (this.kept = true);
    } catch (error) {
      this.report(error instanceof Error ? error : new Error(String(error)));
      return (this.kept = false);
    }
  }

  private async setQuantity(line: CartLine, quantity: number): Promise<void> {
    const { activeElement } = this.shadowRoot!;
    await this.change(
      (promise) => new VitrineCartUpdateEvent({ line, quantity }, promise),
      () => this.store?.cart.set(line.key, quantity),
    );
    await this.updateComplete;
    // What was pressed may have gone with the problem it solved.
    if (!activeElement || activeElement.isConnected) return;
    const index = this.cart.lines.findIndex(({ key }) => key === line.key);
    this.renderRoot.querySelectorAll<HTMLElement>('.line input')[index]?.focus({ preventScroll: true });
  }

  private async removeLine(line: CartLine): Promise<void> {
    const index = this.cart.lines.findIndex(({ key }) => key === line.key);
    const title = lineTitle({ say: this.say }, this.quoted(line.key));
    const done = await this.change(
      (promise) => new VitrineCartRemoveEvent({ line }, promise),
      () => this.store?.cart.set(line.key, 0),
    );
    if (!done) return;
    this.removed = [{ line, title, index }];
    this.announcement = this.say('removed', { title });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.undo button')?.focus({ preventScroll: true });
  }

  private async putBack({ line, title }: RemovedLine): Promise<void> {
    const { variantId, options, quantity } = line;
    await this.change(
      (promise) => new VitrineCartAddEvent({ variantId, options, quantity, title }, promise),
      () => this.store?.cart.add(variantId, { options, quantity }),
    );
    await this.updateComplete;
    this.heading?.focus({ preventScroll: true });
  }

  private startCheckout(): void {
    const { store, cart } = this;
    if (!store) return;
    if (cart.quote?.lines.some(({ problem }) => problem)) {
      this.announcement = this.say('fixFirst');
      const problem = this.renderRoot.querySelector('.line .notice');
      problem?.scrollIntoView({ block: 'center' });
      problem?.querySelector('button')?.focus({ preventScroll: true });
      return;
    }
    if (!this.dispatchEvent(new VitrineCheckoutStartEvent({ store: store.handle, lines: cart.lines }))) return;
    if (this.checkoutUrl) location.assign(this.checkoutUrl);
    else this.view?.open('checkout');
  }

  private quoted(key: string) {
    return this.cart.quote?.lines.find((line) => line.key === key);
  }

  /** A click on the dialog itself, and not on what it shows, is one on the backdrop. */
  private handleClick(event: MouseEvent): void {
    const { dialog } = this;
    if (!dialog || event.target !== dialog) return;
    const box = dialog.getBoundingClientRect();
    const outside = event.clientX < box.left || event.clientX > box.right;
    if (outside) this.close();
  }

  private handleClose(): void {
    if (this.modal.closedByShopper()) this.close();
    if (!this.isOpen) this.removed = [];
    // The panel goes only now, so that it is still there while the drawer slides out.
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const panel = this.isDrawer && !this.isOpen && !this.modal.open ? nothing : this.renderPanel();
    return html`<div class="root" part="root">
      ${
        this.isDrawer
          ? html`<dialog part="dialog" aria-labelledby="title" @click=${this.handleClick} @close=${this.handleClose}>
              ${panel}
            </dialog>`
          : html`<section aria-labelledby="title">${panel}</section>`
      }
      <p class="visually-hidden" role="status">${this.announcement}</p>
    </div>`;
  }

  private renderPanel(): TemplateResult {
    const { say, cart, step } = this;
    const checkout = step === 'checkout';
    return html`<div class="panel">
      <header>
        ${
          checkout && !(this.ordered && this.isDrawer)
            ? html`<button class="icon-button back" aria-label=${say('back')} @click=${() => this.view?.open('cart')}>
                ${back}
              </button>`
            : nothing
        }
        <h2 id="title" tabindex="-1">
          ${
            checkout
              ? say(this.ordered ? 'ordered' : 'checkout')
              : html`<slot name="header">${say('cart')}</slot>${
                    cart.count ? html`<span class="count">${say('itemCount', { count: cart.count })}</span>` : nothing
                  }`
          }
        </h2>
        ${
          this.isDrawer
            ? html`<button class="icon-button" aria-label=${say('close')} @click=${() => this.close()}>
                ${cross}
              </button>`
            : nothing
        }
      </header>
      ${checkout ? this.renderCheckout() : this.renderCart()}
    </div>`;
  }

  private renderCheckout(): TemplateResult {
    return html`<div class="body">
      <vitrine-checkout
        embedded
        exportparts="input-field, primary-button, secondary-button, tertiary-button, line-heading, line-options, line-price"
        @vitrine-checkout-complete=${() => (this.ordered = true)}
        order-url=${this.orderUrl}
      >
        <slot name="payment" slot="payment"></slot>
      </vitrine-checkout>
    </div>`;
  }

  private renderCart(): TemplateResult {
    const { cart, ui, say } = this;
    const { lines, quote, quoting, quoteFailed } = cart;
    const empty = lines.length === 0 && this.removed.length === 0;
    if (empty && cart.count === 0 && cart.status !== 'idle' && cart.status !== 'loading') {
      return html`<div class="body">${this.renderNotices()}${this.renderEmpty()}</div>`;
    }
    return html`<div class="columns">
      <div class="body">
        ${this.renderNotices()} ${renderFreeShipping(ui, quote)} ${this.renderLines()} ${this.renderNote()}
        <slot name="extension"></slot>
      </div>
      ${
        lines.length === 0 && this.removed.length
          ? nothing
          : html`<footer>
              ${quoteFailed && !quote ? nothing : renderTotals(this.sums, ui.money, quote, quoting || quoteFailed, shippingFrom(ui, quote))}
              <button
                class="primary checkout"
                part="primary-button"
                aria-disabled=${lines.length ? 'false' : 'true'}
                @click=${() => lines.length && this.startCheckout()}
              >
                ${lock}<slot name="checkout-button">${say('checkout')}</slot>
              </button>
              <slot name="footer"><p class="hint">${say('checkoutHint')}</p></slot>
            </footer>`
      }
    </div>`;
  }

  private renderNotices(): TemplateResult {
    const { cart, say } = this;
    const failed = cart.status === 'failed' || !this.kept;
    return html`${cart.status === 'offline' ? html`<div class="notice" role="status"><p>${say('offline')}</p></div>` : nothing}
    ${failed ? html`<div class="notice bad" role="alert"><p>${say('failed')}</p></div>` : nothing}
    ${
      cart.quoteFailed && cart.status !== 'offline'
        ? html`<div class="notice bad" role="status">
            <p>${say('pricesFailed')}</p>
            <button part="tertiary-button" @click=${() => this.store?.cart.load()}>${say('retry')}</button>
          </div>`
        : nothing
    }`;
  }

  private renderLines(): TemplateResult {
    const { cart, ui } = this;
    if (!cart.lines.length && !this.removed.length) {
      const waiting = Array.from({ length: Math.min(cart.count || 1, 4) }, (_, index) => index);
      return html`<ul aria-busy="true">
        ${waiting.map(
          () =>
            html`<li class="line">
              <div class="picture placeholder"></div>
              <div class="about"><p class="placeholder text">${this.say('loading')}</p></div>
            </li>`,
        )}
      </ul>`;
    }
    const rows: (CartLine | RemovedLine)[] = [...cart.lines];
    for (const removed of this.removed) rows.splice(removed.index, 0, removed);
    return html`<ul aria-busy=${cart.quoting ? 'true' : 'false'}>
      ${repeat(
        rows,
        (row) => ('line' in row ? `removed ${row.line.key}` : row.key),
        (row) =>
          'line' in row ? this.renderRemoved(row) : renderLine(ui, { line: row, quoted: this.quoted(row.key) }),
      )}
    </ul>`;
  }

  private renderRemoved(removed: RemovedLine): TemplateResult {
    const { title } = removed;
    return html`<li class="undo">
      <p>${this.say('removed', { title })}</p>
      <button
        class="tertiary"
        part="tertiary-button"
        aria-label=${this.say('undoLine', { title })}
        @click=${() => this.putBack(removed)}
      >
        ${this.say('undo')}
      </button>
    </li>`;
  }

  private renderNote(): TemplateResult | typeof nothing {
    if (!this.note) return nothing;
    const save = (event: Event) => {
      const text = (event.target as HTMLTextAreaElement).value.trim();
      void this.store?.cart.setNote(text).catch((error: Error) => this.report(error));
    };
    return html`<div class="note">
      <label for="note">${this.say('note')}</label>
      <textarea
        id="note"
        part="input-field"
        maxlength="2000"
        placeholder=${this.say('noteHint')}
        .value=${this.cart.note}
        @change=${save}
      ></textarea>
    </div>`;
  }

  private renderEmpty(): TemplateResult {
    const { say } = this;
    return html`<div class="empty">
      <slot name="empty">
        ${bag}
        <strong>${say('emptyTitle')}</strong>
        <p>${say('emptyText')}</p>
        ${
          this.shopUrl
            ? html`<a class="secondary" part="secondary-button" href=${this.shopUrl}>${say('shop')}</a>`
            : this.isDrawer
              ? html`<button class="secondary" part="secondary-button" @click=${() => this.close()}>
                  ${say('shop')}
                </button>`
              : nothing
        }
      </slot>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-cart': VitrineCart;
  }
}
