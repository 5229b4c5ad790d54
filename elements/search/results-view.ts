import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { strings, type Text } from '../internal/strings.ts';
// From the element itself and not from its parts: so the build keeps the grid's code in the one file that grids load.
import { english as gridEnglish, renderCard, styles as gridStyles } from '../product-grid/product-grid.ts';
import type { CartStore } from '../stores/cart-store.ts';
import type { Filters, SearchState } from '../stores/search-store.ts';
import { addressOf } from './address-of.ts';
import { CardActions } from './card-actions.ts';
import { styles as overlayStyles } from './search-overlay.styles.ts';
import { SearchOverlay, type OverlayContent, type OverlayHost } from './search-overlay.ts';
import { renderResults } from './search-results.ts';
import { styles as resultsStyles } from './search-results.styles.ts';
import type { english } from './search.strings.ts';

/** The element that shows results. */
export type ResultsElement = HTMLElement &
  ReactiveControllerHost & { readonly locale: string; readonly productUrl: string };

/** What the results need of the element they are in. */
export interface ResultsHost extends OverlayHost {
  readonly text: Text<keyof typeof english>;
  cart(): CartStore | undefined;
  search(query: string, filters: Filters): void;
  more(): void;
  /** Tells a screen reader. */
  say(said: string): void;
  /** Tells the page. */
  report(error: unknown): void;
}

/** Everything below the box. Loaded when somebody is about to search, so that a box alone stays small. */
export class ResultsView {
  private readonly element: ResultsElement;
  private readonly host: ResultsHost;
  private readonly text: Text<keyof typeof gridEnglish>;
  private readonly cards: CardActions;
  private readonly overlay: SearchOverlay;

  constructor(element: ResultsElement, host: ResultsHost) {
    this.element = element;
    this.host = host;
    this.text = strings(element, 'product-grid', gridEnglish);
    this.cards = new CardActions(element, { ...host, text: this.text });
    this.overlay = new SearchOverlay(element, host);
    const sheets = [gridStyles, resultsStyles, overlayStyles].flatMap(({ styleSheet }) => styleSheet ?? []);
    const [tokens, ...own] = host.root.adoptedStyleSheets;
    // Before the search's own, which have the last word.
    host.root.adoptedStyleSheets = [...(tokens ? [tokens] : []), ...sheets, ...own];
  }

  /** Shows a product, unless the page does. */
  choose(product: ProductSummary): void {
    this.cards.choose(product);
  }

  /** What was found, below the page's box or, with what goes with it, above the page. */
  render(state: SearchState, above: Pick<OverlayContent, 'box' | 'said'> | undefined): TemplateResult {
    const found = this.renderFound(state);
    return html`${above ? nothing : found}${this.overlay.render(
      above && { ...above, found, label: this.host.text('search'), closeLabel: this.text('close') },
    )}`;
  }

  private renderFound(state: SearchState): TemplateResult | typeof nothing {
    const { element, text, cards, host } = this;
    return renderResults(state, {
      text: host.text,
      search: (query, filters) => host.search(query, filters),
      more: () => host.more(),
      card: (product, index) =>
        renderCard(product, {
          text,
          locale: element.locale,
          url: element.productUrl && addressOf(element.productUrl, product.handle),
          eager: index < 4,
          state: cards.stateOf(product),
          choose: (event) => cards.choose(product, event),
          add: (event) => void cards.add(product, event),
        }),
    });
  }
}
