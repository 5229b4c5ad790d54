import { html, nothing, type TemplateResult } from 'lit';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { Suggestions } from '../../edge-api/contract/search.ts';
import { formatMoney } from '../internal/money.ts';
import type { Text } from '../internal/strings.ts';
import { highlight } from './highlight.ts';
import type { english } from './search.strings.ts';

/** One thing to choose from the list. */
export type Suggestion =
  | { readonly kind: 'queries'; readonly text: string }
  | { readonly kind: 'products'; readonly text: string; readonly product: ProductSummary }
  | { readonly kind: 'collections'; readonly text: string; readonly handle: string };

/** What the list needs to draw itself. */
export interface ListUi {
  readonly text: Text<keyof typeof english>;
  readonly locale: string;
  /** What was typed when these suggestions were asked for. */
  readonly query: string;
  /** Index of the suggestion the arrow keys are at; -1 for none. */
  readonly active: number;
  choose(suggestion: Suggestion): void;
}

/** The suggestions in the order they are shown: texts to go on with, then products, then collections. */
export function listed({ queries, products, collections }: Suggestions): Suggestion[] {
  return [
    ...queries.map((text) => ({ kind: 'queries' as const, text })),
    ...products.map((product) => ({ kind: 'products' as const, text: product.title, product })),
    ...collections.map(({ handle, title }) => ({ kind: 'collections' as const, text: title, handle })),
  ];
}

const marked = (text: string, query: string) =>
  highlight(text, query).map((piece) => (piece.hit ? html`<mark>${piece.text}</mark>` : piece.text));

function renderOption(suggestion: Suggestion, index: number, ui: ListUi): TemplateResult {
  const product = suggestion.kind === 'products' ? suggestion.product : undefined;
  return html`<div
    id=${`option-${index}`}
    class="option ${suggestion.kind}"
    part="option ${index === ui.active ? 'option-active' : ''}"
    role="option"
    aria-selected=${index === ui.active}
    @click=${() => ui.choose(suggestion)}
  >
    ${
      product
        ? html`<span class="thumb"
            >${product.image ? html`<img src=${product.image.url} alt="" loading="lazy" decoding="async" />` : nothing}</span
          >`
        : nothing
    }
    <bdi class="words">${marked(suggestion.text, ui.query)}</bdi>
    ${product ? html`<span class="amount">${formatMoney(product.priceMin, ui.locale)}</span>` : nothing}
  </div>`;
}

/** The popup's content: a group for each kind of suggestion there is. */
export function renderSuggestions(suggestions: readonly Suggestion[], ui: ListUi): TemplateResult[] {
  return (['queries', 'products', 'collections'] as const).flatMap((kind) => {
    const rows = suggestions.flatMap((suggestion, index) =>
      suggestion.kind === kind ? [renderOption(suggestion, index, ui)] : [],
    );
    if (!rows.length) return [];
    return [
      html`<div role="group" aria-labelledby=${`group-${kind}`}>
        <div id=${`group-${kind}`} class="group" part="group-label">${ui.text(kind)}</div>
        ${rows}
      </div>`,
    ];
  });
}
