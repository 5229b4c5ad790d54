/** Gifts by what they cost: a part for each price, the first one open. */
export default function ({ products, formatPrice, html, image, t }, settings) {
  const limits = settings.prices
    .split(',')
    .map((price) => parseInt(price, 10))
    .filter((price) => price > 0)
    .sort((a, b) => a - b);
  const gifts = products({ collection: settings.collection, sort: 'price-asc', limit: 50 }).filter(
    (gift) => gift.available,
  );
  const bands = [...limits, Infinity]
    .map((most, at) => ({ most, least: limits[at - 1] ?? 0 }))
    .map((band) => ({
      ...band,
      gifts: gifts.filter(({ price }) => price.amountMinor > band.least && price.amountMinor <= band.most),
    }))
    .filter((band) => band.gifts.length > 0);
  if (bands.length === 0) return html``;

  const nameOf = ({ least, most }) =>
    most === Infinity ? t('above', { least: formatPrice(least) }) : t('upto', { most: formatPrice(most) });

  return html`
    <style>
      .band small { font-weight: 400; }
      .gifts {
        display: grid;
        gap: var(--space-4);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 130px), 1fr));
        list-style: none;
        margin: 0;
        padding: 0 0 var(--space-4);
      }
      .gifts li { margin: 0; }
      .gifts a { color: inherit; display: grid; gap: var(--space-1); text-decoration: none; }
      .picture { aspect-ratio: 1; background: var(--sunken); border-radius: var(--radius); display: block; overflow: hidden; }
      .picture img { block-size: 100%; border-radius: 0; inline-size: 100%; object-fit: cover; }
    </style>
    <section aria-labelledby="gifts">
      <h2 id="gifts">${settings.heading || t('heading')}</h2>
      ${bands.map(
        (band, at) => html`
          <details class="band" ${at === 0 ? 'open' : ''}>
            <summary>${nameOf(band)} <small>(${band.gifts.length})</small></summary>
            <ul class="gifts">
              ${band.gifts.slice(0, settings.each).map(
                (gift) => html`
                  <li>
                    <a href="${gift.url}">
                      <span class="picture">${image(gift, { sizes: '160px', alt: '' })}</span>
                      <span>${gift.title}</span>
                      <span>${formatPrice(gift.price)}</span>
                    </a>
                  </li>`,
              )}
            </ul>
          </details>`,
      )}
    </section>`;
}
