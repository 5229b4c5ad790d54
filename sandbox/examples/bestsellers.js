/** What sells best, in a numbered row. */
export default function ({ products, formatPrice, html, image, t }, settings) {
  const best = products({ collection: settings.collection, limit: settings.limit });
  if (best.length === 0) return html``;
  return html`
    <style>
      .best {
        counter-reset: place;
        display: grid;
        gap: var(--space-4);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 160px), 1fr));
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .best li { counter-increment: place; margin: 0; position: relative; }
      .best li::before {
        background: var(--accent);
        border-radius: 99px;
        color: var(--on-accent);
        content: counter(place);
        font-weight: 600;
        inset-block-start: var(--space-2);
        inset-inline-start: var(--space-2);
        min-inline-size: 28px;
        padding-block: 3px;
        position: absolute;
        text-align: center;
      }
      .best a { color: inherit; display: grid; gap: var(--space-1); text-decoration: none; }
      .best a:hover .name { text-decoration: underline; }
      .picture { aspect-ratio: 1; background: var(--sunken); border-radius: var(--radius); display: block; overflow: hidden; }
      .picture img { block-size: 100%; border-radius: 0; inline-size: 100%; object-fit: cover; }
      .name { font-weight: 600; }
    </style>
    <section aria-labelledby="best">
      <h2 id="best">${settings.heading || t('heading')}</h2>
      <ol class="best">
        ${best.map(
          (product) => html`
            <li>
              <a href="${product.url}">
                <span class="picture">${image(product, { sizes: '(min-width: 640px) 240px, 50vw', alt: '' })}</span>
                <span class="name">${product.title}</span>
                <span>${formatPrice(product.price)}</span>
              </a>
            </li>`,
        )}
      </ol>
    </section>`;
}
