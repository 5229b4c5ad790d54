import { html, nothing, type TemplateResult } from 'lit';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { formatMoney } from '../internal/money.ts';
import { srcsetOf, tintOf } from '../internal/picture.ts';
import type { Text } from '../internal/strings.ts';
import type { english } from './product-grid.strings.ts';

/** What a card's button is doing. */
export type AddState = 'busy' | 'added' | 'failed';

/** What a card needs to know besides its product. */
export interface CardContext {
  readonly text: Text<keyof typeof english>;
  readonly locale: string;
  /** Address of the product's page; empty opens it here. */
  readonly url: string;
  /** Whether the picture is among the first a shopper sees. */
  readonly eager: boolean;
  readonly state: AddState | undefined;
  /** The shopper wants to see the product. */
  readonly choose: (event: MouseEvent) => void;
  /** The shopper wants to have the product. */
  readonly add: (event: MouseEvent) => void;
}

/** What the button of a card says. */
function labelOf({ available, onlyVariantId }: ProductSummary, { state, text }: CardContext): string {
  if (!available) return text('soldOut');
  if (!onlyVariantId) return text('choose');
  return text(state === 'busy' ? 'adding' : state === 'added' ? 'added' : 'add');
}

/** One product of the grid. One template, so that two dozen of them are drawn in one go on a slow phone. */
export function renderCard(product: ProductSummary, context: CardContext): TemplateResult {
  const { title, vendor, image, available, priceMin, priceMax, compareAtPrice } = product;
  const { text, locale, url, eager, state, choose, add } = context;
  const badge = !available ? 'soldOut' : compareAtPrice ? 'sale' : undefined;
  const label = labelOf(product, context);
  const price = formatMoney(priceMin, locale);
  const was = compareAtPrice && formatMoney(compareAtPrice, locale);
  return html`<li class=${available ? 'card' : 'card unavailable'} part="item">
    <span class="picture" part="picture" .style=${tintOf(image)}>
      <img
        part="image"
        decoding="async"
        loading=${eager ? 'eager' : 'lazy'}
        fetchpriority=${eager ? 'high' : 'auto'}
        alt=${image?.alt ?? ''}
        sizes="auto, (min-width: 700px) 25vw, 50vw"
        srcset=${srcsetOf(image)}
        src=${image?.url ?? nothing}
        ?hidden=${!image}
      />
      ${badge ? html`<span class="badge ${badge}" part="badge">${text(badge)}</span>` : nothing}
    </span>
    <div class="text">
      <p class="vendor" part="vendor">${vendor}</p>
      <h3 class="title" part="title">
        ${url ? html`<a class="choose" href=${url} @click=${choose}>${title}</a>` : html`<button class="choose" type="button" aria-haspopup="dialog" @click=${choose}>${title}</button>`}
      </h3>
      <p class=${was ? 'price sale' : 'price'} part="price">
        ${priceMax.amountMinor > priceMin.amountMinor ? text('from', { price }) : price}
        ${was ? html`<s aria-label=${text('was', { price: was })}>${was}</s>` : nothing}
      </p>
    </div>
    <button
      class="add"
      part="primary-button"
      type="button"
      aria-label=${`${label}: ${title}`}
      data-state=${state ?? nothing}
      ?disabled=${!available}
      @click=${add}
    >
      ${label}
    </button>
  </li>`;
}
