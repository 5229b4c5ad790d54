import { html } from 'lit';

/** Two sliders, for filters. */
export const funnel = html`<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
  <path d="M4 8h9M19 8h1M4 16h1M11 16h9M16 5.500v5M8 13.500v5" />
</svg>`;
