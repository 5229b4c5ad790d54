import { html, nothing, type TemplateResult } from 'lit';
import type { Product, Variant } from '../../edge-api/contract/products.ts';
import { formatMoney } from '../internal/money.ts';
import type { Text } from '../internal/strings.ts';
import type { english } from './product.strings.ts';

type Words = Text<keyof typeof english>;

/** The room of a product, while it is on its way. */
export function renderPlaceholder(text: Words): TemplateResult {
  return html`<div class="layout">
    <div class="gallery"><div class="strip placeholder"></div></div>
    <div class="info" tabindex="-1">
      <span class="visually-hidden">${text('loading')}</span>
      ${[60, 30, 100, 45, 100].map(
        (width, index) =>
          html`<div
            class="placeholder"
            .style=${`inline-size:${width}%;block-size:${index % 2 || !index ? 30 : 50}px`}
          ></div>`,
      )}
    </div>
  </div>`;
}

/** There is no such product, or no more. */
export function renderGone(text: Words): TemplateResult {
  return html`<slot name="empty"
    ><div class="message" part="message"><p>${text('gone')}</p></div></slot
  >`;
}

/** The shop is out of reach, or closed. */
export function renderFailure(text: Words, closed: boolean, retry: () => void): TemplateResult {
  return html`<slot name="error">
    <div class="message" part="message" role="alert">
      <p>${text(closed ? 'closed' : 'failed')}</p>
      <button type="button" class="secondary" part="secondary-button" @click=${retry}>${text('retry')}</button>
    </div>
  </slot>`;
}

/** Vendor and name; the name leads to the product's own page where it has one. */
export function renderHeading({ title, vendor }: Product, level: number, url: string): TemplateResult {
  const name = html`<bdi>${title}</bdi>`;
  return html`<div class="heading">
    ${vendor ? html`<p class="vendor" part="vendor"><bdi>${vendor}</bdi></p>` : nothing}
    <div class="title" part="title" role="heading" aria-level=${level} tabindex="-1">
      ${url ? html`<a href=${url}>${name}</a>` : name}
    </div>
  </div>`;
}

/** The price of what is chosen, with the one before where it is reduced. */
export function renderPrice(
  product: Product,
  variant: Variant | undefined,
  text: Words,
  locale: string,
): TemplateResult {
  // A combination that is not made has no price; the product's lowest keeps the line from jumping.
  const { price, compareAtPrice } = variant ?? { price: product.priceMin, compareAtPrice: null };
  const sale = compareAtPrice && compareAtPrice.amountMinor > price.amountMinor ? compareAtPrice : undefined;
  return html`<p class="price-line ${sale ? 'sale' : ''}">
    <span class="price money" part="price"
      ><span class="visually-hidden">${text('price')} </span>${formatMoney(price, locale)}</span
    >
    ${
      sale
        ? html`<s class="before money" part="compare-at-price"
              ><span class="visually-hidden">${text('before')} </span>${formatMoney(sale, locale)}</s
            ><span class="badge" part="badge">${text('sale')}</span>`
        : nothing
    }
  </p>`;
}
