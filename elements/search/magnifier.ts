import { html } from 'lit';

/** A magnifying glass. */
export const magnifier = html`<svg class="glass" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
  <path d="M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500L20.500 20.500" />
</svg>`;
