import { html, nothing, type TemplateResult } from 'lit';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { formatMoney } from '../internal/money.ts';
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

function renderPrice(
  { priceMin, priceMax, compareAtPrice }: ProductSummary,
  { text, locale }: CardContext,
): TemplateResult {
  const price = formatMoney(priceMin, locale);
  const varies = priceMax.amountMinor > priceMin.amountMinor;
  return html`<p class=${compareAtPrice ? 'price sale' : 'price'} part="price">
    <span>${varies ? text('from', { price }) : price}</span>
    ${compareAtPrice ? html`<s aria-label=${text('was', { price: formatMoney(compareAtPrice, locale) })}>${formatMoney(compareAtPrice, locale)}</s>` : nothing}
  </p>`;
}

function renderButton(product: ProductSummary, { text, state, add }: CardContext): TemplateResult {
  const { title, available, onlyVariantId } = product;
  const label = !available
    ? text('soldOut')
    : !onlyVariantId
      ? text('choose')
      : state === 'busy' || state === 'added'
        ? text(state === 'busy' ? 'adding' : 'added')
        : text('add');
  return html`<button
    class="add"
    part="primary-button"
    type="button"
    aria-label=${`${label}: ${title}`}
    data-state=${state ?? nothing}
    ?disabled=${!available}
    @click=${add}
  >
    ${label}
  </button>`;
}

/** One product of the grid. */
export function renderCard(product: ProductSummary, context: CardContext): TemplateResult {
  const { title, vendor, image, available, compareAtPrice } = product;
  const { text, url, eager, choose } = context;
  const badge = !available ? 'soldOut' : compareAtPrice ? 'sale' : undefined;
  return html`<li class=${available ? 'card' : 'card unavailable'} part="item">
    <span class="picture" part="picture">
      ${image ? html`<img part="image" decoding="async" loading=${eager ? 'eager' : 'lazy'} alt=${image.alt} src=${image.url} />` : nothing}
      ${badge ? html`<span class="badge ${badge}" part="badge">${text(badge)}</span>` : nothing}
    </span>
    <p class="vendor" part="vendor">${vendor}</p>
    <h3 class="title" part="title">
      ${url ? html`<a class="choose" href=${url} @click=${choose}>${title}</a>` : html`<button class="choose" type="button" aria-haspopup="dialog" @click=${choose}>${title}</button>`}
    </h3>
    ${renderPrice(product, context)} ${renderButton(product, context)}
  </li>`;
}
