import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { VitrineCartAddEvent } from '../events/cart-add.ts';
import type { VitrineProductSelectEvent } from '../events/product-select.ts';
import { VitrineRecommendationAddEvent } from '../events/recommendation-add.ts';
import { VitrineRecommendationSelectEvent, type VitrineRecommendationDetail } from '../events/recommendation-select.ts';
import { define } from '../internal/define.ts';
import type { Observable } from '../internal/observable.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import '../product-grid/product-grid.ts';
import { recommend, recommendationsPath, type RecommendationsState, type Wish } from '../stores/recommendations.ts';
import { forgetViewed } from '../stores/viewed-products.ts';
import { Hands } from './hands.ts';
import { english } from './recommendations.strings.ts';
import { styles } from './recommendations.styles.ts';
import { Room } from './room.ts';
import { Subject } from './subject.ts';

const KINDS = ['auto', 'similar', 'bought-together', 'viewed', 'picks'] as const;

/**
 * Shows products that go with another, with what is in the cart, or that were looked at before. It asks for them when it
 * comes near, and shows nothing at all, not even its heading, when there are none.
 *
 * @element vitrine-recommendations
 * @attr {boolean} no-history - Keeps what was viewed on this device out of these recommendations; also at an element around them.
 * @event {VitrineRecommendationSelectEvent} vitrine-recommendation-select - A shopper chose a recommended product.
 * @event {VitrineRecommendationAddEvent} vitrine-recommendation-add - A recommended product was added to the cart.
 * @event {VitrineProductSelectEvent} vitrine-product-select - A shopper chose a product; cancelable.
 * @event {VitrineCartAddEvent} vitrine-cart-add - A shopper adds a product to the cart; cancelable.
 * @event {VitrineErrorEvent} vitrine-error - The recommendations could not be loaded, which shoppers do not hear of, or a product could not be added.
 * @csspart heading - The heading.
 * @csspart carousel-buttons - The two buttons of the carousel.
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
 * @csspart dialog - The dialog that shows a product.
 * @cssstate loading - The products are on their way; their room is held.
 * @cssstate empty - There is nothing to show, and no room is taken.
 */
@define('vitrine-recommendations')
export class VitrineRecommendations extends VitrineElement {
  static override styles = [VitrineElement.styles, styles];

  /** Handle of the product they are for. Without it the nearest `<vitrine-product>` of the page tells; on a page with none they are for what was viewed. */
  @property() handle = '';

  /** `cart` recommends for what is in the cart. */
  @property() for: 'cart' | '' = '';

  /** `similar`, `bought-together`, the merchant's `picks`, `viewed` before on this device, or `auto`, the best there is of the first three. */
  @property() kind: 'auto' | 'similar' | 'bought-together' | 'viewed' | 'picks' = 'auto';

  /** Most products, 1 to 24. */
  @property({ type: Number }) limit = 8;

  /** One row to look through, or a `grid`. */
  @property() layout: 'carousel' | 'grid' = 'carousel';

  /** Heading above the products; a fitting one when left out, none when empty. */
  @property() heading: string | undefined;

  /** Most products side by side; fewer where there is no room. */
  @property({ type: Number }) columns = 4;

  /** Address of a product's page, such as `/products/{handle}`; without it a product opens in a dialog. */
  @property({ attribute: 'product-url' }) productUrl = '';

  private readonly text = strings(this, 'recommendations', english);
  private readonly subject = new Subject(this, () => this.store);
  private readonly room = new Room(
    this,
    () => this.renderRoot.querySelector<HTMLElement>('.root'),
    () => this.requestUpdate(),
  );
  private readonly hands = new Hands(this);
  private readonly source = new Watch<RecommendationsState>(this, () => this.sourceOf(this.wish));
  /** What was asked for last, and where its answer appears. */
  private asked: { readonly wish: Wish; readonly state: Observable<RecommendationsState> } | undefined;
  /** What is shown; undefined while nothing was answered yet. */
  private answer: RecommendationsState | undefined;
  private waiting = false;

  constructor() {
    super();
    // After those that find out what to show, and before it is drawn.
    this.addController({ hostUpdate: () => this.take() });
  }

  /** Forgets which products of this store were viewed on this device. */
  forget(): void {
    if (this.store) forgetViewed(this.store.handle);
  }

  /** What to ask for; undefined when there is nothing to recommend for. */
  private get wish(): Wish | undefined {
    const kind = KINDS.find((each) => each === this.kind) ?? 'auto';
    const limit = Math.max(1, Math.min(24, Math.floor(this.limit) || 8));
    const about = this.subject.find({ kind, handle: this.handle, cart: this.for === 'cart', near: this.room.near });
    return about && { kind, limit, ...about };
  }

  private sourceOf(wish: Wish | undefined): Observable<RecommendationsState> | undefined {
    const { store, asked } = this;
    if (!store || !wish || !this.room.near) return undefined;
    const isNew = !asked || recommendationsPath(asked.wish) !== recommendationsPath(wish);
    // Nothing is exchanged under somebody's hands, such as what they have just put into the cart.
    if (isNew && !(this.products.length && this.hands.on)) this.asked = { wish, state: recommend(store.client, wish) };
    return this.asked?.state;
  }

  private get products(): readonly ProductSummary[] {
    return this.answer?.products ?? [];
  }

  private take(): void {
    const { waiting, room, subject } = this;
    const state = this.source.value;
    if (!subject.expected) this.answer = undefined;
    else if (state && state.status !== 'loading' && state !== this.answer) {
      this.answer = state;
      if (state.error) this.report(state.error);
      void this.introduce();
    }
    this.waiting = subject.expected && !this.answer;
    // Less than there is room for. What changes later, changes because of what the shopper has just done.
    const isShort = this.products.length < (this.layout === 'grid' ? this.limit : 1);
    if (waiting && !this.waiting && isShort) room.hold(this.offsetHeight);
    else if (!isShort) room.free();
    this.setState('loading', this.waiting);
    this.setState('empty', !this.waiting && !this.products.length && !room.held);
  }

  /** A page with nothing else of ours has not heard of the store's colours yet. */
  private async introduce(): Promise<void> {
    const { store, summary } = this;
    // Colours alone are no reason to tell anybody that they did not come.
    if (store && !summary) await store.catalog.store().catch(() => undefined);
  }

  private get headingText(): string {
    if (this.heading !== undefined) return this.heading;
    const { kind, answer, text } = this;
    const answered = answer?.kind;
    if (answered === 'popular' || answered === 'newest') return text(answered);
    if (kind === 'viewed' && (answered ?? kind) === kind) return text('viewed');
    return text(kind === 'bought-together' && (answered ?? kind) === kind ? 'together' : 'similar');
  }

  private detailOf(product: ProductSummary): VitrineRecommendationDetail | undefined {
    const { asked, answer } = this;
    if (!asked || !answer?.kind) return undefined;
    const { handle, handles = [] } = asked.wish;
    const recommendedFor = handle !== undefined ? [handle] : answer.kind === 'viewed' ? [] : handles;
    return { product, kind: answer.kind, position: this.products.indexOf(product), recommendedFor };
  }

  private handleSelect(event: VitrineProductSelectEvent): void {
    const detail = this.detailOf(event.detail.product);
    if (detail) this.dispatchEvent(new VitrineRecommendationSelectEvent(detail));
  }

  private handleAdd(event: VitrineCartAddEvent): void {
    // From its card, or from the dialog that shows it.
    const shown = event.composedPath().find((node) => (node as Element).localName === 'vitrine-product');
    const handle = (shown as Element | undefined)?.getAttribute('handle');
    const { variantId } = event.detail;
    const product = this.products.find((each) => (handle ? each.handle === handle : each.onlyVariantId === variantId));
    const detail = product && this.detailOf(product);
    if (!detail) return;
    event.promise.then(
      () => this.dispatchEvent(new VitrineRecommendationAddEvent(detail)),
      () => undefined,
    );
  }

  protected override render(): TemplateResult {
    const { waiting, products } = this;
    return html`<div class=${waiting ? 'root waiting' : 'root'} part="root">
      ${
        waiting || products.length
          ? html`<vitrine-product-grid
              exportparts="heading, carousel-buttons, carousel-button, list, item, picture, image, badge, vendor, title, price, primary-button, dialog"
              .layout=${this.layout}
              .heading=${this.headingText}
              .limit=${this.limit}
              .columns=${this.columns}
              .productUrl=${this.productUrl}
              .theme=${this.theme}
              .products=${waiting ? null : products}
              paging="none"
              @vitrine-product-select=${this.handleSelect}
              @vitrine-cart-add=${this.handleAdd}
            ></vitrine-product-grid>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-recommendations': VitrineRecommendations;
  }
}
