import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { VitrineSearchUpdateEvent } from '../events/search-update.ts';
import { define } from '../internal/define.ts';
import { retryImport } from '../internal/retry-import.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import type { StoreContext } from '../store/context.ts';
import {
  createSearchStore,
  type CollectionRef,
  type Filters,
  type SearchStore,
  type SuggestState,
} from '../stores/search-store.ts';
import { addressOf } from './address-of.ts';
import { ListPlace } from './list-place.ts';
import { resultsHeading } from './results-heading.ts';
import type { ResultsView } from './results-view.ts';
import { renderBox } from './search-box.ts';
import { english } from './search.strings.ts';
import { styles } from './search.styles.ts';
import { listed, type Suggestion } from './suggestion-list.ts';

/** Fetched when somebody is about to search, so that a box alone stays small. */
const importResults = retryImport(() => import('./results-view.ts'), import.meta.url);

/** Room that results need below the box, in pixels; with less they are shown above the page. */
const ROOM = 560;

/**
 * A search box that suggests while somebody types, and shows what it finds: below itself where there is room, as in the
 * middle of a page, or above the page, as from a header.
 *
 * @element vitrine-search
 * @slot empty - Shown when nothing was found, above the way out.
 * @slot error - Shown when the search failed, above the button that tries again.
 * @event {VitrineSearchUpdateEvent} vitrine-search-update - A shopper's search has results, or with `results="none"` was asked for.
 * @event {VitrineProductSelectEvent} vitrine-product-select - A shopper chose a product; cancelable.
 * @event {VitrineCartAddEvent} vitrine-cart-add - A shopper adds a found product to the cart; cancelable.
 * @event {VitrineErrorEvent} vitrine-error - The search failed, or a product could not be added.
 * @csspart form - The box with its buttons.
 * @csspart input-field - The text field.
 * @csspart clear - The button that clears it.
 * @csspart listbox - The suggestions.
 * @csspart group-label - The name of a group of suggestions.
 * @csspart option - A suggestion.
 * @csspart option-active - The suggestion the arrow keys are at.
 * @csspart results - What was found.
 * @csspart total - How much was found.
 * @csspart filters - All that narrows the search.
 * @csspart filter - One value to narrow it to.
 * @csspart filter-selected - A value it is narrowed to.
 * @csspart message - The words shown when there is nothing to show.
 * @csspart list - All products found.
 * @csspart item - One product.
 * @csspart picture - The frame of its picture.
 * @csspart image - Its picture.
 * @csspart badge - "Sale" or "Sold out".
 * @csspart vendor - Its vendor.
 * @csspart title - Its title.
 * @csspart price - Its price.
 * @csspart primary-button - Its button.
 * @csspart secondary-button - Buttons that show more, try again, or lead out of an empty search.
 * @csspart dialog - The dialog that shows a product.
 * @csspart overlay - The dialog with the box and what was found, when that is shown above the page.
 * @csspart overlay-close - The button that goes back to the page.
 * @cssproperty [--vitrine-product-grid-gap=24px 16px] - Room between products found, rows then columns.
 * @cssproperty [--vitrine-product-grid-ratio=4 / 5] - Width to height of their pictures.
 * @cssstate open - Suggestions are shown.
 * @cssstate overlay - What was found is shown above the page.
 * @cssstate loading - A search is on its way.
 * @cssstate empty - A search found nothing.
 * @cssstate failed - A search did not work.
 */
@define('vitrine-search')
export class VitrineSearch extends VitrineElement {
  static override styles = [VitrineElement.styles, styles];

  /** Text shown in the empty field. */
  @property() placeholder = '';

  /** Products at a time, 1 to 100. */
  @property({ type: Number }) limit = 24;

  /**
   * Where results appear: `inline`, below the box; `overlay`, in a dialog above the page; `auto`, below the box where it
   * is at least 560 pixels wide and not in a `<header>` or `<nav>`, else above the page; or `none`, where the page shows them itself.
   */
  @property() results: 'auto' | 'inline' | 'overlay' | 'none' = 'auto';

  /** Address of a product's page, such as `/products/{handle}`; without it a product opens in a dialog. */
  @property({ attribute: 'product-url' }) productUrl = '';

  /** Address of a collection's page, such as `/collections/{handle}`; without it its products appear as results. */
  @property({ attribute: 'collection-url' }) collectionUrl = '';

  @state() private typed = '';
  @state() private open = false;
  @state() private active = -1;
  /** Whether results are shown above the page. */
  @state() private overlaid = false;
  /** What a screen reader is told. */
  @state() private said = '';

  private readonly text = strings(this, 'search', english);
  private readonly suggest = new Watch(this, () => this.search?.suggest);
  private readonly found = new Watch(this, () => this.search?.results);
  @state() private viewFailed = false;
  /** What shows results, once it is here. */
  @state() private view: ResultsView | undefined;
  private viewOnItsWay: Promise<ResultsView> | undefined;
  /** The suggestions last announced. */
  private announced: SuggestState | undefined;
  private readonly listPlace = new ListPlace(this, () => this.renderRoot.querySelector<HTMLElement>('.popup'));
  private searchOf: StoreContext | undefined;
  private searchStore: SearchStore | undefined;

  /** The search of the store this element is in; another store begins anew. */
  private get search(): SearchStore | undefined {
    const { store } = this;
    if (store !== this.searchOf) {
      this.searchStore?.stop();
      this.searchStore = store && createSearchStore(store.client, () => this.limit);
      this.searchOf = store;
    }
    return this.searchStore;
  }

  private get options(): Suggestion[] {
    return this.open && this.suggest.value?.query ? listed(this.suggest.value.suggestions) : [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.searchStore?.stop();
    this.open = false;
    this.leaveOverlay();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { options } = this;
    if (this.active >= options.length) this.active = -1;
    if (options.length && this.announced !== this.suggest.value) {
      this.announced = this.suggest.value;
      this.active = -1;
      this.said = this.text('offered', { count: options.length });
    }
    super.willUpdate(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { status, total, error } = this.found.value ?? { status: 'idle' };
    this.setState('open', this.options.length > 0);
    this.setState('overlay', this.overlaid);
    this.setState('loading', status === 'loading');
    this.setState('empty', status === 'ready' && !total);
    this.setState('failed', status === 'failed');
    if (error) this.report(error);
    if (this.active >= 0) this.renderRoot.querySelector(`#option-${this.active}`)?.scrollIntoView({ block: 'nearest' });
  }

  private handleInput(typed: string): void {
    this.typed = typed;
    this.open = true;
    this.active = -1;
    this.search?.type(this.typed);
    if (this.results !== 'none') this.prepare();
    this.forgetInline();
  }

  private handleKeydown(event: KeyboardEvent): void {
    // While a composition is going on, as in Japanese, keys belong to it.
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const count = this.options.length;
    const { active } = this;
    const to = (index: number): void => {
      this.active = index;
      event.preventDefault();
    };
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (!count) {
          this.open = true;
          this.search?.type(this.typed);
          event.preventDefault();
        } else if (event.altKey) {
          this.close();
          event.preventDefault();
        } else if (event.key === 'ArrowDown') to(active + 1 < count ? active + 1 : 0);
        else to(active > 0 ? active - 1 : count - 1);
        break;
      case 'Home':
        if (active >= 0) to(0);
        break;
      case 'End':
        if (active >= 0) to(count - 1);
        break;
      case 'Enter':
        if (active >= 0) {
          event.preventDefault();
          this.choose(this.options[active]!);
        }
        break;
      case 'Escape':
        if (count) this.close();
        else if (this.typed && !this.overlaid) this.clear();
        else return;
        // Else a dialog around the box would close with it.
        event.preventDefault();
        event.stopPropagation();
    }
  }

  private close(): void {
    this.open = false;
    this.active = -1;
  }

  private clear(): void {
    this.typed = '';
    this.said = '';
    this.close();
    this.search?.dismiss();
    this.forgetInline();
    this.renderRoot.querySelector<HTMLInputElement>(this.overlaid ? '.overlay input' : 'input')?.focus();
  }

  /** An empty box has no results below it; above the page they stay until the next ones, or there would be a void. */
  private forgetInline(): void {
    if (!this.typed && !this.overlaid) this.search?.clear();
  }

  /** Goes back to the page; what was typed stays in its box. */
  private leaveOverlay(): void {
    if (!this.overlaid) return;
    this.overlaid = false;
    this.said = '';
    this.close();
    this.search?.dismiss();
    this.search?.clear();
  }

  private choose(suggestion: Suggestion): void {
    this.close();
    if (suggestion.kind === 'queries') {
      this.typed = suggestion.text;
      void this.find(suggestion.text, {});
    } else if (suggestion.kind === 'products') {
      void this.show(suggestion.product);
    } else if (this.collectionUrl) {
      location.assign(addressOf(this.collectionUrl, suggestion.handle));
    } else {
      this.typed = suggestion.text;
      void this.find(suggestion.text, {}, { handle: suggestion.handle, title: suggestion.text });
    }
  }

  private handleSubmit(): void {
    this.close();
    if (this.typed.trim()) void this.find(this.typed, {});
    else this.clear();
  }

  private get needsOverlay(): boolean {
    const { results } = this;
    // A header is never the place for results, however wide its box is on a tablet.
    return (
      results === 'overlay' || (results !== 'inline' && (this.offsetWidth < ROOM || !!this.closest('header, nav')))
    );
  }

  private async find(words: string, filters: Filters, collection?: CollectionRef): Promise<void> {
    const { search } = this;
    const query = words.trim();
    search?.dismiss();
    if (this.results === 'none' || !search) {
      this.dispatchEvent(new VitrineSearchUpdateEvent({ query, total: undefined }));
      return;
    }
    this.overlaid ||= this.needsOverlay;
    const shown = this.loadView().catch((error: unknown) => this.failView(error));
    await (collection ? search.browse(collection) : search.search(query, filters));
    await shown;
    const { value } = search.results;
    // A newer search has taken over, or the element has left the page.
    if (value.status !== 'ready' || value.query !== (collection ? '' : query) || !this.isConnected) return;
    this.said = resultsHeading(value, this.text);
    this.dispatchEvent(new VitrineSearchUpdateEvent({ query, total: value.total }));
  }

  private async fetchMore(): Promise<void> {
    const before = this.found.value?.products.length ?? 0;
    await this.search?.more();
    const { status, hasMore, products } = this.found.value ?? {};
    if (status !== 'ready' || !products) return;
    this.said = this.text('all', { count: products.length });
    await this.updateComplete;
    // The button that had the focus is gone: go on where the new products begin.
    if (!hasMore) this.renderRoot.querySelectorAll<HTMLElement>('.choose')[before]?.focus();
  }

  protected override render(): TemplateResult {
    const { overlaid } = this;
    return html`<div class="root" part="root">
      ${this.renderBox(!overlaid)} ${this.results === 'none' ? nothing : this.renderFound()}
      <p class="hidden-text" role="status">${overlaid ? '' : this.said}</p>
    </div>`;
  }

  /** The box in the page or, while results are above it, there: the one that is `used` makes the offers. */
  private renderBox(used: boolean): TemplateResult {
    return renderBox({
      used,
      text: this.text,
      locale: this.locale,
      placeholder: this.placeholder,
      typed: this.typed,
      query: this.suggest.value?.query ?? '',
      options: used ? this.options : [],
      active: used ? this.active : -1,
      input: (typed) => this.handleInput(typed),
      keydown: (event) => this.handleKeydown(event),
      submit: () => this.handleSubmit(),
      leave: () => this.close(),
      clear: () => this.clear(),
      choose: (suggestion) => this.choose(suggestion),
    });
  }

  private renderFound(): TemplateResult | typeof nothing {
    const { value } = this.found;
    if (this.viewFailed) return html`<p class="trouble" part="message" role="alert">${this.text('failed')}</p>`;
    if (!value || !this.view) return nothing;
    return this.view.render(value, this.overlaid ? { box: this.renderBox(true), said: this.said } : undefined);
  }

  /** Fetches what shows results, once; again after a failure. */
  private loadView(): Promise<ResultsView> {
    this.viewOnItsWay ??= importResults().then(
      ({ ResultsView }) => {
        this.viewFailed = false;
        return (this.view = new ResultsView(this, {
          // The element attaches an open shadow root, which is what it renders into.
          root: this.renderRoot as ShadowRoot,
          text: this.text,
          cart: () => this.store?.cart,
          search: (query, filters) => {
            this.typed = query;
            void this.find(query, filters);
          },
          more: () => void this.fetchMore(),
          overlaid: () => this.overlaid,
          leave: () => this.leaveOverlay(),
          say: (said) => (this.said = said),
          report: (error) => this.report(error),
        }));
      },
      (error: unknown) => {
        this.viewOnItsWay = undefined;
        throw error;
      },
    );
    return this.viewOnItsWay;
  }

  /** While somebody types is time to fetch what they will need next; should that fail, the search says so. */
  private prepare(): void {
    this.loadView().catch(() => undefined);
  }

  private async show(product: ProductSummary): Promise<void> {
    try {
      (await this.loadView()).choose(product);
    } catch (error) {
      this.failView(error);
    }
  }

  private failView(error: unknown): void {
    this.viewFailed = true;
    this.overlaid = false;
    this.report(error instanceof Error ? error : new Error(String(error)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-search': VitrineSearch;
  }
}
