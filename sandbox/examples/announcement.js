const channel = (hex, at) => {
  const value = parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

/** White or black, whichever is easier to read on a colour: one of them always has a contrast of 4.5 at least. */
const inkOn = (hex) => {
  const light = 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#ffffff' : '#000000';
};

/** A line across the page, between two days if they are set. */
export default function ({ html }, settings) {
  const now = Date.now();
  const isEarly = settings.from && now < Date.parse(`${settings.from}T00:00:00Z`);
  const isLate = settings.until && now > Date.parse(`${settings.until}T23:59:59Z`);
  if (!settings.text || isEarly || isLate) return html``;
  return html`
    <style>
      .line { margin: 0; padding: var(--space-3) var(--space-4); text-align: center; text-wrap: balance; }
      .line a { color: inherit; font-weight: 600; }
    </style>
    <p class="line" role="note" style="background: ${settings.colour}; color: ${inkOn(settings.colour)}">
      ${settings.text} ${settings.link && html`<a href="${settings.link}">${settings.label || settings.link}</a>`}
    </p>`;
}
