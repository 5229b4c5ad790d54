import { html, type TemplateResult } from 'lit';

const icon = (path: string, size = 22): TemplateResult =>
  html`<svg viewBox="0 0 24 24" width=${size} height=${size} aria-hidden="true"><path d=${path} /></svg>`;

/** A triangle that plays. */
export const play = icon('M8.500 5.500v13l10.500-6.500z');
/** Two arrows that pull a picture apart. */
export const expand = icon('M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7', 20);
export const magnify = icon(
  'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500l5 5M7.500 10.500h6M10.500 7.500v6',
);
export const reduce = icon(
  'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500l5 5M7.500 10.500h6',
);
