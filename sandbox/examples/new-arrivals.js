/** What came last, each with a button for the cart. */
export default function ({ products, formatPrice, html, image, t, url }, settings) {
  const latest = products({ collection: settings.collection, sort: 'newest', limit: settings.limit });
  if (latest.length === 0) return html``;

  const buttonFor = ({ handle, title }) => html`
    <button data-vitrine-action="add-to-cart" data-vitrine-product="${handle}" aria-label="${t('add', { title })}">
      +
    </button>`;

  return html`
    <style>
      .head {
        align-items: baseline;
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        justify-content: space-between;
      }
      .new {
        display: grid;
        gap: var(--space-4);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 160px), 1fr));
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .new li { margin: 0; position: relative; }
      .new a { color: inherit; display: grid; gap: var(--space-1); text-decoration: none; }
      .picture { aspect-ratio: 1; background: var(--sunken); border-radius: var(--radius); display: block; overflow: hidden; }
      .picture img { block-size: 100%; border-radius: 0; inline-size: 100%; object-fit: cover; }
      .new button {
        border-radius: 99px;
        inline-size: 44px;
        padding: 0;
        inset-block-start: var(--space-2);
        inset-inline-end: var(--space-2);
        position: absolute;
      }
    </style>
    <section aria-labelledby="new">
      <div class="head">
        <h2 id="new">${settings.heading || t('heading')}</h2>
        ${settings.collection && html`<a href="${url(settings.collection, 'collection')}">${t('all')}</a>`}
      </div>
      <ul class="new">
        ${latest.map(
          (product) => html`
            <li>
              <a href="${product.url}">
                <span class="picture">${image(product, { sizes: '(min-width: 640px) 240px, 50vw', alt: '' })}</span>
                <span>${product.title}</span>
                <span>${formatPrice(product.price)}</span>
              </a>
              ${product.available && buttonFor(product)}
            </li>`,
        )}
      </ul>
    </section>`;
}
