/** One product, large, with a button that puts it into the cart. */
export default function ({ product, products, formatPrice, html, image, t, truncate }, settings) {
  const shown = settings.product ? product(settings.product) : products({ limit: 1 })[0];
  if (!shown) return html``;

  const buttonFor = ({ handle, variantId }) => html`
    <button data-vitrine-action="add-to-cart" data-vitrine-product="${handle}">
      ${variantId ? t('add') : t('choose')}
    </button>`;

  return html`
    <style>
      .one {
        align-items: center;
        display: grid;
        gap: var(--space-6);
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
      }
      .one img { border-radius: var(--radius); inline-size: 100%; }
      .one h2 { margin-block: 0 var(--space-2); }
      .one h2 a { color: inherit; text-decoration: none; }
      .price { font-size: var(--text-l); font-weight: 600; }
      .price s { color: var(--muted); font-weight: 400; }
      .out { color: var(--muted); }
    </style>
    <article class="one" aria-labelledby="one">
      <div>${image(shown, { sizes: '(min-width: 640px) 50vw, 100vw' })}</div>
      <div>
        <h2 id="one"><a href="${shown.url}">${settings.heading || shown.title}</a></h2>
        <p>${settings.text || truncate(shown.description, 200)}</p>
        <p class="price">
          ${shown.compareAt && html`<s>${formatPrice(shown.compareAt)}</s>`} ${formatPrice(shown.price)}
        </p>
        ${shown.available ? buttonFor(shown) : html`<p class="out">${t('out')}</p>`}
      </div>
    </article>`;
}
