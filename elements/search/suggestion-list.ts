import { html, nothing, type TemplateResult } from 'lit';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { Suggestions } from '../../edge-api/contract/search.ts';
import { cross } from '../internal/icons.ts';
import { formatMoney } from '../internal/money.ts';
import { srcsetOf } from '../internal/picture.ts';
import type { Text } from '../internal/strings.ts';
import { highlight } from './highlight.ts';
import type { english } from './search.strings.ts';

/** One thing to choose from the list; `forget` is the way to be rid of all recent searches. */
export type Suggestion =
  | { readonly kind: 'spelling' | 'recent' | 'queries' | 'forget'; readonly text: string }
  | { readonly kind: 'products'; readonly text: string; readonly product: ProductSummary }
  | { readonly kind: 'collections'; readonly text: string; readonly handle: string };

/** All that is offered for a text. */
export interface Offer {
  /** The text it was made for. */
  readonly of: string;
  readonly suggestions: readonly Suggestion[];
}

/** What the list needs to draw itself. */
export interface ListUi {
  readonly text: Text<keyof typeof english>;
  readonly locale: string;
  /** What was typed when these suggestions were asked for. */
  readonly query: string;
  /** Index of the suggestion the arrow keys are at; -1 for none. */
  readonly active: number;
  choose(suggestion: Suggestion, position: number): void;
  forget(suggestion: Suggestion): void;
}

/** The suggestions in the order they are shown: another spelling, searches of the past, texts to go on with, products, collections. */
export function listed(
  { queries, products, collections, didYouMean }: Suggestions,
  recent: readonly Suggestion[],
): Suggestion[] {
  return [
    ...(didYouMean ? [{ kind: 'spelling' as const, text: didYouMean }] : []),
    ...recent,
    ...queries.flatMap((text) => (recent.some((one) => one.text === text) ? [] : { kind: 'queries' as const, text })),
    ...products.map((product) => ({ kind: 'products' as const, text: product.title, product })),
    ...collections.map(({ handle, title }) => ({ kind: 'collections' as const, text: title, handle })),
  ];
}

const marked = (text: string, query: string) =>
  highlight(text, query).map((piece) => (piece.hit ? html`<mark>${piece.text}</mark>` : piece.text));

/** The price as the product's card tells it. */
function priceOf({ priceMin, priceMax }: ProductSummary, { text, locale }: ListUi): string {
  const price = formatMoney(priceMin, locale);
  return priceMax.amountMinor > priceMin.amountMinor ? text('priceFrom', { price }) : price;
}

function renderOption(suggestion: Suggestion, index: number, ui: ListUi): TemplateResult {
  const { kind, text } = suggestion;
  const product = kind === 'products' ? suggestion.product : undefined;
  const forget = (event: Event): void => {
    event.stopPropagation();
    ui.forget(suggestion);
  };
  return html`<div
    id=${`option-${index}`}
    class="option ${kind}"
    part="option ${index === ui.active ? 'option-active' : ''}"
    role="option"
    aria-selected=${index === ui.active}
    aria-description=${kind === 'recent' ? ui.text('removable') : nothing}
    @click=${() => ui.choose(suggestion, index)}
  >
    ${
      product
        ? html`<span class="thumb"
            >${product.image ? html`<img srcset=${srcsetOf(product.image)} sizes="40px" src=${product.image.url} alt="" loading="lazy" decoding="async" />` : nothing}</span
          >`
        : nothing
    }
    <bdi class="words">${marked(text, ui.query)}</bdi>
    ${product ? html`<span class="amount">${priceOf(product, ui)}</span>` : nothing}
    ${kind === 'recent' ? html`<span class="away" aria-hidden="true" @click=${forget}>${cross}</span>` : nothing}
  </div>`;
}

/** The popup's content: a group for each kind of suggestion there is. */
export function renderSuggestions(suggestions: readonly Suggestion[], ui: ListUi): TemplateResult[] {
  return (['spelling', 'recent', 'queries', 'products', 'collections'] as const).flatMap((kind) => {
    const rows = suggestions.flatMap((suggestion, index) =>
      suggestion.kind === kind || (kind === 'recent' && suggestion.kind === 'forget')
        ? [renderOption(suggestion, index, ui)]
        : [],
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
