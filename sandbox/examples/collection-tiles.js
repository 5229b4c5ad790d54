/** The collections of the shop as tiles. */
export default function ({ collections, html, image, t }, settings) {
  const hidden = new Set(settings.without.split(',').map((handle) => handle.trim()));
  const tiles = collections({ limit: settings.limit }).filter(({ handle }) => !hidden.has(handle));
  if (tiles.length === 0) return html``;
  return html`
    <style>
      .tiles {
        display: grid;
        gap: var(--space-4);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr));
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .tiles li { margin: 0; }
      .tiles a {
        background: var(--sunken);
        border-radius: var(--radius);
        color: inherit;
        display: block;
        font-weight: 600;
        overflow: hidden;
        text-decoration: none;
      }
      .tiles a:hover .name { text-decoration: underline; }
      .picture { aspect-ratio: 4 / 3; display: block; overflow: hidden; }
      .picture img { block-size: 100%; border-radius: 0; inline-size: 100%; object-fit: cover; }
      .name { display: block; padding: var(--space-3) var(--space-4); }
    </style>
    <nav aria-labelledby="tiles">
      <h2 id="tiles">${settings.heading || t('heading')}</h2>
      <ul class="tiles">
        ${tiles.map(
          (tile) => html`
            <li>
              <a href="${tile.url}">
                <span class="picture">${image(tile, { sizes: '(min-width: 640px) 300px, 100vw', alt: '' })}</span>
                <span class="name">${tile.title}</span>
              </a>
            </li>`,
        )}
      </ul>
    </nav>`;
}
