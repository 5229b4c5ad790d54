import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../internal/define.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import '../product-grid/product-grid.ts';
import { english } from '../section/section.strings.ts';
import { showcase, type Showcase, type ShowcaseSource, type ShowcaseState } from '../stores/showcase.ts';

/**
 * A product grid of what a search finds, or of products picked by hand: it asks for them, and hands them to the grid. For
 * sections alone: no element of the public set.
 */
@define('vitrine-showcase-products')
export class VitrineShowcaseProducts extends VitrineElement {
  static override styles = [
    VitrineElement.styles,
    css`
      .failed {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
        color: var(--muted);
      }
      .failed p {
        margin: 0;
      }
      .failed button {
        min-block-size: 44px;
        padding: 0 var(--space-6);
        border: 1px solid currentColor;
        border-radius: var(--radius);
        background: none;
        color: var(--text);
        font: inherit;
        cursor: pointer;
      }
    `,
  ];

  /** Which products. */
  @property({ attribute: false }) source: ShowcaseSource | undefined;

  /** Most of them. */
  @property({ type: Number }) limit = 8;

  /** As of the grid, like the next two. */
  @property() layout: 'carousel' | 'masonry' | undefined;

  @property({ type: Number }) columns = 4;

  @property({ attribute: 'product-url' }) productUrl = '';

  private readonly text = strings(this, 'section', english);
  private readonly found = new Watch<ShowcaseState>(this, () => this.asked);

  private get asked(): Showcase | undefined {
    return this.store && this.source && showcase(this.store, this.source, this.limit);
  }

  private get isReady(): boolean {
    return this.found.value?.status === 'ready';
  }

  protected override willUpdate(): void {
    const error = this.found.value?.error;
    if (error) this.report(error);
    if (this.isReady) void this.introduce();
  }

  /** A search tells nobody of the store's colours. */
  private async introduce(): Promise<void> {
    const { store, summary } = this;
    // Colours alone are no reason to tell anybody that they did not come.
    if (store && !summary) await store.catalog.store().catch(() => undefined);
  }

  /** Placeholders are as many as products can come. */
  private get most(): number {
    const { source, limit } = this;
    return source?.from === 'picked' ? Math.min(limit, source.handles.length) : limit;
  }

  protected override render(): TemplateResult {
    return html`<div class="root" part="root">
      ${this.found.value?.status === 'failed' ? this.renderFailure() : this.renderGrid()}
    </div>`;
  }

  private renderGrid(): TemplateResult {
    return html`<vitrine-product-grid
      exportparts="carousel-buttons, carousel-button, list, item, picture, image, badge, vendor, title, price, primary-button, dialog"
      .products=${this.isReady ? this.found.value!.products : null}
      .limit=${this.most}
      .layout=${this.layout}
      .columns=${this.columns}
      .productUrl=${this.productUrl}
      .theme=${this.theme}
      paging="none"
    ></vitrine-product-grid>`;
  }

  private renderFailure(): TemplateResult {
    return html`<div class="failed" role="alert">
      <p>${this.text('failed')}</p>
      <button part="secondary-button" type="button" @click=${() => this.asked?.retry()}>${this.text('retry')}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-showcase-products': VitrineShowcaseProducts;
  }
}
