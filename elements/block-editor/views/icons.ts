import { svg, type SVGTemplateResult } from 'lit';

const icon = (path: string, size = 18): SVGTemplateResult =>
  svg`<svg viewBox="0 0 24 24" width=${size} height=${size} aria-hidden="true"><path d=${path} /></svg>`;

export const arrow = icon('M15 5l-7 7 7 7');
export const plus = icon('M6 12h12M12 6v12');
export const cross = icon('M6 6l12 12M18 6L6 18');
export const tick = icon('M5 12.500l4.500 4.500L19 7.500');
export const history = icon('M4 12a8 8 0 1 0 2.600-5.900M4 4v4.500h4.500M12 8v4.500l3 1.800');
export const gallery = icon('M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z');
export const warning = icon('M12 4l9 16H3zM12 10v4.500M12 17.200v.1');
export const play = icon('M7 5l12 7-12 7z');
export const moon = icon('M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z');
export const bin = icon('M5 7h14M9 7V4.500h6V7M7 7l1 13h8l1-13', 16);
