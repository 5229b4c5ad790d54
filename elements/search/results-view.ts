import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { VitrineSuggestionSelectEvent } from '../events/suggestion-select.ts';
import { strings, type Text } from '../internal/strings.ts';
import { Watch } from '../internal/watch.ts';
// From the element itself and not from its parts: so the build keeps the grid's code in the one file that grids load.
import { english as gridEnglish, renderCard, styles as gridStyles } from '../product-grid/product-grid.ts';
import type { StoreContext } from '../store/context.ts';
import { createSearchStore, type SearchRequest, type SearchState, type SearchStore } from '../stores/search-store.ts';
import { addressOf } from './address-of.ts';
import { CardActions } from './card-actions.ts';
import { FiltersLoader } from './filters-loader.ts';
import { Popular } from './popular.ts';
import { RecentList } from './recent-list.ts';
import { resultsHeading } from './results-heading.ts';
import type { ResultsHost } from './results-host.ts';
import { english } from './results.strings.ts';
import { styles as overlayStyles } from './search-overlay.styles.ts';
import { SearchOverlay, type OverlayContent } from './search-overlay.ts';
import { ScrollPlace } from './scroll-place.ts';
import { SearchHistory, type Seen } from './search-history.ts';
import { renderResults } from './search-results.ts';
import { styles as resultsStyles } from './search-results.styles.ts';
import { sortEnglish } from './sorts.ts';
import type { Suggestion } from './suggestion-list.ts';
import { tellSearch } from './tell-search.ts';

/** Room that results need below the box, in pixels; with less they are shown above the page. */
const ROOM = 560;
/** With less room than this, what narrows a search opens in a drawer. */
const ROOM_BESIDE = 760;

/** A small screen, where searching takes all of it. */
const isPhone = (): boolean => matchMedia('(max-width: 600px)').matches;

/** All that is not the box: searching, results, their place in the page and in its address. Loaded when somebody is about to search. */
export class ResultsView implements ReactiveController {
  /** Whether the box and the results are shown above the page. */
  overlaid = false;

  private readonly host: ResultsHost;
  private readonly text: Text<keyof typeof english>;
  private readonly gridText: Text<keyof typeof gridEnglish>;
  private readonly sortText: Text<keyof typeof sortEnglish>;
  private readonly found: Watch<SearchState>;
  private readonly recents: RecentList;
  private readonly popular: Popular;
  private readonly cards: CardActions;
  private readonly overlay: SearchOverlay;
  private readonly history: SearchHistory;
  private readonly filters: FiltersLoader;
  private readonly place: ScrollPlace;
  private searchOf: StoreContext | undefined;
  private searchStore: SearchStore | undefined;
  /** The newest search; an older one has nothing to say any more. */
  private latest: SearchRequest | undefined;

  constructor(host: ResultsHost) {
    const { element, root } = host;
    this.host = host;
    this.text = strings(element, 'search', english);
    this.gridText = strings(element, 'product-grid', gridEnglish);
    this.sortText = strings(element, 'product-grid', sortEnglish);
    const sheets = [gridStyles, resultsStyles, overlayStyles].flatMap(({ styleSheet }) => styleSheet ?? []);
    const [tokens, ...own] = root.adoptedStyleSheets;
    // Before the search's own, which have the last word.
    root.adoptedStyleSheets = [...(tokens ? [tokens] : []), ...sheets, ...own];

    this.found = new Watch(element, () => this.search);
    this.recents = new RecentList(host, this.text);
    this.popular = new Popular(host);
    this.cards = new CardActions(host, this.gridText, () => this.leave());
    this.history = new SearchHistory(element, {
      prefix: () => element.urlState,
      searched: () => (this.state.status === 'idle' ? undefined : this.state),
      restore: (request, seen) => this.restore(request, seen),
      leave: () => this.close(),
    });
    element.addController(this);
    this.overlay = new SearchOverlay(element, {
      root,
      overlaid: () => this.overlaid,
      typing: () => this.state.status === 'idle',
      leave: () => this.leave(),
    });
    this.place = new ScrollPlace(() => (this.overlaid ? root.querySelector('.below') : document.scrollingElement));
    this.filters = new FiltersLoader(host, {
      text: this.text,
      state: () => this.state,
      beside: () => this.hasRoomBeside,
      narrow: (filters) => this.change({ filters }),
      load: () => this.search?.facets(),
    });
    const { request, seen } = this.history.read();
    if (request) this.restore(request, seen);
  }

  /** What was found, as far as anything was searched. */
  private get state(): SearchState {
    return this.search!.value;
  }

  /** The search of the store the element is in; another store begins anew. */
  private get search(): SearchStore | undefined {
    const store = this.host.store() ?? this.searchOf;
    if (store && store !== this.searchOf) {
      this.searchStore?.stop();
      this.searchStore = createSearchStore(store.client, {
        limit: () => this.host.element.limit,
        facets: () => this.filters.shown,
      });
      this.searchOf = store;
    }
    return this.searchStore;
  }

  hostDisconnected(): void {
    this.search?.stop();
    this.close();
  }

  hostUpdated(): void {
    const { error } = this.state;
    if (error) this.host.report(error);
    if (this.states.empty) this.popular.load();
  }

  /** The element's custom states, and whether each is on. */
  get states() {
    const { status, total } = this.state;
    return {
      overlay: this.overlaid,
      loading: status === 'loading',
      empty: status === 'ready' && !total,
      failed: status === 'failed',
    };
  }

  /** A box was clicked or touched: empty, it offers searches of the past; on a phone searching takes the whole screen. */
  async enter(): Promise<void> {
    const { root, element, box } = this.host;
    const opens =
      !this.overlaid && isPhone() && this.needsOverlay && !!root.activeElement?.matches('.root > .box input');
    if (opens) {
      box.close();
      this.openOverlay();
      element.requestUpdate();
      // A list that is shown before the dialog would lie below it.
      await element.updateComplete;
    }
    if (opens || !box.typed) box.ask();
  }

  /** Searches of the past that go with what is typed. */
  recent(typed: string): Suggestion[] {
    return this.recents.offer(typed);
  }

  /** Takes a search of the past out of the list. */
  forget(suggestion: Suggestion): void {
    this.recents.forget(suggestion);
  }

  /** Somebody typed. An empty box has no results below it; above the page they stay until the next ones, or there would be a void. */
  typed(typed: string): void {
    if (typed || this.overlaid || this.state.status === 'idle') return;
    this.clear();
    this.history.write(undefined);
  }

  /** A suggestion was chosen. */
  choose(suggestion: Suggestion, position: number, query: string): void {
    const { kind, text } = suggestion;
    const { element } = this.host;
    if (kind === 'forget') return this.recents.forget(suggestion);
    const product = kind === 'products' ? suggestion.product : undefined;
    const handle = kind === 'collections' ? suggestion.handle : product?.handle;
    element.dispatchEvent(new VitrineSuggestionSelectEvent({ kind, text, position, query, handle }));
    if (product) this.cards.choose(product);
    else if (kind !== 'collections') this.submit(text);
    else if (element.collectionUrl) location.assign(addressOf(element.collectionUrl, suggestion.handle));
    else {
      const collection = { handle: suggestion.handle, title: text };
      this.host.box.typed = text;
      void this.find({ query: '', collection, filters: {}, sort: '' });
    }
  }

  /** Searches for words, anew: without what narrowed the search before. */
  submit(words: string): void {
    this.host.box.typed = words;
    void this.find({ query: words.trim(), filters: {}, sort: this.state.sort });
  }

  /** What was found, below the page's box or, with what goes with it, above the page. */
  render(above: Pick<OverlayContent, 'box' | 'said'> | undefined): TemplateResult {
    const { state, overlay } = this;
    const found = renderResults(state, {
      ...this.labels,
      sortText: this.sortText,
      inDrawer: !this.hasRoomBeside,
      beside: this.hasRoomBeside ? this.filters.renderBeside(this.labels) : nothing,
      popular: this.popular.products,
      card: (product, index, isResult) => this.renderCard(product, index, isResult),
      search: (change) => this.change(change),
      more: () => void this.more(),
      openFilters: () => this.filters.open(),
    });
    return html`${above ? nothing : found}${overlay.render(
      above && { ...above, found, label: this.host.text('search'), closeLabel: this.gridText('close') },
    )}${this.filters.renderDrawer(this.labels)}`;
  }

  private get labels() {
    const { host, text } = this;
    return { text, locale: host.element.locale, currency: host.store()?.summary.value?.currency ?? 'EUR' };
  }

  private renderCard(product: ProductSummary, index: number, isResult: boolean): TemplateResult {
    const { cards, gridText: text } = this;
    const { locale, productUrl } = this.host.element;
    const { query, corrected } = this.state;
    const foundBy = isResult ? { query: corrected ?? query, position: index } : undefined;
    return renderCard(product, {
      text,
      locale,
      url: productUrl && addressOf(productUrl, product.handle),
      eager: index < 4,
      state: cards.stateOf(product),
      choose: (event) => {
        if (foundBy) this.keep();
        cards.choose(product, foundBy, event);
      },
      add: (event) => void cards.add(product, foundBy, event),
    });
  }

  private get needsOverlay(): boolean {
    const { element } = this.host;
    const { results } = element;
    // A header is never the place for results, however wide its box is on a tablet.
    return (
      results === 'overlay' || (results === 'auto' && (element.offsetWidth < ROOM || !!element.closest('header, nav')))
    );
  }

  private get hasRoomBeside(): boolean {
    const width = this.overlaid ? Math.min(innerWidth - 48, 1100) - 64 : this.host.element.offsetWidth;
    return width >= ROOM_BESIDE;
  }

  private openOverlay(restored = false): void {
    if (this.overlaid) return;
    this.overlaid = true;
    // What the address brought is left by the step back as it is.
    if (isPhone() && !restored) this.history.open();
  }

  /** Searches again with something changed, and what is typed with it. */
  private change(change: Partial<SearchRequest>): void {
    const { query, collection, filters, sort, exact } = this.state;
    if (change.query !== undefined) this.host.box.typed = change.query;
    void this.find({ query, collection, filters, sort, exact, ...change });
  }

  /** The address asks for a search, or for none. */
  private restore(request: SearchRequest | undefined, seen: Seen): void {
    const { box, element } = this.host;
    box.typed = request ? request.query || (request.collection?.title ?? '') : '';
    if (request) return void this.find(request, seen);
    this.close();
    element.requestUpdate();
  }

  /** Searches; with what was `seen` of it, on behalf of the address. */
  private async find(request: SearchRequest, seen?: Seen): Promise<void> {
    const { search, host, place } = this;
    const restored = seen !== undefined;
    host.dismiss();
    host.box.close();
    if (!search) return;
    if (host.element.results === 'none') {
      this.recents.add(request.query);
      return tellSearch(host.element, request, undefined, restored);
    }
    this.latest = request;
    if (this.needsOverlay) this.openOverlay(restored);
    if (!restored) this.history.write(request);
    host.element.requestUpdate();
    place.expect(seen?.top);
    await search.search(request, seen?.shown);
    const { value } = search;
    // A newer search has taken over, or the element has left the page.
    if (value.status !== 'ready' || this.latest !== request) return;
    const { query, corrected, total } = value;
    if (!restored && total) this.recents.add(corrected ?? query);
    host.say(resultsHeading(value, this.text));
    tellSearch(host.element, request, value, restored);
    await host.element.updateComplete;
    place.restore();
  }

  /** Remembers what is in sight, for whoever comes back. */
  private keep(): void {
    this.history.keep({ shown: this.state.products.length, top: this.place.top });
  }

  private async more(): Promise<void> {
    const { search, host } = this;
    const before = this.state.products.length;
    await search?.more();
    const { status, hasMore, products } = this.state;
    if (status !== 'ready') return;
    this.keep();
    host.say(this.text('all', { count: products.length }));
    await host.element.updateComplete;
    // The button that had the focus is gone: go on where the new products begin.
    if (!hasMore) host.root.querySelectorAll<HTMLElement>('.results .choose')[before]?.focus();
  }

  /** Goes back to the page, in its address and its history too; what was typed stays in its box. */
  private leave(): void {
    if (!this.overlaid) return;
    this.close();
    this.history.leave();
  }

  private close(): void {
    if (this.overlaid) {
      this.overlaid = false;
      this.host.say('');
      this.host.box.close();
      this.host.dismiss();
    }
    this.clear();
  }

  private clear(): void {
    this.latest = undefined;
    this.place.expect(0);
    this.filters.close();
    this.search?.clear();
    this.host.element.requestUpdate();
  }
}
