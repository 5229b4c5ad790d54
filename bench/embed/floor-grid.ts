import { css, html, LitElement } from 'lit';
import type { ProductList, ProductSummary } from '../../edge-api/contract/products.ts';

const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

/** The floor of the race: as little as a Lit grid with add-to-cart can be, written for this one page. */
class FloorGrid extends LitElement {
  static override properties = { products: { state: true }, count: { state: true } };
  static override styles = css`
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
      gap: 24px 16px;
      margin: 0;
      padding: 0;
      list-style: none;
      font: 15px/1.5 system-ui;
    }
    img {
      display: block;
      width: 100%;
      aspect-ratio: 4/5;
      object-fit: cover;
      border-radius: 10px;
    }
    h3,
    p {
      margin: 4px 0;
      font-size: 15px;
    }
    button {
      width: 100%;
      height: 44px;
      font: inherit;
    }
  `;
  declare products: readonly ProductSummary[];
  declare count: number;

  constructor() {
    super();
    this.products = [];
    this.count = 0;
  }

  override async connectedCallback(): Promise<void> {
    super.connectedCallback();
    const response = await fetch(this.getAttribute('src')!);
    this.products = ((await response.json()) as ProductList).products;
  }

  override render() {
    return html`<ul>
      ${this.products.map(
        (product, index) =>
          html`<li>
            <img src=${product.image!.url} alt=${product.image!.alt} loading=${index < 4 ? 'eager' : 'lazy'} />
            <h3>${product.title}</h3>
            <p>${money.format(product.priceMin.amountMinor / 100)}</p>
            <button data-add @click=${() => this.count++}>Add to cart</button>
          </li>`,
      )}
    </ul>`;
  }
}
customElements.define('floor-grid', FloorGrid);
