/** A few small things that go into the cart with one click. */
export default function ({ products, formatPrice, html, image, t }, settings) {
  const extras = products({ collection: settings.collection, limit: 50 })
    .filter(({ available }) => available)
    .sort((one, other) => !one.variantId - !other.variantId)
    .slice(0, settings.limit);
  if (extras.length === 0) return html``;
  return html` <style>
      .extras {
        display: grid;
        gap: var(--space-3);
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 290px), 1fr));
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .extras li {
        align-items: center;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        display: grid;
        gap: var(--space-3);
        grid-template-columns: 64px 1fr auto;
        margin: 0;
        padding: var(--space-2);
      }
      .extras img {
        aspect-ratio: 1;
        inline-size: 64px;
        object-fit: cover;
      }
      .extras a {
        color: inherit;
        display: block;
        font-weight: 600;
        line-height: 1.3;
        text-decoration: none;
      }
      .extras a:hover {
        text-decoration: underline;
      }
      .extras button {
        padding-inline: var(--space-4);
      }
      .price {
        color: var(--muted);
      }
    </style>
    <section aria-labelledby="extras">
      <h2 id="extras">${settings.heading || t('heading')}</h2>
      <ul class="extras">
        ${extras.map(
          (product) =>
            html` <li>
              ${image(product, { sizes: '64px', widths: [64, 128, 192], alt: '' })}
              <div>
                <a href="${product.url}">${product.title}</a>
                <span class="price">${formatPrice(product.price)}</span>
              </div>
              <button
                data-vitrine-action="add-to-cart"
                data-vitrine-product="${product.handle}"
                data-vitrine-variant="${product.variantId}"
                aria-label="${t(product.variantId ? 'addOf' : 'chooseOf', { title: product.title })}"
              >
                ${t(product.variantId ? 'add' : 'choose')}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
}
