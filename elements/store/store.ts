import { ReactiveElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { VitrineReadyEvent } from '../events/ready.ts';
import { define } from '../internal/define.ts';
import { pageSetup } from './page.ts';
import { StoreProvider } from './provider.ts';
import { storeFor } from './stores.ts';

/**
 * Names the store of the elements inside it; needed where a page shows several stores, or another than the script's.
 *
 * @element vitrine-store
 * @slot - Elements of this store, and anything else.
 * @event {VitrineReadyEvent} vitrine-ready - The store answered for the first time.
 */
@define('vitrine-store')
export class VitrineStore extends ReactiveElement {
  /** Handle of the store. */
  @property() handle = '';

  /** Origin and path of the API; the script's when left out. */
  @property() api = '';

  /** Language of texts and money, as a BCP 47 tag; the script's, then the page's, when left out. */
  @property() locale = '';

  /** Colour scheme of the elements inside: `light`, `dark`, or `auto` for the device's. */
  @property() theme = '';

  private readonly provider = new StoreProvider(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // At once, so that elements inside, which upgrade after this one, find their store with their first question.
    this.provide();
  }

  protected override updated(_changed: PropertyValues): void {
    this.provide();
  }

  private provide(): void {
    const setup = pageSetup();
    const { handle } = this;
    if (!handle) return;
    const store = storeFor({
      handle,
      api: (this.api || setup?.api || location.origin).replace(/\/+$/, ''),
      locale: this.locale || setup?.locale || this.closest<HTMLElement>('[lang]')?.lang || 'en',
      theme: this.theme || setup?.theme,
      preloaded: setup?.preloaded,
    });
    if (store === this.provider.value) return;
    this.provider.value = store;
    void store.answered.then((summary) => {
      if (this.provider.value === store) this.dispatchEvent(new VitrineReadyEvent(summary));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-store': VitrineStore;
  }
}
