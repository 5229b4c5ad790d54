import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { VitrineSearchUpdateEvent } from '../events/search-update.ts';
import { anew } from '../internal/anew.ts';
import { define } from '../internal/define.ts';
import { FocusKeeper } from '../internal/focus-keeper.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import type { StoreContext } from '../store/context.ts';
import { createSearchStore, type CollectionRef, type Filters, type SearchStore } from '../stores/search-store.ts';
import { addressOf } from './address-of.ts';
import { Combobox } from './combobox.ts';
import { ListPlace } from './list-place.ts';
import { resultsHeading } from './results-heading.ts';
import { ResultsLoader } from './results-loader.ts';
import type { ResultsHost } from './results-view.ts';
import { renderBox } from './search-box.ts';
import { english } from './search.strings.ts';
import { styles } from './search.styles.ts';
import type { Suggestion } from './suggestion-list.ts';

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

  /** Whether results are shown above the page. */
  @state() private overlaid = false;
  @state() private viewFailed = false;
  /** What a screen reader is told. */
  @state() private said = '';

  private readonly text = strings(this, 'search', english);
  private readonly suggest = new Watch(this, () => this.search?.suggest);
  private readonly found = new Watch(this, () => this.search?.results);
  private readonly box = new Combobox(this, {
    suggested: () => this.suggest.value,
    suggest: (text) => this.search?.type(text),
    offered: (count) => (this.said = this.text('offered', { count })),
    choose: (suggestion) => this.choose(suggestion),
    escape: () => this.escape(),
  });
  private readonly resultsLoader = new ResultsLoader(this, () => this.resultsHost());
  private readonly focusKeeper = new FocusKeeper(this, '.results', 'input');
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

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.searchStore?.stop();
    this.leaveOverlay();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { status, total, error } = this.found.value ?? { status: 'idle' };
    this.setState('open', this.box.options.length > 0);
    this.setState('overlay', this.overlaid);
    this.setState('loading', status === 'loading');
    this.setState('empty', status === 'ready' && !total);
    this.setState('failed', status === 'failed');
    if (error) this.report(error);
  }

  private handleInput(typed: string): void {
    this.box.type(typed);
    // While somebody types is time to fetch what they will need next; should that fail, the search says so.
    if (this.results !== 'none') this.resultsLoader.load().catch(() => undefined);
    this.forgetInline();
  }

  private escape(): boolean {
    if (!this.box.typed || this.overlaid) return false;
    this.clear();
    return true;
  }

  private clear(): void {
    this.box.typed = '';
    this.said = '';
    this.box.close();
    this.search?.dismiss();
    this.forgetInline();
    this.renderRoot.querySelector<HTMLInputElement>(this.overlaid ? '.overlay input' : 'input')?.focus();
  }

  /** An empty box has no results below it; above the page they stay until the next ones, or there would be a void. */
  private forgetInline(): void {
    if (!this.box.typed && !this.overlaid) this.search?.clear();
  }

  /** Goes back to the page; what was typed stays in its box. */
  private leaveOverlay(): void {
    if (!this.overlaid) return;
    this.overlaid = false;
    this.said = '';
    this.box.close();
    this.search?.dismiss();
    this.search?.clear();
  }

  private choose(suggestion: Suggestion): void {
    this.box.close();
    if (suggestion.kind === 'products') return void this.show(suggestion.product);
    if (suggestion.kind === 'queries') return this.searchFor(suggestion.text, {});
    const { handle, text: title } = suggestion;
    if (this.collectionUrl) return location.assign(addressOf(this.collectionUrl, handle));
    this.searchFor(title, {}, { handle, title });
  }

  private handleSubmit(): void {
    this.box.close();
    if (this.box.typed.trim()) void this.find(this.box.typed, {});
    else this.clear();
  }

  private searchFor(words: string, filters: Filters, collection?: CollectionRef): void {
    this.box.typed = words;
    void this.find(words, filters, collection);
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
    const shown = this.resultsLoader.load().catch((error: unknown) => this.failView(error));
    await (collection ? search.browse(collection) : search.search(query, filters));
    await shown;
    const { value } = search.results;
    // A newer search has taken over, or the element has left the page.
    if (value.status !== 'ready' || value.query !== (collection ? '' : query) || !this.isConnected) return;
    this.said = anew(resultsHeading(value, this.text), this.said);
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
    const { box } = this;
    return renderBox({
      used,
      text: this.text,
      locale: this.locale,
      placeholder: this.placeholder,
      typed: box.typed,
      query: this.suggest.value?.query ?? '',
      options: used ? box.options : [],
      active: used ? box.active : -1,
      input: (typed) => this.handleInput(typed),
      keydown: box.keydown,
      submit: () => this.handleSubmit(),
      leave: () => box.close(),
      clear: () => this.clear(),
      choose: (suggestion) => this.choose(suggestion),
    });
  }

  private renderFound(): TemplateResult | typeof nothing {
    const { value } = this.found;
    const { view } = this.resultsLoader;
    if (!view && this.viewFailed) {
      return html`<p class="trouble" part="message" role="alert">${this.text('failed')}</p>`;
    }
    if (!value || !view) return nothing;
    return view.render(value, this.overlaid ? { box: this.renderBox(true), said: this.said } : undefined);
  }

  private resultsHost(): ResultsHost {
    return {
      // The element attaches an open shadow root, which is what it renders into.
      root: this.renderRoot as ShadowRoot,
      text: this.text,
      cart: () => this.store?.cart,
      search: (query, filters) => this.searchFor(query, filters),
      more: () => void this.fetchMore(),
      overlaid: () => this.overlaid,
      leave: () => this.leaveOverlay(),
      say: (said) => (this.said = said),
      report: (error) => this.report(error),
    };
  }

  private async show(product: ProductSummary): Promise<void> {
    try {
      (await this.resultsLoader.load()).choose(product);
    } catch (error) {
      this.failView(error);
    }
  }

  private failView(error: unknown): void {
    this.viewFailed = true;
    this.overlaid = false;
    this.report(error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-search': VitrineSearch;
  }
}
