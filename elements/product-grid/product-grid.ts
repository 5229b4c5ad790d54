import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { VitrineProductSelectEvent } from '../events/product-select.ts';
import { define } from '../internal/define.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import { addToCart } from '../stores/add-to-cart.ts';
import type { ProductListState, ProductListStore } from '../stores/catalog-store.ts';
import type { GridControls } from './grid-controls.ts';
import type { Arrangement } from './grid-layout.ts';
import { renderCard, type AddState } from './product-card.ts';
import { english } from './product-grid.strings.ts';
import { styles } from './product-grid.styles.ts';

// The search shows what it finds as the grid does, with this file's code.
export { english, renderCard, styles };

/** How long a button says that it has added, in milliseconds. */
const SAY_MS = 2400;
const LOADING: ProductListState = { status: 'loading', products: [], hasMore: false };

/**
 * Shows products of the store, or of one of its collections, as cards: in a grid, in one row to look through, or as masonry.
 *
 * @element vitrine-product-grid
 * @slot empty - Shown when there is no product.
 * @slot error - Shown when the products cannot be loaded, above the button that tries again.
 * @event {VitrineProductSelectEvent} vitrine-product-select - A shopper chose a product; cancelable.
 * @event {VitrineCartAddEvent} vitrine-cart-add - A shopper adds a product to the cart; cancelable.
 * @event {VitrineErrorEvent} vitrine-error - The products could not be loaded, or one could not be added.
 * @csspart heading - The heading.
 * @csspart sort - The control to sort by.
 * @csspart carousel-buttons - The two buttons of a carousel.
 * @csspart carousel-button - One of them.
 * @csspart list - All products.
 * @csspart item - One product.
 * @csspart picture - The frame of its picture.
 * @csspart image - Its picture.
 * @csspart badge - "Sale" or "Sold out".
 * @csspart vendor - Its vendor.
 * @csspart title - Its title.
 * @csspart price - Its price.
 * @csspart primary-button - Its button.
 * @csspart secondary-button - Buttons that show more, another page, or try again.
 * @csspart dialog - The dialog that shows a product.
 * @cssproperty [--vitrine-product-grid-gap=24px 16px] - Room between products, rows then columns.
 * @cssproperty [--vitrine-product-grid-ratio=4 / 5] - Width to height of the pictures.
 * @cssstate loading - The first products are on their way.
 * @cssstate empty - There is no product.
 * @cssstate failed - The products could not be loaded.
 */
@define('vitrine-product-grid')
export class VitrineProductGrid extends VitrineElement {
  static override styles = [VitrineElement.styles, styles];

  /** Handle of the collection to show; all products when left out. */
  @property() collection = '';

  /** Only products of these vendors, separated by commas. */
  @property() vendor: string | undefined;

  /** Only products of these types, separated by commas. */
  @property() type: string | undefined;

  /** Only products with one of these tags, separated by commas. */
  @property() tag: string | undefined;

  /** Whether only what can be bought now is shown. */
  @property({ type: Boolean }) available: boolean | undefined;

  /** Order: `featured`, `newest`, `price-asc`, `price-desc`, `title-asc` or `title-desc`. */
  @property() sort = '';

  /** Products at a time, 1 to 100. */
  @property({ type: Number }) limit = 24;

  /** Products to show instead, on a page that has them already; null while they are on their way. */
  @property({ attribute: false }) products: readonly ProductSummary[] | null | undefined;

  /** `grid`, `carousel`, one row to look through, or `masonry`, where pictures keep their own proportions. */
  @property() layout: 'grid' | 'carousel' | 'masonry' | undefined;

  /** How to see further products: a button that shows `more`, which a carousel does by itself, `pages`, or `none`. */
  @property() paging: 'more' | 'pages' | 'none' = 'more';

  /** Heading above the products. */
  @property() heading = '';

  /** Most products side by side; fewer where there is no room. */
  @property({ type: Number }) columns = 4;

  /** Address of a product's page, such as `/products/{handle}`; without it a product opens in a dialog. */
  @property({ attribute: 'product-url' }) productUrl = '';

  /** Whether shoppers can choose the order. */
  @property({ type: Boolean }) sortable = false;

  @state() private said = '';

  private readonly text = strings(this, 'product-grid', english);
  private readonly list = new Watch(this, () => this.source);
  private readonly adding = new Map<string, AddState>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private controls: GridControls | undefined;
  private controlsAsked = false;
  private arrangement: Arrangement | undefined;

  /** The store's list; undefined when the page brings its own products. */
  private get source(): ProductListStore | undefined {
    return this.products === undefined ? this.store?.catalog.list(this) : undefined;
  }

  private get listState(): ProductListState {
    const { products } = this;
    return products ? { ...LOADING, status: 'ready', products } : (this.list.value ?? LOADING);
  }

  private get shown(): readonly ProductSummary[] {
    const { products } = this.listState;
    return this.controls?.pageOf(products) ?? products;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.adding.clear();
  }

  /**
   * The first products are usually there, or arrive between this element and the first frame that could show it: waiting
   * for them until that frame costs nobody anything, and saves drawing placeholders that are never seen.
   */
  protected override async scheduleUpdate(): Promise<void> {
    const list = this.hasUpdated || document.hidden ? undefined : this.source;
    if (list?.value.status === 'loading') {
      let stop: (() => void) | undefined;
      await new Promise((go) => {
        stop = list.subscribe(() => go(0));
        requestAnimationFrame(go);
      });
      stop?.();
    }
    super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.controlsAsked && (this.sortable || this.paging === 'pages')) {
      this.controlsAsked = true;
      void this.take(import('./grid-controls.ts'), ({ GridControls }) => (this.controls = new GridControls(this)));
    }
    const { layout } = this;
    if (!changed.has('layout')) return;
    this.arrangement?.end();
    this.arrangement = undefined;
    if (layout !== 'carousel' && layout !== 'masonry') return;
    void this.take(layout === 'carousel' ? import('./carousel.ts') : import('./masonry.ts'), ({ arrange }) => {
      if (layout === this.layout) this.arrangement = arrange(this);
    });
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { status, products, error } = this.listState;
    this.setState('loading', status === 'loading');
    this.setState('empty', status === 'ready' && !products.length);
    this.setState('failed', status === 'failed');
    if (error) this.report(error);
    const root = this.renderRoot.querySelector<HTMLElement>('.root');
    root?.style.setProperty('--columns', `${Math.max(1, this.columns || 1)}`);
  }

  /** Uses code that only some grids need, once it is here. */
  private async take<Module>(module: Promise<Module>, use: (module: Module) => void): Promise<void> {
    try {
      use(await module);
      this.requestUpdate();
    } catch (error) {
      this.report(error);
    }
  }

  private handleChoose(event: MouseEvent, product: ProductSummary): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    if (!this.dispatchEvent(new VitrineProductSelectEvent(product))) event.preventDefault();
    else if (!this.productUrl) void this.openProduct(product);
  }

  private handleAdd(event: MouseEvent, product: ProductSummary): void {
    if (!product.onlyVariantId) {
      if (!this.dispatchEvent(new VitrineProductSelectEvent(product))) return;
      if (this.productUrl) location.assign(this.urlOf(product));
      else void this.openProduct(product);
    } else if (this.store && this.adding.get(product.id) !== 'busy') {
      void this.add(product, product.onlyVariantId);
    }
    event.preventDefault();
  }

  private async add(product: ProductSummary, variantId: string): Promise<void> {
    const { id, title } = product;
    if (!this.store) return;
    this.say(id, 'busy', '');
    try {
      const added = await addToCart(this, this.store.cart, { variantId, quantity: 1, options: {}, title });
      if (added) this.say(id, 'added', this.text('addedOf', { title }));
      else this.say(id, undefined, '');
    } catch (error) {
      this.say(id, 'failed', this.text('addFailed', { title }));
      this.report(error);
    }
  }

  private say(id: string, state: AddState | undefined, said: string): void {
    if (state) this.adding.set(id, state);
    else this.adding.delete(id);
    this.said = said;
    this.requestUpdate();
    if (!said || !this.isConnected) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (this.adding.get(id) === state) this.say(id, undefined, '');
    }, SAY_MS);
    this.timers.add(timer);
  }

  private async openProduct(product: ProductSummary): Promise<void> {
    try {
      const { openQuickView } = await import('./quick-view.ts');
      if (this.isConnected) openQuickView(this.renderRoot as ShadowRoot, product, this.text('close'));
    } catch (error) {
      this.said = this.text('failed');
      this.report(error);
    }
  }

  private urlOf({ handle }: ProductSummary): string {
    return this.productUrl.replace('{handle}', encodeURIComponent(handle));
  }

  private async fetchMore(): Promise<void> {
    const before = this.listState.products.length;
    await this.source?.more();
    const { products, hasMore, status } = this.listState;
    if (status !== 'ready') return;
    this.said = this.text('loaded', { count: products.length });
    await this.updateComplete;
    // The button that had the focus is gone: go on where the new products begin.
    if (!hasMore || !before) this.renderRoot.querySelectorAll<HTMLElement>('.choose')[before]?.focus();
  }

  protected override render(): TemplateResult {
    const { status, products } = this.listState;
    const loading = status === 'loading';
    return html`<div class="root" part="root">
      ${this.renderHead()}
      ${
        loading || products.length
          ? html`<ul
              class=${this.layout}
              part="list"
              role="list"
              aria-busy=${loading}
              aria-label=${loading ? this.text('loading') : this.heading || nothing}
            >
              ${loading ? Array.from({ length: Math.min(this.limit, 24) }, () => html`<li class="card waiting" aria-hidden="true"></li>`) : this.shown.map((product, index) => this.renderCard(product, index))}
            </ul>`
          : nothing
      }
      ${
        status === 'ready' && !products.length
          ? html`<div class="note">
              <slot name="empty"><p>${this.text('empty')}</p></slot>
            </div>`
          : nothing
      }
      ${status === 'failed' ? this.renderFailure() : this.renderFoot()}
      <p class="hidden-text" role="status">${this.said}</p>
    </div>`;
  }

  private renderCard(product: ProductSummary, index: number): TemplateResult {
    return renderCard(product, {
      text: this.text,
      locale: this.locale,
      url: this.productUrl && this.urlOf(product),
      eager: index < this.columns,
      state: this.adding.get(product.id),
      choose: (event) => this.handleChoose(event, product),
      add: (event) => this.handleAdd(event, product),
    });
  }

  private renderHead(): TemplateResult | typeof nothing {
    if (!this.heading && !this.sortable && this.layout !== 'carousel') return nothing;
    return html`<div class="head">
      ${this.heading ? html`<h2 part="heading">${this.heading}</h2>` : nothing}
      ${this.sortable ? this.controls?.renderSort() : nothing} ${this.arrangement?.renderButtons?.()}
    </div>`;
  }

  private renderFailure(): TemplateResult {
    return html`<div class="foot note" role="alert">
      <slot name="error"><p>${this.text(this.listState.error?.closed ? 'closed' : 'failed')}</p></slot>
      ${this.renderQuiet('retry', () => this.fetchMore())}
    </div>`;
  }

  private renderFoot(): TemplateResult | typeof nothing | undefined {
    const { status, hasMore } = this.listState;
    if (this.paging === 'pages') return this.controls?.renderPages();
    return this.paging === 'more' && this.layout !== 'carousel' && (hasMore || status === 'more')
      ? html`<div class="foot">${this.renderQuiet('more', () => this.fetchMore())}</div>`
      : nothing;
  }

  private renderQuiet(key: 'retry' | 'more', act: () => Promise<void>): TemplateResult {
    const busy = this.listState.status === 'more';
    return html`<button
      class="quiet"
      part="secondary-button"
      type="button"
      aria-busy=${busy}
      @click=${() => void act()}
    >
      ${this.text(busy ? 'loading' : key)}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-product-grid': VitrineProductGrid;
  }
}
