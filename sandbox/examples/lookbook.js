/** A collection as large pictures, every third across the whole width. */
export default function ({ products, html, image, t }, settings) {
  const looks = products({ collection: settings.collection, limit: settings.limit }).filter((look) => look.image);
  if (looks.length === 0) return html``;
  return html`
    <style>
      .looks {
        display: grid;
        gap: var(--space-4);
        grid-template-columns: repeat(2, 1fr);
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .looks li { margin: 0; }
      .looks li:nth-child(3n + 1) { grid-column: 1 / -1; }
      .looks figure { margin: 0; }
      .looks img { border-radius: var(--radius); inline-size: 100%; }
      .looks li:nth-child(3n + 1) img { aspect-ratio: 16 / 9; object-fit: cover; }
      .looks figcaption { color: var(--muted); padding-block-start: var(--space-2); }
    </style>
    <section aria-labelledby="looks">
      <h2 id="looks">${settings.heading || t('heading')}</h2>
      <ul class="looks">
        ${looks.map(
          (look, at) => html`
            <li>
              <figure>
                ${image(look, { sizes: at % 3 === 0 ? '100vw' : '50vw' })}
                <figcaption><a href="${look.url}">${look.title}</a></figcaption>
              </figure>
            </li>`,
        )}
      </ul>
    </section>`;
}
