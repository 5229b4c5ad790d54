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

/** What the button of a card says. */
function labelOf({ available, onlyVariantId }: ProductSummary, { state, text }: CardContext): string {
  if (!available) return text('soldOut');
  if (!onlyVariantId) return text('choose');
  return text(state === 'busy' ? 'adding' : state === 'added' ? 'added' : 'add');
}

/** What of a card is above its title, and what below: the same for a link and for a button. */
function partsOf(product: ProductSummary, context: CardContext) {
  const { title, image, available, priceMin, priceMax, compareAtPrice } = product;
  const { text, locale } = context;
  const badge = !available ? 'soldOut' : compareAtPrice ? 'sale' : undefined;
  const label = labelOf(product, context);
  const price = formatMoney(priceMin, locale);
  const shown = priceMax.amountMinor > priceMin.amountMinor ? text('from', { price }) : price;
  const was = compareAtPrice && formatMoney(compareAtPrice, locale);
  return {
    card: available ? 'card' : 'card unavailable',
    source: image?.url ?? nothing,
    alt: image?.alt ?? '',
    badge: badge ? html`<span class="badge ${badge}" part="badge">${text(badge)}</span>` : nothing,
    price: was
      ? html`<span class="now">${shown}</span> <s aria-label=${text('was', { price: was })}>${was}</s>`
      : shown,
    label,
    name: `${label}: ${title}`,
  };
}

/**
 * One product of the grid. Each of the two templates is a whole card without a space between its tags: on a slow phone
 * every node that two dozen cards do without is seen.
 */
export function renderCard(product: ProductSummary, context: CardContext): TemplateResult {
  const { title, vendor, available } = product;
  const { url, eager, state, choose, add } = context;
  const { card, source, alt, badge, price, label, name } = partsOf(product, context);
  const loading = eager ? 'eager' : 'lazy';
  const doing = state ?? nothing;
  // prettier-ignore
  return url
    ? html`<li class=${card} part="item"><span class="picture" part="picture"><img part="image" decoding="async" loading=${loading} alt=${alt} src=${source}>${badge}</span><div class="text"><p class="vendor" part="vendor">${vendor}</p><h3 class="title" part="title"><a class="choose" href=${url} @click=${choose}>${title}</a></h3><p class="price" part="price">${price}</p></div><button class="add" part="primary-button" type="button" aria-label=${name} data-state=${doing} ?disabled=${!available} @click=${add}>${label}</button></li>`
    : html`<li class=${card} part="item"><span class="picture" part="picture"><img part="image" decoding="async" loading=${loading} alt=${alt} src=${source}>${badge}</span><div class="text"><p class="vendor" part="vendor">${vendor}</p><h3 class="title" part="title"><button class="choose" type="button" aria-haspopup="dialog" @click=${choose}>${title}</button></h3><p class="price" part="price">${price}</p></div><button class="add" part="primary-button" type="button" aria-label=${name} data-state=${doing} ?disabled=${!available} @click=${add}>${label}</button></li>`;
}
