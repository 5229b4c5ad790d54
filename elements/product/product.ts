import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { MAX_QUANTITY } from '../../edge-api/contract/cart-log.ts';
import type { Product, Variant } from '../../edge-api/contract/products.ts';
import { VitrineProductViewEvent } from '../events/product-view.ts';
import { VitrineVariantChangeEvent } from '../events/variant-change.ts';
import { anew } from '../internal/anew.ts';
import { controls } from '../internal/controls.styles.ts';
import { define } from '../internal/define.ts';
import { FocusKeeper } from '../internal/focus-keeper.ts';
import { formatMoney } from '../internal/money.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import { withoutHistory } from '../internal/without-history.ts';
import { addToCart } from '../stores/add-to-cart.ts';
import type { ProductState } from '../stores/catalog-store.ts';
import { rememberViewed } from '../stores/viewed-products.ts';
import { renderBuyForm } from './buy-form.ts';
import { Gallery } from './gallery.ts';
import { galleryStyles } from './gallery.styles.ts';
import { renderPrice } from './price.ts';
import { renderFailure, renderGone, renderHeading, renderPlaceholder } from './product-views.ts';
import { english } from './product.strings.ts';
import { styles } from './product.styles.ts';
import { stockOf } from './stock.ts';
import { choiceFrom, choose, firstChoice, openChoice, variantOf, type Choice } from './variant-choice.ts';

/** How long "Added to cart" stays on the button, in milliseconds. */
const ADDED_MS = 2400;

/**
 * Shows one product: pictures, price, the choice between its variants, stock, quantity and a button to buy it.
 *
 * @element vitrine-product
 * @attr {boolean} no-history - Keeps this product, or all below an element with this attribute, out of what was recently viewed.
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
 * @csspart zoom-button - The button that shows the pictures large.
 * @csspart gallery-button - The buttons to the picture before and after.
 * @csspart play-button - The button that plays a video.
 * @csspart zoom - The dialog with the large pictures.
 * @csspart info - Everything beside the pictures.
 * @csspart vendor - Who makes it.
 * @csspart title - The product's name.
 * @csspart price - The price of the chosen variant, or from the lowest to the highest.
 * @csspart compare-at-price - What it cost before.
 * @csspart unit-price - What a measure of it costs.
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
 * @csspart sku - The stock keeping unit of the chosen variant.
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

  /** Id of the variant chosen at first; without it, the first one that can be bought, or none with `open-choice`. */
  @property() variant = '';

  /** Address of the product's own page, `{handle}` standing for its handle; makes the title a link. */
  @property({ attribute: 'product-url' }) productUrl = '';

  /** Address of a vendor's own page, `{vendor}` standing for its name; makes the vendor a link. */
  @property({ attribute: 'vendor-url' }) vendorUrl = '';

  /** Whether nothing is chosen at first, and the price is a range until the shopper has. */
  @property({ type: Boolean, attribute: 'open-choice' }) openChoice = false;

  /** Level of the title in the page's outline, 1 to 6. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  @state() private choice: Choice = [];
  @state() private quantity = 1;
  @state() private buying: 'idle' | 'adding' | 'added' | 'failed' = 'idle';
  /** What a screen reader is told after a change. */
  @state() private news = '';

  private readonly gallery = new Gallery(this, (error) => this.report(error));
  private readonly focusKeeper = new FocusKeeper(this, '.title', '.info', 'button');
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

  /** The variant chosen; undefined while there is no product, or when the combination is not made or not complete. */
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
      const open = this.openChoice && product.available && !product.variants.some(({ id }) => id === this.variant);
      this.choice = open ? openChoice(product) : firstChoice(product, this.variant);
      this.quantity = 1;
      this.buying = 'idle';
      this.news = '';
    }
    const { status, error } = this.source.value ?? { status: 'loading' };
    this.setState('loading', status === 'loading');
    this.setState('failed', status === 'failed');
    this.setState('sold-out', product !== undefined && this.question === undefined && !this.selectedVariant?.available);
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
    if (this.store && !withoutHistory(this)) rememberViewed(this.store.handle, product.handle);
  }

  private take(choice: Choice): void {
    this.choice = choice;
    this.quantity = Math.min(this.quantity, this.most);
    if (this.buying !== 'adding') this.buying = 'idle';
    this.showPicture();
  }

  private showPicture(): void {
    this.gallery.showId(this.selectedVariant?.imageId ?? null);
  }

  /** Name of the first option that nothing is chosen of yet. */
  private get question(): string | undefined {
    return this.product?.options.find((_option, index) => this.choice[index] === '')?.name;
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
    const price = variant && formatMoney(variant.price, this.locale);
    const rest = this.question === undefined ? stockOf(variant, this.text, this.locale).words : this.ask(this.question);
    this.news = [price, rest].filter(Boolean).join(', ');
    this.dispatchEvent(new VitrineVariantChangeEvent(product, variant));
  }

  private setQuantity(quantity: number): number {
    this.quantity = Math.max(1, Math.min(this.most, Math.floor(quantity) || 1));
    this.news = `${this.text('quantity')}: ${this.quantity}`;
    if (this.buying === 'added') this.buying = 'idle';
    return this.quantity;
  }

  private ask(option: string): string {
    return this.text('choose', { option });
  }

  /** Leads to the options that are still to be chosen. */
  private askOn(question: string): void {
    this.news = anew(this.ask(question), this.news);
    const at = this.product?.options.findIndex(({ name }) => name === question);
    this.renderRoot.querySelector<HTMLElement>(`fieldset[data-option='${at}'] input`)?.focus();
  }

  private async handleSubmit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.question !== undefined) return this.askOn(this.question);
    const { product, selectedVariant, store } = this;
    if (!product || !selectedVariant?.available || !store || this.buying === 'adding') return;
    const { id: variantId } = selectedVariant;
    this.buying = 'adding';
    try {
      const detail = { variantId, quantity: this.quantity, options: {}, title: product.title };
      const added = await addToCart(this, store.cart, detail);
      this.buying = added ? 'added' : 'idle';
      if (!added) return;
      this.news = anew(this.text('added'), this.news);
      this.quantity = 1;
      clearTimeout(this.addedTimer);
      if (this.isConnected) this.addedTimer = setTimeout(() => (this.buying = 'idle'), ADDED_MS);
    } catch (error) {
      this.buying = 'failed';
      this.report(error);
    }
  }

  protected override render(): TemplateResult {
    const { status } = this.source.value ?? { status: 'loading' };
    return html`<div class="root ${status}" part="root" aria-busy=${status === 'loading'}>
      ${this.renderContent()}
    </div>`;
  }

  private renderContent(): TemplateResult {
    const { text } = this;
    const { status, product, error } = this.source.value ?? { status: 'loading' };
    if (product) return this.renderProduct(product);
    if (status !== 'failed') return renderPlaceholder(text);
    if (error?.code === 'product_not_found') return renderGone(text);
    return renderFailure(text, !!error?.closed, () => this.store?.catalog.retry(this.handle));
  }

  private renderProduct(product: Product): TemplateResult {
    const { text, selectedVariant } = this;
    const urls = {
      product: this.productUrl.replaceAll('{handle}', encodeURIComponent(product.handle)),
      vendor: this.vendorUrl.replaceAll('{vendor}', encodeURIComponent(product.vendor)),
    };
    return html`<article class="layout">
      ${this.gallery.render(product, text)}
      <div class="info" part="info">
        ${renderHeading(product, this.headingLevel, urls)}
        ${renderPrice(product, this.choice, selectedVariant, text, this.locale)}
        ${renderBuyForm(product, {
          text,
          choice: this.choice,
          variant: selectedVariant,
          question: this.question,
          locale: this.locale,
          quantity: this.quantity,
          most: this.most,
          buying: this.buying,
          choose: (option, value) => this.handleChoice(option, value),
          setQuantity: (quantity) => this.setQuantity(quantity),
          submit: (event) => void this.handleSubmit(event),
        })}
        <p class="visually-hidden" role="status">${this.news}</p>
        ${
          selectedVariant?.sku
            ? html`<p class="sku" part="sku">${text('sku')} <bdi>${selectedVariant.sku}</bdi></p>`
            : nothing
        }
        ${
          product.descriptionHtml
            ? html`<div class="description" part="description">${unsafeHTML(product.descriptionHtml)}</div>`
            : nothing
        }
        <slot name="after-description"></slot>
      </div>
    </article>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-product': VitrineProduct;
  }
}
