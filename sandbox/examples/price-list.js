/** Products as a menu card, under their kinds. */
export default function ({ products, formatPrice, html, t }, settings) {
  const kinds = new Map();
  for (const product of products({ collection: settings.collection, sort: 'title-asc', limit: 50 })) {
    const kind = product.type || t('other');
    kinds.set(kind, [...(kinds.get(kind) ?? []), product]);
  }
  if (kinds.size === 0) return html``;
  return html`
    <style>
      .card { columns: 320px; column-gap: var(--space-8); }
      .kind { break-inside: avoid; margin-block-end: var(--space-6); }
      .kind h3 { border-block-end: 2px solid var(--accent); margin-block: 0 var(--space-2); padding-block-end: var(--space-1); }
      .kind ul { list-style: none; margin: 0; padding: 0; }
      .kind li { align-items: baseline; display: flex; gap: var(--space-2); margin: 0; padding-block: var(--space-1); }
      .kind a { color: inherit; text-decoration: none; }
      .kind a:hover { text-decoration: underline; }
      .dots { border-block-end: 1px dotted var(--muted); flex: 1; }
      .out { color: var(--muted); }
    </style>
    <section aria-labelledby="card">
      <h2 id="card">${settings.heading || t('heading')}</h2>
      <div class="card">
        ${[...kinds].map(
          ([kind, members]) => html`
            <section class="kind">
              <h3>${kind}</h3>
              <ul>
                ${members.map(
                  (product) => html`
                    <li>
                      <a href="${product.url}">${product.title}</a>
                      <span class="dots"></span>
                      ${product.available ? formatPrice(product.price) : html`<span class="out">${t('out')}</span>`}
                    </li>`,
                )}
              </ul>
            </section>`,
        )}
      </div>
    </section>`;
}
