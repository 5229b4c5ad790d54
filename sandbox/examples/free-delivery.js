/** How much is missing until delivery is free. Nothing of a shopper’s cart is ever kept. */
export default function ({ cart, formatPrice, html, t }, settings) {
  const { total, freeShippingRemaining: remaining } = cart();
  const spent = total?.amountMinor ?? 0;
  // The shop knows best, once there is something in the cart.
  const from = remaining ? spent + remaining.amountMinor : settings.from;
  const missing = Math.max(0, from - spent);
  const percent = from > 0 ? Math.min(100, Math.floor((spent / from) * 100)) : 100;
  const told =
    missing === 0
      ? t('reached')
      : spent === 0
        ? t('from', { amount: formatPrice(from) })
        : t('missing', { amount: formatPrice(missing) });

  return html`
    <style>
      .free {
        border: 1px solid var(--line);
        border-radius: var(--radius);
        display: grid;
        gap: var(--space-2);
        padding: var(--space-4);
      }
      .free p { margin: 0; }
      .track { background: var(--sunken); block-size: 8px; border-radius: 99px; overflow: hidden; }
      .done { background: var(--good); block-size: 100%; border-radius: 99px; }
    </style>
    <div class="free">
      <p id="told">${told}</p>
      <div
        class="track"
        role="progressbar"
        aria-labelledby="told"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow="${percent}"
      >
        <div class="done" style="inline-size: ${percent}%"></div>
      </div>
    </div>`;
}
