const DAY_MS = 86_400_000;

/** What is reduced, and how many days are left. The clock of a block moves every quarter of an hour. */
export default function ({ products, formatDate, formatPrice, html, image, t }, settings) {
  const ends = settings.ends ? new Date(`${settings.ends}T23:59:59Z`) : null;
  const days = ends ? Math.ceil((ends.getTime() - Date.now()) / DAY_MS) : null;
  if (days !== null && days <= 0) return html``;
  const reduced = products({ collection: settings.collection, limit: settings.limit });

  return html`
    <style>
      .sale { background: var(--sunken); border-radius: var(--radius); padding: var(--space-6); }
      .sale h2 { margin-block: 0 var(--space-1); }
      .left { color: var(--sale); font-weight: 600; margin-block: 0 var(--space-4); }
      .sale ul {
        display: grid;
        gap: var(--space-4);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 150px), 1fr));
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .sale li { margin: 0; }
      .sale li a { color: inherit; display: grid; gap: var(--space-1); text-decoration: none; }
      .picture { aspect-ratio: 1; background: var(--surface); border-radius: var(--radius); display: block; overflow: hidden; }
      .picture img { block-size: 100%; border-radius: 0; inline-size: 100%; object-fit: cover; }
      .sale s { color: var(--muted); }
      .now { color: var(--sale); font-weight: 600; }
    </style>
    <section class="sale" aria-labelledby="sale">
      <h2 id="sale">${settings.heading || t('heading')}</h2>
      ${
        ends &&
        html`<p class="left">
          ${days === 1 ? t('last') : t('days', { days })}
          <time datetime="${settings.ends}">${t('until', { day: formatDate(ends, 'long') })}</time>
        </p>`
      }
      <ul>
        ${reduced.map(
          (product) => html`
            <li>
              <a href="${product.url}">
                <span class="picture">${image(product, { sizes: '(min-width: 640px) 220px, 50vw', alt: '' })}</span>
                <span>${product.title}</span>
                <span>
                  ${product.compareAt && html`<s>${formatPrice(product.compareAt)}</s> `}
                  <span class="now">${formatPrice(product.price)}</span>
                </span>
              </a>
            </li>`,
        )}
      </ul>
    </section>`;
}
