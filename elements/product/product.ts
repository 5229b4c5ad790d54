import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { MAX_QUANTITY } from '../../edge-api/contract/cart-log.ts';
import type { Product, Variant } from '../../edge-api/contract/products.ts';
import { VitrineProductViewEvent } from '../events/product-view.ts';
import { VitrineVariantChangeEvent } from '../events/variant-change.ts';
import { controls } from '../internal/controls.styles.ts';
import { define } from '../internal/define.ts';
import { minus, plus, tick } from '../internal/icons.ts';
import { formatMoney } from '../internal/money.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import { addToCart } from '../stores/add-to-cart.ts';
import type { ProductState } from '../stores/catalog-store.ts';
import { Gallery } from './gallery.ts';
import { galleryStyles } from './gallery.styles.ts';
import { renderOptions } from './product-options.ts';
import { english } from './product.strings.ts';
import { styles } from './product.styles.ts';
import { choiceFrom, choose, firstChoice, variantOf, type Choice } from './variant-choice.ts';

/** How few units are worth a word. */
const FEW = 5;

/** How long "Added to cart" stays on the button, in milliseconds. */
const ADDED_MS = 2400;

/**
 * Shows one product: pictures, price, the choice between its variants, stock, quantity and a button to buy it.
 *
 * @element vitrine-product
 * @slot before-buy - Between the options and the quantity, such as a size guide.
 * @slot after-buy - Below the button, such as delivery times.
 * @slot after-description - Below the description.
 * @slot empty - Shown instead when there is no such product.
 * @slot error - Shown instead when the product cannot be loaded.
 * @event {VitrineProductViewEvent} vitrine-product-view - The product is shown.
 * @event {VitrineVariantChangeEvent} vitrine-variant-change - A person chose another variant.
 * @event {VitrineCartAddEvent} vitrine-cart-add - A person asked to buy; cancelable, and `promise` tells how it went.
 * @event {VitrineErrorEvent} vitrine-error - The product could not be loaded, or not be added.
 * @csspart gallery - The pictures and their thumbnails.
 * @csspart image - A picture.
 * @csspart thumbnails - The row of thumbnails.
 * @csspart thumbnail - A thumbnail.
 * @csspart info - Everything beside the pictures.
 * @csspart vendor - Who makes it.
 * @csspart title - The product's name.
 * @csspart price - The price of the chosen variant.
 * @csspart compare-at-price - What it cost before.
 * @csspart badge - The word that it is on sale.
 * @csspart form - Options, quantity and button.
 * @csspart label - The name of an option.
 * @csspart radio - A value of an option.
 * @csspart radio-selected - The value that is chosen.
 * @csspart radio-disabled - A value that is sold out or not made, given the rest of the choice.
 * @csspart color-swatch - A value of an option about colour.
 * @csspart color-swatch-selected - The colour that is chosen.
 * @csspart color-swatch-disabled - A colour that is sold out or not made, given the rest of the choice.
 * @csspart color-swatch-label - The name of a colour.
 * @csspart stock - Whether it is in stock.
 * @csspart quantity - The quantity and its two buttons.
 * @csspart input-field - The quantity.
 * @csspart primary-button - The button to buy.
 * @csspart secondary-button - The button that tries again.
 * @csspart description - The description.
 * @csspart message - The words shown instead of a product.
 * @cssproperty [--vitrine-product-gap=var(--vitrine-space-6)] - Room between pictures and text.
 * @cssproperty [--vitrine-product-image-ratio=1] - Shape of the pictures' frame.
 * @cssproperty [--vitrine-product-image-fit=contain] - How a picture fills its frame.
 * @cssstate loading - The product is on its way.
 * @cssstate failed - The product could not be loaded.
 * @cssstate sold-out - The chosen variant cannot be bought.
 */
@define('vitrine-product')
export class VitrineProduct extends VitrineElement {
  static override styles = [VitrineElement.styles, controls, galleryStyles, styles];

  /** Handle of the product to show. */
  @property() handle = '';

  /** Id of the variant chosen at first; without it, the first one that can be bought. */
  @property() variant = '';

  /** Address of the product's own page, `{handle}` standing for its handle; makes the title a link. */
  @property({ attribute: 'product-url' }) productUrl = '';

  /** Level of the title in the page's outline, 1 to 6. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  @state() private choice: Choice = [];
  @state() private quantity = 1;
  @state() private buying: 'idle' | 'adding' | 'added' | 'failed' = 'idle';
  /** What a screen reader is told after a change. */
  @state() private news = '';

  private readonly gallery = new Gallery(this);
  private readonly source = new Watch<ProductState>(this, () =>
    this.handle ? this.store?.catalog.product(this.handle) : undefined,
  );
  private readonly text = strings(this, 'product', english);
  private shown: Product | undefined;
  private addedTimer: ReturnType<typeof setTimeout> | undefined;

  /** The product shown; undefined until it is here. */
  get product(): Product | undefined {
    return this.source.value?.product;
  }

  /** The variant chosen; undefined while there is no product, or when the combination is not made. */
  get selectedVariant(): Variant | undefined {
    return this.product && variantOf(this.product, this.choice);
  }

  /** Chooses a variant by its id, or by option names and values on top of what is chosen; answers it, or undefined and changes nothing. */
  selectVariant(wanted: string | Readonly<Record<string, string>>): Variant | undefined {
    const choice = this.product && choiceFrom(this.product, this.choice, wanted);
    const variant = choice && variantOf(this.product!, choice);
    if (variant) this.take(choice);
    return variant;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.addedTimer);
    if (this.buying !== 'adding') this.buying = 'idle';
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { product } = this;
    if (product && (product.id !== this.shown?.id || changed.has('variant'))) {
      this.choice = firstChoice(product, this.variant);
      this.quantity = 1;
      this.buying = 'idle';
      this.news = '';
    }
    const { status, error } = this.source.value ?? { status: 'loading' };
    this.setState('loading', status === 'loading');
    this.setState('failed', status === 'failed');
    this.setState('sold-out', product !== undefined && !this.selectedVariant?.available);
    if (error) this.report(error);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { product } = this;
    if (product === this.shown) return;
    const another = product?.id !== this.shown?.id;
    this.shown = product;
    if (!product || !another) return;
    this.gallery.reset();
    this.showPicture();
    this.dispatchEvent(new VitrineProductViewEvent(product));
  }

  private take(choice: Choice): void {
    this.choice = choice;
    this.quantity = Math.min(this.quantity, this.most);
    if (this.buying !== 'adding') this.buying = 'idle';
    this.showPicture();
  }

  private showPicture(): void {
    const index = this.product?.images.findIndex(({ id }) => id === this.selectedVariant?.imageId) ?? -1;
    if (index >= 0) this.gallery.show(index);
  }

  /** The most units of the chosen variant that can be bought at once. */
  private get most(): number {
    return Math.max(1, Math.min(this.selectedVariant?.quantityAvailable ?? MAX_QUANTITY, MAX_QUANTITY));
  }

  private handleChoice(option: number, value: string): void {
    const { product } = this;
    if (!product) return;
    this.take(choose(this.choice, option, value));
    const variant = this.selectedVariant;
    this.news = [variant && formatMoney(variant.price, this.locale), this.stock().words].filter(Boolean).join(', ');
    this.dispatchEvent(new VitrineVariantChangeEvent(product, variant));
  }

  private setQuantity(quantity: number): void {
    this.quantity = Math.max(1, Math.min(this.most, Math.floor(quantity) || 1));
    if (this.buying === 'added') this.buying = 'idle';
  }

  private handleQuantity(event: Event): void {
    const input = event.currentTarget as HTMLInputElement;
    this.setQuantity(Number(input.value));
    // At once, because pressing Enter submits before the next render.
    input.value = `${this.quantity}`;
  }

  private async handleSubmit(event: Event): Promise<void> {
    event.preventDefault();
    const { product, selectedVariant, store } = this;
    if (!product || !selectedVariant?.available || !store || this.buying === 'adding') return;
    const { id: variantId } = selectedVariant;
    this.buying = 'adding';
    try {
      const detail = { variantId, quantity: this.quantity, options: {}, title: product.title };
      const added = await addToCart(this, store.cart, detail);
      this.buying = added ? 'added' : 'idle';
      if (!added) return;
      this.news = this.text('added');
      this.quantity = 1;
      clearTimeout(this.addedTimer);
      if (this.isConnected) this.addedTimer = setTimeout(() => (this.buying = 'idle'), ADDED_MS);
    } catch (error) {
      this.buying = 'failed';
      this.report(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private stock(): { kind: '' | 'low' | 'off'; words: string } {
    const variant = this.selectedVariant;
    if (!variant) return { kind: 'off', words: this.text('notMade') };
    const { available, quantityAvailable: left } = variant;
    if (!available) return { kind: 'off', words: this.text('soldOut') };
    if (left === null || left > FEW) return { kind: '', words: this.text('inStock') };
    return left > 0
      ? { kind: 'low', words: this.text('left', { count: left }) }
      : { kind: '', words: this.text('backOrder') };
  }

  protected override render(): TemplateResult {
    const { status, product, error } = this.source.value ?? { status: 'loading' };
    return html`<div class="root ${status}" part="root" aria-busy=${status === 'loading' ? 'true' : 'false'}>
      ${
        product
          ? this.renderProduct(product)
          : status === 'failed'
            ? error?.code === 'product_not_found'
              ? html`<slot name="empty"
                  ><div class="message" part="message"><p>${this.text('gone')}</p></div></slot
                >`
              : this.renderFailure()
            : this.renderPlaceholder()
      }
    </div>`;
  }

  private renderFailure(): TemplateResult {
    return html`<slot name="error">
      <div class="message" part="message" role="alert">
        <p>${this.text('failed')}</p>
        <button
          type="button"
          class="secondary"
          part="secondary-button"
          @click=${() => this.store?.catalog.retry(this.handle)}
        >
          ${this.text('retry')}
        </button>
      </div>
    </slot>`;
  }

  private renderPlaceholder(): TemplateResult {
    return html`<div class="layout">
      <div class="gallery"><div class="strip placeholder"></div></div>
      <div class="info">
        <span class="visually-hidden">${this.text('loading')}</span>
        ${[60, 30, 100, 45, 100].map(
          (width, index) =>
            html`<div
              class="placeholder"
              .style=${`inline-size:${width}%;block-size:${index % 2 || !index ? 30 : 50}px`}
            ></div>`,
        )}
      </div>
    </div>`;
  }

  private renderProduct(product: Product): TemplateResult {
    const { title, vendor, handle, descriptionHtml } = product;
    return html`<article class="layout">
      ${this.gallery.render(product.images, this.text)}
      <div class="info" part="info">
        <div class="heading">
          ${vendor ? html`<p class="vendor" part="vendor">${vendor}</p>` : nothing}
          <div class="title" part="title" role="heading" aria-level=${this.headingLevel}>
            ${
              this.productUrl
                ? html`<a href=${this.productUrl.replaceAll('{handle}', encodeURIComponent(handle))}>${title}</a>`
                : title
            }
          </div>
        </div>
        ${this.renderPrice(product)} ${this.renderForm(product)}
        <p class="visually-hidden" role="status">${this.news}</p>
        ${
          descriptionHtml
            ? html`<div class="description" part="description">${unsafeHTML(descriptionHtml)}</div>`
            : nothing
        }
        <slot name="after-description"></slot>
      </div>
    </article>`;
  }

  private renderPrice(product: Product): TemplateResult {
    // A combination that is not made has no price; the product's lowest keeps the line from jumping.
    const { price, compareAtPrice } = this.selectedVariant ?? { price: product.priceMin, compareAtPrice: null };
    const sale = compareAtPrice && compareAtPrice.amountMinor > price.amountMinor ? compareAtPrice : undefined;
    return html`<p class="price-line ${sale ? 'sale' : ''}">
      <span class="price money" part="price"
        ><span class="visually-hidden">${this.text('price')} </span>${formatMoney(price, this.locale)}</span
      >
      ${
        sale
          ? html`<s class="before money" part="compare-at-price"
                ><span class="visually-hidden">${this.text('before')} </span>${formatMoney(sale, this.locale)}</s
              ><span class="badge" part="badge">${this.text('sale')}</span>`
          : nothing
      }
    </p>`;
  }

  private renderForm(product: Product): TemplateResult {
    const { kind, words } = this.stock();
    return html`<form part="form" novalidate @submit=${this.handleSubmit}>
      ${renderOptions(product, this.choice, {
        soldOut: this.text('soldOut'),
        notMade: this.text('notMade'),
        choose: (option, value) => this.handleChoice(option, value),
      })}
      <p class="stock ${kind}" part="stock">${words}</p>
      <slot name="before-buy"></slot>
      <div class="buy">${this.renderStepper()} ${this.renderButton()}</div>
      ${this.buying === 'failed' ? html`<p class="trouble" role="alert">${this.text('addFailed')}</p>` : nothing}
      <slot name="after-buy"></slot>
    </form>`;
  }

  private renderStepper(): TemplateResult | typeof nothing {
    const { quantity, most } = this;
    if (!this.selectedVariant?.available) return nothing;
    return html`<div class="stepper" part="quantity" role="group" aria-label=${this.text('quantity')}>
      <button
        type="button"
        class="step"
        aria-label=${this.text('less')}
        ?disabled=${quantity <= 1}
        @click=${() => this.setQuantity(quantity - 1)}
      >
        ${minus}
      </button>
      <input
        class="quantity"
        part="input-field"
        type="number"
        inputmode="numeric"
        min="1"
        max=${most}
        aria-label=${this.text('quantity')}
        .value=${live(`${quantity}`)}
        @change=${this.handleQuantity}
      />
      <button
        type="button"
        class="step"
        aria-label=${this.text('more')}
        ?disabled=${quantity >= most}
        @click=${() => this.setQuantity(quantity + 1)}
      >
        ${plus}
      </button>
    </div>`;
  }

  private renderButton(): TemplateResult {
    const { buying, selectedVariant } = this;
    const label = !selectedVariant
      ? this.text('notMade')
      : !selectedVariant.available
        ? this.text('soldOut')
        : this.text(buying === 'adding' || buying === 'added' ? buying : 'add');
    return html`<button
      class="primary"
      part="primary-button"
      aria-disabled=${selectedVariant?.available && buying !== 'adding' ? 'false' : 'true'}
    >
      ${buying === 'added' ? tick : nothing}${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-product': VitrineProduct;
  }
}
