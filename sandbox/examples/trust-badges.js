/** Shapes on a field of 24 by 24. */
const SHAPES = {
  truck: 'M2 6h12v10H2zM14 10h4l4 3v3h-8M6 16a2 2 0 1 0 4 0M15 16a2 2 0 1 0 4 0',
  back: 'M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
  lock: 'M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4',
  heart: 'M12 20 4.5 12.5a5 5 0 0 1 7.5-6.6 5 5 0 0 1 7.5 6.6z',
};

/** Up to four reasons to trust the shop. */
export default function ({ html, t }, settings) {
  const badges = Object.keys(SHAPES)
    .map((shape) => ({ shape, text: settings[shape] || t(shape) }))
    .filter(({ text }) => text !== '-');
  if (badges.length === 0) return html``;
  return html`
    <style>
      .badges {
        display: grid;
        gap: var(--space-4);
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 180px), 1fr));
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .badges li { align-items: center; display: flex; gap: var(--space-3); margin: 0; }
      .badges svg { block-size: 28px; color: var(--accent); flex: none; inline-size: 28px; }
    </style>
    <ul class="badges">
      ${badges.map(
        ({ shape, text }) => html`
          <li>
            <svg
              viewBox="0 0 24 24"
              width="28"
              height="28"
              fill="none"
              stroke="currentColor"
              stroke-width="1.75"
              stroke-linecap="round"
              stroke-linejoin="round"
              aria-hidden="true"
            >
              <path d="${SHAPES[shape]}"></path>
            </svg>
            <span>${text}</span>
          </li>`,
      )}
    </ul>`;
}
