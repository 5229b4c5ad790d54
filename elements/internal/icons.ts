import { svg, type SVGTemplateResult } from 'lit';

const icon = (path: string, size = 20): SVGTemplateResult =>
  svg`<svg viewBox="0 0 24 24" width=${size} height=${size} aria-hidden="true"><path d=${path} /></svg>`;

/** A shopping bag. */
export const bag = icon('M6 8h12l1 12.5H5zM9 10.500V7a3 3 0 0 1 6 0v3.500', 24);
/** A cross that closes. */
export const cross = icon('M6 6l12 12M18 6L6 18', 22);
/** An arrow back to the start of the line. */
export const back = icon('M15 5l-7 7 7 7', 22);
export const minus = icon('M6 12h12', 18);
export const plus = icon('M6 12h12M12 6v12', 18);
/** A padlock. */
export const lock = icon('M7 11V8a5 5 0 0 1 10 0v3M5.500 11h13v9h-13z', 18);
/** A tick. */
export const tick = icon('M5 12.500l4.500 4.500L19 7.500', 18);
/** A parcel with a ribbon. */
export const gift = icon(
  'M4 9h16v4H4zM5.500 13v7h13v-7M12 9v11M12 9c-6 0-5-6-2-5 1.500.500 2 3 2 5zM12 9c6 0 5-6 2-5-1.500.500-2 3-2 5z',
  16,
);
/** A telephone beside a screen. */
export const devices = icon('M3 5h13v4M3 5v10h8M13 11h7v9h-7zM16 17.500h1', 18);
