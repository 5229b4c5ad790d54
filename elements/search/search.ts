import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { anew } from '../internal/anew.ts';
import { define } from '../internal/define.ts';
import { FocusKeeper } from '../internal/focus-keeper.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import type { StoreContext } from '../store/context.ts';
import { createSuggestStore, type SuggestStore } from '../stores/suggest-store.ts';
import { Combobox } from './combobox.ts';
import { inAddress } from './in-address.ts';
import { ListPlace } from './list-place.ts';
import { ResultsLoader } from './results-loader.ts';
import type { ResultsHost } from './results-host.ts';
import type { ResultsView } from './results-view.ts';
import { renderBox } from './search-box.ts';
import { english } from './search.strings.ts';
import { styles } from './search.styles.ts';
import { listed, type Offer, type Suggestion } from './suggestion-list.ts';

/**
 * A search box that suggests while somebody types, and shows what it finds: below itself where there is room, as in the
 * middle of a page, or above the page, as from a header.
 *
 * @element vitrine-search
 * @slot empty - Shown when nothing was found, above the way out.
 * @slot error - Shown when the search failed, above the button that tries again.
 * @event {VitrineSearchUpdateEvent} vitrine-search-update - A shopper's search has results, or with `results="none"` was asked for: what was searched, how, and how much was found.
 * @event {VitrineSearchEmptyEvent} vitrine-search-empty - A shopper's search found nothing.
 * @event {VitrineSuggestionSelectEvent} vitrine-suggestion-select - A shopper chose a suggestion.
 * @event {VitrineProductSelectEvent} vitrine-product-select - A shopper chose a product; cancelable. Of a result, `search` tells the query and its place.
 * @event {VitrineCartAddEvent} vitrine-cart-add - A shopper adds a found product to the cart; cancelable. Of a result, `search` tells the query and its place.
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
 * @csspart hint - What was searched instead, or another spelling.
 * @csspart sort - The control to sort by.
 * @csspart filters-button - The button that opens the filters, where they are not beside the results.
 * @csspart filters - All that narrows the search.
 * @csspart filter-group - One kind of it, such as the brands.
 * @csspart filter - One value to narrow it to.
 * @csspart filter-selected - A value it is narrowed to.
 * @csspart swatch - The colour of a value.
 * @csspart chosen - All that is chosen to narrow it.
 * @csspart chip - One value that is chosen; pressing it takes it back.
 * @csspart drawer - The dialog with the filters.
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

  /**
   * Keeps the search in the page's address, so that it can be shared and the back button works. Its value begins the names of
   * the parameters, for a page with several searches: `url-state="a-"` makes `?a-q=mug&a-sort=newest`.
   */
  @property({ attribute: 'url-state' }) urlState: string | undefined;

  /** Searches made before are offered again, and kept on this device alone; `off` keeps none. */
  @property() recent: 'on' | 'off' = 'on';

  @state() private viewFailed = false;
  /** What a screen reader is told. */
  @state() private said = '';

  private readonly text = strings(this, 'search', english);
  private readonly suggest = new Watch(this, () => this.suggestions);
  private readonly box = new Combobox(this, {
    offer: (typed) => this.offer(typed),
    suggest: (text) => this.suggestions?.type(text),
    offered: (count) => (this.said = this.text('offered', { count })),
    choose: (suggestion, position) => this.choose(suggestion, position),
    forget: (suggestion) => this.view?.forget(suggestion),
    escape: () => this.escape(),
  });
  private readonly loader = new ResultsLoader(() => this.resultsHost());
  private readonly focusKeeper = new FocusKeeper(this, '.results', 'input');
  private readonly listPlace = new ListPlace(this, () => this.renderRoot.querySelector<HTMLElement>('.popup'));
  private suggestionsOf: StoreContext | undefined;
  private suggestionsStore: SuggestStore | undefined;

  private get view(): ResultsView | undefined {
    return this.loader.view;
  }

  /** The suggestions of the store this element is in; another store begins anew. */
  private get suggestions(): SuggestStore | undefined {
    const { store } = this;
    if (store !== this.suggestionsOf) {
      this.suggestionsStore?.dismiss();
      this.suggestionsStore = store && createSuggestStore(store.client);
      this.suggestionsOf = store;
    }
    return this.suggestionsStore;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.suggestionsStore?.dismiss();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.setState('open', this.box.options.length > 0);
    const states = this.view?.states;
    for (const name of ['overlay', 'loading', 'empty', 'failed'] as const) this.setState(name, !!states?.[name]);
    // What the address asks for is shown as soon as there is a store to ask.
    if (this.urlState !== undefined && !this.view && inAddress(location.search, this.urlState))
      void this.ready(() => {});
  }

  /** Calls `act` once all that is not the box is here. */
  private async ready(act: (view: ResultsView) => void): Promise<void> {
    if (!this.store) return;
    try {
      act(await this.loader.load());
    } catch (error) {
      this.viewFailed = true;
      this.report(error);
    }
  }

  private offer(typed: string): Offer {
    const { query, suggestions } = this.suggest.value ?? { query: '' };
    // The first letters' suggestions are on their way.
    if (!suggestions || (typed.trim() && !query)) return { of: '', suggestions: [] };
    return { of: query, suggestions: listed(suggestions, this.view?.recent(query) ?? []) };
  }

  private escape(): boolean {
    if (!this.box.typed || this.view?.overlaid) return false;
    this.clear();
    return true;
  }

  private clear(): void {
    this.type('');
    this.said = '';
    this.box.close();
    this.renderRoot.querySelector<HTMLInputElement>(this.view?.overlaid ? '.overlay input' : 'input')?.focus();
  }

  private type(typed: string): void {
    this.box.type(typed);
    this.view?.typed(typed);
  }

  /** While somebody is about to type is time to fetch what they will need next; should that fail, the search says so. */
  private prepare(): void {
    if (this.store) this.loader.load().catch(() => undefined);
  }

  private choose(suggestion: Suggestion, position: number): void {
    const { typed } = this.box;
    if (suggestion.kind !== 'forget') this.box.close();
    void this.ready((view) => view.choose(suggestion, position, typed));
  }

  private submit(): void {
    const { typed } = this.box;
    this.box.close();
    this.suggestions?.dismiss();
    if (typed.trim()) void this.ready((view) => view.submit(typed));
    else this.clear();
  }

  protected override render(): TemplateResult {
    const { view } = this;
    const overlaid = !!view?.overlaid;
    return html`<div class="root" part="root">
      ${this.renderBox(!overlaid)}
      ${
        view
          ? view.render(overlaid ? { box: this.renderBox(true), said: this.said } : undefined)
          : this.viewFailed
            ? html`<p class="trouble" part="message" role="alert">${this.text('failed')}</p>`
            : nothing
      }
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
      input: (typed) => this.type(typed),
      keydown: box.keydown,
      submit: () => this.submit(),
      enter: () => this.prepare(),
      press: () => void this.ready((view) => void view.enter()),
      // Not when the focus goes on to the box above the page.
      leave: () => used && box.close(),
      clear: () => this.clear(),
      choose: (suggestion, position) => this.choose(suggestion, position),
      forget: (suggestion) => this.view?.forget(suggestion),
    });
  }

  private resultsHost(): ResultsHost {
    return {
      element: this,
      // The element attaches an open shadow root, which is what it renders into.
      root: this.renderRoot as ShadowRoot,
      text: this.text,
      store: () => this.store,
      box: this.box,
      dismiss: () => this.suggestions?.dismiss(),
      say: (said) => (this.said = said && anew(said, this.said)),
      report: (error) => this.report(error),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-search': VitrineSearch;
  }
}
