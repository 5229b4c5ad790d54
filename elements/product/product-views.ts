import { html, nothing, type TemplateResult } from 'lit';
import type { Product } from '../../edge-api/contract/products.ts';
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

/** Addresses of the pages that a heading leads to; empty where there is none. */
export interface HeadingUrls {
  readonly product: string;
  readonly vendor: string;
}

/** Vendor and name, each leading to a page of its own where it has one. */
export function renderHeading({ title, vendor }: Product, level: number, urls: HeadingUrls): TemplateResult {
  const name = link(html`<bdi>${title}</bdi>`, urls.product);
  return html`<div class="heading">
    ${vendor ? html`<p class="vendor" part="vendor">${link(html`<bdi>${vendor}</bdi>`, urls.vendor)}</p>` : nothing}
    ${
      level === 1
        ? html`<h1 class="title" part="title" tabindex="-1">${name}</h1>`
        : html`<div class="title" part="title" role="heading" aria-level=${level} tabindex="-1">${name}</div>`
    }
  </div>`;
}

const link = (words: TemplateResult, url: string): TemplateResult => (url ? html`<a href=${url}>${words}</a>` : words);
