import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Product, Variant } from '../../edge-api/contract/products.ts';
import { VitrineCartOpenEvent } from '../events/cart-open.ts';
import { VitrineProductSelectEvent } from '../events/product-select.ts';
import { define } from '../internal/define.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import { addToCart } from '../stores/add-to-cart.ts';
import type { ProductState } from '../stores/catalog-store.ts';
import { english } from './buy-button.strings.ts';
import { styles } from './buy-button.styles.ts';

/** How long the button says that it has added, in milliseconds. */
const SAY_MS = 2400;

/**
 * A button that puts one product into the cart, for a page that shows the product itself.
 *
 * @element vitrine-buy-button
 * @slot - Label of the button; "Add to cart" when left out.
 * @event {VitrineCartAddEvent} vitrine-cart-add - A shopper adds the product to the cart; cancelable.
 * @event {VitrineCartOpenEvent} vitrine-cart-open - With `open-cart`, after the product was added.
 * @event {VitrineProductSelectEvent} vitrine-product-select - The product has several variants and none is named; cancelable.
 * @event {VitrineErrorEvent} vitrine-error - The product could not be loaded or added.
 * @csspart primary-button - The button.
 * @csspart error - The sentence below the button when adding failed.
 * @csspart dialog - The dialog that shows a product with a choice.
 * @cssstate busy - The product is being added.
 * @cssstate added - The product was just added.
 * @cssstate failed - The product could not be added.
 * @cssstate sold-out - The product cannot be bought now.
 */
@define('vitrine-buy-button')
export class VitrineBuyButton extends VitrineElement {
  static override styles = [VitrineElement.styles, styles];

  /** Handle of the product. */
  @property() product = '';

  /** Id of the variant; not needed for a product without options. */
  @property({ attribute: 'variant-id' }) variantId = '';

  /** Units to add. */
  @property({ type: Number }) quantity = 1;

  /** Whether the cart opens after the product was added. */
  @property({ type: Boolean, attribute: 'open-cart' }) openCart = false;

  @state() private doing: 'busy' | 'added' | 'failed' | undefined;

  private readonly text = strings(this, 'buy-button', english);
  private readonly loaded = new Watch<ProductState>(this, () =>
    this.product ? this.store?.catalog.product(this.product) : undefined,
  );
  private timer: ReturnType<typeof setTimeout> | undefined;

  private get known(): Product | undefined {
    return this.loaded.value?.product;
  }

  /** The variant to add, as far as it is known. */
  private get variant(): Variant | undefined {
    const variants = this.known?.variants;
    return this.variantId
      ? variants?.find(({ id }) => id === this.variantId)
      : variants?.length === 1
        ? variants[0]
        : undefined;
  }

  private get soldOut(): boolean {
    const { known, variant } = this;
    return known ? !(variant ?? known).available || (!!this.variantId && !variant) : false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.doing = undefined;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    for (const state of ['busy', 'added', 'failed'] as const) this.setState(state, this.doing === state);
    this.setState('sold-out', this.soldOut);
    const error = this.loaded.value?.error;
    if (error) this.report(error);
  }

  private async handleClick(): Promise<void> {
    const { known, store } = this;
    if (!store || this.soldOut || this.doing === 'busy') return;
    if (this.loaded.value?.status === 'failed') store.catalog.retry(this.product);
    const variantId = this.variantId || this.variant?.id;
    if (variantId) return this.add(variantId);
    if (known && this.dispatchEvent(new VitrineProductSelectEvent(known))) {
      const { openQuickView } = await import('../product-grid/quick-view.ts');
      if (this.isConnected) openQuickView(this.renderRoot as ShadowRoot, known, this.text('close'));
    }
  }

  private async add(variantId: string): Promise<void> {
    const { store, quantity, known } = this;
    if (!store) return;
    this.doing = 'busy';
    try {
      const detail = { variantId, quantity: Math.max(1, quantity || 1), options: {}, title: known?.title };
      const added = await addToCart(this, store.cart, detail);
      this.doing = added ? 'added' : undefined;
      if (added && this.openCart) this.dispatchEvent(new VitrineCartOpenEvent(store.handle));
    } catch (error) {
      this.doing = 'failed';
      this.report(error);
    }
    clearTimeout(this.timer);
    if (this.doing === 'added' && this.isConnected) this.timer = setTimeout(() => (this.doing = undefined), SAY_MS);
  }

  protected override render(): TemplateResult {
    const { doing, soldOut, text, known } = this;
    const choice = known && !this.variantId && !this.variant;
    const news = doing === 'busy' ? text('adding') : doing === 'added' ? text('added') : '';
    const label = soldOut ? text('soldOut') : choice ? text('choose') : text('add');
    return html`<div class="root" part="root">
      <button
        type="button"
        part="primary-button"
        aria-disabled=${soldOut || !this.store}
        aria-haspopup=${choice ? 'dialog' : nothing}
        aria-busy=${doing === 'busy'}
        data-state=${news ? doing! : nothing}
        @click=${() => void this.handleClick()}
      >
        <span class="label">${soldOut ? label : html`<slot>${label}</slot>`}</span>
        ${news ? html`<span class="news" aria-hidden="true">${news}</span>` : nothing}
      </button>
      ${doing === 'failed' ? html`<p class="failed" part="error" role="alert">${text('failed')}</p>` : nothing}
      <span class="hidden-text" role="status"
        >${doing === 'added' ? (known ? text('addedOf', { title: known.title }) : text('addedOne')) : ''}</span
      >
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-buy-button': VitrineBuyButton;
  }
}
